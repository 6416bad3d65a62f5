-- What the figures count, as it was known on every day, and its sums month by month.
--
-- `known_from`: the day from which the row says what it says. What it said before lies in petition_count_past.
alter table petition_count
  add column known_from date,
  -- Its term was made longer.
  add column extended boolean not null default false,
  -- How finely the public is told of the case: of its unit, its month, or only its year. Given once, when the
  -- month is closed, and never changed: otherwise two tables of different days could be taken from each other.
  -- `none`: entered so late that it could be told from the others.
  add column cell text check (cell in ('unit', 'month', 'year', 'none')),
  -- The unit as it was when the month was closed.
  add column cell_unit uuid,
  -- The kind that it was entered as: the public is told of it by this one for ever, so that what it turned out
  -- to be later cannot be read off from any table.
  add column cell_kind text,
  -- Since when its entries may be read by all. Never taken back: what is gone from a list speaks.
  add column opened_on date,
  add check ((cell is null) = (cell_unit is null));

create table petition_count_past (
  petition_id uuid not null references petition_count (petition_id) on delete cascade,
  unit_id uuid not null,
  unit_now uuid not null,
  kind text not null,
  received_on date not null,
  due_on date not null,
  answered_on date,
  closed_on date,
  reopened boolean not null,
  satisfied boolean,
  known_from date not null,
  -- From this day on something else was known.
  known_to date not null check (known_to > known_from),
  extended boolean not null
);
create index petition_count_past_known on petition_count_past (received_on, known_to, known_from);
create index petition_count_past_case on petition_count_past (petition_id);

-- Everything that counting reads of a case, so that it reads one narrow index and no case.
drop index petition_count_by_received;
create index petition_count_by_received on petition_count (received_on)
  include (unit_id, unit_now, kind, due_on, answered_on, closed_on, reopened, satisfied, extended, known_from, opened_on,
    cell, cell_unit, cell_kind);

-- Cases whose entries are still to be opened, and those that are open.
create index petition_count_to_open on petition_count (received_on) where opened_on is null and cell = 'unit';
create index petition_count_opened on petition_count (received_on, petition_id) where opened_on is not null;

-- Cases whose month is still to be closed.
create index petition_count_to_close on petition_count (received_on) where cell is null;

-- Months whose cases have been given their cell.
create table petition_month (
  month date primary key,
  closed_at timestamptz not null
);

-- Sums of petition_count by month. Every change of a case adds a row here, in its own transaction, that takes
-- the old away and puts the new there; rows are added up now and then, so that nobody waits for a common row.
-- What is asked is always the sum of them all, folded or not.
create table petition_total (
  month date not null,
  unit_id uuid not null,
  unit_now uuid not null,
  kind text not null,
  cell text,
  cell_unit uuid,
  cell_kind text not null,
  received integer not null,
  on_time integer not null,
  late integer not null,
  ended integer not null,
  reopened integer not null,
  satisfied integer not null,
  rated integer not null,
  -- Of those answered: on the last day of their term, in the last days of a month; and those with a longer term.
  last_day integer not null,
  month_end integer not null,
  extended integer not null,
  folded boolean not null default false
);
create index petition_total_by_month on petition_total (month)
  include (unit_id, unit_now, kind, cell, cell_unit, cell_kind, received, on_time, late, ended, reopened, satisfied, rated, last_day, month_end, extended);
create index petition_total_unfolded on petition_total (month) where not folded;
-- Open cases: few, and the only ones whose cell depends on the day that is asked about.
create index petition_count_open on petition_count (received_on)
  include (unit_id, unit_now, kind, due_on, cell, cell_unit, cell_kind) where answered_on is null and closed_on is null;

create function petition_count_keep() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  if old.opened_on is not null and (new.opened_on is distinct from old.opened_on or new.kind <> old.kind) then
    raise exception 'entries of petition % are open to all: it stays what it is', old.petition_id;
  end if;
  if (old.unit_id, old.unit_now, old.kind, old.received_on, old.due_on, old.answered_on, old.closed_on,
      old.reopened, old.satisfied, old.extended)
    is distinct from (new.unit_id, new.unit_now, new.kind, new.received_on, new.due_on, new.answered_on,
      new.closed_on, new.reopened, new.satisfied, new.extended) then
    -- Within a day the last word counts: a day is as it was known at its end.
    if new.known_from > old.known_from then
      insert into petition_count_past values (old.petition_id, old.unit_id, old.unit_now, old.kind,
        old.received_on, old.due_on, old.answered_on, old.closed_on, old.reopened, old.satisfied,
        old.known_from, new.known_from, old.extended);
    else
      new.known_from := old.known_from;
    end if;
  else
    new.known_from := old.known_from;
  end if;
  return new;
end $$;

-- The first of the last three days of a day's month.
create function petition_month_closing(day date) returns date
language sql immutable return (date_trunc('month', day::timestamp) + interval '1 month - 3 days')::date;

