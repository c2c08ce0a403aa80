-- Which rows would a load write or change, changed ones first, and what is stored in their place?
-- grain:  one row per row to write, up to a limit
-- params: $listed integer
select
    accepted.file,
    accepted.file_row,
    accepted.row_key,
    accepted.state,
    found_row.said
from accepted
left join found_row
    on
        accepted.state <> 'new'
        and accepted.file = found_row.file
        and accepted.row_key = found_row.row_key
order by accepted.state, accepted.file, accepted.file_row
limit $listed
