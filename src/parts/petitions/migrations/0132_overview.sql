-- Sums of some units out of many, for whoever looks over a province.
create index petition_total_by_unit on petition_total (unit_now, month);
