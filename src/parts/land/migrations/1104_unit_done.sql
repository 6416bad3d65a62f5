-- Whose something was when it was finished, where another unit answers for it since; null: the one that has it.
alter table land_project add column unit_done uuid references unit (id);
alter table land_visit add column unit_done uuid references unit (id);
alter table land_promise add column unit_done uuid references unit (id);

-- What moved before this was kept: the unit it was entered by, where that one lived to finish it.
update land_project set unit_done = unit_then from unit
where unit.id = unit_then and unit_then <> unit_id and handed_on < upper(unit.life);
