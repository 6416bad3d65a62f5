-- What is entered here can be taken back (migration 0019).
select keep_changes('figure_target');
