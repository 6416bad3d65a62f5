-- Petitions about the same matter: found by how much their words share, linked by a person.
create extension if not exists pg_trgm;
-- The first words, folded, as they were said; empty for sealed matters.
alter table petition_words add column plain text not null default '';

create table petition_link (
  petition_id uuid not null references petition (id),
  same_as uuid not null references petition (id) check (same_as <> petition_id),
  why text not null,
  made_by uuid not null references post (id),
  made_at timestamptz not null,
  primary key (petition_id, same_as)
);
create index petition_link_back on petition_link (same_as);
grant select, insert on petition_link to gandan_app;
