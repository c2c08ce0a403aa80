-- What a question may read of the tables whose rows are not for everybody: here, all of it.
-- Questions read these and never the tables themselves. In the schema `limited` the same names
-- give what one reader may see (`limited.sql`, `ictrack/store/limiting.py`): a cursor whose search
-- path begins with that schema asks the same questions and is told less.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02
create or replace macro readable_initiative() as table
    from db.initiative;

create or replace macro readable_undone_initiative() as table
    from db.undone_initiative;

create or replace macro readable_status_update() as table
    from db.status_update;

create or replace macro readable_undone_status_update() as table
    from db.undone_status_update;

create or replace macro readable_milestone() as table
    from db.milestone;

create or replace macro readable_initiative_link() as table
    from db.initiative_link;

create or replace macro readable_submission() as table
    from db.submission;

create or replace macro readable_sign_off() as table
    from db.sign_off;

create or replace macro readable_commentary() as table
    from db.commentary;

create or replace macro readable_frozen_report() as table
    from db.frozen_report;

create or replace macro readable_taskforce_member() as table
    from db.taskforce_member;

create or replace macro readable_city_lead() as table
    from db.city_lead;

create or replace macro readable_load() as table
    from db.load;

create or replace macro readable_load_undo() as table
    from db.load_undo;

create or replace macro readable_report_freeze() as table
    from db.report_freeze;

-- Which initiatives are a part of another. That one is a part is told to whoever may see it, whether
-- or not they may see the whole: a part counts in no total.
create or replace macro part_of_another() as table
    select from_id as initiative_id
    from db.initiative_link
    where kind = 'part_of'
    group by from_id;
