import { reorganisationPage } from '../../ground/organization/reorganisation.known.ts';
import { paths } from '../../ground/places.ts';

/** Addresses of this part's pages. */
export const organizationPaths = {
  structure: paths.structure,
  unit: (code: string) => `${paths.structure}/${code}`,
  reforms: paths.reforms,
  reform: (id: string) => `${paths.reforms}/${id}`,
  deskStructure: paths.deskStructure,
  deskUnit: (code: string) => `${paths.deskStructure}/${code}`,
  ...reorganisationPage,
  accountRequests: '/can-bo/cap-lai',
  people: '/can-bo/nhan-su',
  person: (id: string) => `/can-bo/nhan-su/${id}`,
  delegations: '/can-bo/uy-quyen',
  exchange: '/can-bo/bo-may-tep',
} as const;
