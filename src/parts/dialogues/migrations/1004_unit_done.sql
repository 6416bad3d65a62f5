-- Whose something was when it was finished, where another unit answers for it since; null: the one that has it.
alter table dialogue add column unit_done uuid references unit (id);
alter table consultation add column unit_done uuid references unit (id);
alter table dialogue_promise add column unit_done uuid references unit (id);
alter table disclosure add column unit_done uuid references unit (id);

-- What moved before this was kept: the unit it was entered by, where that one lived to finish it.
update dialogue set unit_done = unit_then from unit
where unit.id = unit_then and unit_then <> unit_id and state in ('published', 'cancelled') and on_day < upper(unit.life);
update consultation set unit_done = unit_then from unit
where unit.id = unit_then and unit_then <> unit_id and answered_on < upper(unit.life);
update disclosure set unit_done = unit_then from unit
where unit.id = unit_then and unit_then <> unit_id and on_day < upper(unit.life);
