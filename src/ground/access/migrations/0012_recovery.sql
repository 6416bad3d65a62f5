-- The key that opens sealed matters when no handler can: its private half exists on paper only, in three
-- shares of which two open it.
create table sealing_recovery (
  one boolean primary key default true check (one),
  recipient text not null,
  made_at timestamptz not null
);
grant select on sealing_recovery to gandan_app;
