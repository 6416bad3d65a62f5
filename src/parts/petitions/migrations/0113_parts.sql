-- Several matters in one petition: each part is a case of its own, with the terms of the day the whole came.
-- The key gives the part's code back to whoever holds the code of the whole; alone it opens nothing.
create table petition_part (
  part_id uuid primary key references petition (id),
  whole_id uuid not null references petition (id),
  key text not null
);
create index petition_part_of on petition_part (whole_id);
-- The same matter again, answered together with the first.
alter table petition_link add merged boolean not null default false;
-- Somebody else speaks for the sender, by what; and the language it was written in, by whom it was put into Vietnamese.
alter table petition_contact add authority text, add translated text;

alter table petition_part enable row level security;
create policy seen on petition_part to gandan_app
  using (exists (select from petition where petition.id = whole_id))
  with check (exists (select from petition where petition.id = whole_id));
grant select, insert on petition_part to gandan_app;
