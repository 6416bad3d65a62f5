import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { openDataRoutes } from './open-data.routes.ts';

/** Every public table for anyone to take away; the tables themselves are entries of the other parts. */
export const openData: Part = {
  name: 'open-data',
  menu: [{ where: 'foot', at: 62, href: paths.openData, label: { vi: 'Dữ liệu mở', en: 'Open data' } }],
  routes: openDataRoutes,
};
