-- What an officer asks a list for again and again: theirs alone, by the list's address and its filters as they stand
-- in the address.
create table saved_filter (
  id uuid primary key,
  person_id uuid not null references person,
  list text not null,
  name text not null check (name <> '' and length(name) <= 60),
  query text not null check (length(query) <= 1000),
  made_at timestamptz not null,
  unique (person_id, list, name)
);
grant select, insert, update, delete on saved_filter to gandan_app;
