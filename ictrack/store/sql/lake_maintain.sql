-- Put the small files of a lake together, and remove the states that were replaced before a moment, the
-- files that only they needed, and files that a crash left, which no state knows.
-- params: $replaced_before timestamp, $left_before timestamp, both in UTC
call ducklake_flush_inlined_data('db');
call ducklake_merge_adjacent_files('db');
call ducklake_rewrite_data_files('db');
call ducklake_expire_snapshots('db', older_than => cast($replaced_before as timestamp));
call ducklake_cleanup_old_files('db', older_than => cast($left_before as timestamp));
call ducklake_delete_orphaned_files('db', older_than => cast($left_before as timestamp));
