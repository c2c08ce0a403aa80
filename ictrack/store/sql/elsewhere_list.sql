-- Which initiatives of other cities could a city ask about, in one thematic area?
-- Those completed or under way whose own or further area it is. The most relevant are chosen, one of
-- each city before a second of any: first those that hold most of the words asked for; then those
-- whose own area it is; then those that share most kinds of things with what the city has there
-- itself: audiences, sectors, words. What most of them have says nothing and is not counted as shared:
-- an audience or a sector that more than half of these have, a word that more than a tenth of all
-- initiatives use (of very few, more than two).
-- grain:  one row per initiative, newest evidence first; at most $most
-- params: the scope, but for its cities and areas; $city text, $area text,
--         $asked_words text, $most integer
with everything as (
    select *
    from counted($as_at, $known_on, $phase, null, null, $plan_links, $sources, $visibilities)
),

candidate as (
    select *
    from everything
    where
        city_id <> $city
        and standing in ('completed', 'in_progress')
        and (area_id = $area or list_contains(coalesce(secondary_areas, []), $area))
),

own as (
    select *
    from everything
    where
        city_id = $city
        and area_id = $area
),

-- What the reports in force say last: each field by itself, since a blank is "not stated".
told as (
    select
        initiative_id,
        arg_max(summary, told_order(reported_on, day_place)) filter (summary is not null) as summary,
        arg_max(achievements, told_order(reported_on, day_place)) filter (achievements is not null)
            as achievements,
        arg_max(challenges, told_order(reported_on, day_place)) filter (challenges is not null) as challenges,
        arg_max(help_wanted, told_order(reported_on, day_place)) filter (help_wanted is not null)
            as help_wanted,
        arg_max(help_offered, told_order(reported_on, day_place)) filter (help_offered is not null)
            as help_offered,
        arg_max(reported_by_role, told_order(reported_on, day_place)) filter (reported_by_role is not null)
            as reported_by_role,
        arg_max(
            {
                'title': case when evidence_url is null then source_title else evidence_title end,
                'url': coalesce(evidence_url, source_url),
                'reported_on': reported_on,
                'written': reported_on_written
            },
            told_order(reported_on, day_place)
        ) filter (evidence_url is not null or source_url is not null) as evidence
    from report_in_force($as_at, $known_on)
    where
        initiative_id in (select candidate.initiative_id from candidate)
        or initiative_id in (select own.initiative_id from own)
    group by initiative_id
),

-- In which words the city speaks of what it has in the area, and others of theirs.
own_word as (
    select distinct unnest(words_of(concat_ws(' ', own.title, own.description, told.help_wanted))) as word
    from own
    left join told on own.initiative_id = told.initiative_id
),

other_word as (
    select
        candidate.initiative_id,
        unnest(
            words_of(
                concat_ws(
                    ' ',
                    candidate.title,
                    candidate.description,
                    told.summary,
                    told.achievements,
                    told.help_offered
                )
            )
        ) as word
    from candidate
    left join told on candidate.initiative_id = told.initiative_id
),

-- How many initiatives of all cities use each of these words in their title or description.
used_word as (
    select distinct
        initiative_id,
        unnest(words_of(concat_ws(' ', title, description))) as word
    from everything
),

telling_word as (
    select
        own_word.word,
        count(used_word.initiative_id) as uses
    from own_word
    left join used_word on own_word.word = used_word.word
    group by own_word.word
    having count(used_word.initiative_id) <= (select greatest(2, count(*) / 10) from everything)
),

shared_word as (
    select
        other_word.initiative_id,
        list(other_word.word order by telling_word.uses asc, length(other_word.word) desc, other_word.word)
            as words
    from other_word
    inner join telling_word on other_word.word = telling_word.word
    group by other_word.initiative_id
),

asked_word as (
    select unnest(words_of($asked_words)) as word
),

found_word as (
    select
        other_word.initiative_id,
        count(distinct asked_word.word) as words
    from other_word
    inner join asked_word on starts_with(other_word.word, asked_word.word)
    group by other_word.initiative_id
),

-- Audiences and sectors, as one list of things of two kinds.
own_thing as (
    select distinct
        'audience' as kind,
        lower(unnest(audiences)) as thing
    from own

    union

    select distinct
        'sector' as kind,
        unnest(sectors) as thing
    from own
),

