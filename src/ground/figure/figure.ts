import type { Bilingual } from '../../platform/language.ts';

/** Definition of a published number. */
export interface FigureDefinition {
  code: string;
  name: Bilingual;
  /** In plain words what is counted, and of what. */
  definition: Bilingual;
  /** Whether more is better; undefined when it says nothing by itself. */
  better?: 'more' | 'less';
}

/** A cell of a table as it may be shown: a number, or that it is withheld. */
export type Cell = number | 'withheld';

/**
 * Withholds small counts in a table whose rows and columns add up to published totals. A single withheld
 * cell of a line could be computed by subtraction, so the next smallest of its line goes with it, in
 * rows and columns, until no line has just one.
 *
 * @param rows counts, all rows of the same length
 * @param thresholds counts from 1 to below the row's threshold are withheld
 */
export function withholdSmall(rows: readonly (readonly number[])[], thresholds: readonly number[]): Cell[][] {
  const hidden = rows.map((row, at) => row.map((count) => count > 0 && count < (thresholds[at] ?? 0)));
  const width = rows[0]?.length ?? 0;
  const lines: [row: number, column: number][][] = [
    ...rows.map((row, y) => row.map((_, x): [number, number] => [y, x])),
    ...Array.from({ length: width }, (_, x) => rows.map((_, y): [number, number] => [y, x])),
  ];
  const value = ([y, x]: [number, number]) => rows[y]?.[x] ?? 0;
  const isHidden = ([y, x]: [number, number]) => hidden[y]?.[x] ?? false;
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of lines) {
      if (line.filter(isHidden).length !== 1) continue;
      // A zero beside it would be guessed first; a count that is not small hides better.
      const candidates = line
        .filter((cell) => !isHidden(cell))
        .sort((a, b) => rank(value(a)) - rank(value(b)));
      const next = candidates[0];
      if (!next) continue;
      (hidden[next[0]] as boolean[])[next[1]] = true;
      changed = true;
    }
  }
  return rows.map((row, y) => row.map((count, x) => (hidden[y]?.[x] ? 'withheld' : count)));
}

function rank(count: number): number {
  return count === 0 ? Number.MAX_SAFE_INTEGER : count;
}
