-- Since when somebody has their key for sealed matters; null for one made before this was noted.
alter table account add column key_made_at timestamptz;
-- Where its owner wants to be written to about the account: set by nobody else.
alter table account add column email text;

-- An administrator asks for a new set-up link for an account that somebody has already; another person agrees.
create table account_request (
  id uuid primary key,
  person_id uuid not null references account (person_id),
  -- password: a forgotten one, the second factor stays; factors: the second factor is lost as well.
  kind text not null check (kind in ('password', 'factors')),
  reason text not null,
  asked_by uuid not null references person (id),
  asked_at timestamptz not null,
  decided_by uuid references person (id),
  agreed boolean,
  decided_at timestamptz,
  check (decided_by is null or (decided_by <> asked_by and decided_by <> person_id)),
  check (asked_by <> person_id),
  check ((decided_by is null) = (agreed is null) and (decided_by is null) = (decided_at is null))
);
create unique index account_request_open on account_request (person_id) where decided_by is null;
alter table invitation add column kind text not null default 'first' check (kind in ('first', 'password', 'factors'));

-- What somebody is told about accounts when they come in next.
create table account_notice (
  id uuid primary key,
  person_id uuid not null references person (id),
  code text not null,
  about text not null,
  at timestamptz not null,
  seen_at timestamptz
);
create index account_notice_unseen on account_notice (person_id) where seen_at is null;

grant select, insert, update on account_request, account_notice to gandan_app;
