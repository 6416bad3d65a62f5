import { paths } from '../../ground/places.ts';

/** Addresses of this part's pages. */
export const campaignPaths = {
  models: paths.campaigns,
  model: (id: string) => `${paths.campaigns}/${id}`,
  picture: (id: string, width: number) => `${paths.campaigns}/anh/${id}-${width}.jpg`,
  desk: paths.deskCampaigns,
  deskModel: (id: string) => `${paths.deskCampaigns}/${id}`,
  works: paths.works,
  work: (id: string) => `${paths.works}/${id}`,
  deskWorks: `${paths.deskCampaigns}/cong-trinh`,
  deskWork: (id: string) => `${paths.deskCampaigns}/cong-trinh/${id}`,
  receipt: (id: string, contribution: string) =>
    `${paths.deskCampaigns}/cong-trinh/${id}/bien-nhan/${contribution}.pdf`,
  launches: paths.launches,
  launch: (id: string) => `${paths.launches}/${id}`,
  deskLaunches: `${paths.deskCampaigns}/ra-quan`,
  deskLaunch: (id: string) => `${paths.deskCampaigns}/ra-quan/${id}`,
  streets: paths.streets,
  street: (id: string) => `${paths.streets}/${id}`,
  deskStreets: `${paths.deskCampaigns}/tuyen-duong`,
  deskStreet: (id: string) => `${paths.deskCampaigns}/tuyen-duong/${id}`,
} as const;
