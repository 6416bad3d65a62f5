import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../ground/figure/catalogue.ts';
import { indicatorFigure, type MadeOf } from '../ground/figure/indicator.ts';
import {
  boundProblems,
  isProvenReport,
  type OpenedCase,
  type ReadPublic,
  readOpenings,
  readTree,
  recomputeFigure,
} from '../ground/figure/recompute.ts';
import { parts } from '../parts/index.ts';
import { parsePlainDate } from '../platform/time.ts';

const isAddress = (place: string) => /^https?:\/\//.test(place);

async function bytesAt(place: string): Promise<Uint8Array> {
  if (!isAddress(place)) return new Uint8Array(readFileSync(place));
  const answer = await fetch(place, { redirect: 'error' });
  if (!answer.ok) throw new Error(`${place} answers ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * Recomputes a published report from the public record alone: no database, and no trust in whoever wrote it
 * beyond the record's key.
 *
 * @param file the report's JSON
 * @param options where the record's public files are, where the opened entries are, the key on the notice board
 * @throws Error when a number differs or something is not what the record holds, so that the command ends with 1
 */
export async function recompute(
  file: string,
  options: { record?: string; openings?: string; key?: string },
  say: (text: string) => void,
): Promise<void> {
  let report: unknown;
  try {
    report = JSON.parse(new TextDecoder().decode(await bytesAt(file)));
  } catch {
    throw new Error(`${file} cannot be read as JSON`);
  }
  if (!isProvenReport(report)) throw new Error(`${file} is not a report that can be recomputed`);
  if (options.key !== undefined && options.key !== report.record.key)
    throw new Error('the report names another key than the one given');
  const place = options.record ?? report.record.address;
  const read: ReadPublic = (path) => bytesAt(isAddress(place) ? `${place}/${path}` : join(place, path));
  const tree = await readTree(read, report.record.key);
  say(`record of ${tree.size} entries: signature and tree hold`);
  if (!options.key) say(`key taken from the report; compare it with the published one: ${report.record.key}`);
  if (report.record.size !== null && report.record.size > tree.size)
    throw new Error(
      `the report was made with ${report.record.size} entries; this copy of the record has fewer`,
    );

  const opened = new Map<string, OpenedCase[]>();
  const casesAt = async (address: string | null): Promise<OpenedCase[]> => {
    if (address === null) return [];
    const known = opened.get(address);
    if (known) return known;
    const from = openingsAt(options.openings, address);
    const bytes = await bytesAt(from).catch(() => {
      throw new Error(`the opened entries cannot be read: ${from} (published at ${address})`);
    });
    const cases = readOpenings(new TextDecoder().decode(bytes), tree);
    const entries = cases.reduce((sum, one) => sum + one.events.length, 0);
    say(`${entries} opened entries of ${cases.length} cases: each stands in the record`);
    opened.set(address, cases);
    return cases;
  };

  const figures = parts.flatMap((part) => part.figures ?? []);
  let differing = 0;
  let silent = 0;
  let recomputed = 0;
  for (const one of report.figures) {
    const figure =
      figures.find((known) => known.code === one.code) ??
      (one.made_of && madeFrom(one.code, one.made_of, figures));
    if (!figure) throw new Error(`no figure is called ${one.code}`);
    const result = recomputeFigure(figure, one, await casesAt(one.openings));
    const unchecked = figure.proof && (one.openings === null || result.unchecked.length > 0);
    const verdict = !figure.proof
      ? 'stated only, rests on no opened entries'
      : unchecked
        ? `NOT CHECKED: the report does not say what rests on opened entries (${result.unchecked.join(', ') || 'no address'})`
        : result.differences.length > 0
          ? 'DIFFERS'
          : result.cases === 0
            ? 'stated only, nothing of it was open by then'
            : 'agrees';
    say(`${one.code}: ${verdict}; recomputed ${result.opened}, stated and not opened ${result.stated}`);
    for (const { month, published, recomputed } of result.differences)
      say(`  ${month}: published ${told(published)}, the record gives ${told(recomputed)}`);
    differing += result.differences.length;
    recomputed += result.cases;
    if (unchecked) silent += 1;
  }
  for (const problem of boundProblems(report)) {
    say(`  ${problem}`);
    differing += 1;
  }
  if (differing > 0) throw new Error(`${differing} numbers differ from what the record gives`);
  const ofUnits = (report.bound ?? []).filter((one) => one.unit !== null).length;
  if (ofUnits > 0) say(`${ofUnits} numbers of single units are stated only: entries are not opened by unit`);
  if (silent > 0) throw new Error(`${silent} figures could not be checked`);
  say(
    recomputed === 0
      ? 'nothing was recomputed: no number rests on entries that were open by then'
      : 'what rests on opened entries agrees; the rest is stated, and entries left out at the end of a case cannot be seen',
  );
}

/** The file of opened entries: the one given, of a folder the one with the address's name, or the address. */
function openingsAt(given: string | undefined, address: string): string {
  if (!given) return address;
  const name = new URL(address).pathname.split('/').at(-1) ?? '';
  return !isAddress(given) && existsSync(given) && statSync(given).isDirectory() ? join(given, name) : given;
}

/** A figure that an office put together, as its report says it did: computed by this program, from its own catalogue. */
function madeFrom(code: string, madeOf: MadeOf, figures: readonly Figure[]): Figure | undefined {
  const name = { vi: code, en: code };
  const since = parsePlainDate('2000-01-01');
  return indicatorFigure({ code, name, ...madeOf, better: null, audience: 'public', since }, figures);
}

function told({ numerator, denominator }: { numerator: number; denominator: number | null }): string {
  return denominator === null ? String(numerator) : `${numerator}/${denominator}`;
}
