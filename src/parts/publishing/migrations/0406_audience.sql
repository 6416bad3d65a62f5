-- Whom an article is for. What is for offices is approved, numbered and kept like the rest, has its true numbers in
-- small groups too, and is on no public page, in no feed, search, list or file.
alter table article add column audience text not null default 'public' check (audience in ('public', 'office'));
