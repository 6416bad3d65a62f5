-- Signs of how a duty was done: how often its date was put off, and what was handed in was given back.
alter table duty add column extended integer not null default 0, add column returned integer not null default 0;
-- What a duty is part of and counted with: a plan's tasks are read in one pass of this index.
alter table duty add column whole_id uuid;
create index duty_by_whole on duty (whole_id) include (subject_id, due_on, ended, ended_on, suspended_from)
  where whole_id is not null;
-- A person's year is read by the post it was assigned to, a head's by the unit.
create index duty_by_post on duty (responsible_post, due_on) where responsible_post is not null;
create index duty_by_unit_due on duty (owner_unit, due_on) where responsible_post is null;
