-- A round of rating: the people of an agency, or units by a local table of criteria.
create table evaluation_round (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  subject text not null check (subject in ('people', 'units')),
  year integer not null check (year between 2000 and 2100),
  quarter integer check (quarter between 1 and 4),
  -- The rules in force then; of units the table of criteria as it was when the round was opened.
  rules_code text,
  criteria jsonb,
  title text not null,
  state text not null check (state in ('open', 'closed')),
  -- Of those rated good, how many may be excellent, in hundredths; and why it is not what the rules say.
  cap_share integer not null check (cap_share between 0 and 100),
  cap_why text,
  closed_on date,
  -- The decision that lets a round be closed although the cap is broken.
  closed_why text,
  opened_by uuid not null references post (id),
  opened_at timestamptz not null,
  version integer not null default 1,
  check ((subject = 'people') = (rules_code is not null)),
  check ((state = 'closed') = (closed_on is not null))
);
create unique index evaluation_round_once on evaluation_round (unit_then, subject, year, coalesce(quarter, 0), coalesce(rules_code, ''));

-- One person's file, or one unit's.
create table evaluation_file (
  id uuid primary key,
  round_id uuid not null references evaluation_round (id),
  person_id uuid references person (id),
  post_id uuid references post (id),
  -- Where the person works; the unit that is rated.
  unit_id uuid not null references unit (id),
  -- Similar posts, in which the cap is asked too.
  group_code text not null,
  leads boolean not null,
  state text not null check (state in ('self', 'collective', 'proposal', 'decided', 'notified', 'appealed', 'final')),
  -- Points by criterion, each with who gave them and why; a leader's further items; what makes it fail by itself.
  given jsonb not null default '{}',
  leader jsonb not null default '{}',
  flags text[] not null default '{}',
  self_text text,
  collective_text text,
  collective_on date,
  -- What the rules give, as it was when it was decided; and what was decided, with a reason where it is less.
  computed text check (computed in ('excellent', 'good', 'completed', 'notCompleted')),
  proposed text check (proposed in ('excellent', 'good', 'completed', 'notCompleted')),
  proposed_why text,
  level text check (level in ('excellent', 'good', 'completed', 'notCompleted')),
  level_why text,
  decided_by uuid references person (id) check (decided_by <> person_id),
  decided_on date,
  notified_on date,
  appeal_text text,
  appealed_on date,
  appeal_answer text,
  version integer not null default 1,
  unique nulls not distinct (round_id, person_id, unit_id)
);
create index evaluation_file_by_person on evaluation_file (person_id);
create index evaluation_file_by_unit on evaluation_file (unit_id);

-- What a person did in the period: read from the record, or added by themselves with evidence.
create table evaluation_product (
  file_id uuid not null references evaluation_file (id),
  position integer not null,
  -- The duty it was read from.
  source_type text not null,
  source_id uuid,
  rule_code text,
  title text,
  due_on date,
  done_on date,
  weight integer not null default 100 check (weight > 0),
  done boolean not null,
  late integer not null default 0 check (late >= 0),
  faults integer not null default 0 check (faults >= 0),
  beyond boolean not null default false,
  -- Signs beside the score.
  last_day boolean not null default false,
  extended integer not null default 0,
  returned integer not null default 0,
  -- The cause that was confirmed as not the person's: delays and faults do not count then.
  objective text,
  evidence text,
  primary key (file_id, position)
);

-- Everything that happened to a file.
create table evaluation_event (
  file_id uuid not null references evaluation_file (id),
  seq integer not null,
  at timestamptz not null,
  type text not null,
  post_id uuid references post (id),
  text text,
  primary key (file_id, seq)
);

-- A local table of criteria for units (Directive 33/CT-TTg leaves it to the provinces): edited by the office.
create table evaluation_rubric (
  id uuid primary key,
  name text not null,
  ground text not null,
  criteria jsonb not null,
  made_by uuid not null references post (id),
  made_at timestamptz not null
);

-- Commendations that follow from a round.
create table commendation (
  id uuid primary key,
  file_id uuid not null references evaluation_file (id),
  form text not null,
  ground text not null,
  decided_on date not null,
  entered_by uuid not null references post (id),
  entered_at timestamptz not null,
  unique (file_id, form)
);

grant select, insert, update on evaluation_round, evaluation_file, evaluation_product to gandan_app;
grant delete on evaluation_product to gandan_app;
grant select, insert on evaluation_event, evaluation_rubric, commendation to gandan_app;
