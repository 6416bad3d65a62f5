-- Whose something was when it was finished, where another unit answers for it since; null: the one that has it.
alter table reception_session add column unit_done uuid references unit (id);
alter table reception_visit add column unit_done uuid references unit (id);

-- What moved before this was kept: the unit it was entered by, where that one lived to finish it.
update reception_visit set unit_done = unit_then from unit
where unit.id = unit_then and unit_then <> unit_id and on_day < upper(unit.life);
grant update (unit_done) on reception_visit, reception_session to gandan_app;
