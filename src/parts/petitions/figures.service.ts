import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import {
  addMonths,
  dayInVietnam,
  firstOfMonth,
  monthEnd,
  newestMonthOver,
  type PlainDate,
  parsePlainDate,
  readTypedDate,
  yearOf,
} from '../../platform/time.ts';
import { tell } from './cells.ts';
import {
  type Counts,
  type CountsOf,
  countCases,
  type Organised,
  protectedKinds,
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
  /** Undefined for cases that the public is told of without their unit. */
  unit: Unit | undefined;
  counts: Counts;
}

/** The answer: rows, total, shares, and what they speak of. */
export interface FigureTable {
  query: FigureQuery;
  asOf: Date;
  /** Newest published size of the record: who recomputes later knows what to compare with. */
  recordSize: number | null;
  rows: FigureRow[];
  total: Counts;
  shares: ReturnType<typeof shares>;
  /** Small groups were made coarser. */
  public: boolean;
}

/** What of a query cannot be understood; each is a key of the texts. */
export type FigureFaults = Partial<
  Record<'tu' | 'den' | 'donvi' | 'loai' | 'theo', 'date' | 'order' | 'unknown'>
>;

/** Reads what is asked: this year until today where it says nothing. What is wrong is named and left out. */
export function readQuery(
  given: Record<string, string | undefined>,
  units: readonly Unit[],
  now: Date,
): { query: FigureQuery; faults: FigureFaults } {
  const faults: FigureFaults = {};
  const today = dayInVietnam(now);
  const typed = (name: 'tu' | 'den') => {
    const text = given[name]?.trim();
    const date = text ? readTypedDate(text) : undefined;
    if (text && !date) faults[name] = 'date';
    return date;
  };
  const to = typed('den') ?? today;
  const startOfYear = parsePlainDate(`${yearOf(to)}-01-01`);
  const from = typed('tu') ?? startOfYear;
  if (from > to) faults.den ??= 'order';
  const chosen = <Item>(name: keyof FigureFaults, find: (text: string) => Item | undefined) => {
    const text = given[name];
    const found = text ? find(text) : undefined;
    if (text && found === undefined) faults[name] = 'unknown';
    return found;
  };
  return {
    query: {
      from: from > to ? startOfYear : from,
      to,
      unit: chosen('donvi', (code) => units.find((unit) => unit.code === code)),
      kind: chosen('loai', (code) => kinds.find((kind) => kind === code)),
      organised:
        chosen('theo', (code): Organised | undefined =>
          code === 'khi-do' ? 'then' : code === 'hien-nay' ? 'now' : undefined,
        ) ?? 'now',
    },
    faults,
  };
}

/** For whom a table is: the public, or an officer, who may count sealed matters or not. */
export type FigureReader = 'public' | { countsSealed: boolean };

/** Computes the table of a query: by unit, with the total. The public's is made of groups large enough. */
export async function figureTable(
  services: Services,
  query: FigureQuery,
  reader: FigureReader,
): Promise<FigureTable> {
  const { clock, site, publication } = services;
  const asOf = clock();
  const { units, ended } = await site.read();
  const today = dayInVietnam(asOf);
  const counted =
    reader === 'public'
      ? await countForPublic(services, query, today)
      : (await countCases(services.db, { ...query, unit: query.unit?.id, today })).filter(
          (row) => reader.countsSealed || row.kind !== 'denunciation',
        );
  const rows = byUnit(counted, query.organised === 'then' ? [...units, ...ended] : units, query.organised);
  const total = sumCounts(rows.map((row) => row.counts));
  return {
    query,
    asOf,
    recordSize: publication.published()?.size ?? null,
    rows,
    total,
    shares: shares(total),
    public: reader === 'public',
  };
}

type Counted = Omit<CountsOf, 'unitThen' | 'unitNow'> & {
  unitThen: UnitId | undefined;
  unitNow: UnitId | undefined;
};

/** What the public may count: kinds that nobody is recognised by to the day, the others in whole cells. */
async function countForPublic(services: Services, query: FigureQuery, today: PlainDate): Promise<Counted[]> {
  const { from, to, organised, kind } = query;
  const unit = query.unit?.id;
  const first = from === firstOfMonth(from) ? from : addMonths(firstOfMonth(from), 1);
  const last = to === monthEnd(to) ? firstOfMonth(to) : newestMonthOver(to);
  // After the months are closed: only then is each case counted in one of the two and not in both.
  const { rows, years } = await tell(services, {
    from: first,
    to: last,
    asOf: today,
    by: { unit: true, kind: true },
  });
  const free = await countCases(services.db, {
    from,
    to,
    today,
    unit,
    organised,
    kind,
    asToldToPublic: true,
  });
  const cells = [
    ...rows.flatMap((row) => (row.kind ? [{ ...row, kind: row.kind }] : [])),
    ...years.map((one) => ({ ...one.counts, kind: one.kind, unitThen: undefined, unitNow: undefined })),
  ].filter(
    (one) =>
      protectedKinds.includes(one.kind) &&
      (!kind || one.kind === kind) &&
      (!unit || (organised === 'then' ? one.unitThen : one.unitNow) === unit),
  );
  return [...free.filter((row) => !protectedKinds.includes(row.kind)), ...cells];
}

function byUnit(rows: readonly Counted[], units: readonly Unit[], organised: Organised): FigureRow[] {
  const groups = Map.groupBy(rows, (row) => (organised === 'then' ? row.unitThen : row.unitNow));
  return [
    ...units.map((unit) => unit.id).filter((id) => groups.has(id)),
    ...[...groups.keys()].filter((id) => !units.some((unit) => unit.id === id)),
  ].map((id) => ({ unit: units.find((unit) => unit.id === id), counts: sumCounts(groups.get(id) ?? []) }));
}
