import { type FigureTotal, totalOf } from '../../ground/figure/catalogue.ts';
import { type UnitId, unitsUnder } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { dayInVietnam, endOfYesterday, firstOfMonth, parsePlainDate, yearOf } from '../../platform/time.ts';
import { type CommitmentLine, itemsPastDue } from './commitment.store.ts';
import {
  type CommitmentId,
  contradicts,
  type Item,
  type ItemMark,
  markOf,
  type Report,
} from './commitment.ts';

/** How an item stands: what the record shows, and what the unit says. */
export interface ItemProgress {
  item: Item;
  counted: FigureTotal | undefined;
  mark: ItemMark;
  reports: Report[];
  /** The newest report claims more than the record shows. */
  contradicted: boolean;
}

/** What a figure gives for a unit and all under it, in the months of an item's year up to its date. */
export async function countItem(
  services: Services,
  item: Pick<Item, 'figureCode' | 'dueOn'>,
  unit: UnitId,
): Promise<FigureTotal | undefined> {
  const figure = services.figures.find((one) => one.code === item.figureCode);
  if (!figure) return undefined;
  const asOf = endOfYesterday(services.clock());
  const [series, under] = await Promise.all([
    figure.count(services, {
      from: parsePlainDate(`${yearOf(item.dueOn)}-01-01`),
      to: firstOfMonth(item.dueOn),
      asOf,
      by: { unit: true },
    }),
    unitsUnder(services.db, unit, dayInVietnam(asOf)),
  ]);
  const cells = series.cells.filter((cell) => cell.unit !== undefined && under.includes(cell.unit));
  if (cells.length > 0) return totalOf(cells);
  return { numerator: 0, denominator: figure.denominator ? 0 : undefined };
}

/** How the items of a commitment stand now. One count for each figure, whatever many items rest on it. */
export async function progressOf(
  services: Services,
  unit: UnitId,
  items: readonly Item[],
  reports: readonly Report[],
): Promise<ItemProgress[]> {
  const today = dayInVietnam(services.clock());
  const counts = new Map<string, Promise<FigureTotal | undefined>>();
  const count = (item: Item) => {
    const key = `${item.figureCode} ${item.dueOn}`;
    const known = counts.get(key);
    if (known) return known;
    const counting = countItem(services, item, unit);
    counts.set(key, counting);
    return counting;
  };
  return Promise.all(
    items.map(async (item): Promise<ItemProgress> => {
      const figure = services.figures.find((one) => one.code === item.figureCode);
      // What was closed stays as it was closed: later corrections of the record are the figure's own page.
      const frozen =
        item.numerator === null
          ? undefined
          : { numerator: item.numerator, denominator: item.denominator ?? undefined };
      const counted = figure ? (frozen ?? (await count(item))) : undefined;
      const own = reports.filter((one) => one.itemId === item.id);
      return {
        item,
        counted,
        mark: markOf(item, figure, counted, today),
        reports: own,
        contradicted: Boolean(figure && counted && contradicts(own.at(-1)?.claimed ?? null, figure, counted)),
      };
    }),
  );
}

/** How many items of each commitment are past their day and not reached, as their own pages say: none is kept by silence. */
export async function overdueCounts(
  services: Services,
  lines: readonly Pick<CommitmentLine, 'id' | 'unitId'>[],
): Promise<Map<CommitmentId, number>> {
  const today = dayInVietnam(services.clock());
  const items = await itemsPastDue(
    services.db,
    lines.map((one) => one.id),
    today,
  );
  const of = Map.groupBy(items, (one) => one.commitmentId);
  const counted = lines.map(async ({ id, unitId }): Promise<[CommitmentId, number]> => {
    const progress = await progressOf(services, unitId, of.get(id) ?? [], []);
    return [id, progress.filter((one) => one.mark === 'overdue').length];
  });
  return new Map(await Promise.all(counted));
}
