import type { Hedge } from './token.ts';

// How far below "nearly" may stand, and how far from "about" (relative).
const nearWithin = 0.1;
const aboutWithin = 0.05;
const slip = 1e-9;

/**
 * Whether a number as stated agrees with the true one: rounded at the precision it is written with where it
 * is plain, else as its hedge promises. "Over" is strictly over; "nearly" is at or below, by a tenth at most.
 *
 * @param step the last digit's weight, e.g. 0.1 for 68,8
 */
export function agrees(stated: number, truth: number, hedge: Hedge, step: number): boolean {
  const eps = slip * Math.max(1, Math.abs(truth), Math.abs(stated));
  switch (hedge) {
    case 'over':
      return truth > stated + eps;
    case 'near':
      return truth <= stated + eps && truth >= stated * (1 - nearWithin) - eps;
    case 'about':
      return Math.abs(truth - stated) <= Math.abs(stated) * aboutWithin + eps;
    case 'atLeast':
      return truth >= stated - eps;
    case 'atMost':
      return truth <= stated + eps;
    case 'under':
      return truth < stated - eps;
    default:
      return Math.abs(truth - stated) <= step / 2 + eps;
  }
}
