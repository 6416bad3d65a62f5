-- Whoever owes a promise says that it is kept; another person looks at what shows it and says so too. Until then its
-- clock stands where it was reported. Every report stays, whatever became of it.
create table promise_report (
  id uuid primary key,
  duty_id uuid not null references duty (id),
  -- The unit to which it was promised that it be seen to: whose dialogue, project or reception it was.
  host_unit uuid not null references unit (id),
  words text not null,
  reported_on date not null,
  person_id uuid not null references person (id),
  post_id uuid not null references post (id),
  at timestamptz not null,
  ended text check (ended in ('confirmed', 'returned')),
  ended_person uuid references person (id),
  ended_post uuid references post (id),
  ended_at timestamptz,
  ended_why text,
  check ((ended is null) = (ended_at is null)),
  check (ended_person is distinct from person_id)
);
create unique index promise_report_open on promise_report (duty_id) where ended is null;
create index promise_report_by_duty on promise_report (duty_id);
grant select, insert, update on promise_report to gandan_app;
select keep_changes('promise_report');
