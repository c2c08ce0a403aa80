-- Take away the rows of one file that a load changes; run for each file.
-- params: none
delete from db.one_table
using accepted
where
    accepted.file = 'one_file'
    and accepted.state = 'changed'
    and accepted.row_key = one_key;
