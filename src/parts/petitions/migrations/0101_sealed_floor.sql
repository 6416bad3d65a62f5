-- The floor under sealed matters: whatever the program asks for by mistake, the database shows a
-- denunciation to its named handlers and to whoever holds its code, and to nobody else.
--
-- Who asks is told by a secret, never by a number: the session's or the program's own token, or the
-- citizen's code, set for one transaction. What is set without a living secret behind it shows nothing.
create function floor_person() returns uuid
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select coalesce(
    (select person_id from session
      where token_hash = sha256(convert_to(nullif(current_setting('gandan.session', true), ''), 'UTF8'))),
    (select holding.person_id from api_token
      join holding on holding.post_id = api_token.post_id and upper_inf(holding.valid)
      where token_hash = sha256(convert_to(nullif(current_setting('gandan.session', true), ''), 'UTF8')))
  )
$$;

create function floor_code() returns bytea
language sql stable as $$
  select decode(nullif(current_setting('gandan.code', true), ''), 'hex')
$$;

create function floor_petitions() returns setof uuid
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select petition_id from petition_handler where person_id = (select floor_person())
  union all
  select id from petition where code_hash = floor_code()
$$;

-- A case found to be a denunciation leaves the sight of the officer who found it: done here, because
-- that officer may not write what they may not read.
create function floor_seal(sealed uuid) returns void
language sql security definer set search_path from current set gandan.keeping = 'on' as $$
  update petition set kind = 'denunciation' where id = sealed;
$$;

-- Reorganisations move what nobody may list: sealed matters go as a whole, with the rest.
create function floor_move(reorganisation uuid, old_unit uuid, new_unit uuid) returns integer
language plpgsql security definer set search_path from current set gandan.keeping = 'on' as $$
declare moved integer;
begin
  with gone as (
    update petition set unit_id = new_unit where unit_id = old_unit and kind = 'denunciation'
    returning id, state
  ), counted as (
    update petition_count set unit_now = new_unit from gone where petition_id = gone.id
  ), noted as (
    insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
    select reorganisation, 'petition', id, old_unit, new_unit from gone
    where state not in ('answered', 'refused', 'transferred', 'guided', 'filed', 'withdrawn')
    returning 1
  )
  select count(*) into moved from noted;
  return moved;
end $$;

alter table petition enable row level security;
alter table petition force row level security;
alter table petition_message enable row level security;
alter table petition_message force row level security;
alter table petition_file enable row level security;
alter table petition_file force row level security;
alter table petition_sealed enable row level security;
alter table petition_sealed force row level security;
alter table petition_handler enable row level security;
alter table petition_handler force row level security;

create policy seen on petition for select to gandan_app
  using (kind <> 'denunciation' or code_hash = (select floor_code()) or id in (select floor_petitions()));
create policy changed on petition for update to gandan_app
  using (kind <> 'denunciation' or code_hash = (select floor_code()) or id in (select floor_petitions()))
  with check (true);
create policy entered on petition for insert to gandan_app with check (true);

create policy seen on petition_message for select to gandan_app
  using (exists (select from petition where petition.id = petition_id));
create policy entered on petition_message for insert to gandan_app with check (true);
create policy seen on petition_file for select to gandan_app
  using (exists (select from petition where petition.id = petition_id));
create policy entered on petition_file for insert to gandan_app with check (true);

create policy seen on petition_sealed for select to gandan_app
  using (petition_id in (select floor_petitions()));
create policy changed on petition_sealed for update to gandan_app
  using (petition_id in (select floor_petitions())) with check (petition_id in (select floor_petitions()));
create policy entered on petition_sealed for insert to gandan_app with check (true);
create policy seen on petition_handler for select to gandan_app
  using (petition_id in (select floor_petitions()));
create policy entered on petition_handler for insert to gandan_app with check (true);

-- The owner of the tables keeps them: migrations, backup, and the functions above while they run.
do $$ declare name text; begin
  foreach name in array array['petition', 'petition_message', 'petition_file', 'petition_sealed', 'petition_handler'] loop
    execute format(
      'create policy kept on %I to %I using (current_setting(''gandan.keeping'', true) = ''on'') with check (true)',
      name, current_user);
  end loop;
end $$;

revoke all on function floor_person(), floor_petitions(), floor_seal(uuid), floor_move(uuid, uuid, uuid) from public;
grant execute on function floor_person(), floor_petitions(), floor_seal(uuid), floor_move(uuid, uuid, uuid) to gandan_app;
