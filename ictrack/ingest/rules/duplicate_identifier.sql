-- Which rows have the identifier of another row of the same file?
-- Of few rows only is the identifier itself compared: of those whose fingerprint occurs again.
-- grain:  one row per such row
with counted as (
    select
        *,
        min(file_row) over (partition by file, row_key) as first_row,
        max(file_row) over (partition by file, row_key) as last_row
    from sent_key
    where
        row_key is not null
        and hash(file, row_key) in (select doubled.fingerprint from doubled_fingerprint as doubled)
)

select
    file,
    file_row,
    null::varchar as column_name,
    replace(row_key, chr(31), ', ') as value,
    'is also in row ' || case when file_row = first_row then last_row else first_row end as message,
    'an identifier of its own for each row' as allowed
from counted
where first_row <> last_row
order by file, file_row
