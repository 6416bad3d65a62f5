import type { Figure, FigureAsked, FigureSeries } from '../../ground/figure/catalogue.ts';
import { nobodysGroups } from '../../ground/figure/counted.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { plannedAnew, sql } from '../../platform/database/database.ts';
import {
  dayInVietnam,
  monthEnd,
  newestMonthOver,
  type PlainDate,
  parsePlainDate,
} from '../../platform/time.ts';

/** Tasks of a month and unit: those due in it, and what became of them as it was known then. */
interface TaskCounts {
  month: PlainDate | null;
  unit: UnitId | null;
  due: number;
  onTime: number;
  done: number;
}

/**
 * Counts tasks by the month of their date, both as they were known at an instant: each step keeps how the task
 * stood afterwards, so that a date that was put off later is not put off then. Units are those that answer now.
 */
export async function countTasks(services: Pick<Services, 'db'>, asked: FigureAsked): Promise<TaskCounts[]> {
  const { from, by, asOf } = asked;
  const over = newestMonthOver(dayInVietnam(asOf));
  const last = asked.to < over ? asked.to : over;
  if (last < from) return [];
  const month = by.month ? sql`date_trunc('month', due_on::timestamp)::date` : sql`null::date`;
  const unit = by.unit ? sql`unit_id` : sql`null::uuid`;
  // Where nothing has happened since, the counts that are kept are what was known then: asked in one statement, for
  // between two something may happen.
  type Kept = { current: boolean } & { [Column in keyof TaskCounts]: TaskCounts[Column] | null };
  const kept = await services.db.rows<Kept>(
    plannedAnew(sql`
    select coalesce((select at from task_step order by at desc limit 1) <= ${asOf}, true) as current, tally.*
    from (select) as always left join (
      select ${by.month ? sql`month` : sql`null::date`} as month, ${unit} as unit,
        sum(open + on_time + late)::int as due, sum(on_time)::int as "onTime", sum(on_time + late)::int as done
      from task_tally where month between ${from} and ${last} group by 1, 2
      having sum(open + on_time + late) > 0
    ) tally on true`),
  );
  const isThere = (one: Kept): one is Kept & TaskCounts => one.due !== null;
  if (kept[0]?.current) return kept.filter(isThere);
  return services.db.rows<TaskCounts>(
    plannedAnew(sql`
    select ${month} as month, ${unit} as unit, count(*)::int as due,
      count(*) filter (where done_on <= due_on)::int as "onTime", count(done_on)::int as done
    from (
      select distinct on (step.task_id) step.task_id, task.unit_id, step.due_on, step.done_on, step.state
      from task_step step join task on task.id = step.task_id
      where step.at <= ${asOf} and step.task_id in (
        select task_id from task_step where due_on between ${from} and ${monthEnd(last)} and at <= ${asOf})
      order by step.task_id, step.seq desc
    ) known
    where not exists (
      -- What had been given on by then is counted where it was done.
      select from task below where below.parent_id = known.task_id and (
        select state from task_step where task_id = below.id and at <= ${asOf} order by seq desc limit 1) <> 'cancelled'
    ) and due_on between ${from} and ${monthEnd(last)} and state <> 'cancelled'
    group by 1, 2`),
  );
}

const figure = (
  given: Pick<Figure, 'code' | 'name' | 'definition' | 'better' | 'featured' | 'spoken'> & {
    value(counts: TaskCounts): number;
  },
): Figure => {
  const { value, ...rest } = given;
  return {
    ...rest,
    counts: { vi: 'nhiệm vụ', en: 'tasks' },
    denominator: { vi: 'Nhiệm vụ đến hạn', en: 'Tasks due' },
    owner: { vi: 'Đơn vị theo dõi nhiệm vụ', en: 'The unit that follows tasks' },
    smallCells: nobodysGroups,
    recipe: {
      vi: 'Đếm các nhiệm vụ có hạn trong tháng, trừ nhiệm vụ đã thôi giao; nhiệm vụ đã giao tiếp xuống dưới được đếm ở nơi làm, không đếm hai lần. Ngày hoàn thành là ngày đơn vị báo cáo, nếu sau đó bên giao nghiệm thu; hạn là hạn mới nhất được biết đến lúc tính.',
      en: 'Count the tasks due in the month, except those taken back; what was given on is counted where it is done, not twice. A task was done on the day it was reported, where who ordered it accepted that; its date is the newest known at the time.',
    },
    since: parsePlainDate('2018-01-01'),
    async count(services: Services, asked: FigureAsked): Promise<FigureSeries> {
      const rows = await countTasks(services, asked);
      return {
        cells: rows.map((row) => ({
          month: row.month ?? undefined,
          unit: row.unit ?? undefined,
          numerator: value(row),
          denominator: row.due,
        })),
        remainder: undefined,
      };
    },
  };
};

/** What is published about tasks, for the catalogue of all figures. */
export const taskFigures: readonly Figure[] = [
  figure({
    code: 'tasks-onTime',
    name: { vi: 'Nhiệm vụ hoàn thành đúng hạn', en: 'Tasks done on time' },
    definition: {
      vi: 'Nhiệm vụ hoàn thành đúng hạn và được nghiệm thu, trên mọi nhiệm vụ đến hạn trong kỳ; nhiệm vụ quá hạn chưa xong nằm trong mẫu số.',
      en: 'Tasks done on time and accepted, of all due in the period; those overdue are in the denominator.',
    },
    better: 'more',
    featured: true,
    spoken: {
      vi: { any: ['nhiem vu'], about: ['dung han'] },
      en: { any: ['tasks'], about: ['on time'] },
    },
    value: ({ onTime }) => onTime,
  }),
  figure({
    code: 'tasks-done',
    name: { vi: 'Nhiệm vụ đã hoàn thành', en: 'Tasks done' },
    definition: {
      vi: 'Nhiệm vụ đã hoàn thành và được nghiệm thu, đúng hay trễ hạn, trên mọi nhiệm vụ đến hạn trong kỳ.',
      en: 'Tasks done and accepted, on time or late, of all due in the period.',
    },
    better: 'more',
    value: ({ done }) => done,
  }),
];
