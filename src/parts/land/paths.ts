import { paths } from '../../ground/places.ts';

/** Addresses of this part's pages. */
export const landPaths = {
  public: paths.land,
  one: (id: string) => `${paths.land}/${id}`,
  map: (id: string) => `${paths.land}/${id}/ban-do.svg`,
  question: (id: string) => `${paths.land}/${id}/hoi`,
  file: (id: string, act: string, file: string) => `${paths.land}/${id}/tep/${act}/${file}`,
  own: `${paths.land}/ho`,
  ownFile: (visit: string, file: string) => `${paths.land}/ho/tep/${visit}/${file}`,
  desk: paths.deskLand,
  deskOne: (id: string) => `${paths.deskLand}/${id}`,
  households: (id: string) => `${paths.deskLand}/${id}/ho`,
  household: (id: string) => `${paths.deskLand}/ho/${id}`,
  parcels: (id: string) => `${paths.deskLand}/${id}/thua`,
  payments: (id: string) => `${paths.deskLand}/${id}/chi-tra`,
} as const;
