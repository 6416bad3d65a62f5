-- What is entered here can be taken back (migration 0019).
select keep_changes('staffing_quota', 'reduction_plan', 'reduction_target', 'reduction');
