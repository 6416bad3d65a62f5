import type { UnitId } from '../../ground/organization/organization.ts';
import { type Queries, type Sql, sql } from '../../platform/database/database.ts';
import { addDays, type PlainDate } from '../../platform/time.ts';
import { hasSubstance } from './answer.ts';
import type { PetitionId } from './petition.ts';

/** Signs of how a unit answered in a period, for its head to look at. Of work, never of a person. */
export interface Signs {
  unit: UnitId;
  /** Cases answered in the period: what all shares below are of. */
  answered: number;
  /** On the very last day of their term. */
  onLastDay: number;
  /** In the last three days of the period. */
  atPeriodEnd: number;
  /** The day with most answers, and how many. */
  busiest: { day: PlainDate; count: number } | undefined;
  /** The busiest day has far more than a usual one. */
  mass: boolean;
  extended: number;
  reopened: number;
  unsatisfied: number;
  rated: number;
  /** Answers that say nothing of their case, and the newest of them. */
  empty: { count: number; cases: { id: PetitionId; number: number; title: string }[] };
  /** One answer sent to many: its words, and to how many cases. */
  repeated: { text: string; count: number }[];
}

/** Days at the end of a period that count as its end. */
export const endDays = 3;
// Fewer than this a day is a usual day's work.
const fewestInBulk = 5;
const timesUsual = 3;
const fewestRepeated = 5;
const shownEmpty = 10;
const shortAnswer = 300;
const mostTexts = 20_000;
/** Longest period that is looked at, in days. */
export const longestPeriod = 366;

/** Whether a day's answers are many against the other days on which some were sent. */
export function isMass(perDay: readonly number[]): boolean {
  const most = Math.max(0, ...perDay);
  const others = perDay.filter((_, at) => at !== perDay.indexOf(most)).toSorted((a, b) => a - b);
  const usual = others[Math.floor(others.length / 2)] ?? 0;
  return most >= fewestInBulk && most >= timesUsual * Math.max(1, usual);
}

interface Asked {
  from: PlainDate;
  to: PlainDate;
  units: 'all' | readonly UnitId[];
}

const ofUnits = ({ units }: Asked, column: Sql): Sql =>
  units === 'all' ? sql`true` : sql`${column} = any(${units}::uuid[])`;

/** The signs of each unit that answered something in a period. Sealed matters are in none of them. */
export async function signsOf(db: Queries, asked: Asked): Promise<Signs[]> {
  const { from, to } = asked;
  const endsFrom = addDays(to, 1 - endDays);
  const [counts, days, answers] = await Promise.all([
    db.rows<{
      unit: UnitId;
      answered: number;
      onLastDay: number;
      atPeriodEnd: number;
      extended: number;
      reopened: number;
      unsatisfied: number;
      rated: number;
    }>(sql`
      select unit_now as unit, count(*)::int as answered,
        count(*) filter (where answered_on = count.due_on)::int as "onLastDay",
        count(*) filter (where answered_on >= ${endsFrom})::int as "atPeriodEnd",
        count(*) filter (where exists (
          select from duty where subject_id = petition_id and variant is not null))::int as extended,
        count(*) filter (where reopened)::int as reopened,
        count(*) filter (where satisfied = false)::int as unsatisfied,
        count(*) filter (where satisfied is not null)::int as rated
      from petition_count count
      where answered_on between ${from} and ${to} and kind <> 'denunciation' and ${ofUnits(asked, sql`unit_now`)}
      group by unit_now`),
    db.rows<{ unit: UnitId; day: PlainDate; count: number }>(sql`
      select unit_now as unit, answered_on as day, count(*)::int as count from petition_count
      where answered_on between ${from} and ${to} and kind <> 'denunciation' and ${ofUnits(asked, sql`unit_now`)}
      group by unit_now, answered_on order by count(*) desc, answered_on desc`),
    db.rows<{ unit: UnitId; text: string; count: number; id: PetitionId; number: number; title: string }>(sql`
      select count.unit_now as unit, message.body as text, count(*)::int as count,
        (array_agg(petition.id order by message.at desc))[1] as id,
        (array_agg(petition.number order by message.at desc))[1] as number,
        (array_agg(petition.title order by message.at desc))[1] as title
      from petition_count count
      join petition on petition.id = count.petition_id
      join petition_message message on message.petition_id = petition.id and message.kind = 'answer'
      where count.answered_on between ${from} and ${to} and count.kind <> 'denunciation'
        and ${ofUnits(asked, sql`count.unit_now`)}
      group by count.unit_now, message.body
      -- A long answer says something; only short ones and repeated ones are looked at.
      having count(*) >= ${fewestRepeated} or length(message.body) < ${shortAnswer}
      order by count(*) desc limit ${mostTexts}`),
  ]);
  return counts
    .map(({ unit, ...count }): Signs => {
      const own = days.filter((row) => row.unit === unit);
      const texts = answers.filter((row) => row.unit === unit);
      const empty = texts.filter((row) => !hasSubstance(row.text));
      const [first] = own;
      return {
        unit,
        ...count,
        busiest: first && { day: first.day, count: first.count },
        mass: isMass(own.map((row) => row.count)),
        empty: {
          count: empty.reduce((sum, row) => sum + row.count, 0),
          cases: empty.slice(0, shownEmpty).map(({ id, number, title }) => ({ id, number, title })),
        },
        repeated: texts
          .filter((row) => row.count >= fewestRepeated)
          .toSorted((a, b) => b.count - a.count)
          .slice(0, shownEmpty)
          .map(({ text, count: times }) => ({ text, count: times })),
      };
    })
    .toSorted((a, b) => b.answered - a.answered);
}
