import type { Figure } from '../../ground/figure/catalogue.ts';
import { sql } from '../../platform/database/database.ts';
import {
  dayInVietnam,
  monthEnd,
  newestMonthOver,
  type PlainDate,
  parsePlainDate,
} from '../../platform/time.ts';
import { dialoguePaths } from './paths.ts';

/** What is published about promises made in dialogues. Put off or not, it is the first date that is counted by. */
export const dialogueFigures: readonly Figure[] = [
  {
    code: 'dialogues-promisesKept',
    name: {
      vi: 'Việc hứa khi đối thoại làm đúng hẹn đầu tiên',
      en: 'Promises in dialogues kept by their first date',
    },
    definition: {
      vi: 'Việc đã hứa có hẹn đầu tiên trong kỳ mà làm xong đúng hẹn ấy, trên mọi việc đã hứa có hẹn đầu tiên trong kỳ. Lùi hẹn không làm việc trễ thành đúng hẹn.',
      en: 'Promises first promised for the period and kept by that date, of all first promised for it. Putting off does not turn late into in time.',
    },
    denominator: { vi: 'Việc đã hứa cho kỳ này', en: 'Promises for the period' },
    counts: { vi: 'việc đã hứa', en: 'promises' },
    better: 'more',
    owner: { vi: 'Đơn vị đã hứa', en: 'The unit that promised' },
    smallCells: {
      vi: 'Không có: đây là việc của cơ quan, không phải của người dân.',
      en: 'None: these are acts of offices, not of citizens.',
    },
    recipe: {
      vi: 'Đếm việc đã hứa theo ngày hẹn đầu tiên; ngày làm xong là ngày đơn vị ghi vào sổ.',
      en: 'Count promises by their first date; one is done on the day the unit entered it.',
    },
    since: parsePlainDate('2024-01-01'),
    behind: (_from, to) => `${dialoguePaths.compliance}?nam=${to.slice(0, 4)}`,
    async count({ db }, asked) {
      const asOf = dayInVietnam(asked.asOf);
      const over = newestMonthOver(asOf);
      const last = asked.to < over ? asked.to : over;
      if (last < asked.from) return { cells: [], remainder: undefined };
      const rows = await db.rows<{
        month: PlainDate | null;
        unit: string | null;
        numerator: number;
        denominator: number;
      }>(sql`
        select ${asked.by.month ? sql`date_trunc('month', promised_for::timestamp)::date` : sql`null::date`} as month,
          ${asked.by.unit ? sql`unit_id` : sql`null::uuid`} as unit,
          count(*) filter (where ended = 'done' and ended_on <= promised_for and ended_on <= ${asOf})::int as numerator,
          count(*)::int as denominator
        from dialogue_promise promise join duty on duty.subject_id = promise.id and duty.rule_code = 'DT-PROMISE'
        where promised_for between ${asked.from} and ${monthEnd(last)} and begun_on <= ${asOf}
        group by 1, 2`);
      return {
        cells: rows.map(({ month, unit, ...counts }) => ({
          month: month ?? undefined,
          unit: (unit ?? undefined) as never,
          ...counts,
        })),
        remainder: undefined,
      };
    },
  },
];
