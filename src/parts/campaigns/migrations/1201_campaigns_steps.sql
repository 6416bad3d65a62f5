-- What officers enter here can be taken back (migration 0019).
select keep_changes(
  'campaign_model', 'campaign_check', 'campaign_photo', 'community_work', 'work_vote',
  'work_contribution', 'work_expense', 'work_milestone', 'launch', 'launch_task', 'model_street',
  'street_round');
