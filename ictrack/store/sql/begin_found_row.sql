-- Begin to find what the rows say that `wanted_row` names.
create or replace temp table found_row (
    file varchar,
    row_key varchar,
    said varchar
);
