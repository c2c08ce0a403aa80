-- Which rows of one file does a load write? They are staged as `sent_part`.
-- grain:  one row per row
-- params: none
select to_json(sent_part) as said
from sent_part
order by sent_part.file_row, sent_part.row_key
