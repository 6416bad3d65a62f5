-- Folded words of what is published, to be found by.
alter table article add column words tsvector not null default '';
create index article_words on article using gin (words) where state = 'published';
