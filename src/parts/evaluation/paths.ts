import { paths } from '../../ground/places.ts';

/** Addresses of this part's pages. */
export const evaluationPaths = {
  desk: paths.deskEvaluation,
  newRound: `${paths.deskEvaluation}/dot-moi`,
  rubrics: `${paths.deskEvaluation}/bang-diem`,
  round: (id: string) => `${paths.deskEvaluation}/dot/${id}`,
  file: (id: string) => `${paths.deskEvaluation}/phieu/${id}`,
  public: paths.evaluation,
} as const;
