import { type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { PersonId } from '../organization/organization.ts';
import { type CalendarYear, calendarYears, type WorkCalendar, workCalendar } from './calendar.ts';
import { ruleOn } from './catalogue.ts';
import type { ClockLine } from './clock.ts';
import type { Rule, RuleCode } from './rule.ts';

/** What the office confirmed of a rule. */
export interface Confirmation {
  ground: string;
  at: Date;
}

const keyOf = (rule: Pick<Rule, 'code' | 'from'>) => `${rule.code} ${rule.from}`;

/**
 * The law as this office uses it: the shipped calendar and rules, with the years it entered and the rules
 * it confirmed. What is computed from now on rests on it; dates that run are
 * counted anew by `duty/settle.service.ts`.
 */
export class OfficeLaw {
  years: readonly CalendarYear[] = calendarYears;
  private current: WorkCalendar = workCalendar(calendarYears);
  private confirmed: ReadonlyMap<string, Confirmation> = new Map();

  constructor(private readonly db: Queries) {}

  /** The calendar in force; always the newest that was loaded. */
  readonly calendar: WorkCalendar = {
    dayOff: (date) => this.current.dayOff(date),
    announced: (date) => this.current.announced(date),
  };

  /** Reads what the office entered. */
  async load(): Promise<void> {
    const [years, confirmations] = await Promise.all([
      this.db.rows<{
        year: number;
        standing: CalendarYear['standing'];
        days: CalendarYear['daysOff'];
        saturdays: PlainDate[];
      }>(sql`
        select distinct on (year) year, standing, days_off as days,
          array(select day::text from unnest(working_saturdays) as day) as saturdays
        from calendar_year order by year, entered_at desc, id desc`),
      this.db.rows<{ code: string; from: string; ground: string; at: Date }>(sql`
        select code, rule_from as "from", ground, confirmed_at as at from rule_confirmation`),
    ]);
    const entered = years.map(
      (row): CalendarYear => ({
        year: row.year,
        standing: row.standing,
        daysOff: row.days,
        workingSaturdays: row.saturdays,
      }),
    );
    this.years = [
      ...calendarYears.filter((one) => !entered.some((other) => other.year === one.year)),
      ...entered,
    ].toSorted((a, b) => a.year - b.year);
    this.current = workCalendar(this.years);
    this.confirmed = new Map(
      confirmations.map((row) => [`${row.code} ${row.from}`, { ground: row.ground, at: row.at }]),
    );
  }

  /** What the office confirmed of a rule that ships as "to be confirmed". */
  confirmation(rule: Pick<Rule, 'code' | 'from'>): Confirmation | undefined {
    return this.confirmed.get(keyOf(rule));
  }

  /** Terms whose explanations no longer ask to confirm what has been confirmed since. */
  explained<Term extends { ruleCode: RuleCode; begunOn: PlainDate; explanation: ClockLine[] }>(
    terms: readonly Term[],
  ): Term[] {
    return terms.map((term) =>
      this.confirmation(ruleOn(term.ruleCode, term.begunOn))
        ? { ...term, explanation: term.explanation.filter((line) => line.line !== 'toConfirm') }
        : term,
    );
  }
}

/** Enters a year's days off; the older entry of the year stays beside it. */
export async function enterYear(
  tx: Queries,
  year: CalendarYear & { source: string },
  by: PersonId,
  at: Date,
): Promise<string> {
  const id = newId();
  await tx.run(sql`
    insert into calendar_year (id, year, standing, days_off, working_saturdays, source, entered_by, entered_at)
    values (${id}, ${year.year}, ${year.standing}, ${JSON.stringify(year.daysOff)}::jsonb,
      ${year.workingSaturdays}::date[], ${year.source}, ${by}, ${at})`);
  return id;
}

/** Confirms a rule by the document it rests on; confirmed once, it stays so. */
export async function confirmRule(
  tx: Queries,
  rule: Pick<Rule, 'code' | 'from'>,
  ground: string,
  by: PersonId,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    insert into rule_confirmation (code, rule_from, ground, confirmed_by, confirmed_at)
    values (${rule.code}, ${rule.from}, ${ground}, ${by}, ${at}) on conflict do nothing`);
}
