import type { Cell } from '../../ground/figure/figure.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import {
  addDays,
  dayInVietnam,
  type PlainDate,
  parsePlainDate,
  readTypedDate,
  yearOf,
} from '../../platform/time.ts';
import {
  type Counts,
  type CountsOf,
  countCases,
  type Organised,
  type PublicCounts,
  publicByPredecessor,
  publicTable,
  shares,
  sumCounts,
} from './figures.ts';
import { kinds, type PetitionKind } from './petition.ts';

/** What is asked of the figures, as it stands in the address. */
export interface FigureQuery {
  from: PlainDate;
  to: PlainDate;
  unit: Unit | undefined;
  kind: PetitionKind | undefined;
  organised: Organised;
  /** Units of now beyond which the reader sees nothing. */
  within?: readonly UnitId[] | undefined;
}

/** One line of the table. */
export interface FigureRow {
  unit: Unit | undefined;
  counts: Record<keyof Counts, Cell>;
}

/** The answer: rows, total, shares, and what they speak of. */
export interface FigureTable {
  query: FigureQuery;
  asOf: Date;
  /** Newest published size of the record: who recomputes later knows what to compare with. */
  recordSize: number | null;
  rows: FigureRow[];
  total: Record<keyof Counts, Cell>;
  shares: Record<'answeredOnTime' | 'reopened' | 'satisfied', { numerator: Cell; denominator: Cell }>;
  /** Small counts were withheld. */
  public: boolean;
}

/** Reads what is asked: this year until today unless it says otherwise. */
export function readQuery(
  given: Record<string, string | undefined>,
  units: readonly Unit[],
  now: Date,
): FigureQuery {
  const today = dayInVietnam(now);
  const to = readTypedDate(given.den ?? '') ?? today;
  const from = readTypedDate(given.tu ?? '') ?? parsePlainDate(`${yearOf(to)}-01-01`);
  return {
    from: from <= to ? from : addDays(to, 0),
    to,
    unit: units.find((unit) => unit.code === given.donvi),
    kind: kinds.find((kind) => kind === given.loai),
    organised: given.theo === 'khi-do' ? 'then' : 'now',
  };
}

/** For whom a table is: the public, or an officer, who may count sealed matters or not. */
export type FigureReader = 'public' | { countsSealed: boolean };

/**
 * Computes the table of a query: by unit, with the total. The public gets denunciations only for the
 * whole locality, and small cells withheld.
 */
export async function figureTable(
  services: Services,
  query: FigureQuery,
  reader: FigureReader,
): Promise<FigureTable> {
  const forPublic = reader === 'public';
  const countsSealed = !forPublic && reader.countsSealed;
  const { db, clock, site, publication } = services;
  const asOf = clock();
  const { units, ended } = await site.read();
  const { organised } = query;
  const all = await countCases(db, {
    from: query.from,
    to: query.to,
    today: dayInVietnam(asOf),
    unit: query.unit?.id,
    organised,
    within: query.within,
    kind: query.kind,
  });
  const wholeOnly = forPublic && query.kind === 'denunciation';
  const counted = all.filter((row) => countsSealed || wholeOnly || row.kind !== 'denunciation');
  const rows = wholeOnly
    ? [{ unit: undefined, counts: sumCounts(query.unit ? [] : counted) }]
    : byUnit(counted, organised === 'then' ? [...units, ...ended] : units, organised);
  const total = sumCounts(rows.map((row) => row.counts));
  const shownRows = forPublic ? publicRows(rows, counted, query) : rows.map((row) => row.counts);
  const shownTotal = forPublic ? publicTable([total], query.kind)[0] : total;
  const exact = shares(total);
  const safe = (name: keyof typeof exact, needs: (keyof Counts)[]) =>
    needs.some((cell) => shownTotal?.[cell] === 'withheld')
      ? { numerator: 'withheld' as const, denominator: 'withheld' as const }
      : exact[name];
  return {
    query,
    asOf,
    recordSize: publication.published()?.size ?? null,
    rows: rows.map((row, at) => ({ unit: row.unit, counts: shownRows[at] ?? row.counts })),
    total: shownTotal ?? total,
    shares: {
      answeredOnTime: safe('answeredOnTime', ['answeredOnTime', 'answeredLate', 'openOverdue']),
      reopened: safe('reopened', ['reopened', 'answeredOnTime', 'answeredLate']),
      satisfied: safe('satisfied', ['satisfied', 'rated']),
    },
    public: forPublic,
  };
}

/** Rows as the public may see them. Old units are held against their successors' rows as well. */
function publicRows(
  rows: readonly { unit: Unit | undefined; counts: Counts }[],
  counted: readonly CountsOf[],
  query: FigureQuery,
): PublicCounts[] {
  const plain = rows.map((row) => row.counts);
  if (query.organised === 'now') return publicTable(plain, query.kind);
  const now = byNow(counted);
  return publicByPredecessor(
    rows.map((row) => ({
      counts: row.counts,
      successors: [
        ...new Set(counted.filter((one) => one.unitThen === row.unit?.id).map((one) => one.unitNow)),
      ],
    })),
    new Map([...now.keys()].map((unit, at) => [unit, publicTable([...now.values()], query.kind)[at]])),
    query.kind,
  );
}

function byNow(counted: readonly CountsOf[]): Map<UnitId, Counts> {
  const groups = Map.groupBy(counted, (row) => row.unitNow);
  return new Map([...groups].map(([unit, rows]) => [unit, sumCounts(rows)]));
}

function byUnit(
  rows: readonly CountsOf[],
  units: readonly Unit[],
  organised: Organised,
): { unit: Unit | undefined; counts: Counts }[] {
  const groups = Map.groupBy(rows, (row) => (organised === 'then' ? row.unitThen : row.unitNow));
  return [
    ...units.map((unit) => unit.id).filter((id) => groups.has(id)),
    ...[...groups.keys()].filter((id) => !units.some((unit) => unit.id === id)),
  ].map((id) => ({ unit: units.find((unit) => unit.id === id), counts: sumCounts(groups.get(id) ?? []) }));
}
