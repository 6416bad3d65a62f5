-- A petition taken down at the desk is found to be a denunciation: what the log knows of who brought it goes,
-- as if it had been one from the start.
create function reception_visit_sealed() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  update reception_visit set name = null, address = null, identity_note = null, representatives = null,
    kind = 'denunciation', matter = '', statement = null, petition_id = null, petition_number = null,
    note = null, words = ''
  where petition_id = new.id;
  return null;
end $$;
create trigger reception_visit_sealed after update of kind on petition
  for each row when (new.kind = 'denunciation' and old.kind <> 'denunciation')
  execute function reception_visit_sealed();
