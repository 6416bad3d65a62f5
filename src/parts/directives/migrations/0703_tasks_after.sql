-- A heading orders nothing: it is no clause that somebody has to decide on. And a unit may say why a task is not its own.
alter table clause add column heading boolean not null default false;
alter table task add column declined_why text;
