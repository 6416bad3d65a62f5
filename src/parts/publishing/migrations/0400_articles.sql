-- News and reports: written by one officer, looked at and published by another. What was published stays,
-- with every correction and its reason.
create table article (
  id uuid primary key,
  slug text not null unique,
  language text not null check (language in ('vi', 'en')),
  unit_id uuid not null references unit (id),
  state text not null check (state in ('draft', 'inReview', 'published', 'withdrawn')),
  title text not null,
  lead text not null,
  -- Markdown; figures are bound as {{code 01/2026-06/2026}}.
  body text not null,
  -- Who worded what lies there now, and may therefore not publish it.
  written_by uuid not null references person (id),
  published_at timestamptz,
  withdrawn_why text,
  version integer not null default 1,
  changed_at timestamptz not null
);
create index article_published on article (published_at desc, id desc) where state = 'published';
create index article_of_unit on article (unit_id, changed_at desc);

-- Each version as it was published: words, figures frozen with their time, claims that did not hold and why
-- they were published all the same.
create table article_edition (
  article_id uuid not null references article (id),
  number integer not null,
  title text not null,
  lead text not null,
  body text not null,
  figures jsonb not null,
  failing jsonb not null,
  failing_why text,
  why text,
  published_by uuid not null references post (id),
  published_at timestamptz not null,
  primary key (article_id, number),
  check (jsonb_array_length(failing) = 0 or failing_why is not null),
  check (number = 1 or why is not null)
);
grant select, insert, update on article to gandan_app;
grant select, insert on article_edition to gandan_app;
