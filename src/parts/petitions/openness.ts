import { paths } from '../../ground/places.ts';
import type { OpennessSection } from '../../ground/public-face.ts';
import type { Services } from '../../ground/services.ts';
import { sql } from '../../platform/database/database.ts';
import type { Language } from '../../platform/language.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';

const shown = 50;

/** What of published cases was withheld and why, and how many were taken down. */
export async function petitionOpenness({ db }: Services): Promise<OpennessSection[]> {
  const [withheld, down] = await Promise.all([
    db.rows<{ publicId: string; title: string; language: Language; why: string; at: Date }>(sql`
      select public_id as "publicId", public_title as title, language, public_withheld as why, published_at as at
      from petition where published_at is not null and public_withheld is not null
      order by published_at desc limit ${shown}`),
    db.one<{ count: number }>(sql`
      select count(*)::int as count from petition where published_at is null and public_title is not null`),
  ]);
  const count = formatInteger(down.count);
  return [
    {
      title: { vi: 'Phần không công khai trong các vụ việc', en: 'What published cases leave out' },
      lead: {
        vi: `Mỗi vụ việc công khai nói rõ bỏ phần nào và vì sao. ${count} vụ việc từng công khai nay đã gỡ; lý do ghi trong hồ sơ của vụ việc và trong sổ ghi.`,
        en: `Each published case says what was left out and why. ${count} cases once published have been taken down; the reason stands in the case and is bound to the record.`,
      },
      lines: withheld.map((one) => ({
        text: one.title,
        language: one.language,
        href: `${paths.cases}/${one.publicId}`,
        on: dayInVietnam(one.at),
        why: one.why,
      })),
      none: { vi: 'Chưa có vụ việc nào bỏ bớt phần nào.', en: 'No published case leaves anything out.' },
    },
  ];
}
