-- What a complaint or denunciation was found to be, and what becomes of what was complained about.
alter table petition add column finding text check (finding in ('right', 'partly', 'wrong')),
  add column ruling text check (ruling in ('keep', 'amend', 'annulPart', 'annul', 'stop')),
  add column damages text;

-- Counted as it was known on a day, as all else in these two tables.
alter table petition_count add column finding text;
alter table petition_count_past add column finding text;

create or replace function petition_count_keep() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  if old.opened_on is not null and (new.opened_on is distinct from old.opened_on or new.kind <> old.kind) then
    raise exception 'entries of petition % are open to all: it stays what it is', old.petition_id;
  end if;
  if (old.unit_id, old.unit_now, old.kind, old.received_on, old.due_on, old.answered_on, old.closed_on,
      old.reopened, old.satisfied, old.extended, old.finding)
    is distinct from (new.unit_id, new.unit_now, new.kind, new.received_on, new.due_on, new.answered_on,
      new.closed_on, new.reopened, new.satisfied, new.extended, new.finding) then
    -- Within a day the last word counts: a day is as it was known at its end.
    if new.known_from > old.known_from then
      insert into petition_count_past values (old.petition_id, old.unit_id, old.unit_now, old.kind,
        old.received_on, old.due_on, old.answered_on, old.closed_on, old.reopened, old.satisfied,
        old.known_from, new.known_from, old.extended, old.finding);
    else
      new.known_from := old.known_from;
    end if;
  else
    new.known_from := old.known_from;
  end if;
  return new;
end $$;
