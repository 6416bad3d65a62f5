-- A program's token opens nothing that is sealed: it proves no person, only that it was copied from somewhere.
create or replace function floor_person() returns uuid
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select session.person_id from session
  join account on account.person_id = session.person_id and disabled_at is null
  where token_hash = sha256(convert_to(nullif(current_setting('gandan.session', true), ''), 'UTF8'))
  limit 1
$$;
