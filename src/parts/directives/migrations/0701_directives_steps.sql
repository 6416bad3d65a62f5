-- What officers enter here can be taken back (migration 0019). Numbers that were given are not.
select keep_changes('document', 'document_relation', 'clause', 'task', 'task_step', 'dissemination');
select keep_sums('task_tally');

-- A document registered by mistake is cancelled: it keeps its number and its line, and says so.
alter table document add column cancelled_on date, add column cancelled_why text,
  add check ((cancelled_on is null) = (cancelled_why is null)),
  add check (cancelled_on is null or (deployed_on is null and not open));
grant update (cancelled_on, cancelled_why) on document to gandan_app;
