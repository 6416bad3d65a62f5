-- Beginnings of answers that an office writes for itself, beside those that come with the program.
create table answer_template (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  outcome text not null,
  name text not null,
  body text not null,
  changed_by uuid not null references post (id),
  changed_at timestamptz not null,
  unique (unit_id, outcome, name)
);
grant select, insert, update, delete on answer_template to gandan_app;

-- Answers of a unit by day, to see which were sent in bulk.
create index petition_count_by_answered on petition_count (answered_on, unit_now) where answered_on is not null;
