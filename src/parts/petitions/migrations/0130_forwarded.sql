-- Who passed a petition on keeps sight of its state and its answer, and of nothing else. Of sealed matters nothing is
-- noted; what is sealed later is shown to nobody by the floor under petitions.
create table petition_forward (
  petition_id uuid not null references petition (id),
  unit_id uuid not null references unit (id),
  post_id uuid not null references post (id),
  on_day date not null,
  primary key (petition_id, unit_id)
);
create index petition_forward_by_unit on petition_forward (unit_id, on_day desc, petition_id desc);
grant select, insert, update on petition_forward to gandan_app;
select keep_changes('petition_forward');
