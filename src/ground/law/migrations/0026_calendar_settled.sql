-- The calendar by which open duties are counted: what it was when they were last gone through, and how many moved.
create table calendar_settled (
  id uuid primary key,
  years text not null,
  moved integer not null,
  at timestamptz not null
);
grant select, insert on calendar_settled to gandan_app;
