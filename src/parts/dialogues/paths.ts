import { paths } from '../../ground/places.ts';

/** Addresses of this part's pages. */
export const dialoguePaths = {
  public: paths.dialogues,
  one: (id: string) => `${paths.dialogues}/${id}`,
  compliance: `${paths.dialogues}/ket-qua`,
  mine: `${paths.dialogues}/cho-cua-toi`,
  call: (id: string) => `${paths.dialogues}/yeu-cau/${id}`,
  desk: paths.deskDialogues,
  deskOne: (id: string) => `${paths.deskDialogues}/${id}`,
  run: (id: string) => `${paths.deskDialogues}/${id}/dieu-hanh`,
  consultations: paths.consultations,
  consultation: (id: string) => `${paths.consultations}/${id}`,
  deskConsultations: paths.deskConsultations,
  deskConsultation: (id: string) => `${paths.deskConsultations}/${id}`,
  disclosures: paths.disclosures,
  disclosuresOf: (code: string) => `${paths.disclosures}/${code}`,
  deskDisclosures: paths.deskDisclosures,
} as const;
