-- Documents that come in and go out, entered in the register of the body they came to or went out from.
create table document (
  id uuid primary key,
  -- Whose register it stands in: as it was then, and who answers for it now.
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  direction text not null check (direction in ('in', 'out')),
  year integer not null,
  -- Position in the book of the body and year: no number is left out or given twice.
  book text not null,
  entry_number integer not null,
  type_code text not null,
  -- As it is printed: 70-KH/TU, 15/QĐ-UBND.
  printed_number text not null,
  issuer text not null,
  issued_on date not null,
  effective_on date,
  -- The last day on which it holds, where it says one.
  expires_on date,
  signer text not null,
  signer_title text not null,
  -- On whose behalf: for the collective, as a deputy, by order, by delegation, as acting head.
  authority text not null check (authority in ('', 'TM', 'Q', 'KT', 'TL', 'TUQ')),
  abstract text not null,
  -- A secret document is not kept here: only that there is one, under its number.
  secrecy text not null check (secrecy in ('none', 'confidential', 'secret', 'topSecret')),
  urgency text not null check (urgency in ('none', 'urgent', 'veryUrgent', 'express')),
  arrived_on date,
  registered_at timestamptz not null,
  registered_by uuid not null references post (id),
  body text not null default '',
  file_id uuid,
  file_name text,
  file_type text,
  file_size integer,
  file_sha256 text,
  -- Anybody may read it.
  open boolean not null default false,
  -- Its tasks run, since every clause that orders something has an owner or is marked as having none.
  deployed_on date,
  version integer not null default 1,
  words tsvector not null default '',
  unique (unit_then, year, book, entry_number),
  check ((direction = 'in') = (arrived_on is not null)),
  check (secrecy = 'none' or (body = '' and file_id is null and not open and deployed_on is null and abstract = '')),
  check ((file_id is null) = (file_sha256 is null))
);
create index document_by_unit on document (unit_id, registered_at desc, id);
create index document_words on document using gin (words);
create index document_open on document (issued_on desc, id) where open;

-- The last number of a book: the next is taken under a lock, so that none is left out. A body that comes here
-- in the middle of a year goes on where its book on paper ends.
create table document_number (
  unit_id uuid not null,
  year integer not null,
  book text not null,
  first integer not null default 1 check (first > 0),
  last integer not null check (last >= first - 1),
  primary key (unit_id, year, book)
);

-- What a document does to another.
create table document_relation (
  from_id uuid not null references document (id),
  to_id uuid not null references document (id),
  kind text not null check (kind in ('implements', 'amends', 'replaces', 'cites')),
  on_day date not null,
  primary key (from_id, to_id, kind),
  check (from_id <> to_id)
);
create index document_relation_to on document_relation (to_id);

-- A piece of a document's text. Whether it orders something is said by a person.
create table clause (
  id uuid primary key,
  document_id uuid not null references document (id),
  position integer not null,
  mark text not null,
  text text not null,
  orders boolean,
  -- Why nobody is named, where it orders something.
  no_owner text,
  unique (document_id, position),
  check (no_owner is null or orders)
);

-- A task: what a document asks of a unit. Its date stands in its duty once it runs.
create table task (
  id uuid primary key,
  document_id uuid not null references document (id),
  clause_id uuid references clause (id),
  parent_id uuid references task (id),
  -- From the uppermost task down to this one.
  path uuid[] not null,
  -- The document of the uppermost task: the plan that all this is the work of.
  origin_id uuid not null references document (id),
  title text not null,
  -- Who orders, and who is to do it.
  giver_unit uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  with_units uuid[] not null default '{}',
  post_id uuid references post (id),
  -- Asked for until it runs; null for what is done all along.
  asked_for date,
  -- Why it lies after the date of the task above.
  later_why text,
  state text not null check (state in ('draft', 'open', 'reported', 'done', 'cancelled')),
  extensions integer not null default 0,
  -- A later date that was asked for and is not decided on.
  wanted_date date,
  wanted_why text,
  reported_by uuid references person (id),
  explained boolean not null default false,
  children integer not null default 0,
  version integer not null default 1,
  check (path[cardinality(path)] = id),
  check ((parent_id is null) = (cardinality(path) = 1))
);
create index task_by_document on task (document_id);
create index task_by_origin on task (origin_id) include (id, path, unit_id, state, children);
create index task_by_parent on task (parent_id);
create index task_open_by_unit on task (unit_id, id) where state in ('open', 'reported');
create index task_waiting on task (giver_unit, id) where state = 'reported' or wanted_date is not null;

-- Everything that happened to a task, each time with how it stood afterwards: what was known on a day.
create table task_step (
  task_id uuid not null references task (id),
  seq integer not null,
  at timestamptz not null,
  type text not null,
  post_id uuid references post (id),
  person_id uuid references person (id),
  text text,
  files jsonb not null default '[]',
  unit_id uuid not null,
  state text not null,
  due_on date,
  done_on date,
  primary key (task_id, seq)
);
create index task_step_due on task_step (due_on, task_id) where due_on is not null;

-- A document sent to a unit, and what became of it there.
create table dissemination (
  id uuid primary key,
  document_id uuid not null references document (id),
  -- To whom it was sent, and who answers for that now: a successor of two has both lines.
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  sent_at timestamptz not null,
  opened_at timestamptz,
  opened_by uuid references post (id),
  acknowledged_at timestamptz,
  acknowledged_by uuid references post (id),
  held_on date,
  present integer check (present > 0),
  place text,
  minutes text,
  files jsonb not null default '[]',
  version integer not null default 1,
  unique (document_id, unit_then)
);
create index dissemination_by_unit on dissemination (unit_id);

grant select, insert, update on document, document_number, clause, task, dissemination to gandan_app;
grant delete on clause, task to gandan_app;
grant select, insert on document_relation, task_step to gandan_app;

create index duty_open_tasks on duty (due_on) include (owner_unit, subject_id, suspended_from)
  where ended is null and subject_type = 'task';
create index task_step_by_time on task_step (at);

-- Tasks by the month of their date and the unit that answers for them, kept in the transaction of each change: a
-- leader's view and the newest figures are sums of these, whatever many tasks there are.
create table task_tally (
  unit_id uuid not null,
  month date not null,
  open integer not null default 0,
  on_time integer not null default 0,
  late integer not null default 0,
  primary key (unit_id, month)
);
grant select, insert, update, delete on task_tally to gandan_app;
