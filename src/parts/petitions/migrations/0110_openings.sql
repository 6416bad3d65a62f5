-- Who is behind a sealed matter is opened by two: one handler asks with a reason, another one agrees.
create table identity_opening (
  id uuid primary key,
  petition_id uuid not null references petition (id),
  asked_by uuid not null references person (id),
  reason text not null,
  asked_at timestamptz not null,
  decided_by uuid references person (id),
  approved boolean,
  decided_at timestamptz,
  check (decided_by <> asked_by),
  check ((decided_by is null) = (approved is null) and (decided_by is null) = (decided_at is null))
);
create unique index identity_opening_asked on identity_opening (petition_id, asked_by) where decided_by is null;
create index identity_opening_of on identity_opening (petition_id, asked_at desc);

-- Whom a denunciation is about, or who is close to it, never handles it and never learns of it, whatever
-- post they hold or take later.
create table petition_recused (
  petition_id uuid not null references petition (id),
  person_id uuid not null references person (id),
  primary key (petition_id, person_id)
);

-- What was sent with a sealed matter is encrypted on disk; handwriting tells who wrote it.
alter table petition_file add sealed boolean not null default false;
-- A sender's later words as written; the readable column holds the copy without what tells who they are.
alter table petition_message add sealed bytea;
-- Where identities are kept on paper only: the envelope they lie in.
alter table petition add paper_reference text;

alter table identity_opening enable row level security;
alter table identity_opening force row level security;
alter table petition_recused enable row level security;
alter table petition_recused force row level security;
create policy seen on identity_opening for select to gandan_app using (petition_id in (select floor_petitions()));
create policy entered on identity_opening for insert to gandan_app
  with check (petition_id in (select floor_petitions()) and asked_by = (select floor_person()));
create policy changed on identity_opening for update to gandan_app
  using (petition_id in (select floor_petitions())) with check (decided_by = (select floor_person()));
create policy seen on petition_recused for select to gandan_app using (petition_id in (select floor_petitions()));
create policy entered on petition_recused for insert to gandan_app with check (true);
do $$ declare name text; begin
  foreach name in array array['identity_opening', 'petition_recused'] loop
    execute format(
      'create policy kept on %I to %I using (current_setting(''gandan.keeping'', true) = ''on'') with check (true)',
      name, current_user);
  end loop;
end $$;
create policy changed on petition_message for update to gandan_app
  using (petition_id in (select floor_petitions())) with check (petition_id in (select floor_petitions()));
grant update (sealed) on petition_message to gandan_app;
grant select, insert, update on identity_opening to gandan_app;
grant select, insert on petition_recused to gandan_app;

-- Only those sealed now may lose their open copy: asked by the keeper of the files, which sees no matter.
create function floor_file_sealed(file uuid) returns boolean
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select coalesce((select sealed from petition_file where id = file), false)
$$;

-- A handler takes somebody out of a sealed matter, for good.
create function floor_recuse(matter uuid, person uuid) returns void
language sql security definer set search_path from current set gandan.keeping = 'on' as $$
  insert into petition_recused (petition_id, person_id)
  select matter, person where matter in (select floor_petitions()) on conflict do nothing;
  delete from petition_handler where petition_id = matter and person_id = person
    and exists (select from petition_recused where petition_id = matter and person_id = person);
$$;

-- Somebody takes a post that handles denunciations: the unit's open sealed matters are theirs as well,
-- but for those they have to stay out of.
create or replace function floor_name_handler(handler uuid, handling_unit uuid) returns integer
language plpgsql security definer set search_path from current set gandan.keeping = 'on' as $$
declare named integer;
begin
  insert into petition_handler (petition_id, person_id)
  select id, handler from petition
  where unit_id = handling_unit and kind = 'denunciation'
    and state not in ('answered', 'refused', 'transferred', 'guided', 'filed', 'withdrawn')
    and not exists (select from petition_recused where petition_id = petition.id and person_id = handler)
  on conflict do nothing;
  get diagnostics named = row_count;
  return named;
end $$;

-- A case found to be a denunciation takes with it all that could lead to whoever sent it. Its words are
-- replaced by the copy without them; its files are encrypted and lose the names they came with.
drop function floor_seal(uuid);
create function floor_seal(sealed_id uuid, new_title text, new_body text, new_against text, recused uuid[],
  said uuid[], copies text[], seals bytea[]) returns void
language sql security definer set search_path from current set gandan.keeping = 'on' as $$
  update petition_document set content = jsonb_build_object('number', content -> 'number')
  where petition_id = sealed_id;
  delete from petition_link where petition_id = sealed_id or same_as = sealed_id;
  delete from mail where once like sealed_id || '/%';
  update petition_file set sealed = true,
    name = right(id::text, 4) || coalesce(substring(name from '\.[A-Za-z0-9]{1,8}$'), '')
  where petition_id = sealed_id;
  update petition_message set body = copy, sealed = seal
  from unnest(said, copies, seals) as words (id, copy, seal)
  where petition_message.id = words.id and petition_id = sealed_id;
  insert into petition_recused (petition_id, person_id) select sealed_id, unnest(recused) on conflict do nothing;
  update petition set kind = 'denunciation', title = new_title, body = new_body, against = new_against
  where id = sealed_id;
$$;

revoke all on function floor_file_sealed(uuid), floor_recuse(uuid, uuid),
  floor_seal(uuid, text, text, text, uuid[], uuid[], text[], bytea[]) from public;
grant execute on function floor_file_sealed(uuid), floor_recuse(uuid, uuid),
  floor_seal(uuid, text, text, text, uuid[], uuid[], text[], bytea[]) to gandan_app;
