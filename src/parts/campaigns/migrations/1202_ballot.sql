-- A vote that too few took part in says so, instead of that the households disagree.
alter table community_work drop constraint community_work_state_check;
alter table community_work add constraint community_work_state_check
  check (state in ('proposed', 'decided', 'refused', 'short', 'building', 'accepted', 'accounted'));
-- A vote that was entered wrong is put right while the vote is open.
alter table work_vote add column id uuid not null default gen_random_uuid() unique;
grant update (view, name) on work_vote to gandan_app;
