-- Which rows does one part of a payload hold?
-- grain:  one row per row of the part
-- order:  none, they are put into a table
-- params: $payload text, the part; $structure text, the columns and their types, as JSON
select unnest(from_json_strict(json_extract($payload, '$.rows'), $structure), max_depth := 2)
