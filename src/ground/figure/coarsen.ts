import { addDays, type PlainDate, parsePlainDate } from '../../platform/time.ts';

/** Cases of one kind, month and place, counted together. */
export interface BaseGroup {
  kind: string;
  /** First day of the month in which they were received. */
  month: PlainDate;
  received: number;
}

/** A group as it may be published, whole or not at all. */
export interface PublishedGroup<Group extends BaseGroup> {
  group: Group;
  /** Several places counted as one, which none of them can be told from. */
  pooled: boolean;
  /** The span it belongs to: it is in a table when the table's period holds all of it. */
  from: PlainDate;
  to: PlainDate;
}

/** Last day of a date's month. */
export function monthEnd(date: PlainDate): PlainDate {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return addDays(parsePlainDate(next), -1);
}

/**
 * Makes counts coarser before anything is counted from them, so that no combination of published tables,
 * filters, periods or days of asking leads to fewer cases than `fewest`: a group that is too small goes,
 * whole, into its month for all places together; what is too small there into its year; what is too small
 * there is not published. Months and years count once they are over. Every published number is a sum of
 * such groups, and can be recomputed exactly.
 *
 * @param groups all groups of the years asked about, whatever the filter: filtered before, the same case
 *   would fall into another group under another filter
 * @param rule the fewest cases of a kind that may be told apart, and whether a kind is told by place at all
 * @param merge adds groups of one kind up; the month is set here
 */
export function coarsen<Group extends BaseGroup>(
  groups: readonly Group[],
  today: PlainDate,
  rule: (kind: string) => { fewest: number; byPlace: boolean },
  merge: (groups: readonly Group[]) => Group,
): PublishedGroup<Group>[] {
  const published: PublishedGroup<Group>[] = [];
  const over = groups.filter((group) => monthEnd(group.month) < today);
  const [placed, unplaced] = split(over, (group) => {
    const { fewest, byPlace } = rule(group.kind);
    return byPlace && group.received >= fewest;
  });
  for (const group of placed)
    published.push({ group, pooled: false, from: group.month, to: monthEnd(group.month) });

  const months = [...Map.groupBy(unplaced, (group) => `${group.kind} ${group.month}`).values()].map(
    (of): Group => ({ ...merge(of), month: (of[0] as Group).month }),
  );
  const [told, left] = split(months, (group) => group.received >= rule(group.kind).fewest);
  for (const group of told)
    published.push({ group, pooled: true, from: group.month, to: monthEnd(group.month) });

  for (const of of Map.groupBy(left, (group) => `${group.kind} ${group.month.slice(0, 4)}`).values()) {
    const year = (of[0] as Group).month.slice(0, 4);
    const [from, to] = [parsePlainDate(`${year}-01-01`), parsePlainDate(`${year}-12-31`)];
    const group = { ...merge(of), month: from };
    if (to < today && group.received >= rule(group.kind).fewest)
      published.push({ group, pooled: true, from, to });
  }
  return published;
}

function split<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  const yes: Item[] = [];
  const no: Item[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}
