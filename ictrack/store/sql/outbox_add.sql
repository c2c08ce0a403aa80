-- Put one part of a change into the outbox, in the transaction of the change itself.
-- params: $change_id integer, $part integer, $parts integer, $kind text,
--         $changed_at timestamp, $changed_by text, $payload text, a JSON text,
--         $audit_head text, or null in all parts but the last
insert into db.outbox
select
    $change_id as change_id,
    $part as part,
    $parts as parts,
    $kind as kind,
    $changed_at as changed_at,
    $changed_by as changed_by,
    $payload as payload,
    $audit_head as audit_head;
