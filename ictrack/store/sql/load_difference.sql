-- Which rows would a load write, changed ones first, and what did a changed one say?
-- grain:  one row per row to write, up to a limit
-- params: $listed integer
select
    accepted.file,
    accepted.file_row,
    accepted.row_key,
    accepted.state,
    stored_row.said
from accepted
left join stored_row
    on
        accepted.state = 'changed'
        and accepted.file = stored_row.file
        and accepted.row_key = stored_row.row_key
order by accepted.state, accepted.file, accepted.file_row
limit $listed
