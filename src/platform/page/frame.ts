import type { ComponentChildren } from 'preact';
import type { Bilingual, Language } from '../language.ts';
import { formatMonth, type PlainDate } from '../time.ts';

/** What every page needs to know around its own content. */
export interface Frame {
  language: Language;
  /** Path with query, for the language link. */
  url: string;
  locality: Bilingual;
  sample: boolean;
  /** Words of the office itself at the foot of every page. */
  contact?: Bilingual | undefined;
  /** Name and post of the officer signed in, on the officers' pages. */
  officer?: { name: string; post: string; administrator: boolean } | undefined;
  /** What stands below the content of the page, whatever it is. */
  foot?: ComponentChildren;
  /** Hashed names of the browser's files. */
  assets: Record<string, string>;
}

/** Addresses of the pages that the frame links to. */
export const paths = {
  home: '/',
  intake: '/nop-don',
  leave: '/roi-trang',
  follow: '/theo-doi',
  cases: '/ho-so',
  figures: '/so-lieu',
  figure: '/so-lieu/danh-muc',
  openings: '/so-lieu/mo',
  scorecards: '/so-lieu/phieu',
  deskTargets: '/can-bo/so-lieu/chi-tieu',
  receptions: '/tiep-cong-dan',
  deskReceptions: '/can-bo/tiep-dan',
  record: '/so-ghi',
  verify: '/kiem-tra',
  claims: '/kiem-con-so',
  search: '/tim',
  transparency: '/minh-bach',
  openData: '/du-lieu-mo',
  subscriptions: '/nhan-tin',
  news: '/tin',
  deskNews: '/can-bo/tin',
  process: '/quy-trinh',
  api: '/api',
  signIn: '/dang-nhap',
  signOut: '/dang-xuat',
  desk: '/can-bo/',
  inbox: '/can-bo/viec',
  deskFigures: '/can-bo/so-lieu',
  structure: '/bo-may',
  staffing: '/bien-che',
  deskStaffing: '/can-bo/bien-che',
  commitments: '/cam-ket',
  deskCommitments: '/can-bo/cam-ket',
  evaluation: '/danh-gia',
  deskEvaluation: '/can-bo/danh-gia',
  documents: '/van-ban',
  deskDocuments: '/can-bo/van-ban',
  deskTasks: '/can-bo/nhiem-vu',
  dialogues: '/doi-thoai',
  deskDialogues: '/can-bo/doi-thoai',
  consultations: '/lay-y-kien',
  deskConsultations: '/can-bo/lay-y-kien',
  disclosures: '/cong-khai',
  deskDisclosures: '/can-bo/cong-khai',
  land: '/du-an-dat',
  deskLand: '/can-bo/du-an-dat',
  campaigns: '/dan-van-kheo',
  works: '/cong-trinh',
  launches: '/ra-quan',
  streets: '/tuyen-duong',
  deskCampaigns: '/can-bo/dan-van-kheo',
  reforms: '/sap-xep',
  deskStructure: '/can-bo/bo-may',
  administration: '/can-bo/quan-tri',
  self: '/can-bo/toi',
  confirm: '/can-bo/xac-nhan',
} as const;

/** The page of a published figure over some months. */
export function figureAddress(code: string, from: PlainDate, to: PlainDate): string {
  return `${paths.figure}/${code}?${new URLSearchParams({ tu: formatMonth(from), den: formatMonth(to) })}`;
}
