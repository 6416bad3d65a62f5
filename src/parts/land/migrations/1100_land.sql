-- A project for which land is taken back, from its legal basis to the day on which all of it is handed over.
create table land_project (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  name text not null,
  purpose text not null,
  basis text not null,
  investor text not null,
  place text not null,
  -- In thousandths of a square metre, as the project's decision has it; null where it is not known.
  area bigint check (area > 0),
  urgent boolean not null default false,
  -- The first date that was set; the one that counts is the duty's.
  handover_first date not null,
  handed_on date,
  registered_on date not null
);
create index land_project_by_unit on land_project (unit_id);
create index land_project_by_handover on land_project (handover_first);

-- Units that go out to households of a project beside its own: the Front and the organisations.
create table land_outreach (
  project_id uuid not null references land_project (id),
  unit_id uuid not null references unit (id),
  primary key (project_id, unit_id)
);

create table land_household (
  id uuid primary key,
  project_id uuid not null references land_project (id),
  -- As the count numbers them.
  key text not null,
  name text not null,
  kind text not null check (kind in ('household', 'organisation')),
  place text not null,
  phone text,
  resettles boolean not null default false,
  -- What shows that it agreed to an earlier recovery.
  agreed_files jsonb not null default '[]',
  code_hash bytea not null unique,
  unique (project_id, key)
);

create table land_parcel (
  id uuid primary key,
  project_id uuid not null references land_project (id),
  household_id uuid not null references land_household (id),
  -- Sheet and number on the land register's map.
  sheet text not null,
  number text not null,
  land_type text not null,
  farmland boolean not null,
  -- In thousandths of a square metre.
  area bigint not null check (area > 0),
  -- Rings of longitude and latitude (WGS 84), as GeoJSON has them.
  rings jsonb,
  agreed_early boolean not null default false,
  -- The last step that was taken and the day on which it was handed over: follow from the acts.
  stage text,
  handed_on date,
  unique (project_id, sheet, number)
);
create index land_parcel_by_household on land_parcel (household_id);

-- A step of the legal path, taken on a day for some parcels.
create table land_act (
  id uuid primary key,
  project_id uuid not null references land_project (id),
  step text not null,
  on_day date not null,
  -- Who decided it, and by what paper.
  decided_by text,
  number text,
  words text,
  files jsonb not null default '[]',
  -- A meeting's numbers.
  present integer check (present >= 0),
  agree integer,
  disagree integer,
  other integer,
  parcels integer not null check (parcels > 0),
  entered_at timestamptz not null,
  -- Copied from the file of a time before the project was registered here.
  from_file boolean not null
);
create index land_act_by_project on land_act (project_id, on_day);
create table land_act_parcel (
  parcel_id uuid not null references land_parcel (id),
  act_id uuid not null references land_act (id),
  primary key (parcel_id, act_id)
);
create index land_act_parcel_by_act on land_act_parcel (act_id);

-- What a unit of something is paid with, by which decision.
create table land_rate (
  id uuid primary key,
  project_id uuid not null references land_project (id),
  -- `interest`: what is owed for paying late, in đồng.
  kind text not null check (kind in ('land', 'building', 'crops', 'support', 'interest')),
  name text not null,
  per text not null,
  -- Đồng.
  price bigint not null check (price >= 0),
  decision text not null,
  from_on date not null,
  until_on date,
  check (until_on is null or until_on >= from_on)
);
create index land_rate_by_project on land_rate (project_id);

-- A line of a household's compensation. It is never changed: another replaces it, with the reason.
create table land_line (
  id uuid primary key,
  household_id uuid not null references land_household (id),
  rate_id uuid not null references land_rate (id),
  -- What was counted, in thousandths; the price is the rate's.
  quantity bigint not null check (quantity >= 0),
  price bigint not null check (price >= 0),
  -- Đồng, half of one rounded up.
  amount bigint not null generated always as ((quantity * price + 500) / 1000) stored,
  note text,
  -- Added after the plan was approved: why, by what decision.
  added_why text,
  replaced_by uuid references land_line (id),
  why text,
  at timestamptz not null,
  check ((replaced_by is null) or why is not null)
);
create index land_line_by_household on land_line (household_id);

