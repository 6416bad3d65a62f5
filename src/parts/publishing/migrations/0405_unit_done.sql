-- Whose something was when it was finished, where another unit answers for it since; null: the one that has it.
alter table article add column unit_done uuid references unit (id);
