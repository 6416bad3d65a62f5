import { paths } from '../../ground/places.ts';

/** Addresses of this part's pages. */
export const commitmentPaths = {
  public: paths.commitments,
  publicOne: (id: string) => `/cam-ket/${id}`,
  publicItem: (id: string, item: string) => `/cam-ket/${id}/${item}`,
  desk: paths.deskCommitments,
  campaign: '/can-bo/cam-ket/dot',
  campaignOf: (id: string) => `/can-bo/dot-cam-ket/${id}`,
  one: (id: string) => `/can-bo/cam-ket/${id}`,
} as const;
