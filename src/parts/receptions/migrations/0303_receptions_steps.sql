-- What the desk enters can be taken back (migration 0019); the numbers of the log go on.
select keep_changes('reception_session', 'reception_booking', 'reception_visit', 'reception_promise');
