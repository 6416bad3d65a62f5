-- What is entered here can be taken back (migration 0019).
select keep_changes('commitment_campaign', 'commitment', 'commitment_item', 'commitment_change',
  'commitment_signature', 'commitment_report', 'commitment_event');
