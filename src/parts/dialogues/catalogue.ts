import type { Figure } from '../../ground/figure/catalogue.ts';
import { countRows, nobodysGroups } from '../../ground/figure/counted.ts';
import { sql } from '../../platform/database/database.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { dialoguePaths } from './paths.ts';

/** What is published about promises made in dialogues. Put off or not, it is the first date that is counted by. */
export const dialogueFigures: readonly Figure[] = [
  {
    code: 'dialogues-held',
    name: { vi: 'Cuộc đối thoại đã tổ chức', en: 'Dialogues held' },
    definition: {
      vi: 'Số cuộc đối thoại của cấp ủy, chính quyền với Nhân dân đã tổ chức trong kỳ.',
      en: 'Dialogues of Party committees and authorities with people that were held in the period.',
    },
    counts: { vi: 'cuộc đối thoại', en: 'dialogues' },
    better: 'more',
    owner: { vi: 'Đơn vị tổ chức đối thoại', en: 'The unit that holds the dialogue' },
    smallCells: nobodysGroups,
    recipe: {
      vi: 'Đếm các cuộc đối thoại ở tình trạng “đã tổ chức” hoặc “đã công bố kết quả”, theo ngày tổ chức.',
      en: 'Count dialogues that were held or whose results are published, by the day they were held.',
    },
    since: parsePlainDate('2018-01-01'),
    behind: (_from, to) => `${dialoguePaths.compliance}?nam=${to.slice(0, 4)}`,
    count: ({ db }, asked) =>
      countRows(db, asked, {
        from: sql`dialogue`,
        day: sql`on_day`,
        known: () => sql`state in ('held', 'published')`,
      }),
  },
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
    smallCells: nobodysGroups,
    recipe: {
      vi: 'Đếm việc đã hứa theo ngày hẹn đầu tiên; ngày làm xong là ngày đơn vị ghi vào sổ.',
      en: 'Count promises by their first date; one is done on the day the unit entered it.',
    },
    since: parsePlainDate('2024-01-01'),
    behind: (_from, to) => `${dialoguePaths.compliance}?nam=${to.slice(0, 4)}`,
    count: ({ db }, asked) =>
      countRows(db, asked, {
        from: sql`dialogue_promise promise join duty on duty.subject_id = promise.id and duty.rule_code = 'DT-PROMISE'`,
        day: sql`promised_for`,
        done: (asOf) => sql`ended = 'done' and ended_on <= promised_for and ended_on <= ${asOf}`,
        known: (asOf) => sql`begun_on <= ${asOf}`,
      }),
  },
];
