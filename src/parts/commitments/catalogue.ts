import type { Figure } from '../../ground/figure/catalogue.ts';
import { countRows, nobodysGroups } from '../../ground/figure/counted.ts';
import { paths } from '../../ground/places.ts';
import { sql } from '../../platform/database/database.ts';
import { parsePlainDate } from '../../platform/time.ts';

/** What is published about commitments of heads: of what was promised for a period, how much was kept. */
export const commitmentFigures: readonly Figure[] = [
  {
    code: 'commitments-kept',
    name: { vi: 'Mục cam kết đã giữ', en: 'Commitments kept' },
    definition: {
      vi: 'Mục cam kết có hạn trong kỳ đã được kết luận là đạt, trên mọi mục cam kết đã ký có hạn trong kỳ; mục quá hạn chưa kết luận nằm trong mẫu số.',
      en: 'Items due in the period found to be kept, of all signed items due in it; those past their day and not concluded are in the denominator.',
    },
    denominator: { vi: 'Mục cam kết đến hạn', en: 'Items due' },
    counts: { vi: 'mục cam kết', en: 'items' },
    better: 'more',
    owner: { vi: 'Người đứng đầu đã cam kết', en: 'The head who committed' },
    smallCells: nobodysGroups,
    recipe: {
      vi: 'Đếm các mục của cam kết hai bên đã ký và công bố, theo hạn của mục, trừ mục đã bỏ theo thỏa thuận; đạt khi được kết luận là đạt không muộn hơn lúc tính.',
      en: 'Count items of commitments signed by both sides and published, by their day, except those dropped by agreement; one is kept where it was found so by the time of counting.',
    },
    since: parsePlainDate('2019-01-01'),
    behind: (_from, to) => `${paths.commitments}?nam=${to.slice(0, 4)}`,
    count: ({ db }, asked) =>
      countRows(db, asked, {
        from: sql`commitment_item item join commitment on commitment.id = item.commitment_id and commitment.state = 'signed'
          and commitment.published_at is not null`,
        day: sql`due_on`,
        done: (asOf) => sql`item.state = 'kept' and closed_on <= ${asOf}`,
        known: () => sql`item.state <> 'dropped'`,
      }),
  },
];
