-- What officers enter here can be taken back (migration 0019). Numbers that were given are not.
select keep_changes('document', 'document_relation', 'clause', 'task', 'task_step', 'dissemination');
select keep_sums('task_tally');
