-- Organisation over time. Ranges of days, [from, to): overlaps are refused by the temporal keys, gaps
-- by the temporal foreign keys (PostgreSQL 18). Checked at commit, so that one transaction may end one
-- span and begin the next.
create extension if not exists btree_gist;

-- The locality this installation serves. One row.
create table locality (
  singleton boolean primary key default true check (singleton),
  name_vi text not null,
  name_en text not null,
  -- Sample data says so on every page.
  sample boolean not null,
  founded_at timestamptz not null default now()
);

-- A unit: its code leads to it for good, even after its life.
create table unit (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  life daterange not null,
  unique (id, life without overlaps)
);

-- What a unit was, span by span: together exactly its life, and always under a unit that exists.
create table unit_version (
  unit_id uuid not null,
  valid daterange not null,
  kind text not null check (kind in ('party', 'province', 'district', 'committee', 'department', 'commune',
    'ward', 'township', 'reception', 'front', 'service')),
  name_vi text not null,
  name_en text not null,
  parent_id uuid check (parent_id <> unit_id),
  -- Hamlets and quarters of a unit with a territory.
  hamlets text[] not null default '{}',
  primary key (unit_id, valid without overlaps),
  foreign key (unit_id, period valid) references unit (id, period life) deferrable initially deferred,
  foreign key (parent_id, period valid) references unit_version (unit_id, period valid) deferrable initially deferred
);
alter table unit add constraint unit_has_no_gaps foreign key (id, period life)
  references unit_version (unit_id, period valid) deferrable initially deferred;
create index unit_version_by_unit on unit_version (unit_id, lower(valid) desc);
create index unit_version_by_parent on unit_version (parent_id);

create table person (
  id uuid primary key,
  name text not null
);

-- A post: a place in a unit that somebody may hold.
create table post (
  id uuid primary key,
  code text not null unique,
  life daterange not null,
  unique (id, life without overlaps)
);

-- A post moves with its unit's successor and keeps its identity.
create table post_version (
  post_id uuid not null,
  valid daterange not null,
  unit_id uuid not null,
  role text not null check (role in ('clerk', 'officer', 'head', 'chair', 'administrator', 'auditor')),
  title_vi text not null,
  title_en text not null,
  -- Named to handle denunciations of this unit; nobody else sees them.
  handles_denunciations boolean not null default false,
  primary key (post_id, valid without overlaps),
  foreign key (post_id, period valid) references post (id, period life) deferrable initially deferred,
  foreign key (unit_id, period valid) references unit_version (unit_id, period valid) deferrable initially deferred
);
alter table post add constraint post_has_no_gaps foreign key (id, period life)
  references post_version (post_id, period valid) deferrable initially deferred;
create index post_version_by_post on post_version (post_id);
create index post_version_by_unit on post_version (unit_id);

-- Who holds a post: one person at a time; nobody while it is vacant.
create table holding (
  post_id uuid not null,
  person_id uuid not null references person (id),
  valid daterange not null,
  primary key (post_id, valid without overlaps),
  foreign key (post_id, period valid) references post (id, period life) deferrable initially deferred
);
create index holding_by_person on holding (person_id);
create index holding_by_post on holding (post_id);

-- A post (or one matter of it) handed to somebody else for a span of days; it ends by the calendar.
create table delegation (
  id uuid primary key,
  kind text not null check (kind in ('delegation', 'absence')),
  from_post uuid not null references post (id),
  to_person uuid not null references person (id),
  -- One case; the whole post without.
  subject_id uuid,
  valid daterange not null check (not isempty(valid) and not upper_inf(valid)),
  ground text not null,
  made_by uuid not null references post (id),
  made_at timestamptz not null,
  ended_at timestamptz,
  exclude using gist (from_post with =, to_person with =,
    coalesce(subject_id, '00000000-0000-0000-0000-000000000000') with =, valid with &&) where (ended_at is null)
);
create index delegation_by_person on delegation (to_person);

-- A reorganisation: drafted under its ground, approved by a second person, carried out on its day.
create table reorganisation (
  id uuid primary key,
  version integer not null default 1,
  title text not null,
  ground_number text not null,
  ground_issuer text not null,
  ground_signer text not null,
  ground_on date not null,
  effective_on date not null,
  operations jsonb not null default '[]',
  state text not null check (state in ('draft', 'submitted', 'approved', 'carriedOut', 'withdrawn')),
  drafted_by uuid not null references person (id),
  drafted_at timestamptz not null,
  approved_by uuid references person (id) check (approved_by <> drafted_by),
  approved_at timestamptz,
  carried_out_at timestamptz,
  -- What moved, counted.
  outcome jsonb,
  check ((state in ('approved', 'carriedOut')) <= (approved_by is not null)),
  check ((state = 'carriedOut') = (carried_out_at is not null))
);

-- Where the work of a unit went: all of it, or that of some hamlets, kinds or cases.
create table succession (
  reorganisation_id uuid not null references reorganisation (id),
  from_unit uuid not null references unit (id),
  to_unit uuid not null references unit (id),
  part text not null check (part in ('rest', 'area', 'kind', 'case')),
  items text[] not null default '{}',
  on_day date not null,
  check (from_unit <> to_unit)
);
create index succession_from on succession (from_unit);
create index succession_to on succession (to_unit);

-- Each piece of open work that a reorganisation moved.
create table unit_move (
  reorganisation_id uuid not null references reorganisation (id),
  subject_type text not null,
  subject_id uuid not null,
  from_unit uuid not null,
  to_unit uuid not null,
  primary key (subject_id, reorganisation_id)
);

-- What an uploaded file said, until it is accepted.
create table import_draft (
  id uuid primary key,
  made_by uuid not null references person (id),
  file text not null,
  draft jsonb not null,
  at timestamptz not null
);

grant select, insert, delete on import_draft to gandan_app;
grant select, insert, update on locality, unit, unit_version, person, post, post_version, holding,
  delegation, reorganisation to gandan_app;
grant delete on unit_version, post_version, holding to gandan_app;
grant select, insert on succession, unit_move to gandan_app;
