-- What a unit owes, to whom, on what ground and by when. Nothing else in the system keeps a due date.
create table duty (
  id uuid primary key,
  subject_type text not null,
  subject_id uuid not null,
  owner_unit uuid not null references unit (id),
  -- The post it is assigned to; the head of the unit without, and while that post is vacant.
  responsible_post uuid references post (id),
  owed_to text not null check (owed_to in ('citizen', 'unit', 'public')),
  rule_code text not null,
  variant text,
  -- The day of the event that started the term, and the term as it was counted.
  begun_on date not null,
  due_on date not null,
  provisional boolean not null,
  to_confirm boolean not null,
  explanation jsonb not null,
  suspensions jsonb not null default '[]',
  suspended_from date,
  ended text check (ended in ('done', 'lapsed')),
  ended_on date,
  -- The record's entries that opened and ended it are the evidence.
  opened_seq integer not null,
  ended_seq integer,
  check ((ended is null) = (ended_on is null))
);

create index duty_open_by_unit on duty (owner_unit, due_on, id) where ended is null;
create index duty_open_by_due on duty (due_on, id) where ended is null;
create unique index duty_one_open on duty (subject_id, rule_code) where ended is null;
create index duty_by_subject on duty (subject_id);

grant select, insert, update on duty to gandan_app;
