-- What officers enter here can be taken back (migration 0019).
select keep_changes(
  'dialogue', 'dialogue_site', 'dialogue_seat', 'dialogue_question', 'dialogue_asker',
  'dialogue_vote', 'dialogue_promise', 'dialogue_ballot', 'dialogue_call', 'dialogue_call_name',
  'dialogue_year', 'consultation', 'consultation_group', 'consultation_opinion', 'disclosure');
