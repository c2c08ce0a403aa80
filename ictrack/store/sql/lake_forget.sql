-- Write anew the files of a lake in which rows were deleted, and remove every older state with its files.
-- What is still in the catalogue goes into files first.
call ducklake_flush_inlined_data('db');
call ducklake_rewrite_data_files('db', delete_threshold => 0);
call ducklake_expire_snapshots('db', older_than => now());
call ducklake_cleanup_old_files('db', cleanup_all => true);
