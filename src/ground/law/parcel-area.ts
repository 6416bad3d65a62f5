import type { Standing } from './rule.ts';

/**
 * How far the area of a parcel computed from its corners may be from the stated one: 0.0004 · M · √P square metres on
 * a map of scale 1 : M. Rules for cadastral maps at 1 : 200 to 1 : 10,000, issued with Decision 08/2008/QĐ-BTNMT; said
 * from knowledge, not from the text, and shown as such.
 */
export const parcelAreaTolerance: {
  /** Square metres per unit of the scale and root of the area. */
  factor: number;
  /** M where the file does not say: towns and dense villages are mapped at 1 : 1,000. */
  scale: number;
  standing: Standing;
  source: string;
} = {
  factor: 0.0004,
  scale: 1000,
  standing: 'toConfirm',
  source: 'Quyết định 08/2008/QĐ-BTNMT',
};
