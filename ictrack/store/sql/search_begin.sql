-- Begin a search: which initiatives it may find. Kept on its cursor, as is what holds the words.
-- params: none
create or replace temp table listed_initiative as
select numbered.*
from memory.main.search_initiative as numbered
inner join listed on numbered.initiative_id = listed.initiative_id;
