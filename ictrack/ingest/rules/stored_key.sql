-- Which of the rows that a load sends or names are stored, but for those of a source that it takes away?
-- grain:  one row per file and row_key
-- params: $replaced text or null
-- order:  none, because it is put into a table of the load
select
    file,
    row_key,
    source_id,
    sent_hash
from stored_row
where
    source_id is distinct from $replaced
    and row_key in (
        select sent.row_key
        from sent_key as sent

        union all

        select naming.corrects_update_id
        from sent_naming as naming
    )
