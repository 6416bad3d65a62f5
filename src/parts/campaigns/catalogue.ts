import type { Figure } from '../../ground/figure/catalogue.ts';
import { sql } from '../../platform/database/database.ts';
import { dayInVietnam, newestMonthOver, type PlainDate, parsePlainDate } from '../../platform/time.ts';
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
        select ${asked.by.month ? sql`make_date(year, 12, 1)` : sql`null::date`} as month,
          ${asked.by.unit ? sql`unit_id` : sql`null::uuid`} as unit,
          count(*) filter (where state = 'recognised' and decided_on <= ${asOf})::int as numerator,
          count(*)::int as denominator
        from campaign_model where make_date(year, 12, 1) between ${asked.from} and ${last}
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
