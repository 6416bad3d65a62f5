-- What was given on is counted where it is done, and nowhere twice: the counts are of tasks with none below.
delete from task_tally;
insert into task_tally (unit_id, month, open, on_time, late)
select task.unit_id, date_trunc('month', duty.due_on::timestamp)::date, count(*) filter (where duty.ended is null),
  count(*) filter (where duty.ended_on <= duty.due_on), count(*) filter (where duty.ended_on > duty.due_on)
from duty join task on task.id = duty.subject_id
where duty.subject_type = 'task' and duty.ended is distinct from 'lapsed' and task.children = 0 group by 1, 2;
