import type { FigureCell } from '../../ground/figure/catalogue.ts';
import { openingPages } from '../../ground/figure/openings.ts';
import type { FigureProof, OpeningSet } from '../../ground/figure/proof.ts';
import { sql } from '../../platform/database/database.ts';
import {
  addDays,
  dayInVietnam,
  firstOfMonth,
  monthEnd,
  newestMonthOver,
  type PlainDate,
} from '../../platform/time.ts';
import { countKnown } from './cells.ts';
import { type CountedCase, countedFrom } from './counted.ts';
import type { Counts } from './figures.ts';

// The last days of a month, in which answers pile up before a report.
const lastDays = 3;

const pageSize = 2000;

/** Entries of petitions of which nobody can be recognised. */
export const petitionOpenings: OpeningSet = {
  code: 'petitions',
  read: ({ db }, from, to) =>
    openingPages(
      db,
      (after) => sql`
      select opening.subject, leaf.leaf_index as index, opening.salt, opening.event, page.opened_on as opened
      from (
        select one.petition_id, one.opened_on from petition_count one
        where one.opened_on is not null and one.received_on between ${from} and ${monthEnd(to)}
          and one.petition_id > ${after}::uuid
        order by one.petition_id limit ${pageSize}
      ) page
      join record_opening opening on opening.subject = page.petition_id
      join record_leaf leaf on leaf.entry_id = opening.entry_id
      order by opening.subject, opening.seq`,
    ),
};

/** What a case adds to each count, as of the end of a day. */
function countsOf(one: CountedCase, asOf: PlainDate): Counts {
  const open = one.answeredOn === undefined && one.closedOn === undefined;
  const overdue = open && one.dueOn !== undefined && one.dueOn < asOf;
  const onTime = one.answeredOn !== undefined && (one.dueOn === undefined || one.answeredOn <= one.dueOn);
  return {
    received: 1,
    answeredOnTime: Number(onTime),
    answeredLate: Number(one.answeredOn !== undefined && !onTime),
    openInTime: Number(open && !overdue),
    openOverdue: Number(overdue),
    endedOtherwise: Number(one.answeredOn === undefined && one.closedOn !== undefined),
    reopened: Number(one.reopened),
    satisfied: Number(one.satisfied === true),
    rated: Number(one.satisfied !== undefined),
    onLastDay: Number(one.answeredOn !== undefined && one.answeredOn === one.dueOn),
    atMonthEnd: Number(
      one.answeredOn !== undefined && one.answeredOn > addDays(monthEnd(one.answeredOn), -lastDays),
    ),
    extended: Number(one.extended),
  };
}

/** The proof of one count of petitions. */
export function petitionProof(
  value: (counts: Counts) => { numerator: number; denominator: number | undefined },
  sum: (counts: readonly Counts[]) => Counts,
): FigureProof {
  return {
    set: petitionOpenings.code,
    async opened(services, asked): Promise<FigureCell[]> {
      const asOf = dayInVietnam(asked.asOf);
      const over = newestMonthOver(asOf);
      const to = asked.to < over ? asked.to : over;
      const rows = await countKnown(services.db, asked.from, to, asOf, sql`one.opened_on <= ${asOf}`);
      return rows.map(({ month, ...counts }) => ({ month, unit: undefined, ...value(counts) }));
    },
    recount(cases, asOf) {
      const day = dayInVietnam(asOf);
      const counted = cases.flatMap((events) => {
        const known = events.filter((event) => new Date(event.at) <= asOf);
        if (known.length === 0) return [];
        const one = countedFrom(known);
        return [{ month: firstOfMonth(one.receivedOn), counts: countsOf(one, day) }];
      });
      return [...Map.groupBy(counted, (one) => one.month)].map(([month, of]) => ({
        month,
        total: value(sum(of.map((one) => one.counts))),
      }));
    },
  };
}
