-- Everybody who had a hand in a draft: the second person is none of them.
alter table reorganisation add column edited_by uuid[] not null default '{}';
