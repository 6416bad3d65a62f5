import type { Figure } from '../../ground/figure/catalogue.ts';
import { countRows, nobodysGroups } from '../../ground/figure/counted.ts';
import { sql } from '../../platform/database/database.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { campaignPaths } from './paths.ts';

/** What is published about models: how many of those registered for a year were recognised. */
export const campaignFigures: readonly Figure[] = [
  {
    code: 'works-completed',
    name: { vi: 'Công trình dân làm đã nghiệm thu', en: 'Community works accepted' },
    definition: {
      vi: 'Số công trình do người dân bàn, góp và làm đã nghiệm thu trong kỳ.',
      en: 'Works that people discussed, gave to and built, accepted in the period.',
    },
    counts: { vi: 'công trình', en: 'works' },
    better: 'more',
    owner: { vi: 'Đơn vị có công trình', en: 'The unit where the work is' },
    smallCells: nobodysGroups,
    recipe: {
      vi: 'Đếm công trình theo ngày Ban giám sát đầu tư của cộng đồng nghiệm thu.',
      en: 'Count works by the day on which the community board accepted them.',
    },
    since: parsePlainDate('2018-01-01'),
    behind: () => campaignPaths.works,
    count: ({ db }, asked) =>
      countRows(db, asked, {
        from: sql`community_work`,
        day: sql`accepted_on`,
        known: () => sql`state in ('accepted', 'accounted')`,
      }),
  },
  {
    code: 'campaigns-recognised',
    name: {
      vi: 'Mô hình Dân vận khéo được công nhận',
      en: 'Dân vận khéo models recognised',
    },
    definition: {
      vi: 'Mô hình đăng ký cho một năm đã kiểm tra thực tế và được cấp trên công nhận, trên mọi mô hình đăng ký cho năm ấy. Tính vào tháng 12 của năm.',
      en: 'Models registered for a year that were checked in the field and recognised by those above, of all registered for it. Counted in the December of the year.',
    },
    denominator: { vi: 'Mô hình đăng ký cho năm', en: 'Models registered for the year' },
    counts: { vi: 'mô hình', en: 'models' },
    better: 'more',
    owner: { vi: 'Đơn vị đăng ký', en: 'The unit that registered' },
    smallCells: {
      vi: 'Không có: mô hình là việc công khai.',
      en: 'None: models are public.',
    },
    recipe: {
      vi: 'Đếm mô hình theo năm đăng ký và tình trạng “được công nhận”.',
      en: 'Count models by their year and the state “recognised”.',
    },
    since: parsePlainDate('2019-01-01'),
    behind: (_from, to) => `${campaignPaths.models}?nam=${to.slice(0, 4)}`,
    count: ({ db }, asked) =>
      countRows(db, asked, {
        from: sql`campaign_model`,
        day: sql`make_date(year, 12, 1)`,
        done: (asOf) => sql`state = 'recognised' and decided_on <= ${asOf}`,
      }),
  },
];
