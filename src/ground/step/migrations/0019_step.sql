-- Steps that people took, and what each changed: so that what was entered by mistake can be taken back, whatever the
-- part. The tables of a part are watched by `keep_changes`; a change is noted while a step is under way.
create table step (
  id uuid primary key,
  -- What it is called in the program: the page's address with its form.
  name text not null,
  -- The page that it was sent from, and the page of what it made, where it made something.
  page text not null,
  made text,
  -- How it is taken back: `never`, `strike`, `withdraw`.
  undo text not null check (undo in ('never', 'strike', 'withdraw')),
  -- Null for citizens.
  post_id uuid references post (id),
  unit_id uuid references unit (id),
  at timestamptz not null,
  -- By the database's own clock: in which order steps were taken.
  taken_at timestamptz not null default clock_timestamp(),
  struck_at timestamptz,
  struck_post uuid references post (id),
  struck_why text,
  check ((struck_at is null) = (struck_post is null))
);
create index step_by_page on step (page, at desc);
create index step_by_made on step (made) where made is not null;

-- The record's entries that a step made.
create table step_entry (
  entry_id bigint primary key references record_entry (id),
  step_id uuid not null references step (id)
);
create index step_entry_by_step on step_entry (step_id);

-- Rows before and after. They hold whatever the tables hold: the program has no right to read them, only to have a
-- step taken back by the functions below.
create table step_change (
  id bigint generated always as identity primary key,
  step_id uuid not null references step (id),
  table_name text not null,
  row_key jsonb not null,
  op "char" not null,
  -- Of an update only the columns that it changed.
  before jsonb,
  after jsonb
);
create index step_change_by_step on step_change (step_id);
create index step_change_by_row on step_change (table_name, row_key);

-- Told to the program that a step cannot be taken back now, with the table that has something newer.
create function step_blocked(by_table text) returns void language plpgsql as $$
begin
  raise exception 'a later change of % stands on this step', by_table using errcode = 'GD001';
end $$;

create function step_note_entry() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  insert into step_entry (entry_id, step_id) values (new.entry_id, current_setting('gandan.step')::uuid);
  return null;
end $$;

create trigger record_opening_step after insert on record_opening
  for each row when (coalesce(current_setting('gandan.step', true), '') <> '')
  execute function step_note_entry();

-- The columns that every change moves say nothing of what was done.
create function step_note_change() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  key jsonb;
begin
  select jsonb_object_agg(name, coalesce(is_now, was) -> name) into key from unnest(tg_argv) as name;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(old_one.key, old_one.value), jsonb_object_agg(old_one.key, is_now -> old_one.key)
      into was, is_now
      from jsonb_each(was) old_one
      where old_one.value is distinct from is_now -> old_one.key and old_one.key not in ('version', 'updated_at', 'known_from');
    -- That a row was touched is noted all the same: its version goes on when the step is taken back.
    was := coalesce(was, '{}');
    is_now := coalesce(is_now, '{}');
  end if;
  -- Of a new row only that it is there: nothing it holds is kept twice.
  if tg_op = 'INSERT' then
    select jsonb_object_agg(name, null) into is_now from jsonb_object_keys(is_now) as name;
  end if;
  insert into step_change (step_id, table_name, row_key, op, before, after)
  values (current_setting('gandan.step')::uuid, tg_table_name, key,
    case tg_op when 'INSERT' then 'I' when 'UPDATE' then 'U' else 'D' end::"char", was, is_now);
  return null;
end $$;

-- Of a table of sums it is noted by how much they grew: others add to the same sums meanwhile.
create function step_note_sums() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
  is_now jsonb := to_jsonb(new);
  own_key jsonb;
  grown jsonb;
