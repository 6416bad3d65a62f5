import type { Figure } from '../../ground/figure/catalogue.ts';
import { countShare } from '../../ground/figure/counted.ts';
import { sql } from '../../platform/database/database.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { campaignPaths } from './paths.ts';

/** What is published about models: how many of those registered for a year were recognised. */
export const campaignFigures: readonly Figure[] = [
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
      countShare(db, asked, {
        from: sql`campaign_model`,
        day: sql`make_date(year, 12, 1)`,
        done: (asOf) => sql`state = 'recognised' and decided_on <= ${asOf}`,
      }),
  },
];
