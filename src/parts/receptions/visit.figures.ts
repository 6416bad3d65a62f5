import type { Figure } from '../../ground/figure/catalogue.ts';
import { countRows } from '../../ground/figure/counted.ts';
import { groupFrom } from '../../ground/law/group.ts';
import { empty, type Sql, sql } from '../../platform/database/database.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import { matterKinds } from './reception.ts';
import { kindNames } from './texts.ts';

type Words = Pick<Figure, 'name' | 'definition'>;

/** A count of entries in the reception log, each in the month of its day. */
function counted(
  code: string,
  words: Words,
  counts: Figure['counts'],
  of: { where?: Sql; each?: Sql } = {},
): Figure {
  return {
    code,
    ...words,
    counts,
    owner: { vi: 'Đơn vị tiếp công dân', en: 'The unit that receives' },
    kinds: matterKinds.map((kind) => ({
      code: kind,
      name: { vi: kindNames.vi[kind], en: kindNames.en[kind] },
    })),
    smallCells: {
      vi: 'Số lượt không nói ai đã đến. Chia theo loại việc thì chỉ cơ quan xem được, trừ phản ánh.',
      en: 'How many came does not tell who. By kind of matter it is told to offices only, reflections excepted.',
    },
    recipe: {
      vi: 'Đếm các dòng trong sổ tiếp công dân theo ngày tiếp; mỗi dòng là một lượt.',
      en: 'Count the lines of the reception log by the day; each line is a visit.',
    },
    since: parsePlainDate('2018-01-01'),
    behind: () => receptionPaths.compliance,
    count: async ({ db }, asked) => {
      const { kind, exact } = asked;
      if (kind && kind !== 'reflection' && !exact) return { cells: [], remainder: undefined };
      return countRows(db, asked, {
        from: sql`(
          select * from reception_visit where ${of.where ?? sql`true`} ${kind ? sql`and kind = ${kind}` : empty}
        ) visit`,
        day: sql`on_day`,
        ...(of.each && { each: of.each }),
      });
    },
  };
}

const visits = { vi: 'lượt tiếp', en: 'visits' };

/** What offices report of who came: visits, persons, groups, large groups, and before whom. */
export const visitFigures: readonly Figure[] = [
  counted(
    'receptions-visits',
    {
      name: { vi: 'Lượt tiếp công dân', en: 'Visits received' },
      definition: {
        vi: 'Số lượt tiếp trong kỳ, tiếp thường xuyên và tiếp của người đứng đầu.',
        en: 'Visits in the period, on any day and in sessions of heads.',
      },
    },
    visits,
  ),
  counted(
    'receptions-persons',
    {
      name: { vi: 'Số người được tiếp', en: 'Persons received' },
      definition: {
        vi: 'Tổng số người trong các lượt tiếp của kỳ; một người đến hai lần là hai.',
        en: 'Persons in all visits of the period; who came twice is counted twice.',
      },
    },
    { vi: 'người', en: 'persons' },
    { each: sql`people` },
  ),
  counted(
    'receptions-byHead',
    {
      name: { vi: 'Lượt người đứng đầu tiếp', en: 'Visits in sessions of heads' },
      definition: {
        vi: 'Số lượt tiếp trong các buổi tiếp của người đứng đầu.',
        en: 'Visits in sessions of heads.',
      },
    },
    visits,
    { where: sql`session_id is not null` },
  ),
  counted(
    'receptions-largeGroups',
    {
      name: { vi: 'Lượt đoàn đông người', en: 'Large groups received' },
      definition: {
        vi: `Số lượt tiếp có từ ${groupFrom} người trở lên cùng đến về một nội dung.`,
        en: `Visits of ${groupFrom} or more people about one matter.`,
      },
    },
    visits,
    { where: sql`people >= ${groupFrom}` },
  ),
];
