-- A registered "Dân vận khéo" model: what a unit, or a person in it, wants to do with people in a year.
create table campaign_model (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  field text not null check (field in ('economy', 'society', 'defence', 'politics')),
  subject text not null check (subject in ('collective', 'individual')),
  year integer not null,
  title text not null,
  place text not null,
  content text not null,
  forces text not null,
  expected text not null,
  -- The model that this one copies.
  copies uuid references campaign_model (id),
  state text not null check (state in ('registered', 'running', 'declined', 'recognised', 'ended')),
  -- Of the last decision about it.
  why text,
  decision text,
  decided_on date,
  commended text,
  -- What it took, told by those who did it: for whoever copies it.
  cost bigint check (cost >= 0),
  people integer check (people >= 0),
  months integer check (months >= 0),
  lessons text,
  version integer not null default 1
);
create index campaign_model_by_year on campaign_model (year, field);
create index campaign_model_by_unit on campaign_model (unit_id);
create index campaign_model_by_copied on campaign_model (copies);

create table campaign_check (
  id uuid primary key,
  model_id uuid not null references campaign_model (id),
  on_day date not null,
  who text not null,
  finding text not null check (finding in ('asRegistered', 'partly', 'notDone')),
  words text not null
);
create index campaign_check_by_model on campaign_check (model_id);

-- Pictures of the part, each with words for those who cannot see it. At one spot: before and after.
create table campaign_photo (
  id uuid primary key,
  subject_id uuid not null,
  spot text,
  on_day date not null,
  caption text not null,
  size integer not null,
  sha256 text not null
);
create index campaign_photo_by_subject on campaign_photo (subject_id, on_day);

-- A work of a community: decided by its households, paid and built by them, accounted for to everybody.
create table community_work (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  kind text not null check (kind in ('road', 'bridge', 'lighting', 'drainage', 'house', 'other')),
  title text not null,
  place text not null,
  proposal text not null,
  households integer not null check (households > 0),
  state text not null check (state in ('proposed', 'decided', 'refused', 'building', 'accepted', 'accounted')),
  proposed_on date not null,
  -- How the households decided: at a meeting, by ballot, by forms from door to door.
  form text check (form in ('meeting', 'ballot', 'forms')),
  decided_on date,
  plan text,
  starts_on date,
  ends_on date,
  accepted_on date,
  board text,
  acceptance text,
  -- What was built, in thousandths of its unit.
  result bigint check (result > 0),
  result_unit text,
  accounted_on date,
  account text,
  version integer not null default 1
);
create index community_work_by_unit on community_work (unit_id);

create table work_vote (
  work_id uuid not null references community_work (id),
  -- A keyed hash of the household's place: one vote each.
  household bytea not null,
  place text not null,
  name text not null,
  view text not null check (view in ('agree', 'disagree', 'other')),
  at timestamptz not null,
  primary key (work_id, household)
);

-- What somebody gave, each with the number of its receipt. A wrong one is struck out with the reason, never changed.
create table work_contribution (
  id uuid primary key,
  work_id uuid not null references community_work (id),
  number integer not null,
  kind text not null check (kind in ('money', 'labour', 'land', 'material')),
  -- Thousandths: of a đồng, a day, a square metre, or the unit that is named.
  quantity bigint not null check (quantity > 0),
  unit text not null,
  what text,
  giver text not null,
  anonymous boolean not null,
  on_day date not null,
  struck_why text,
  struck_on date,
  unique (work_id, number),
  check ((struck_why is null) = (struck_on is null))
);

create table work_expense (
  id uuid primary key,
  work_id uuid not null references community_work (id),
  number integer not null,
  -- Đồng.
  amount bigint not null check (amount > 0),
  what text not null,
  payee text not null,
  on_day date not null,
  files jsonb not null default '[]',
  struck_why text,
  struck_on date,
  unique (work_id, number),
  check ((struck_why is null) = (struck_on is null))
);

create table work_milestone (
  id uuid primary key,
  work_id uuid not null references community_work (id),
  on_day date not null,
  words text not null
);
create index work_milestone_by_work on work_milestone (work_id);

-- A day on which people go out together: who does what where, who came, what was done.
create table launch (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  title text not null,
  on_day date not null,
  meets text not null,
  call text not null,
  state text not null check (state in ('announced', 'published', 'cancelled')),
  why text,
  published_on date,
  version integer not null default 1
);
create index launch_by_day on launch (on_day);
create table launch_task (
  id uuid primary key,
  launch_id uuid not null references launch (id),
  what text not null,
  place text not null,
  squad text not null,
  planned integer not null check (planned >= 0),
  attended integer check (attended >= 0),
  -- What was done, in thousandths of its unit.
  result bigint check (result >= 0),
  result_unit text,
  check ((result is null) = (result_unit is null))
);
create index launch_task_by_launch on launch_task (launch_id);

-- A street that is to become a model street, looked at round by round.
create table model_street (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  name text not null,
  stretch text not null,
  plan text not null,
  -- Codes of the criteria that hold for it.
  criteria text[] not null,
  since date not null,
  unique (unit_id, name)
);
create table street_round (
  id uuid primary key,
  street_id uuid not null references model_street (id),
  on_day date not null,
  who text not null,
  met text[] not null,
  words text,
  unique (street_id, on_day)
);

grant select, insert, update on campaign_model, community_work, work_contribution, work_expense, launch, launch_task,
  model_street to gandan_app;
grant select, insert on campaign_check, campaign_photo, work_vote, work_milestone, street_round to gandan_app;
