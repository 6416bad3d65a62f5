import type { FigureCell, FigureTotal } from '../../ground/figure/catalogue.ts';
import { openingPages } from '../../ground/figure/openings.ts';
import type { FigureProof, OpeningSet } from '../../ground/figure/proof.ts';
import type { RecordEvent } from '../../ground/record/entry.ts';
import { sql } from '../../platform/database/database.ts';
import {
  dayInVietnam,
  firstOfMonth,
  monthEnd,
  newestMonthOver,
  type PlainDate,
  parsePlainDate,
} from '../../platform/time.ts';

const pageSize = 5000;

/** Entries of sessions that were held: acts of leaders, with nothing about those who came. */
export const receptionOpenings: OpeningSet = {
  code: 'receptions',
  read: ({ db }, from, to) =>
    openingPages(
      db,
      (after) => sql`
      select session.id as subject, leaf.leaf_index as index, opening.salt, opening.event,
        coalesce(session.state_from, session.on_day) as opened
      from reception_session session
      join record_opening opening on opening.subject = session.id and opening.event->>'type' = 'reception.hold'
      join record_leaf leaf on leaf.entry_id = opening.entry_id
      where session.state = 'held' and not exists (select from record_opening later where later.subject = session.id
          and later.event->>'type' = 'step.struck' and (later.event->'facts'->>'seq')::int = opening.seq)
        and session.on_day between ${from} and ${monthEnd(to)} and session.id > ${after}::uuid
      order by session.id limit ${pageSize}`,
    ),
};

/** Days with a session held, and those of them in person: one leader's two sessions on a day are one day. */
function daysOf(events: readonly RecordEvent[]): Map<PlainDate, FigureTotal> {
  const days = Map.groupBy(events, ({ facts, unit }) => `${facts.on_day} ${facts.leader ?? unit}`);
  const months = new Map<PlainDate, { numerator: number; denominator: number }>();
  for (const of of days.values()) {
    const month = firstOfMonth(parsePlainDate(String(of[0]?.facts.on_day)));
    const { numerator, denominator } = months.get(month) ?? { numerator: 0, denominator: 0 };
    const inPerson = of.some((event) => event.facts.in_person === true);
    months.set(month, { numerator: numerator + Number(inPerson), denominator: denominator + 1 });
  }
  return months;
}

/** How anyone arrives at the days on which heads received in person, of those with a session held. */
export const inPersonProof: FigureProof = {
  set: receptionOpenings.code,
  async opened({ db }, { from, to, asOf }): Promise<FigureCell[]> {
    const day = dayInVietnam(asOf);
    const over = newestMonthOver(day);
    const rows = await db.rows<{ month: PlainDate; held: number; inPerson: number }>(sql`
      select month, count(*)::int as held, count(*) filter (where in_person)::int as "inPerson"
      from (
        select date_trunc('month', on_day)::date as month, on_day, leader_post, bool_or(in_person) as in_person
        from reception_session session
        where state = 'held' and on_day between ${from} and ${monthEnd(to < over ? to : over)}
          and coalesce(state_from, on_day) <= ${day}
          and exists (select from record_opening where subject = session.id and event->>'type' = 'reception.hold')
        group by 1, 2, 3
      ) held group by month`);
    return rows.map(({ month, held, inPerson }) => ({
      month,
      unit: undefined,
      numerator: inPerson,
      denominator: held,
    }));
  },
  recount(cases, asOf) {
    const events = cases.flat().filter((event) => new Date(event.at) <= asOf);
    return [...daysOf(events)].map(([month, total]) => ({ month, total }));
  },
};
