import type { Part } from '../../ground/web.ts';
import { figureRoutes } from './figure.routes.ts';

/** The catalogue of all published figures; the figures themselves are entries of the other parts. */
export const figures: Part = {
  name: 'figures',
  routes: figureRoutes,
};
