import { settleCalendar } from '../../ground/duty/settle.service.ts';
import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { administrationRoutes } from './administration.routes.ts';
import { knownSteps } from './known.ts';

/** The administrator's area: calendars, rules and words, without code. */
export const administration: Part = {
  name: 'administration',
  menu: [
    {
      where: 'desk',
      at: 100,
      href: paths.administration,
      label: { vi: 'Quản trị', en: 'Administration' },
      who: 'administrators',
    },
  ],
  steps: Object.values(knownSteps),
  routes: administrationRoutes,
  /** Dates that rest on the calendar are settled once after each change of it. */
  async upkeep(services) {
    await settleCalendar(services);
  },
};
