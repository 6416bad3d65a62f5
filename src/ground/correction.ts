import type { PlainDate } from '../platform/time.ts';
import { Refused, refusals } from './refused.ts';

type Plain = string | number | null;

/** A correction of something that was entered: what stood there before, by field, is kept beside what replaced it. */
export interface Corrected {
  on: PlainDate;
  why: string;
  was: Record<string, Plain>;
}

/**
 * What a correction changes.
 *
 * @param field that is blamed where nothing does
 * @throws Refused where nothing is changed
 */
export function correctionOf<Field extends string>(
  before: Readonly<Record<Field, Plain>>,
  after: Readonly<Record<Field, Plain>>,
  at: { on: PlainDate; why: string },
  field: NoInfer<Field>,
): Corrected {
  const names = (Object.keys(after) as Field[]).filter(
    (name) => (before[name] ?? null) !== (after[name] ?? null),
  );
  if (names.length === 0) throw new Refused(refusals.noChange, field);
  return { ...at, was: Object.fromEntries(names.map((name) => [name, before[name]])) };
}
