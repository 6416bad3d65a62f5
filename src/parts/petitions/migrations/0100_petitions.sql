create sequence petition_number;

create table petition (
  id uuid primary key,
  -- The number officers and citizens speak of; not secret, not a key to anything. Gaps are possible:
  -- the record, not this number, proves completeness.
  number bigint not null unique default nextval('petition_number'),
  -- Address of the public page; random, so that it tells neither order nor time.
  public_id text not null unique,
  kind text not null check (kind in ('complaint', 'denunciation', 'recommendation', 'reflection')),
  route text not null check (route in ('general', 'rules', 'legalDocuments')),
  topic text not null,
  state text not null,
  version integer not null check (version > 0),
  unit_id uuid not null references unit (id),
  source text not null check (source in ('web', 'desk', 'api')),
  language text not null check (language in ('vi', 'en')),
  title text not null,
  body text not null,
  against text,
  known_on date,
  happened_on date,
  place_unit uuid references unit (id),
  hamlet text,
  latitude double precision,
  longitude double precision,
  received_at timestamptz not null,
  received_on date not null,
  -- SHA-256 of the citizen's code; the code itself is nowhere.
  code_hash bytea not null unique,
  content_salt bytea not null,
  draft text,
  answered_on date,
  published_at timestamptz,
  public_title text,
  public_text text
);

create index petition_by_unit on petition (unit_id, received_at desc, id);
create index petition_newest on petition (received_at desc, id desc);
create index petition_by_received on petition (received_on);
create index petition_public on petition (published_at desc, id) where published_at is not null;

-- Folded words to be found by; empty for sealed matters. Apart from the case, because every change of a
-- row with a text index writes all of its words into that index anew.
create table petition_words (
  petition_id uuid primary key references petition (id),
  search tsvector not null,
  public_search tsvector not null default ''
);
create index petition_search on petition_words using gin (search) with (fastupdate = off);
create index petition_public_search on petition_words using gin (public_search) with (fastupdate = off);

-- How to reach the citizen. Sealed matters have none of this in readable form.
create table petition_contact (
  petition_id uuid primary key references petition (id),
  name text,
  phone text,
  email text,
  address text
);

-- Who is behind a sealed matter: readable by its handlers' keys only (age).
create table petition_sealed (
  petition_id uuid primary key references petition (id),
  sealed bytea not null
);

create table petition_handler (
  petition_id uuid not null references petition (id),
  person_id uuid not null references person (id),
  primary key (petition_id, person_id)
);
create index petition_by_handler on petition_handler (person_id);

create table petition_message (
  id uuid primary key,
  petition_id uuid not null references petition (id),
  kind text not null check (kind in ('question', 'reply', 'note', 'answer', 'reopenRequest', 'withdrawal')),
  body text not null,
  author_post uuid references post (id),
  at timestamptz not null
);
create index petition_message_by_petition on petition_message (petition_id, at);

create table petition_file (
  id uuid primary key,
  petition_id uuid not null references petition (id),
  message_id uuid references petition_message (id),
  name text not null,
  media_type text not null,
  size integer not null,
  sha256 text not null
);
create index petition_file_by_petition on petition_file (petition_id);

create table petition_rating (
  petition_id uuid primary key references petition (id),
  satisfied boolean not null,
  reason text,
  rated_at timestamptz not null
);

-- What the figures count, kept per case so that counting reads one narrow row each.
create table petition_count (
  petition_id uuid primary key references petition (id),
  -- As organised then: the unit that took it in or got it handed over. As organised now: its successor.
  unit_id uuid not null references unit (id),
  unit_now uuid not null references unit (id),
  kind text not null,
  received_on date not null,
  due_on date not null,
  answered_on date,
  closed_on date,
  reopened boolean not null default false,
  satisfied boolean
);
create index petition_count_by_unit_now on petition_count (unit_now);
create index petition_count_by_received on petition_count (received_on)
  include (unit_id, unit_now, kind, due_on, answered_on, closed_on, reopened, satisfied);

grant usage on petition_number to gandan_app;
grant select, insert, update on petition, petition_words, petition_rating, petition_count to gandan_app;
grant delete on petition_contact to gandan_app;
-- Sealed anew when a handler opens it, so that a handler with a new key is let in.
grant update on petition_sealed to gandan_app;
grant select, insert on petition_contact, petition_sealed, petition_handler, petition_message, petition_file to gandan_app;
