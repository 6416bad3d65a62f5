-- A case found to be a denunciation takes with it all that could lead to whoever sent it: its papers keep
-- their number alone, links to and from it and mails to its sender go, and its files lose the names they
-- came with.
create or replace function floor_seal(sealed uuid) returns void
language sql security definer set search_path from current set gandan.keeping = 'on' as $$
  update petition_document set content = jsonb_build_object('number', content -> 'number')
  where petition_id = sealed;
  delete from petition_link where petition_id = sealed or same_as = sealed;
  delete from mail where once like sealed || '/%';
  update petition_file set name = right(id::text, 4) || coalesce(substring(name from '\.[A-Za-z0-9]{1,8}$'), '')
  where petition_id = sealed;
  update petition set kind = 'denunciation' where id = sealed;
$$;
revoke update on petition_document from gandan_app;

-- Published cases of a unit, newest first: what a citizen's words are compared with.
create index petition_published_by_unit on petition (unit_id, received_at desc) where published_at is not null;