-- A payment to several households at once, with the sums by which it is checked.
create table land_batch (
  id uuid primary key,
  project_id uuid not null references land_project (id),
  number integer not null,
  made_on date not null,
  payments integer not null check (payments > 0),
  total bigint not null check (total > 0),
  -- SHA-256 of its lines, so that the file that was paid by is known to be this one.
  digest text not null,
  unique (project_id, number)
);
create table land_payment (
  id uuid primary key,
  batch_id uuid not null references land_batch (id),
  household_id uuid not null references land_household (id),
  amount bigint not null check (amount > 0),
  -- Paid to the household, or put on the State Treasury's account where it was not taken.
  paid_on date,
  how text check (how in ('transfer', 'cash', 'treasury')),
  check ((paid_on is null) = (how is null)),
  unique (batch_id, household_id)
);
create index land_payment_by_household on land_payment (household_id);

-- Somebody goes to a household: what it asked and what it was told. No opinion of the household, no score.
create table land_visit (
  id uuid primary key,
  household_id uuid not null references land_household (id),
  unit_id uuid not null references unit (id),
  planned_on date not null,
  held_on date,
  who text,
  asked text,
  told text,
  files jsonb not null default '[]',
  cancelled_why text,
  check ((held_on is null) = (who is null)),
  check (held_on is null or cancelled_why is null)
);
create index land_visit_by_household on land_visit (household_id);
create index land_visit_by_unit on land_visit (unit_id) where held_on is null and cancelled_why is null;

create table land_promise (
  id uuid primary key,
  household_id uuid not null references land_household (id),
  visit_id uuid not null references land_visit (id),
  unit_id uuid not null references unit (id),
  text text not null,
  promised_for date not null,
  kept_words text
);
create index land_promise_by_household on land_promise (household_id);

-- The household says what is wrong in the notes of a visit.
create table land_correction (
  id uuid primary key,
  visit_id uuid not null references land_visit (id),
  -- Of the unit whose notes they are.
  unit_id uuid not null references unit (id),
  text text not null,
  at timestamptz not null,
  answer text,
  answered_on date,
  check ((answer is null) = (answered_on is null))
);
create index land_correction_by_visit on land_correction (visit_id);

-- A household's formal opinion on the posted plan: only where the law collects it.
create table land_opinion (
  household_id uuid primary key references land_household (id),
  view text not null check (view in ('agree', 'disagree', 'other')),
  text text,
  source text not null check (source in ('code', 'paper')),
  at timestamptz not null
);

-- An objection of a household is a petition like any other.
create table land_objection (
  petition_id uuid primary key,
  household_id uuid not null references land_household (id),
  number integer not null,
  due_on date not null
);

-- A file of parcels as it was read, until it is entered: one for each post.
create table land_import (
  id uuid primary key,
  project_id uuid not null references land_project (id),
  post_id uuid not null,
  parcels jsonb not null,
  sha256 text not null,
  unique (project_id, post_id)
);

create table land_option (
  id uuid primary key,
  project_id uuid not null references land_project (id),
  name text not null,
  count integer not null check (count > 0)
);
create table land_choice (
  household_id uuid primary key references land_household (id),
  option_id uuid not null references land_option (id),
  at timestamptz not null
);

create table land_question (
  id uuid primary key,
  project_id uuid not null references land_project (id),
  text text not null,
  email text,
  at timestamptz not null,
  answer text,
  answered_on date
);
create index land_question_by_project on land_question (project_id);

grant select, insert, update on land_project, land_household, land_parcel, land_rate, land_line, land_batch,
  land_payment, land_visit, land_promise, land_correction, land_opinion, land_option, land_choice, land_question to gandan_app;
grant select, insert, delete on land_outreach, land_import to gandan_app;
grant delete on land_choice to gandan_app;
grant select, insert on land_act, land_act_parcel, land_objection to gandan_app;
