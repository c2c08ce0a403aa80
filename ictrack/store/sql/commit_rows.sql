-- Put the rows of one file that a load writes into its table; run for each file.
-- params: $source_id text, $load_id integer, $borrowed list of files that the source did not
--         bring itself
insert into db.one_table by name
select
    sent.* exclude (row_key),
    $source_id as source_id,
    case when list_contains($borrowed, 'one_file') then 0 else $load_id end as load_id
from sent_one_file as sent;
