import { paths } from '../../ground/places.ts';

/** Addresses of this part's pages. */
export const directivePaths = {
  public: paths.documents,
  publicDocument: (id: string) => `/van-ban/${id}`,
  documents: paths.deskDocuments,
  register: '/can-bo/van-ban/vao-so',
  book: '/can-bo/van-ban/so',
  document: (id: string) => `/can-bo/van-ban/${id}`,
  drafts: '/can-bo/du-thao',
  newDraft: '/can-bo/du-thao/moi',
  draft: (id: string) => `/can-bo/du-thao/${id}`,
  clauses: (id: string) => `/can-bo/van-ban/${id}/dieu`,
  addTask: (id: string) => `/can-bo/van-ban/${id}/nhiem-vu`,
  tasks: paths.deskTasks,
  report: '/can-bo/nhiem-vu/bao-cao',
  task: (id: string) => `/can-bo/nhiem-vu/${id}`,
} as const;
