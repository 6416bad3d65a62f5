-- Who draws a payment up does not pay it out; what was drawn up wrong is cancelled with its number kept, as a whole or
-- for one household; what was paid has its proof.
alter table land_batch
  add column made_by uuid references person (id),
  add column step_id uuid,
  add column late_why text,
  add column cancelled_on date,
  add column cancelled_why text,
  add check ((cancelled_on is null) = (cancelled_why is null));
alter table land_payment
  add column files jsonb not null default '[]',
  add column dropped_on date,
  add column dropped_why text,
  add check ((dropped_on is null) = (dropped_why is null)),
  add check (dropped_on is null or paid_on is null);
create index land_batch_by_step on land_batch (step_id) where step_id is not null;
