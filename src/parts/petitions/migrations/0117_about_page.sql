-- The page of this portal that a petition speaks of, and whether its sender lets it show there once it is
-- published. Never kept of a denunciation: it could lead to whoever sent it.
create table petition_about (
  petition_id uuid primary key references petition (id),
  page text not null check (page ~ '^/[a-z0-9/-]{1,200}$'),
  shown boolean not null
);
create index petition_about_page on petition_about (page) where shown;
alter table petition_about enable row level security;
create policy seen on petition_about for select to gandan_app
  using (exists (select from petition where petition.id = petition_id));
create policy entered on petition_about for insert to gandan_app
  with check (exists (select from petition where petition.id = petition_id and kind <> 'denunciation'));
grant select, insert on petition_about to gandan_app;

create function petition_about_forget() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  delete from petition_about where petition_id = new.id;
  return null;
end $$;
create trigger petition_about_forgotten after update of kind on petition
  for each row when (new.kind = 'denunciation' and old.kind <> 'denunciation') execute function petition_about_forget();
