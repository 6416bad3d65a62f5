import type { Figure } from '../../ground/figure/catalogue.ts';
import { countRows, nobodysGroups } from '../../ground/figure/counted.ts';
import { sql } from '../../platform/database/database.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { landPaths } from './paths.ts';

/** What is published about handovers. Put off or not, it is the first date that is counted by. */
export const landFigures: readonly Figure[] = [
  {
    code: 'land-handedOver',
    name: {
      vi: 'Dự án bàn giao mặt bằng đúng hạn',
      en: 'Projects whose land was handed over on time',
    },
    definition: {
      vi: 'Dự án có hạn bàn giao đầu tiên trong kỳ mà toàn bộ đất đã bàn giao đúng hạn ấy, trên mọi dự án có hạn đầu tiên trong kỳ. Lùi hạn không làm trễ thành đúng hạn.',
      en: 'Projects first to be handed over in the period whose whole land was handed over by that date, of all first to be handed over in it. Putting off does not turn late into on time.',
    },
    denominator: { vi: 'Dự án phải bàn giao trong kỳ', en: 'Projects to be handed over in the period' },
    counts: { vi: 'dự án', en: 'projects' },
    better: 'more',
    owner: { vi: 'Đơn vị thực hiện dự án', en: 'The unit that runs the project' },
    smallCells: nobodysGroups,
    recipe: {
      vi: 'Đếm dự án theo hạn bàn giao đầu tiên; ngày bàn giao là ngày thửa đất cuối cùng được bàn giao.',
      en: 'Count projects by their first date; one is handed over on the day of its last parcel.',
    },
    since: parsePlainDate('2018-01-01'),
    spoken: {
      vi: { any: ['ban giao mat bang', 'giai phong mat bang'], about: ['du an'] },
      en: { any: ['handed over', 'site clearance'], about: ['project'] },
    },
    behind: () => landPaths.public,
    count: ({ db }, asked) =>
      countRows(db, asked, {
        from: sql`land_project`,
        day: sql`handover_first`,
        done: (asOf) => sql`handed_on <= handover_first and handed_on <= ${asOf}`,
        known: (asOf) => sql`registered_on <= ${asOf}`,
      }),
  },
];
