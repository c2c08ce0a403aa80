-- Which state of a lake is the newest? PostgreSQL finds it itself: of all that is asked of a lake this is
-- asked most often.
-- grain:  one row
-- params: none
select state
from postgres_query('__ducklake_metadata_db', 'select max(snapshot_id) as state from ducklake_snapshot')
order by state
