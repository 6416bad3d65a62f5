-- What was done for a key, so that asking again does not do it again.
create table idempotency (
  key_hash bytea primary key,
  fingerprint bytea not null,
  result jsonb not null,
  at timestamptz not null default now()
);
create index idempotency_by_age on idempotency (at);

-- Mail to be sent, written in the transaction of what it tells.
create table mail (
  id bigint generated always as identity primary key,
  -- One mail per event and recipient, however often the event is handled.
  once text not null unique,
  message_id text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'shown', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  error text
);
create index mail_waiting on mail (next_at) where state = 'queued';

grant select, insert, update, delete on idempotency, mail to gandan_app;
