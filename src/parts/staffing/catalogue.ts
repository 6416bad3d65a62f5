import type { Figure } from '../../ground/figure/catalogue.ts';
import { countRows } from '../../ground/figure/counted.ts';
import { paths } from '../../ground/places.ts';
import { sql } from '../../platform/database/database.ts';
import { parsePlainDate } from '../../platform/time.ts';

/** What is published about staff reductions: how many posts were given up. */
export const staffingFigures: readonly Figure[] = [
  {
    code: 'staffing-reduced',
    name: { vi: 'Người đã nghỉ do tinh giản biên chế', en: 'People who left by reduction' },
    definition: {
      vi: 'Số người đã nghỉ hoặc chuyển theo quyết định tinh giản biên chế trong kỳ.',
      en: 'People who left or moved by a decision on reduction in the period.',
    },
    counts: { vi: 'người', en: 'people' },
    owner: { vi: 'Đơn vị có biên chế', en: 'The unit of the posts' },
    smallCells: {
      vi: 'Chỉ có số, không có tên; tên chỉ có trong hồ sơ của cơ quan.',
      en: 'A number without names; names stand in the office’s files only.',
    },
    recipe: {
      vi: 'Đếm hồ sơ tinh giản ở tình trạng “đã nghỉ”, theo ngày nghỉ.',
      en: 'Count reductions in the state “left”, by the day of leaving.',
    },
    since: parsePlainDate('2018-01-01'),
    behind: () => paths.staffing,
    count: ({ db }, asked) => countRows(db, asked, { from: sql`reduction`, day: sql`left_on` }),
  },
];
