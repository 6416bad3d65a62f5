import { paths } from '../../ground/places.ts';
import type { OpennessSection } from '../../ground/public-face.ts';
import type { Services } from '../../ground/services.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { openEditions } from './article.store.ts';
import { withFigures } from './binding.ts';

const shown = 50;

/** Articles that were withdrawn, put right, or published with a number that does not hold, each with its reason. */
export async function articleOpenness({ db }: Services): Promise<OpennessSection[]> {
  const editions = await openEditions(db, shown);
  const line = (one: (typeof editions)[number], why: string | null) => ({
    text: withFigures(one.title, one.figures, one.language),
    language: one.language,
    href: `${paths.news}/${one.slug}`,
    on: dayInVietnam(one.at),
    ...(why && { why }),
  });
  const of = (sort: (typeof editions)[number]['sort']) => editions.filter((one) => one.sort === sort);
  return [
    {
      title: { vi: 'Tin, báo cáo đã gỡ', en: 'Articles withdrawn' },
      lead: {
        vi: 'Địa chỉ của bài vẫn còn và nói vì sao đã gỡ.',
        en: 'Their addresses stay and say why.',
      },
      // Its title may be what it was withdrawn for.
      lines: of('withdrawn').map(({ slug, at, why }) => ({
        text: `${paths.news}/${slug}`,
        href: `${paths.news}/${slug}`,
        on: dayInVietnam(at),
        ...(why && { why }),
      })),
      none: { vi: 'Chưa gỡ bài nào.', en: 'None.' },
    },
    {
      title: { vi: 'Tin, báo cáo đã sửa', en: 'Articles put right' },
      lead: { vi: 'Bản trước vẫn đọc được trong bài.', en: 'What they said before can still be read.' },
      lines: of('corrected').map((one) => line(one, one.why)),
      none: { vi: 'Chưa sửa bài nào.', en: 'None.' },
    },
    {
      title: { vi: 'Đăng dù có con số không khớp', en: 'Published with numbers that do not hold' },
      lead: {
        vi: 'Phần mềm đã báo con số không khớp; người duyệt vẫn cho đăng, với lý do.',
        en: 'The check said that a number does not hold; it was published all the same, with a reason.',
      },
      lines: of('failing').map((one) => line(one, one.why)),
      none: { vi: 'Không có.', en: 'None.' },
    },
  ];
}
