-- Who asked to be told of what is public: an e-mail address, or a browser's own (Web Push). It is all that is known
-- of them, and goes when they leave.
create table subscription (
  id uuid primary key,
  email text,
  endpoint text,
  -- The browser's public keys, for which what is pushed is encrypted.
  p256dh text,
  auth text,
  language text not null check (language in ('vi', 'en')),
  every text not null check (every in ('day', 'week')),
  -- Sorts of news; of one unit, or of all; pages that are followed by themselves.
  topics text[] not null,
  unit_id uuid references unit (id),
  pages text[] not null default '{}',
  -- Before it is confirmed from the address nothing is ever sent there but the asking.
  confirmed_at timestamptz,
  made_at timestamptz not null,
  -- Told of everything up to here.
  told_until timestamptz not null,
  unique nulls not distinct (email, endpoint, topics, unit_id, pages),
  check ((email is null) <> (endpoint is null)),
  check ((endpoint is null) = (p256dh is null) and (endpoint is null) = (auth is null))
);
create index subscription_due on subscription (told_until) where confirmed_at is not null;
create index subscription_waiting on subscription (made_at) where confirmed_at is null;
grant select, insert, update, delete on subscription to gandan_app;
