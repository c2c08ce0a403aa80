-- Which rows of one file does a load write, and is each new or changed?
-- grain:  one row per accepted row
-- params: $file text; $sent text, the name of the staged table of its rows
select
    accepted.state,
    to_json(sent) as said
from query_table($sent) as sent
inner join accepted
    on
        accepted.file = $file
        and sent.file_row = accepted.file_row
        and sent.row_key = accepted.row_key
order by accepted.state, sent.file_row, sent.row_key
