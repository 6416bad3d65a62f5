import type { Part } from '../../ground/web.ts';
import { openDataRoutes } from './open-data.routes.ts';

/** Every public table for anyone to take away; the tables themselves are entries of the other parts. */
export const openData: Part = {
  name: 'open-data',
  routes: openDataRoutes,
};
