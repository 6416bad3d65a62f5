-- Sealed matters of all units that a reorganisation takes them from, at once: each goes to its unit's heir.
drop function floor_move(uuid, uuid, uuid, date);
create function floor_move(reorganisation uuid, old_units uuid[], heirs uuid[], on_day date) returns integer
language plpgsql security definer set search_path from current set gandan.keeping = 'on'
set plan_cache_mode = force_custom_plan as $$
declare moved integer;
begin
  with move as (
    select * from unnest(old_units, heirs) as move (old, heir)
  ), gone as (
    update petition set unit_id = move.heir from move
    where petition.unit_id = move.old and kind = 'denunciation'
    returning petition.id, state, move.old, move.heir
  ), counted as (
    update petition_count set unit_now = gone.heir, known_from = on_day from gone where petition_id = gone.id
  ), noted as (
    insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
    select reorganisation, 'petition', id, old, heir from gone where petition_is_open(state)
    returning 1
  )
  select count(*) into moved from noted;
  return moved;
end $$;
revoke all on function floor_move(uuid, uuid[], uuid[], date) from public;
grant execute on function floor_move(uuid, uuid[], uuid[], date) to gandan_app;
