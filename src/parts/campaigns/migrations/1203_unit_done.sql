-- Whose something was when it was finished, where another unit answers for it since; null: the one that has it.
alter table campaign_model add column unit_done uuid references unit (id);
alter table community_work add column unit_done uuid references unit (id);
alter table launch add column unit_done uuid references unit (id);

-- What moved before this was kept: the unit it was entered by, where that one lived to finish it.
update campaign_model set unit_done = unit_then from unit
where unit.id = unit_then and unit_then <> unit_id and state in ('declined', 'recognised', 'ended') and decided_on < upper(unit.life);
update community_work set unit_done = unit_then from unit
where unit.id = unit_then and unit_then <> unit_id and accounted_on < upper(unit.life);
update launch set unit_done = unit_then from unit
where unit.id = unit_then and unit_then <> unit_id and state in ('published', 'cancelled') and on_day < upper(unit.life);
