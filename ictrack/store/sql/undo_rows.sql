-- Take away the rows of one file that go with a load; run for each file.
-- params: $load_id integer; $source_id text, its source; $is_only_one whether its source goes
--         with it
delete from db.one_table
where
    load_id = $load_id
    or (load_id = 0 and source_id = $source_id and $is_only_one);
