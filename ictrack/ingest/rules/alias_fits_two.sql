-- Which aliases equal the identifier, name or alias of something else?
-- grain:  one row per row of this load that is one of the two, and what it collides with
select distinct
    mine.file,
    mine.file_row,
    case when mine.kind = 'alias' then 'aliases' when mine.kind = 'name' then 'name' end as column_name,
    mine.written as value,
    format('is also the {} of ''{}''', other.kind, other.identifier) as message,
    'a word that fits one only' as allowed
from word as mine
inner join word as other
    on
        mine.file = other.file
        and mine.folded = other.folded
        and mine.identifier <> other.identifier
where
    mine.file_row is not null
    and (mine.kind = 'alias' or (other.kind = 'alias' and other.file_row is null))
    and mine.kind <> 'also'
    and other.kind <> 'also'
order by mine.file, mine.file_row, value, message
