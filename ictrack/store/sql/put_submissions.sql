-- Put submissions in place of what was stored of them; the table sent_submission holds them.

delete from db.submission
using sent_submission
where submission.submission_id = sent_submission.submission_id;

insert into db.submission by name
select * from sent_submission;
