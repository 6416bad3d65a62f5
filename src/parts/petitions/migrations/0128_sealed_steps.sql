-- The handlers of a denunciation see its steps (migration 0025).
create or replace function step_shows(subject uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select subject in (select floor_petitions())
$$;
grant execute on function step_shows(uuid) to gandan_app;
