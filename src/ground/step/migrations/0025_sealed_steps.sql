-- Steps of sealed matters can be taken back as well: that they were taken is seen by those who see the matter, and by
-- nobody else. Which matters somebody sees is told by the part that has them, which replaces this function.
alter table step add column sealed_subject uuid;
create function step_shows(subject uuid) returns boolean language sql stable as $$ select false $$;

alter table step enable row level security;
create policy seen on step for select to gandan_app using (sealed_subject is null or step_shows(sealed_subject));
create policy entered on step for insert to gandan_app with check (true);
create policy changed on step for update to gandan_app
  using (sealed_subject is null or step_shows(sealed_subject)) with check (true);

alter table step_request enable row level security;
create policy seen on step_request for select to gandan_app
  using (exists (select from step where step.id = step_id));
create policy entered on step_request for insert to gandan_app with check (true);
create policy changed on step_request for update to gandan_app
  using (exists (select from step where step.id = step_id)) with check (true);
