import { dayInVietnam, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import { parseCheckpoint } from '../record/checkpoint.ts';
import { commitment, type RecordEvent } from '../record/entry.ts';
import { fromBase64, leafHash, sameBytes } from '../record/hash.ts';
import { foldPeaks } from '../record/merkle.ts';
import { openNote, parseVerifyingKey } from '../record/note.ts';
import { GrowingTile, tilePath, tileWidth } from '../record/tile.ts';
import type { Figure } from './catalogue.ts';
import type { Opening, ProvenFigure, ProvenMonth, ProvenReport } from './proof.ts';

/** Reads a public file of the record by its path below the record's address. */
export type ReadPublic = (path: string) => Promise<Uint8Array>;

/** The published tree: its leaves, shown to be those that the record's key signed. */
export interface PublicTree {
  size: number;
  leaf(index: number): Uint8Array | undefined;
}

/**
 * Reads the record's checkpoint and all leaf hashes, and computes the root anew (RFC 6962 §2.1, C2SP
 * tlog-tiles).
 *
 * @param key the record's verifying key
 * @throws Error when the signature or the root does not hold
 */
export async function readTree(read: ReadPublic, key: string): Promise<PublicTree> {
  const verifying = parseVerifyingKey(key);
  if (!verifying) throw new Error('the record’s key cannot be read');
  const body = openNote(new TextDecoder().decode(await read('checkpoint')), verifying);
  const checkpoint = body === undefined ? undefined : parseCheckpoint(body);
  if (!checkpoint || checkpoint.origin !== verifying.name)
    throw new Error('the checkpoint is not signed by this key');
  const { size } = checkpoint;
  const tiles: Uint8Array[] = [];
  const peaks: { height: number; hash: Uint8Array }[] = [];
  for (let at = 0; at * tileWidth < size; at++) {
    const width = Math.min(tileWidth, size - at * tileWidth);
    const bytes = await read(tilePath(0, at, width));
    if (bytes.length < width * 32) throw new Error(`tile ${at} of the record is too short`);
    tiles.push(bytes);
    const tile = new GrowingTile(bytes.slice(0, width * 32));
    // The perfect subtrees of this tile, largest first, joined with those before of the same height.
    for (let height = 8, from = 0; height >= 0; height--) {
      if (width - from < 2 ** height) continue;
      push(peaks, { height, hash: tile.node(height, from / 2 ** height) });
      from += 2 ** height;
    }
  }
  if (!sameBytes(foldPeaks(peaks.map((one) => one.hash)), checkpoint.root))
    throw new Error('the tiles are not the tree that was signed');
  return {
    size,
    leaf: (index) =>
      index < size
        ? tiles[Math.floor(index / tileWidth)]?.slice((index % tileWidth) * 32, (index % tileWidth) * 32 + 32)
        : undefined,
  };
}

function push(
  peaks: { height: number; hash: Uint8Array }[],
  next: { height: number; hash: Uint8Array },
): void {
  let node = next;
  for (let last = peaks.at(-1); last?.height === node.height; last = peaks.at(-1)) {
    peaks.pop();
    node = { height: node.height + 1, hash: foldPeaks([last.hash, node.hash]) };
  }
  peaks.push(node);
}

/** The entries of one case, and since when they are open. */
export interface OpenedCase {
  opened: PlainDate;
  events: RecordEvent[];
}

/** An opened entry that is not what stands in the tree. */
export class ForeignEntry extends Error {}

/**
 * The entries of an opened file, case by case, each shown to be in the tree.
 *
 * @throws ForeignEntry when one is not, Error when a line cannot be read
 */
export function readOpenings(text: string, tree: PublicTree): OpenedCase[] {
  const cases = new Map<string, OpenedCase>();
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '') continue;
    let opening: Opening;
    try {
      opening = JSON.parse(line);
    } catch {
      throw new Error(`line ${at + 1} of the opened entries cannot be read`);
    }
    // What was entered after this copy of the record was taken says nothing of an earlier report.
    if (opening.index >= tree.size) continue;
    const salt = fromBase64(opening.salt);
    const leaf = tree.leaf(opening.index);
    if (salt?.length !== 32 || !leaf || !sameBytes(leafHash(commitment(salt, opening.event)), leaf))
      throw new ForeignEntry(`line ${at + 1}: the record has another entry at place ${opening.index}`);
    const of = cases.get(opening.event.subject) ?? { opened: opening.opened, events: [] };
    of.events.push(opening.event);
    cases.set(opening.event.subject, of);
  }
  return [...cases.values()].map(({ opened, events }) => ({
    opened,
    events: events.toSorted((a, b) => a.seq - b.seq),
  }));
}

/** A month whose published numbers are not those that the record gives. */
export interface Difference {
  code: string;
  month: string;
  published: { numerator: number; denominator: number | null };
  recomputed: { numerator: number; denominator: number | null };
}

