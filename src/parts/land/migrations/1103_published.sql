-- A project is shown to everybody once its head has looked at it; what was registered before was shown at once.
alter table land_project add column published_on date;
update land_project set published_on = registered_on;

-- What was put right of a step or a visit: what stood there before, when and why.
alter table land_act add column corrected jsonb not null default '[]';
alter table land_visit add column corrected jsonb not null default '[]';
grant update (number, words, present, corrected) on land_act to gandan_app;
