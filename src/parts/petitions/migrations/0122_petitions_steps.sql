-- What officers enter of a petition can be taken back (migration 0019). A sealed matter leaves nothing here: its steps
-- are not watched, and what was noted before it was sealed is forgotten with the sealing.
select keep_changes('petition', 'petition_count', 'petition_message', 'petition_file', 'petition_link',
  'petition_contact', 'petition_words', 'petition_rating');

create function petition_steps_forget() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  steps uuid[];
begin
  select array_agg(distinct step_id) into steps from step_change
    where table_name = 'petition' and row_key = jsonb_build_object('id', new.id);
  delete from step_change where step_id = any(steps);
  update step set struck_why = null where id = any(steps);
  return null;
end $$;
create trigger petition_steps_forgotten after update of kind on petition
  for each row when (new.kind = 'denunciation' and old.kind <> 'denunciation') execute function petition_steps_forget();
