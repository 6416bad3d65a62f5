/** Addresses of this part's pages. */
export const receptionPaths = {
  schedule: '/tiep-cong-dan',
  ics: '/tiep-cong-dan.ics',
  notice: '/tiep-cong-dan/thong-bao',
  compliance: '/tiep-cong-dan/ket-qua',
  book: (session: string) => `/tiep-cong-dan/dat-lich/${session}`,
  mine: '/tiep-cong-dan/lich-hen',
  display: (session: string) => `/tiep-cong-dan/man-hinh/${session}`,
  desk: '/can-bo/tiep-dan',
  plan: '/can-bo/tiep-dan/lich',
  session: (id: string) => `/can-bo/tiep-dan/buoi/${id}`,
  visit: '/can-bo/tiep-dan/luot',
  visitOf: (id: string) => `/can-bo/tiep-dan/luot/${id}`,
  log: '/can-bo/tiep-dan/so',
  promises: '/can-bo/tiep-dan/loi-hua',
} as const;
