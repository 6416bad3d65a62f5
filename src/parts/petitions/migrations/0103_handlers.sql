-- Who asks: a closed account opens nothing, nor does a program's token whose post is held only later or no
-- more. Sessions and tokens that have run out are refused at the door, and swept.
create or replace function floor_person() returns uuid
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select person_id from (
    select session.person_id from session
      where token_hash = sha256(convert_to(nullif(current_setting('gandan.session', true), ''), 'UTF8'))
    union all
    select holding.person_id from api_token
      join holding on holding.post_id = api_token.post_id
        and holding.valid @> (now() at time zone 'Asia/Ho_Chi_Minh')::date
      where token_hash = sha256(convert_to(nullif(current_setting('gandan.session', true), ''), 'UTF8'))
  ) asking
  where exists (select from account where account.person_id = asking.person_id and disabled_at is null)
  limit 1
$$;

-- Somebody takes a post that handles denunciations: the unit's open sealed matters are theirs as well.
create function floor_name_handler(handler uuid, handling_unit uuid) returns integer
language plpgsql security definer set search_path from current set gandan.keeping = 'on' as $$
declare named integer;
begin
  insert into petition_handler (petition_id, person_id)
  select id, handler from petition
  where unit_id = handling_unit and kind = 'denunciation'
    and state not in ('answered', 'refused', 'transferred', 'guided', 'filed', 'withdrawn')
  on conflict do nothing;
  get diagnostics named = row_count;
  return named;
end $$;

-- Somebody leaves such a post: they see its sealed matters no more.
create function floor_unname_handler(handler uuid, handling_unit uuid) returns integer
language plpgsql security definer set search_path from current set gandan.keeping = 'on' as $$
declare gone integer;
begin
  delete from petition_handler using petition
  where person_id = handler and petition.id = petition_id and (handling_unit is null or unit_id = handling_unit);
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Whether nobody else could open a sealed matter that is still open, if this person went.
create function floor_last_handler(handler uuid) returns boolean
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select exists (
    select from petition_handler mine join petition on petition.id = mine.petition_id
    where mine.person_id = handler
      and petition.state not in ('answered', 'refused', 'transferred', 'guided', 'filed', 'withdrawn')
      and not exists (
        select from petition_handler other
        join account on account.person_id = other.person_id and disabled_at is null and recipient is not null
        where other.petition_id = mine.petition_id and other.person_id <> handler))
$$;

revoke all on function floor_name_handler(uuid, uuid), floor_unname_handler(uuid, uuid), floor_last_handler(uuid) from public;
grant execute on function floor_name_handler(uuid, uuid), floor_unname_handler(uuid, uuid), floor_last_handler(uuid) to gandan_app;
