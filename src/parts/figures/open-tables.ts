import type { OpenTable } from '../../ground/open-table.ts';
import { addMonths, dayInVietnam, newestMonthOver } from '../../platform/time.ts';

// As far back as figures are kept month by month.
const monthsBack = 60;

/** Every published figure, month by month and unit by unit. */
export const figuresTable: OpenTable = {
  code: 'so-lieu',
  title: { vi: 'Số liệu theo tháng và đơn vị', en: 'Figures by month and unit' },
  description: {
    vi: 'Mọi số liệu trong danh mục, 60 tháng gần nhất đã hết. Ô trống ở cột đơn vị: nhóm nhỏ được gộp, không tách đơn vị.',
    en: 'Every figure of the catalogue, the newest 60 months that are over. No unit: small groups joined, told of none.',
  },
  key: ['figure', 'month', 'unit'],
  columns: [
    { name: 'figure', type: 'string', description: { vi: 'Mã số liệu', en: 'Code of the figure' } },
    { name: 'month', type: 'month', description: { vi: 'Tháng', en: 'Month' } },
    { name: 'unit', type: 'string', description: { vi: 'Mã đơn vị', en: 'Code of the unit' }, joined: true },
    {
      name: 'numerator',
      type: 'integer',
      description: { vi: 'Tử số, hay số đếm', en: 'Numerator, or the count' },
    },
    {
      name: 'denominator',
      type: 'integer',
      description: { vi: 'Mẫu số; trống khi chỉ là số đếm', en: 'Denominator; empty for a plain count' },
    },
  ],
  async rows(services) {
    const { units, ended } = await services.site.read();
    const codes = new Map([...units, ...ended].map((unit) => [unit.id, unit.code]));
    const asOf = services.clock();
    const to = newestMonthOver(dayInVietnam(asOf));
    const from = addMonths(to, 1 - monthsBack);
    const all = await Promise.all(
      services.figures.map(async (figure) => {
        const { cells } = await figure.count(services, { from, to, asOf, by: { month: true, unit: true } });
        return cells.map(
          ({ month, unit, numerator, denominator }): Row => [
            figure.code,
            month?.slice(0, 7) ?? null,
            (unit && codes.get(unit)) ?? null,
            numerator,
            denominator ?? null,
          ],
        );
      }),
    );
    return oncePerKey(all.flat()).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  },
};

type Row = [string, string | null, string | null, number, number | null];

/** Rows with one key each: what several small groups are joined from is added up once more. */
function oncePerKey(rows: readonly Row[]): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const [figure, month, unit, numerator, denominator] = row;
    const key = JSON.stringify([figure, month, unit]);
    const before = found.get(key);
    found.set(
      key,
      before
        ? [
            figure,
            month,
            unit,
            before[3] + numerator,
            before[4] === null || denominator === null ? null : before[4] + denominator,
          ]
        : row,
    );
  }
  return [...found.values()];
}
