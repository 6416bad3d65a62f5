-- What is entered here can be taken back (migration 0019).
select keep_changes('evaluation_round', 'evaluation_file', 'evaluation_product', 'evaluation_event',
  'evaluation_rubric', 'commendation');
