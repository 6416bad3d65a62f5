import type { Figure, FigureSeries } from '../../ground/figure/catalogue.ts';
import type { UnitKind } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { dayInVietnam, monthEnd, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import { sessionsOfYear } from './reception.store.ts';
import { countMonths, type MonthCount } from './reception.ts';

/** Months of every leader who had a session in a year, summed by unit. */
async function monthsOf(
  services: Services,
  from: PlainDate,
  to: PlainDate,
  asOf: Date,
  value: (month: MonthCount) => { numerator: number; denominator: number | undefined },
): Promise<FigureSeries> {
  const today = dayInVietnam(asOf);
  const months: FigureSeries['months'] = [];
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    const sessions = await sessionsOfYear(services.db, year);
    for (const of of Map.groupBy(sessions, (one) => `${one.unitId} ${one.leaderPost}`).values()) {
      const [first] = of as [(typeof of)[number]];
      for (const month of countMonths(of, first.unitKind as UnitKind, year, today)) {
        if (month.month < from || month.month > to || monthEnd(month.month) >= today) continue;
        months.push({ month: month.month, unit: first.unitId, ...value(month) });
      }
    }
  }
  return { months, remainder: undefined };
}

const figure = (
  given: Pick<Figure, 'code' | 'name' | 'definition' | 'denominator' | 'better' | 'monthly'>,
): Figure => ({
  ...given,
  owner: { vi: 'Người đứng đầu đơn vị', en: 'The head of the unit' },
  smallCells: {
    vi: 'Không có: đây là việc của người đứng đầu, không phải của người dân.',
    en: 'None: these are acts of heads, not of citizens.',
  },
  recipe: {
    vi: 'Đếm các ngày có buổi tiếp đã diễn ra trong lịch đã niêm yết (hai buổi một ngày là một ngày). Số ngày phải tiếp lấy theo quy định của ngày đầu tháng; quy định theo tuần tính theo số thứ Hai trong tháng.',
    en: 'Count the days with a session held in the posted schedule (two on one day are one). The days asked for are those of the rule on the first of the month; of a weekly rule one for each Monday.',
  },
  since: parsePlainDate('2024-01-01'),
  behind: (_from, to) => `${receptionPaths.compliance}?nam=${yearOf(to)}`,
});

/** What is published about receptions, for the catalogue of all figures. */
export const receptionFigures: readonly Figure[] = [
  figure({
    code: 'receptions-held',
    name: { vi: 'Ngày tiếp công dân của người đứng đầu', en: 'Days on which heads received' },
    definition: {
      vi: 'Số ngày có buổi tiếp của người đứng đầu đã diễn ra, trên số ngày luật yêu cầu. Trên 100% là tiếp nhiều hơn luật yêu cầu.',
      en: 'Days with a session of the head that was held, of the days the law asks for. Above 100% is more than asked.',
    },
    denominator: { vi: 'Ngày luật yêu cầu', en: 'Days the law asks for' },
    better: 'more',
    monthly: (services, from, to, asOf) =>
      monthsOf(services, from, to, asOf, ({ held, required }) => ({
        numerator: held,
        denominator: required,
      })),
  }),
  figure({
    code: 'receptions-in-person',
    name: { vi: 'Trực tiếp tiếp công dân', en: 'Received in person' },
    definition: {
      vi: 'Số ngày người đứng đầu trực tiếp tiếp, trên số ngày có buổi tiếp đã diễn ra.',
      en: 'Days on which the head received in person, of the days with a session held.',
    },
    denominator: { vi: 'Ngày có buổi tiếp đã diễn ra', en: 'Days with a session held' },
    better: 'more',
    monthly: (services, from, to, asOf) =>
      monthsOf(services, from, to, asOf, ({ inPerson, held }) => ({
        numerator: inPerson,
        denominator: held,
      })),
  }),
];