other_thing as (
    select
        initiative_id,
        'audience' as kind,
        lower(unnest(audiences)) as thing
    from candidate

    union

    select
        initiative_id,
        'sector' as kind,
        unnest(sectors) as thing
    from candidate
),

telling_thing as (
    select
        kind,
        thing
    from other_thing
    group by kind, thing
    having count(*) <= (select greatest(2, count(*) / 2) from candidate)
),

shared_thing as (
    select
        other_thing.initiative_id,
        list(other_thing.thing order by other_thing.thing) filter (other_thing.kind = 'audience')
            as audiences,
        list(other_thing.thing order by other_thing.thing) filter (other_thing.kind = 'sector')
            as sectors
    from other_thing
    inner join own_thing on other_thing.kind = own_thing.kind and other_thing.thing = own_thing.thing
    inner join telling_thing
        on other_thing.kind = telling_thing.kind and other_thing.thing = telling_thing.thing
    group by other_thing.initiative_id
),

-- The post that leads the work in a city now, as far as it is known.
lead as (
    select
        city_id,
        arg_max(role, (coalesce(starts_on, date '0001-01-01'), role)) as role
    from readable_city_lead()
    where
        kind = 'operational'
        and coalesce(starts_on <= $as_at, true)
        and coalesce(ends_on >= $as_at, true)
    group by city_id
),

weighed as (
    select
        candidate.*,
        told.summary,
        told.achievements,
        told.challenges,
        told.help_offered,
        told.reported_by_role,
        told.evidence,
        coalesce(candidate.area_id = $area, false) as is_own_area,
        coalesce(found_word.words, 0) as asked_words,
        coalesce(shared_word.words, []) as shared_words,
        coalesce(shared_thing.audiences, []) as shared_audiences,
        coalesce(shared_thing.sectors, []) as shared_sectors,
        cast(shared_word.words is not null as integer)
        + cast(shared_thing.audiences is not null as integer)
        + cast(shared_thing.sectors is not null as integer) as kinds_shared
    from candidate
    left join told on candidate.initiative_id = told.initiative_id
    left join shared_word on candidate.initiative_id = shared_word.initiative_id
    left join found_word on candidate.initiative_id = found_word.initiative_id
    left join shared_thing on candidate.initiative_id = shared_thing.initiative_id
),

placed as (
    select
        *,
        row_number() over (
            partition by city_id
            order by
                asked_words desc,
                is_own_area desc,
                kinds_shared desc,
                evidence.reported_on desc nulls last,
                last_reported_on desc nulls last,
                initiative_id asc
        ) as place_in_city
    from weighed
),

chosen as (
    select *
    from placed
    qualify
        row_number() over (
            order by
                place_in_city asc,
                asked_words desc,
                is_own_area desc,
                kinds_shared desc,
                evidence.reported_on desc nulls last,
                last_reported_on desc nulls last,
                initiative_id asc
        ) <= $most
)

select
    chosen.initiative_id,
    chosen.title,
    chosen.city_id,
    city.name as city_name,
    chosen.standing,
    chosen.is_closed,
    coalesce(chosen.plan_link, 'programme_document') as plan_link,
    chosen.record_kind,
    chosen.is_own_area,
    chosen.asked_words,
    chosen.shared_words,
    chosen.shared_audiences,
    chosen.shared_sectors,
    chosen.description,
    chosen.summary,
    chosen.achievements,
    chosen.challenges,
    chosen.help_offered,
    chosen.evidence.title as evidence_title,
    chosen.evidence.url as evidence_url,
    chosen.evidence.written as evidence_on_written,
    chosen.last_reported_on_written,
    chosen.lead_organisation,
    coalesce(chosen.lead_role, chosen.reported_by_role) as contact_role,
    lead.role as city_lead_role,
    city.council,
    (select count(*) from candidate) as of_all
from chosen
inner join db.city on chosen.city_id = city.city_id
left join lead on chosen.city_id = lead.city_id
order by
    chosen.evidence.reported_on desc nulls last,
    chosen.last_reported_on desc nulls last,
    chosen.initiative_id asc
