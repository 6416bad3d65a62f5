-- Figures that offices put together from measures of the catalogue; one that is ended stays for what was published with it.
create table indicator (
  id uuid primary key,
  code text not null unique check (code ~ '^own-[a-zA-Z-]+$'),
  unit_id uuid not null references unit (id),
  name_vi text not null,
  name_en text not null,
  numerator_figure text not null,
  numerator_part text not null check (numerator_part in ('numerator', 'denominator')),
  denominator_figure text,
  denominator_part text check (denominator_part in ('numerator', 'denominator')),
  kind text,
  better text check (better in ('more', 'less')),
  audience text not null check (audience in ('public', 'office')),
  since date not null,
  made_by uuid not null references post (id),
  ended_on date,
  check ((denominator_figure is null) = (denominator_part is null))
);
grant select, insert, update on indicator to gandan_app;
select keep_changes('indicator');
