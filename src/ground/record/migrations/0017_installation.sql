-- Whose secrets this database belongs to: the first that works on it. Another would sign the same record under
-- another key, and hand out codes that open nothing.
create table installation (
  one boolean primary key default true check (one),
  fingerprint text not null,
  noted_at timestamptz not null default now()
);
grant select, insert on installation to gandan_app;
