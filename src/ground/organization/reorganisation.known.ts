import { declared } from '../step/take.ts';
import { type KnownStep, strike } from '../step/undo.ts';

/** Where drafts of reorganisations are. */
export const reorganisationPage = {
  drafts: '/can-bo/sap-xep',
  draft: (id: string) => `/can-bo/sap-xep/${id}`,
};

/** What is done with a reorganisation before its day; what was carried out has no way back but another one. */
export const knownReorganisation = {
  draft: declared('reorganisation.draft', 'Lập phương án sắp xếp', 'Draft a reorganisation', strike),
  change: declared('reorganisation.change', 'Sửa phương án', 'Change the draft', strike),
  submit: declared('reorganisation.submit', 'Trình phê duyệt', 'Submit for approval', strike),
  sendBack: declared('reorganisation.sendBack', 'Trả lại', 'Send back', strike),
  withdraw: declared('reorganisation.withdraw', 'Rút phương án', 'Withdraw', strike),
  approve: declared('reorganisation.approve', 'Phê duyệt', 'Approve', strike),
} satisfies Record<string, KnownStep>;
