-- Outlines of units for the map of the overview, as they were read from a file that the office loaded.
create table unit_shape (
  unit_id uuid primary key references unit (id),
  -- Rings of longitude and latitude, each closed.
  rings jsonb not null,
  source text not null,
  loaded_at timestamptz not null
);
grant select, insert, update, delete on unit_shape to gandan_app;
