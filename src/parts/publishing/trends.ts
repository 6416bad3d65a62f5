import { byMonth } from '../../ground/figure/catalogue.ts';
import type { Services } from '../../ground/services.ts';
import { addMonths, dayInVietnam, monthsBetween, newestMonthOver } from '../../platform/time.ts';
import type { Trend } from './home.page.tsx';

const months = 12;

/** The featured figures of the newest month that is over, with the year up to it. */
export function trendsOf(services: Services): Promise<Trend[]> {
  const asOf = services.clock();
  const to = newestMonthOver(dayInVietnam(asOf));
  const from = addMonths(to, 1 - months);
  const span = monthsBetween(from, to);
  return Promise.all(
    services.figures
      .filter((figure) => figure.featured)
      .map(async (figure) => {
        const { cells } = await figure.count(services, { from, to, asOf, by: { month: true } });
        return { figure, months: byMonth(cells, span) };
      }),
  );
}
