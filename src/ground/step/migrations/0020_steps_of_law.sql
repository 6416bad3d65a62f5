-- What an administrator enters of days off, rules and words can be taken back, and an import of the organisation
-- while nothing stands on it.
select keep_changes('calendar_year', 'rule_confirmation', 'portal_text', 'reorganisation', 'unit', 'unit_version', 'post',
  'post_version', 'holding', 'person', 'account');
