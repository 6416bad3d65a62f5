-- An answer that was sent and put right: both stay to be read.
alter table petition_message drop constraint petition_message_kind_check;
alter table petition_message add constraint petition_message_kind_check check (kind in (
  'question', 'reply', 'note', 'answer', 'reopenRequest', 'withdrawal', 'correctionRequest', 'correctionAnswer',
  'dialogue', 'partialWithdrawal', 'decision', 'correctedAnswer'));

-- What was said of a step of a case that turns out to be sealed is forgotten with its reasons.
create or replace function petition_steps_forget() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  steps uuid[];
begin
  select array_agg(distinct step_id) into steps from step_change
    where table_name = 'petition' and row_key = jsonb_build_object('id', new.id);
  delete from step_change where step_id = any(steps);
  update step set struck_why = null where id = any(steps);
  update step_request set why = '', ended_why = null where step_id = any(steps);
  return null;
end $$;

-- A paper that was issued by mistake is cancelled: it keeps its number and says so.
alter table petition_document
  add column step_id uuid references step (id),
  add column cancelled_on date,
  add column cancelled_why text,
  add check ((cancelled_on is null) = (cancelled_why is null));
create index petition_document_by_step on petition_document (step_id) where step_id is not null;
grant update (cancelled_on, cancelled_why) on petition_document to gandan_app;
select keep_changes('petition_document');
