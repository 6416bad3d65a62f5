-- A denunciation that is late goes to the head of the body above (Law on Denunciations, Art. 38): who sees its
-- number, its unit and its term, and nothing of the matter.
create function floor_late(superior uuid)
returns table (id uuid, number bigint, unit uuid, settle_by date, ask_by date)
language sql stable security definer set search_path from current set gandan.keeping = 'on' as $$
  select petition.id, petition.number, petition.unit_id,
    (select min(due_on) from duty settle where settle.subject_id = petition.id and settle.rule_code = 'TC-SETTLE'
      and settle.ended is null),
    late.due_on
  from duty late
  join petition on petition.id = late.subject_id
  join unit_version version on version.unit_id = petition.unit_id
    and version.valid @> (now() at time zone 'Asia/Ho_Chi_Minh')::date
  where late.rule_code = 'TC-LATE-1' and late.ended is null and version.parent_id = superior
    -- Whom it is about does not learn of it here either.
    and not exists (select from petition_recused
      where petition_id = petition.id and person_id = (select floor_person()))
  order by late.due_on, petition.number limit 100
$$;

-- The superior asks: the case's next entry is counted for them. Null when it is not theirs to ask.
create function floor_ask_report(matter uuid, superior uuid) returns integer
language sql security definer set search_path from current set gandan.keeping = 'on' as $$
  update petition set version = version + 1
  where id = matter and exists (select from floor_late(superior) late where late.id = matter)
  returning version
$$;
revoke all on function floor_late(uuid), floor_ask_report(uuid, uuid) from public;
grant execute on function floor_late(uuid), floor_ask_report(uuid, uuid) to gandan_app;
create index duty_late on duty (due_on) where rule_code = 'TC-LATE-1' and ended is null;
