-- What a clerk takes down of a petition on paper: the body that passed it on with its letter, and how many
-- people stand behind it. Who speaks for them says who they are: kept with the contact, sealed with it.
alter table petition
  add column passed_on_by text,
  add column passed_on_reference text,
  add column people integer not null default 1 check (people > 0);
alter table petition_contact add column representatives text;
