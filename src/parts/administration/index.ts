import type { Part } from '../../ground/web.ts';
import { administrationRoutes } from './administration.routes.ts';

/** The administrator's area: calendars, rules and words, without code. */
export const administration: Part = { name: 'administration', routes: administrationRoutes };