/** What recomputing a figure came to. */
export interface Recomputed {
  code: string;
  /** Cases that were open by the report's time. */
  cases: number;
  /** Of the whole, how much rests on opened entries, and how much is stated and not opened. */
  opened: number;
  stated: number;
  differences: Difference[];
  /** Months of which the report does not say what rests on opened entries. */
  unchecked: string[];
}

/** Recomputes one figure from opened entries and holds it against what was published. */
export function recomputeFigure(
  figure: Figure,
  published: ProvenFigure,
  cases: readonly OpenedCase[],
): Recomputed {
  const { code, months } = published;
  const whole = months.reduce((sum, one) => sum + one.numerator, 0);
  if (!figure.proof) return { code, cases: 0, opened: 0, stated: whole, differences: [], unchecked: [] };
  const [from, to] = [parsePlainDate(`${published.from}-01`), parsePlainDate(`${published.to}-01`)];
  const asOf = new Date(published.as_of);
  const asOfDay = dayInVietnam(asOf);
  const known = cases.filter((one) => one.opened <= asOfDay).map((one) => one.events);
  const totals = new Map(
    figure.proof
      .recount(known, asOf)
      .filter(({ month }) => month >= from && month <= to)
      .map(({ month, total }) => [month.slice(0, 7), total]),
  );
  const differences = months.flatMap((one): Difference[] => {
    if (one.month === null || one.opened === null) return [];
    const total = totals.get(one.month);
    totals.delete(one.month);
    const recomputed = {
      numerator: total?.numerator ?? 0,
      denominator: one.opened.denominator === null ? null : (total?.denominator ?? 0),
    };
    return same(one.opened, recomputed) && fits(one)
      ? []
      : [{ code, month: one.month, published: one.opened, recomputed }];
  });
  for (const [month, total] of totals)
    differences.push({
      code,
      month,
      published: { numerator: 0, denominator: null },
      recomputed: { numerator: total.numerator, denominator: total.denominator ?? null },
    });
  const opened = months.reduce((sum, one) => sum + (one.opened?.numerator ?? 0), 0);
  // A figure that rests on opened entries says of every month how much: one that is silent was not checked.
  const unchecked = months.flatMap((one) => (one.month !== null && one.opened === null ? [one.month] : []));
  return { code, cases: known.length, opened, stated: whole - opened, differences, unchecked };
}

type Plain = Pick<ProvenMonth, 'numerator' | 'denominator'>;
const same = (a: Plain, b: Plain) => a.numerator === b.numerator && a.denominator === b.denominator;
/** What is opened is a part of the whole. */
const fits = (one: ProvenMonth) =>
  one.opened !== null &&
  one.opened.numerator <= one.numerator &&
  (one.opened.denominator ?? 0) <= (one.denominator ?? 0);

const isCount = (one: Plain) =>
  Number.isInteger(one?.numerator) && (one.denominator === null || Number.isInteger(one.denominator));

/** Whether a parsed file is a report that can be recomputed. */
export function isProvenReport(given: unknown): given is ProvenReport {
  const report = given as Partial<ProvenReport> | null;
  return (
    typeof report === 'object' &&
    report?.format === 'gandan-report/1' &&
    Array.isArray(report.figures) &&
    typeof report.record?.key === 'string' &&
    typeof report.record.address === 'string' &&
    report.figures.every(
      (one) =>
        typeof one?.code === 'string' &&
        /^\d{4}-\d{2}$/.test(one.from) &&
        /^\d{4}-\d{2}$/.test(one.to) &&
        !Number.isNaN(Date.parse(one.as_of)) &&
        Array.isArray(one.months) &&
        one.months.every((month) => isCount(month) && (month.opened === null || isCount(month.opened))),
    ) &&
    (report.bound ?? []).every(isCount)
  );
}

/** What of a text's numbers is not the sum of the months that the report states; each in words. */
export function boundProblems(report: ProvenReport): string[] {
  return (report.bound ?? []).flatMap((one) => {
    // A unit's or a kind's number rests on cells that are not opened by it.
    if (one.unit !== null || one.kind) return [];
    const figure = report.figures.find(
      (known) => known.code === one.code && known.from === one.from && known.to === one.to,
    );
    const sum = (name: 'numerator' | 'denominator') =>
      (figure?.months ?? []).reduce((all, month) => all + (month[name] ?? 0), 0);
    const right =
      figure !== undefined &&
      sum('numerator') === one.numerator &&
      (one.denominator === null || sum('denominator') === one.denominator);
    return right
      ? []
      : [
          `${one.code}, ${one.from}–${one.to}: the text says ${one.numerator}, its months ${sum('numerator')}`,
        ];
  });
}
