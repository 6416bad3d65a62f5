-- What is published has passed two pairs of eyes: one officer words it, another one publishes it.
alter table petition
  add proposed_title text,
  add proposed_text text,
  add proposed_withheld text,
  add proposed_by uuid references person (id),
  add public_withheld text,
  add check ((proposed_by is null) = (proposed_title is null));

-- Pictures to be published with a case: copies in which what tells who somebody is was covered. The copy is
-- kept under the picture's own id; the file it was made from is never published.
create table petition_picture (
  id uuid primary key,
  petition_id uuid not null references petition (id),
  source_file uuid not null references petition_file (id),
  boxes integer[] not null,
  alt text not null,
  moment text check (moment in ('before', 'after')),
  width integer not null,
  height integer not null,
  unique (petition_id, source_file),
  check (cardinality(boxes) % 4 = 0)
);
alter table petition_picture enable row level security;
create policy seen on petition_picture to gandan_app
  using (exists (select from petition where petition.id = petition_id))
  with check (exists (select from petition where petition.id = petition_id));
grant select, insert, update, delete on petition_picture to gandan_app;
