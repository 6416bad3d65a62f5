import { knownReorganisation } from '../../ground/organization/reorganisation.known.ts';
import { paths } from '../../ground/places.ts';
import { foundByTitle } from '../../ground/public-face.ts';
import type { Part } from '../../ground/web.ts';
import { delegationRoutes } from './delegation.routes.ts';
import { exchangeRoutes } from './exchange.routes.ts';
import { knownImport } from './known.ts';
import { unitsTable } from './open-tables.ts';
import { peopleRoutes } from './people.routes.ts';
import { reorganisationRoutes } from './reorganisation.routes.ts';
import { structureRoutes } from './structure.routes.ts';

/** Units, posts and people over time; reorganisations. */
export const organization: Part = {
  name: 'organization',
  menu: [
    {
      where: 'desk',
      at: 90,
      href: paths.deskStructure,
      label: { vi: 'Bộ máy', en: 'Structure' },
      who: 'all',
    },
    { where: 'foot', at: 80, href: paths.structure, label: { vi: 'Bộ máy', en: 'Structure' } },
  ],
  openTables: [unitsTable],
  async search({ site }, { words, limit }) {
    const { units } = await site.read();
    return foundByTitle(
      units.map((unit) => ({ title: unit.name.vi, href: `${paths.scorecards}/${unit.code}` })),
      words,
      { vi: 'Đơn vị', en: 'Units' },
      limit,
    );
  },
  steps: [knownImport, ...Object.values(knownReorganisation)],
  routes(web) {
    structureRoutes(web);
    reorganisationRoutes(web);
    peopleRoutes(web);
    delegationRoutes(web);
    exchangeRoutes(web);
  },
};
