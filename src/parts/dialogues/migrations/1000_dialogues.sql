-- A dialogue of a head with people: the yearly conference of a commune, one on a subject, a contact with members.
create table dialogue (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  kind text not null check (kind in ('conference', 'thematic', 'contact')),
  mode text not null check (mode in ('inPerson', 'online', 'both')),
  -- Why it is held: each year, because voters asked, because there is need.
  ground text not null check (ground in ('yearly', 'asked', 'needed')),
  title text not null,
  topics text not null,
  audience text not null,
  -- Titles of those who chair it.
  chairs text not null,
  on_day date not null,
  from_time text not null,
  link text,
  state text not null check (state in ('draft', 'announced', 'held', 'published', 'cancelled')),
  announced_on date,
  published_on date,
  -- Numbers and officials only: nobody else who was there is named.
  attended integer check (attended >= 0),
  officials text,
  why text,
  version integer not null default 1,
  -- One that was called off before it was announced stays hidden.
  check (announced_on is not null or state in ('draft', 'cancelled')),
  check (state <> 'draft' or announced_on is null),
  check ((published_on is null) = (state <> 'published'))
);
create index dialogue_by_unit on dialogue (unit_id, on_day);
create index dialogue_by_day on dialogue (on_day);

create table dialogue_site (
  id uuid primary key,
  dialogue_id uuid not null references dialogue (id),
  name text not null,
  seats integer not null check (seats between 1 and 100000),
  unique (dialogue_id, name)
);

-- Who comes. Names are for the desk at the door.
create table dialogue_seat (
  id uuid primary key,
  dialogue_id uuid not null references dialogue (id),
  site_id uuid not null references dialogue_site (id),
  ticket integer not null,
  name text not null,
  phone text,
  email text,
  code_hash bytea not null,
  state text not null check (state in ('booked', 'waiting', 'arrived', 'cancelled')),
  made_at timestamptz not null,
  unique (dialogue_id, ticket)
);
create index dialogue_seat_by_site on dialogue_seat (site_id, state);
create index dialogue_seat_by_code on dialogue_seat (code_hash);

create table dialogue_question (
  id uuid primary key,
  dialogue_id uuid not null references dialogue (id),
  number integer not null,
  text text not null,
  source text not null check (source in ('web', 'paper', 'desk', 'floor')),
  -- Joined to another that asks the same; its askers are that one's as well.
  joined_to uuid references dialogue_question (id),
  -- Not shown, with the reason that all may read.
  withheld_why text,
  unit_id uuid references unit (id),
  prepared text,
  answer text,
  answered_on date,
  version integer not null default 1,
  unique (dialogue_id, number)
);

create table dialogue_asker (
  id uuid primary key,
  question_id uuid not null references dialogue_question (id),
  name text,
  phone text,
  email text,
  language text not null default 'vi',
  at timestamptz not null
);
create index dialogue_asker_by_question on dialogue_asker (question_id);

-- Votes set the order in which questions come up; a browser has one for each question.
create table dialogue_vote (
  question_id uuid not null references dialogue_question (id),
  voter bytea not null,
  primary key (question_id, voter)
);

create table dialogue_promise (
  id uuid primary key,
  dialogue_id uuid not null references dialogue (id),
  question_id uuid references dialogue_question (id),
  text text not null,
  unit_id uuid not null references unit (id),
  -- The first date that was named; the one that counts is the duty's.
  promised_for date not null,
  kept_words text,
  files jsonb not null default '[]',
  version integer not null default 1
);
create index dialogue_promise_by_dialogue on dialogue_promise (dialogue_id);

-- What was voted on in the room.
create table dialogue_ballot (
  id uuid primary key,
  dialogue_id uuid not null references dialogue (id),
  matter text not null,
  agree integer not null check (agree >= 0),
  disagree integer not null check (disagree >= 0),
  other integer not null check (other >= 0)
);

-- Voters ask for a dialogue: a matter, and how many of the roll have asked.
create table dialogue_call (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  matter text not null,
  voters integer not null check (voters > 0),
  roll_source text not null,
  opened_on date not null,
  reached_on date,
  version integer not null default 1
);
create table dialogue_call_name (
  call_id uuid not null references dialogue_call (id),
  -- A keyed hash of name, year of birth and place: nobody asks twice.
  voter bytea not null,
  name text not null,
  place text not null,
  source text not null check (source in ('web', 'paper')),
  at timestamptz not null,
  primary key (call_id, voter)
);

-- The yearly conference that a commune owes.
create table dialogue_year (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  year integer not null,
  unique (unit_then, year)
);

-- A draft posted for people's opinions.
create table consultation (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  item text not null,
  title text not null,
  body text not null,
  files jsonb not null default '[]',
  posted_on date not null,
  closes_on date not null,
  -- Households that are asked: what the count is a share of.
  households integer not null check (households > 0),
  state text not null check (state in ('open', 'answered')),
  outcome text,
  answered_on date,
  version integer not null default 1,
  check (closes_on >= posted_on),
  check ((answered_on is null) = (state = 'open'))
);
create table consultation_group (
  id uuid primary key,
  consultation_id uuid not null references consultation (id),
  title text not null,
  answer text,
  -- What was changed in the draft because of it; null where nothing was.
  changed text
);
create table consultation_opinion (
  id uuid primary key,
  consultation_id uuid not null references consultation (id),
  number integer not null,
  -- One opinion a household, or a person where there is none.
  who bytea not null,
  person boolean not null,
  view text not null check (view in ('agree', 'disagree', 'other')),
  text text,
  name text not null,
  place text not null,
  source text not null check (source in ('web', 'paper')),
  group_id uuid references consultation_group (id),
  at timestamptz not null,
  unique (consultation_id, number),
  unique (consultation_id, who)
);

-- What a commune published of what the law asks it to publish.
create table disclosure (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  item text not null,
  year integer not null,
  title text not null,
  href text,
  files jsonb not null default '[]',
  -- Where people find it besides: posted, loudspeaker, through the hamlet's head.
  form text not null,
  on_day date not null
);
create index disclosure_by_unit on disclosure (unit_id, year);

grant select, insert, update on dialogue, dialogue_site, dialogue_seat, dialogue_question, dialogue_promise,
  dialogue_call, dialogue_year, consultation, consultation_group, consultation_opinion, disclosure to gandan_app;
grant select, insert on dialogue_asker, dialogue_ballot, dialogue_call_name to gandan_app;
grant select, insert, delete on dialogue_vote to gandan_app;