-- What of a case is summed, with its sign.
create function petition_summed(one petition_count, sign integer) returns petition_total
language sql immutable
  return row(date_trunc('month', one.received_on::timestamp)::date, one.unit_id, one.unit_now, one.kind, one.cell, one.cell_unit,
    one.cell_kind, sign, sign * (one.answered_on <= one.due_on is true)::int, sign * (one.answered_on > one.due_on is true)::int,
    sign * (one.answered_on is null and one.closed_on is not null)::int, sign * one.reopened::int,
    sign * (one.satisfied is true)::int, sign * (one.satisfied is not null)::int,
    sign * (one.answered_on = one.due_on is true)::int, sign * (one.answered_on >= petition_month_closing(one.answered_on) is true)::int,
    sign * one.extended::int, false)::petition_total;

-- By statement, not by row: closing a month or moving a unit's cases touches many at once. The transition
-- tables exist only where their operation has them, and each branch is planned when it is first run.
create function petition_count_sum() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into petition_total select summed.* from after_rows one, petition_summed(one::petition_count, 1) summed;
  elsif tg_op = 'DELETE' then
    insert into petition_total select summed.* from before_rows one, petition_summed(one::petition_count, -1) summed;
  else
    insert into petition_total
    select month, unit_id, unit_now, kind, cell, cell_unit, cell_kind, sum(received), sum(on_time), sum(late), sum(ended),
      sum(reopened), sum(satisfied), sum(rated), sum(last_day), sum(month_end), sum(extended)
    from (
      select summed.* from after_rows one, petition_summed(one::petition_count, 1) summed
      union all select summed.* from before_rows one, petition_summed(one::petition_count, -1) summed
    ) change
    group by 1, 2, 3, 4, 5, 6, 7
    having (sum(received), sum(on_time), sum(late), sum(ended), sum(reopened), sum(satisfied), sum(rated), sum(last_day),
        sum(month_end), sum(extended)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  end if;
  return null;
end $$;

-- Adds up what was added to a month since: rows of one unit, kind and cell become one.
create function petition_total_fold(of_month date) returns void
language sql security definer set search_path from current as $$
  with gone as (delete from petition_total where month = of_month returning *)
  insert into petition_total
  select month, unit_id, unit_now, kind, cell, cell_unit, cell_kind, sum(received), sum(on_time), sum(late),
    sum(ended), sum(reopened), sum(satisfied), sum(rated), sum(last_day), sum(month_end), sum(extended), true
  from gone group by month, unit_id, unit_now, kind, cell, cell_unit, cell_kind having sum(received) <> 0
$$;

-- The history of cases that were loaded with their end: open until it became known, as far as can be told.
create function petition_count_rebuild_past() returns void
language sql security definer set search_path from current as $$
  insert into petition_count_past
  select petition_id, unit_id, unit_now, kind, received_on, due_on, answered, closed, reopened, null, since, until, extended
  from (
    select one.*, coalesce(answered_on, closed_on) as decided from petition_count one
    where not exists (select from petition_count_past where petition_count_past.petition_id = one.petition_id)
  ) whole
  cross join lateral (
    -- Open until it was decided, and decided without a rating until that came.
    select received_on as since, coalesce(decided, known_from) as until, null::date as answered, null::date as closed
    union all select decided, known_from, whole.answered_on, whole.closed_on where decided is not null
  ) part
  where until > since
$$;

update petition_count one set cell_kind = kind, known_from = greatest(received_on, answered_on, closed_on),
  extended = exists (select from duty where subject_id = one.petition_id and variant is not null);
alter table petition_count alter column known_from set not null, alter column cell_kind set not null;
select petition_count_rebuild_past();
insert into petition_total
select month, unit_id, unit_now, kind, cell, cell_unit, cell_kind, sum(received), sum(on_time), sum(late), sum(ended),
  sum(reopened), sum(satisfied), sum(rated), sum(last_day), sum(month_end), sum(extended), true
from (select summed.* from petition_count one, petition_summed(one, 1) summed) each
group by month, unit_id, unit_now, kind, cell, cell_unit, cell_kind;
create trigger petition_count_kept before update on petition_count
  for each row execute function petition_count_keep();
create trigger petition_count_entered after insert on petition_count
  referencing new table as after_rows for each statement execute function petition_count_sum();
create trigger petition_count_changed after update on petition_count
  referencing old table as before_rows new table as after_rows for each statement execute function petition_count_sum();
create trigger petition_count_gone after delete on petition_count
  referencing old table as before_rows for each statement execute function petition_count_sum();

-- The day on which a sealed matter changes is known here as well.
drop function floor_move(uuid, uuid, uuid);
create function floor_move(reorganisation uuid, old_unit uuid, new_unit uuid, on_day date) returns integer
language plpgsql security definer set search_path from current set gandan.keeping = 'on' as $$
declare moved integer;
begin
  with gone as (
    update petition set unit_id = new_unit where unit_id = old_unit and kind = 'denunciation'
    returning id, state
  ), counted as (
    update petition_count set unit_now = new_unit, known_from = on_day from gone where petition_id = gone.id
  ), noted as (
    insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
    select reorganisation, 'petition', id, old_unit, new_unit from gone where petition_is_open(state)
    returning 1
  )
  select count(*) into moved from noted;
  return moved;
end $$;

revoke all on function floor_move(uuid, uuid, uuid, date), petition_total_fold(date), petition_count_rebuild_past(),
  petition_summed(petition_count, integer) from public;
grant execute on function floor_move(uuid, uuid, uuid, date), petition_total_fold(date) to gandan_app;
grant select on petition_total, petition_count_past to gandan_app;
grant select, insert on petition_month to gandan_app;
