-- The locality this installation serves. One row.
create table locality (
  singleton boolean primary key default true check (singleton),
  name_vi text not null,
  name_en text not null,
  -- Sample data says so on every page.
  sample boolean not null,
  founded_at timestamptz not null default now()
);

create table unit (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('committee', 'department', 'commune', 'ward', 'reception', 'front', 'service')),
  name_vi text not null,
  name_en text not null,
  parent_id uuid references unit (id),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  -- Where a petition about this place arrives; null for units without a territory.
  hamlets text[] not null default '{}'
);

create table person (
  id uuid primary key,
  name text not null
);

-- A post in a unit and who holds it; nothing is overwritten, a change ends one row and begins another.
create table post (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  role text not null check (role in ('clerk', 'officer', 'head', 'chair', 'administrator', 'auditor')),
  title_vi text not null,
  title_en text not null,
  person_id uuid not null references person (id),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  -- Named to handle denunciations of this unit; nobody else sees them.
  handles_denunciations boolean not null default false
);
create index post_by_unit on post (unit_id);
create index post_by_person on post (person_id);

grant select, insert, update on locality, unit, person, post to gandan_app;
