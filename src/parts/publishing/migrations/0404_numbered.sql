-- A report that was published may go out as a paper as well: then it has its number in the one register of its body.
alter table article add column register_id uuid, add column paper_number text, add column numbered_on date,
  add check ((register_id is null) = (paper_number is null)), add check ((register_id is null) = (numbered_on is null));
