-- What a unit, or the whole place, set out to reach in a year, against a published figure. A change keeps what
-- was said before.
create table figure_target (
  id uuid primary key,
  -- The whole place without.
  unit_id uuid references unit (id),
  year integer not null check (year between 2000 and 2100),
  figure text not null,
  -- Hundredths of a percent for a share, the count itself else: no fraction is ever rounded.
  value integer not null check (value >= 0),
  why text,
  set_by uuid not null references post (id),
  set_at timestamptz not null,
  -- The one that took its place.
  replaced_by uuid references figure_target (id) deferrable initially deferred
);
create unique index figure_target_living on figure_target (unit_id, year, figure) nulls not distinct where replaced_by is null;
grant select, insert on figure_target to gandan_app;
grant update (replaced_by, unit_id) on figure_target to gandan_app;
