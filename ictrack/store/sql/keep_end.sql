-- Let go what was judged of updates, once it is kept.
drop table concerned;

drop table naming;

drop table disputed;

drop table taken_back;

drop table shared_day;

drop table shared_key;

drop table touched_day;

drop view day_of_update;
