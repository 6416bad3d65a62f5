-- Sorts of articles; those that wait for their hour; what a machine needs to recompute them; pictures.
alter table article
  add column category text not null default 'news' check (category in ('news', 'notice', 'report', 'guide')),
  -- Approved and waiting: published by itself at this hour, with the figures of that moment.
  add column publish_at timestamptz,
  -- Why it was given back, for its writer; empty once it is handed in again.
  add column returned_why text,
  add column approved_by uuid references post (id),
  add column approved_reason text,
  -- The claims that did not hold and that the reason was given for.
  add column approved_failing jsonb not null default '[]',
  add check ((publish_at is null) = (approved_by is null));
create index article_waiting on article (publish_at) where publish_at is not null;
create index article_by_category on article (category, published_at desc, id desc) where state = 'published';

alter table article_edition
  add column proven jsonb not null default '[]',
  add column category text not null default 'news' check (category in ('news', 'notice', 'report', 'guide'));

-- Pictures of an article, made anew from what was sent: no place, no device in them.
create table article_picture (
  id uuid primary key,
  article_id uuid not null references article (id),
  alt text not null check (alt <> ''),
  caption text not null default '',
  width integer not null,
  height integer not null,
  -- In three widths, as JPEG.
  small bytea not null,
  middle bytea not null,
  large bytea not null
);
create index article_picture_of on article_picture (article_id);
grant select, insert on article_picture to gandan_app;
grant update (alt, caption) on article_picture to gandan_app;
