-- Which rows would a load write or change, changed ones first, and what is stored in their place?
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
        accepted.state <> 'new'
        and accepted.file = stored_row.file
        and accepted.row_key = stored_row.row_key
order by accepted.state, accepted.file, accepted.file_row
limit $listed
