-- Days off of a year as the office entered them; the newest row of a year holds, the older ones stay.
create table calendar_year (
  id uuid primary key,
  year integer not null check (year between 2000 and 2100),
  standing text not null check (standing in ('announced', 'expected')),
  days_off jsonb not null,
  working_saturdays date[] not null,
  source text not null,
  entered_by uuid references person (id),
  entered_at timestamptz not null
);
create index calendar_year_newest on calendar_year (year, entered_at desc);

-- A rule that ships as "to be confirmed", confirmed by the office with the document it rests on.
create table rule_confirmation (
  code text not null,
  rule_from date not null,
  ground text not null,
  confirmed_by uuid references person (id),
  confirmed_at timestamptz not null,
  primary key (code, rule_from)
);

-- Words of the portal in place of the shipped ones; the newest holds.
create table portal_text (
  id uuid primary key,
  key text not null,
  vi text not null,
  en text not null,
  entered_by uuid references person (id),
  entered_at timestamptz not null
);
create index portal_text_newest on portal_text (key, entered_at desc);

grant select, insert on calendar_year, rule_confirmation, portal_text to gandan_app;
