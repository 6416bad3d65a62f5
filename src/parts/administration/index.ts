import type { Part } from '../../ground/web.ts';
import { administrationRoutes } from './administration.routes.ts';
import { knownSteps } from './known.ts';

/** The administrator's area: calendars, rules and words, without code. */
export const administration: Part = {
  name: 'administration',
  steps: Object.values(knownSteps),
  routes: administrationRoutes,
};