begin
  select jsonb_object_agg(name, is_now -> name) into own_key from unnest(tg_argv) as name;
  select coalesce(jsonb_object_agg(one.key,
      case when jsonb_typeof(one.value) = 'number' then (one.value #>> '{}')::numeric - coalesce((was ->> one.key)::numeric, 0) end), '{}')
    into grown
    from jsonb_each(is_now) one
    where jsonb_typeof(one.value) = 'number' and not (own_key ? one.key) and one.value is distinct from was -> one.key;
  insert into step_change (step_id, table_name, row_key, op, after)
  values (current_setting('gandan.step')::uuid, tg_table_name, own_key, 'S', grown);
  return null;
end $$;

create function step_key_columns(of_table text) returns text[] language sql stable as $$
  select array_agg(attname::text order by attnum) from pg_index join pg_attribute
    on attrelid = indrelid and attnum = any (indkey)
  where indrelid = to_regclass(quote_ident(of_table)) and indisprimary
$$;

create function step_has_column(of_table text, column_name text) returns boolean language sql stable as $$
  select exists (select from pg_attribute where attrelid = to_regclass(quote_ident(of_table))
    and attname = column_name and attnum > 0 and not attisdropped)
$$;

-- Watches tables: what a step changes in them can be taken back.
create function keep_changes(variadic tables text[]) returns void language plpgsql as $$
declare
  name text;
begin
  foreach name in array tables loop
    execute format(
      'create trigger %I after insert or update or delete on %I for each row
       when (coalesce(current_setting(''gandan.step'', true), '''') <> '''') execute function step_note_change(%s)',
      name || '_step', name,
      (select string_agg(quote_literal(one), ', ') from unnest(step_key_columns(name)) as one));
  end loop;
end $$;

-- Watches a table of sums, from which nothing is deleted.
create function keep_sums(name text) returns void language plpgsql as $$
begin
  execute format(
    'create trigger %I after insert or update on %I for each row
     when (coalesce(current_setting(''gandan.step'', true), '''') <> '''') execute function step_note_sums(%s)',
    name || '_step', name,
    (select string_agg(quote_literal(one), ', ') from unnest(step_key_columns(name)) as one));
end $$;

-- The row of a key, as a condition on `alias`.
create function step_row(of_table text, alias text) returns text language sql stable as $$
  select string_agg(format('%s.%I = (select (jsonb_populate_record(null::%I, $1)).%I)', alias, one, of_table, one), ' and ')
  from unnest(step_key_columns(of_table)) as one
$$;

-- What stands on a step: later steps that changed what it changed or rest on what it made; or, where the table is
-- told, something that no step made.
create function step_followers(undone uuid) returns table (step_id uuid, blocked text)
language plpgsql stable security definer set search_path from current set gandan.keeping = 'on' as $$
declare
  rests record;
begin
  return query
    select distinct later.step_id, null::text
    from step_change own
    join step_change later on later.table_name = own.table_name and later.row_key = own.row_key
      and later.id > own.id and later.step_id <> undone and own.op <> 'S'
    join step on step.id = later.step_id and step.struck_at is null
    where own.step_id = undone
      and (own.op <> 'U' or later.op = 'D' or own.after ?| array(select jsonb_object_keys(later.after))
        -- What an office did for good stands on whatever the row was.
        or (step.undo = 'never' and step.post_id is not null));
  for rests in
    select child.relname::text as child, referring.attname::text as child_column,
      parent.relname::text as parent, referred.attname::text as parent_column,
      format_type(referred.atttypid, referred.atttypmod) as type
    from pg_constraint con
    join pg_class child on child.oid = con.conrelid
    join pg_class parent on parent.oid = con.confrelid
    join pg_attribute referring on referring.attrelid = con.conrelid and referring.attnum = con.conkey[1]
    join pg_attribute referred on referred.attrelid = con.confrelid and referred.attnum = con.confkey[1]
    where con.contype = 'f' and array_length(con.conkey, 1) = 1 and parent.relname::text in
      (select distinct table_name from step_change where step_change.step_id = undone and op = 'I')
    -- What a duty is about is named without a constraint, for it may be of any part.
    union all
    select 'duty', 'subject_id', made.table_name, 'id', 'uuid'
    from (select distinct table_name from step_change where step_change.step_id = undone and op = 'I' and row_key ? 'id') made
  loop
    return query execute format(
      'select distinct made.step_id, case when made.step_id is null then %1$L end
       from step_change own
       join %1$I child on child.%2$I = (own.row_key ->> %4$L)::%5$s
       left join lateral (
         select change.step_id from step_change change join step on step.id = change.step_id and step.struck_at is null
         where change.table_name = %1$L and change.after ? %2$L
           and change.row_key = (select jsonb_object_agg(one, to_jsonb(child) -> one) from unnest(step_key_columns(%1$L)) as one)
         order by change.id desc limit 1) made on true
       where own.step_id = $1 and own.op = ''I'' and own.table_name = %3$L and made.step_id is distinct from $1',
      rests.child, rests.child_column, rests.parent, rests.parent_column, rests.type) using undone;
  end loop;
end $$;

-- Takes one step back on a day, newest change first. What stands on it has been taken back before; what does not fit any
-- more is refused as a whole.
create function step_undo(undone uuid, on_day date) returns void
language plpgsql security definer set search_path from current set gandan.keeping = 'on' as $$
declare
  change record;
  columns text;
  versioned boolean;
  hit integer;
begin
  for change in select * from step_change where step_id = undone order by id desc loop
    if change.op = 'I' then
      execute format('delete from %I t where %s', change.table_name, step_row(change.table_name, 't'))
        using change.row_key;
    elsif change.op = 'S' then
      select string_agg(format('%1$I = t.%1$I - %2$s', key, value), ', ') into columns from jsonb_each_text(change.after);
      continue when columns is null;
      execute format('update %I t set %s where %s', change.table_name, columns, step_row(change.table_name, 't'))
        using change.row_key;
    elsif change.op = 'D' then
      select string_agg(format('%I', attname), ', ' order by attnum) into columns from pg_attribute
        where attrelid = to_regclass(quote_ident(change.table_name)) and attnum > 0 and not attisdropped
          and attgenerated = '' and change.before ? attname;
      execute format('insert into %1$I (%2$s) overriding system value
        select %2$s from jsonb_populate_record(null::%1$I, $1)', change.table_name, columns)
        using change.before;
    else
      select string_agg(format('%I', attname), ', ' order by attnum) into columns from pg_attribute
        where attrelid = to_regclass(quote_ident(change.table_name)) and attnum > 0 and not attisdropped
          and attgenerated = '' and change.before ? attname;
      versioned := step_has_column(change.table_name, 'version');
      continue when columns is null and not versioned;
      execute format(
        'update %1$I t set %2$s where %3$s
         and coalesce((select jsonb_object_agg(one, to_jsonb(t) -> one) from jsonb_object_keys($3) as one), ''{}'') = $3',
        change.table_name,
        concat_ws(', ',
          case when columns is not null then
            format('(%1$s) = (select %1$s from jsonb_populate_record(null::%2$I, $2))', columns, change.table_name) end,
          case when versioned then 'version = t.version + 1' end,
          -- Since when the row says what it says: since it was taken back.
          case when step_has_column(change.table_name, 'known_from') then 'known_from = $4' end),
        step_row(change.table_name, 't'))
        using change.row_key, change.before, change.after, on_day;
    end if;
    get diagnostics hit = row_count;
    if hit <> 1 then perform step_blocked(change.table_name); end if;
  end loop;
end $$;

-- What a step changed is forgotten when it is too old to be taken back; that it was taken stays.
create function step_forget(before_time timestamptz) returns integer
language sql security definer set search_path from current as $$
  with old as (delete from step_change using step where step.id = step_id and step.at < before_time returning 1)
  select count(*)::integer from old
$$;

revoke all on function step_undo, step_followers, step_forget from public;
grant execute on function step_undo, step_followers, step_forget to gandan_app;
grant select, insert on step to gandan_app;
grant update (made, struck_at, struck_post, struck_why) on step to gandan_app;
grant select on step_entry to gandan_app;

select keep_changes('duty');
