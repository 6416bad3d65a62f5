-- The whole of each process: the second stage of a complaint and complaints against discipline, dialogues,
-- terminations, the court, information that is no denunciation, papers returned.
alter table petition
  add column variety text not null default 'ordinary' check (variety in ('ordinary', 'second', 'discipline')),
  -- The first-stage case of a second complaint.
  add column previous_id uuid references petition (id),
  -- The day of the dialogue with the complainant.
  add column dialogue_on date;
create index petition_by_previous on petition (previous_id) where previous_id is not null;

alter table petition_message drop constraint petition_message_kind_check;
alter table petition_message add constraint petition_message_kind_check check (kind in (
  'question', 'reply', 'note', 'answer', 'reopenRequest', 'withdrawal', 'correctionRequest', 'correctionAnswer',
  'dialogue', 'partialWithdrawal', 'decision'));

-- One place that says which states end a case, for what the database itself decides.
create function petition_is_open(state text) returns boolean language sql immutable as $$
  select state in ('received', 'accepted', 'awaitingApproval', 'approved', 'suspended')
$$;

create or replace function floor_move(reorganisation uuid, old_unit uuid, new_unit uuid) returns integer
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
    select reorganisation, 'petition', id, old_unit, new_unit from gone where petition_is_open(state)
    returning 1
  )
  select count(*) into moved from noted;
  return moved;
end $$;

create or replace function floor_name_handler(handler uuid, handling_unit uuid) returns integer
language plpgsql security definer set search_path from current set gandan.keeping = 'on' as $$
declare named integer;
begin
  insert into petition_handler (petition_id, person_id)
  select id, handler from petition
  where unit_id = handling_unit and kind = 'denunciation' and petition_is_open(state)
  on conflict do nothing;
  get diagnostics named = row_count;
  return named;
end $$;

create or replace function floor_last_handler(handler uuid) returns boolean
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select exists (
    select from petition_handler mine join petition on petition.id = mine.petition_id
    where mine.person_id = handler and petition_is_open(petition.state)
      and not exists (
        select from petition_handler other
        join account on account.person_id = other.person_id and disabled_at is null and recipient is not null
        where other.petition_id = mine.petition_id and other.person_id <> handler))
$$;
