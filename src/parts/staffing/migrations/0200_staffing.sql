-- Approved posts of a unit in a year. A later decision for the same year replaces the number, and both stay.
create table staffing_quota (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_now uuid not null references unit (id),
  year integer not null check (year between 2000 and 2100),
  approved integer not null check (approved >= 0),
  ground text not null,
  decided_on date not null,
  entered_at timestamptz not null
);
create index staffing_quota_by_year on staffing_quota (year, unit_id, decided_on desc);

-- A plan of reductions over some years.
create table reduction_plan (
  id uuid primary key,
  title_vi text not null,
  title_en text not null,
  ground text not null,
  from_year integer not null,
  to_year integer not null check (to_year >= from_year)
);

create table reduction_target (
  plan_id uuid not null references reduction_plan (id),
  unit_id uuid not null references unit (id),
  unit_now uuid not null references unit (id),
  year integer not null,
  posts integer not null check (posts >= 0),
  primary key (plan_id, unit_id, year)
);

-- One reduction: a post, and who leaves it. Who it is, is for their head and the chair.
create table reduction (
  id uuid primary key,
  version integer not null default 1,
  plan_id uuid not null references reduction_plan (id),
  unit_id uuid not null references unit (id),
  unit_now uuid not null references unit (id),
  post_title text not null,
  post_id uuid references post (id),
  person_id uuid references person (id),
  route text not null check (route in ('earlyRetirement', 'move', 'severance', 'redundancy', 'contractEnd')),
  ground_code text not null,
  state text not null check (state in ('proposed', 'approved', 'left', 'withdrawn')),
  effective_on date not null,
  -- In đồng.
  cost bigint check (cost >= 0),
  -- What the ground rests on where it needs the last ratings; as restricted as the person.
  ratings text,
  proposed_by uuid not null references person (id),
  approved_by uuid references person (id) check (approved_by <> proposed_by),
  left_on date check ((left_on is not null) = (state = 'left'))
);
create index reduction_by_plan on reduction (plan_id, state);

grant select, insert, update on staffing_quota, reduction_plan, reduction_target, reduction to gandan_app;
