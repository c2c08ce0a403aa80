-- What was recorded, narrowed, one row per change: its last part, which bears the head of the audit.
-- The linter would indent the whole body of a macro, so it does not judge indentation here.
-- noqa: disable=LT02
create or replace macro audit_narrowed(since, before, kind_of, by_whom, of_person) as table
    select
        change_id,
        parts,
        kind,
        changed_at,
        changed_by,
        payload,
        audit_head
    from db.outbox
    where
        part = parts
        and (since is null or changed_at >= since)
        and (before is null or changed_at < before)
        and (kind_of is null or kind = kind_of)
        and (by_whom is null or changed_by = by_whom)
        and (
            of_person is null
            or changed_by = of_person
            or (strlen(payload) <= 2000 and contains(payload, of_person))
        );
