-- What officers enter here can be taken back (migration 0019).
select keep_changes(
  'land_project', 'land_outreach', 'land_household', 'land_parcel', 'land_act', 'land_act_parcel',
  'land_rate', 'land_line', 'land_batch', 'land_payment', 'land_visit', 'land_promise',
  'land_correction', 'land_opinion', 'land_objection', 'land_option', 'land_choice', 'land_question');
