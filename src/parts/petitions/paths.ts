import { paths } from '../../ground/places.ts';

/** Addresses of this part's pages below the ones the frame links to. */
export const followPaths = {
  case: `${paths.follow}/ho-so`,
  leave: `${paths.follow}/thoat`,
  receipt: `${paths.follow}/bien-nhan`,
  kept: `${paths.follow}/du-lieu`,
  appeal: `${paths.follow}/khieu-nai-lan-hai`,
} as const;

/** Where the receipt is shown right after sending. */
export const receiptPath = `${paths.intake}/bien-nhan`;

export const deskPaths = {
  cases: '/can-bo/ho-so',
  forwarded: '/can-bo/ho-so-da-chuyen',
  register: '/can-bo/so-don.csv',
  paper: '/can-bo/nhan-don',
  case: (id: string) => `/can-bo/ho-so/${id}`,
  documents: (id: string) => `/can-bo/ho-so/${id}/van-ban`,
  pictures: (id: string) => `/can-bo/ho-so/${id}/anh-cong-khai`,
  picture: (id: string, file: string) => `/can-bo/ho-so/${id}/anh-cong-khai/${file}`,
  who: (id: string) => `/can-bo/ho-so/${id}/ai-xem`,
  wordTemplates: '/can-bo/mau-van-ban',
  templates: '/can-bo/mau-tra-loi',
  template: (id: string) => `/can-bo/mau-tra-loi/${id}`,
  late: (id: string) => `/can-bo/to-cao-qua-han/${id}`,
  signs: '/can-bo/dau-hieu',
  statistics: '/can-bo/thong-ke',
  whyNot: '/can-bo/vi-sao',
} as const;

/** The processes, generated from their rules. */
export const processPath = paths.process;
