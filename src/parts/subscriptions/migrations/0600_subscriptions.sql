-- Who asked to be told of what is public. The address is all that is known of them, and goes when they leave.
create table subscription (
  id uuid primary key,
  email text not null,
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
  unique nulls not distinct (email, topics, unit_id, pages)
);
create index subscription_due on subscription (told_until) where confirmed_at is not null;
create index subscription_waiting on subscription (made_at) where confirmed_at is null;
grant select, insert, update, delete on subscription to gandan_app;
