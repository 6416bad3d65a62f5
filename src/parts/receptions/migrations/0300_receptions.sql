-- Sessions at which a leader receives citizens: planned for a year, posted ahead, held or not.
create table reception_session (
  id uuid primary key,
  -- Whose session it is: of the unit that receives, as it is organised now.
  unit_id uuid not null references unit (id),
  leader_post uuid not null references post (id),
  leader_title text not null,
  kind text not null check (kind in ('regular', 'unscheduled', 'joint')),
  on_day date not null,
  -- The day it was first meant for, where that was a day off or it was postponed.
  meant_for date not null,
  from_time text not null check (from_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  place text not null,
  seats integer not null check (seats between 1 and 500),
  state text not null check (state in ('planned', 'held', 'cancelled')),
  posted_at timestamptz,
  -- Why it was postponed or cancelled.
  why text,
  -- Held by the leader in person; else by whom it was delegated to. The two are counted apart.
  in_person boolean,
  received_by text,
  version integer not null default 1,
  check ((state = 'held') = (in_person is not null)),
  unique (leader_post, meant_for, kind)
);
create index reception_session_by_day on reception_session (on_day, unit_id);
create index reception_session_by_unit on reception_session (unit_id, on_day);

-- Somebody who will come, or came without an appointment. The code is the citizen's, its hash all that is kept.
create table reception_booking (
  id uuid primary key,
  session_id uuid not null references reception_session (id),
  ticket integer not null,
  code_hash bytea not null unique,
  name text not null,
  phone text,
  email text,
  matter text not null,
  people integer not null default 1 check (people > 0),
  channel text not null check (channel in ('web', 'phone', 'desk')),
  state text not null check (state in ('booked', 'waiting', 'arrived', 'called', 'done', 'cancelled', 'absent')),
  made_at timestamptz not null,
  called_at timestamptz,
  reminded boolean not null default false,
  unique (session_id, ticket)
);
create index reception_booking_by_session on reception_booking (session_id, ticket);

-- The reception log (sổ tiếp công dân), Form 03 of Circular 04/2021: one row a visit, never changed.
create table reception_visit (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  unit_then uuid not null references unit (id),
  year integer not null,
  number integer not null,
  session_id uuid references reception_session (id),
  booking_id uuid references reception_booking (id),
  on_day date not null,
  at timestamptz not null,
  -- Empty for a denouncer: who they are is sealed with their petition and stands nowhere else.
  name text,
  address text,
  identity_note text,
  people integer not null check (people > 0),
  representatives text,
  kind text not null check (kind in ('complaint', 'denunciation', 'recommendation', 'reflection')),
  matter text not null,
  statement text,
  signed text not null check (signed in ('paper', 'spoken')),
  handled_before text,
  outcome text not null check (outcome in ('accept', 'guide', 'transfer', 'refuse')),
  outcome_text text,
  refusal_ground text check (refusal_ground in ('R1', 'R2', 'R3', 'R4')),
  petition_id uuid,
  petition_number bigint,
  note text,
  received_by uuid not null references post (id),
  words tsvector not null default '',
  unique (unit_then, year, number),
  check ((outcome = 'refuse') = (refusal_ground is not null))
);
create index reception_visit_by_unit on reception_visit (unit_id, on_day desc, id);
create index reception_visit_words on reception_visit using gin (words);

-- The next number of a unit's log in a year: taken under a lock, so that none is left out.
create table reception_number (
  unit_id uuid not null,
  year integer not null,
  last integer not null,
  primary key (unit_id, year)
);

-- What a leader said would be done: a duty like any other, with the words it was said in.
create table reception_promise (
  duty_id uuid primary key references duty (id),
  visit_id uuid not null references reception_visit (id),
  text text not null,
  kept_text text
);
create index reception_promise_by_visit on reception_promise (visit_id);

grant select, insert, update on reception_session, reception_booking, reception_number, reception_promise to gandan_app;
grant select, insert on reception_visit to gandan_app;
-- A reorganisation moves the log to the successor; nothing else of a row ever changes.
grant update (unit_id) on reception_visit to gandan_app;
