create table well (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  name text not null,
  deep_cm integer not null,
  check_on date not null,
  checked_on date
);
grant select, insert, update on well to gandan_app;
select keep_changes('well');
