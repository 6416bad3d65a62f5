-- What is entered here can be taken back (migration 0019); editions that were published are never changed.
select keep_changes('article', 'article_picture');
