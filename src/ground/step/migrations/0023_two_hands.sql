-- What binds others or ends a matter is taken back by two: one of the unit asks for it with the reason, another agrees;
-- one of the two heads the unit or one above it. Every asking stays, whatever became of it.
alter table step drop constraint step_undo_check;
alter table step add constraint step_undo_check check (undo in ('never', 'strike', 'withdraw', 'two'));

create table step_request (
  id uuid primary key,
  step_id uuid not null references step (id),
  why text not null,
  post_id uuid not null references post (id),
  person_id uuid not null references person (id),
  -- Whether whoever asks heads the unit or one above it: then anybody else of the unit may agree.
  leads boolean not null,
  at timestamptz not null,
  ended text check (ended in ('agreed', 'declined', 'withdrawn')),
  ended_post uuid references post (id),
  ended_at timestamptz,
  ended_why text,
  check ((ended is null) = (ended_at is null))
);
create unique index step_request_open on step_request (step_id) where ended is null;
grant select, insert on step_request to gandan_app;
grant update (ended, ended_post, ended_at, ended_why) on step_request to gandan_app;

-- What stands on a step: later steps that changed what it changed or rest on what it made; or, where the table is
-- told, something that no step made. What an office did for good, or by an act that two take back, stands on whatever
-- the row was.
create or replace function step_followers(undone uuid) returns table (step_id uuid, blocked text)
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
        or (step.undo in ('never', 'two') and step.post_id is not null));
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
