-- Where a petition came from (Circular 05/2021): the citizen, an office that took it down, or a body that
-- passed it on.
alter table petition drop constraint petition_source_check;
alter table petition add constraint petition_source_check check (source in ('web', 'api', 'open311', 'reception',
  'desk', 'post', 'box', 'hotline', 'party', 'assembly', 'council', 'front', 'press'));
