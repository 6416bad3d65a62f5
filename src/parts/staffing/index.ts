import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { staffingFigures } from './catalogue.ts';
import { knownReductionSteps, knownSteps } from './known.ts';
import { loadStaffing } from './sample.ts';
import { staffingRoutes } from './staffing.routes.ts';
import { staffingWork } from './unit.work.ts';

/** Posts against the approved number, and their reduction: who left, by which route, on what ground. */
export const staffing: Part = {
  name: 'staffing',
  menu: [{ where: 'foot', at: 81, href: paths.staffing, label: { vi: 'Biên chế', en: 'Posts' } }],
  work: staffingWork,
  figures: staffingFigures,
  steps: [...Object.values(knownSteps), ...Object.values(knownReductionSteps)],
  routes: staffingRoutes,
  sample: (client, world, { random, now }) => loadStaffing(client, world, random, now),
};
