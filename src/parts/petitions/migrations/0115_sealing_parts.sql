-- A part or a whole that becomes sealed: officers see no more which belongs to which; the sender, who holds the
-- code of the whole, still does.
alter table petition_part add hidden boolean not null default false;
drop policy seen on petition_part;
create policy seen on petition_part for select to gandan_app
  using (not hidden and exists (select from petition where petition.id = whole_id));
create policy entered on petition_part for insert to gandan_app
  with check (exists (select from petition where petition.id = whole_id));

create function floor_parts(whole uuid)
returns table (id uuid, number bigint, title text, state text, due date, key text)
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select petition.id, petition.number, petition.title, petition.state,
    (select min(due_on) from duty where subject_id = petition.id and ended is null and owed_to = 'citizen'),
    part.key
  from petition_part part join petition on petition.id = part.part_id
  where part.whole_id = whole
    and exists (select from petition where petition.id = whole and code_hash = floor_code())
  order by petition.number
$$;

create or replace function floor_seal(sealed_id uuid, new_title text, new_body text, new_against text, recused uuid[],
  said uuid[], copies text[], seals bytea[]) returns void
language sql security definer set search_path from current set gandan.keeping = 'on' as $$
  update petition_document set content = jsonb_build_object('number', content -> 'number')
  where petition_id = sealed_id;
  delete from petition_link where petition_id = sealed_id or same_as = sealed_id;
  delete from petition_picture where petition_id = sealed_id;
  delete from mail where once like sealed_id || '/%';
  update petition_part set hidden = true where part_id = sealed_id or whole_id = sealed_id;
  update petition set previous_id = null where id = sealed_id or previous_id = sealed_id;
  update petition_file set sealed = true,
    name = right(id::text, 4) || coalesce(substring(name from '\.[A-Za-z0-9]{1,8}$'), '')
  where petition_id = sealed_id;
  update petition_message set body = copy, sealed = seal
  from unnest(said, copies, seals) as words (id, copy, seal)
  where petition_message.id = words.id and petition_id = sealed_id;
  insert into petition_recused (petition_id, person_id) select sealed_id, unnest(recused) on conflict do nothing;
  update petition set kind = 'denunciation', title = new_title, body = new_body, against = new_against,
    proposed_title = null, proposed_text = null, proposed_withheld = null, proposed_by = null
  where id = sealed_id;
$$;

revoke all on function floor_parts(uuid) from public;
grant execute on function floor_parts(uuid) to gandan_app;
