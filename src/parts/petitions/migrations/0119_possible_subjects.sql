-- Whoever a denunciation may be about, as far as words tell, is left out until a handler clears them with a reason.
-- Whoever a handler took out stays out.
alter table petition_recused add column possible boolean not null default false;
alter table petition_recused alter column possible set default true;

create or replace function floor_recuse(matter uuid, person uuid) returns void
language sql security definer set search_path from current set gandan.keeping = 'on' as $$
  insert into petition_recused (petition_id, person_id, possible)
  select matter, person, false where matter in (select floor_petitions())
  on conflict (petition_id, person_id) do update set possible = false;
  delete from petition_handler where petition_id = matter and person_id = person
    and exists (select from petition_recused where petition_id = matter and person_id = person);
$$;

-- A handler clears somebody who was left out by words alone and is named to handle denunciations today.
create function floor_clear(matter uuid, person uuid) returns boolean
language plpgsql security definer set search_path from current set gandan.keeping = 'on' as $$
begin
  delete from petition_recused
  where petition_id = matter and person_id = person and possible
    and matter in (select floor_petitions()) and person <> (select floor_person())
    and exists (
      select from holding join post_version post on post.post_id = holding.post_id
      where holding.person_id = person and post.handles_denunciations
        and holding.valid @> (now() at time zone 'Asia/Ho_Chi_Minh')::date
        and post.valid @> (now() at time zone 'Asia/Ho_Chi_Minh')::date);
  if not found then return false; end if;
  insert into petition_handler (petition_id, person_id) values (matter, person) on conflict do nothing;
  return true;
end $$;
revoke all on function floor_clear(uuid, uuid) from public;
grant execute on function floor_clear(uuid, uuid) to gandan_app;
