-- Mark what the transaction that has just begun will commit to a lake; the mark stands beside the state that
-- it makes, and is removed with it.
-- params: $mark text
call ducklake_set_commit_message('db', 'ictrack', null, extra_info => $mark)
