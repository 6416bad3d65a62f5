import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { type CalendarYear, type WorkCalendar, workCalendar } from '../law/calendar.ts';
import type { Services } from '../services.ts';
import { dutiesOf, openDutiesAfter, updateDuty } from './duty.store.ts';
import type { Duty } from './duty.ts';
import { settledDuty } from './settle.ts';

/** What a part does when dates of its duties are settled: holds the thing, and writes what it keeps of the date itself. */
export interface SettlingPart {
  types: readonly string[];
  /**
   * @param settle writes the duties of the subject anew, once the subject is held; gives them with the words for the
   *   record, undefined where nothing is left to do
   */
  settle(
    services: Services,
    tx: Transaction,
    subject: string,
    settle: () => Promise<{ duties: Duty[]; fact: string } | undefined>,
  ): Promise<void>;
}

const batch = 500;

/** The calendar by which the open duties are counted, as it was when they were last gone through. */
async function settledCalendar(db: Queries): Promise<readonly CalendarYear[] | undefined> {
  const row = await db.first<{ years: string }>(
    sql`select years from calendar_settled order by at desc, id desc limit 1`,
  );
  return row && (JSON.parse(row.years) as CalendarYear[]);
}

/**
 * Goes through the open duties once after each change of the calendar, subject by subject: dates that rested on the days
 * off are counted anew, with the reason in their reasoning and an entry in the record. Running twice, late or at the same
 * time as itself moves nothing twice.
 *
 * @returns how many duties got another date or are provisional no longer
 */
export async function settleCalendar(services: Services): Promise<number> {
  const { db, law, clock } = services;
  const known = await settledCalendar(db);
  const { years } = law;
  if (known && JSON.stringify(known) === JSON.stringify(years)) return 0;
  const [before, after] = [known && workCalendar(known), workCalendar(years)];
  let moved = 0;
  let last: string | undefined;
  for (;;) {
    const open = await openDutiesAfter(db, last, batch);
    const today = dayInVietnam(clock());
    const touched = open.filter((duty) => settledDuty(duty, after, before, today));
    for (const subject of new Set(touched.map((duty) => duty.subjectId))) {
      const type = touched.find((duty) => duty.subjectId === subject)?.subjectType ?? '';
      moved += await settleSubject(services, type, subject, after, before);
    }
    last = open.at(-1)?.id;
    if (open.length < batch) break;
  }
  await db.run(sql`
    insert into calendar_settled (id, years, moved, at)
    values (${newId()}, ${JSON.stringify(years)}, ${moved}, ${clock()})`);
  services.cache.clear();
  return moved;
}

async function settleSubject(
  services: Services,
  type: string,
  subject: string,
  after: WorkCalendar,
  before: WorkCalendar | undefined,
): Promise<number> {
  const { db, clock, record, settling } = services;
  const today = dayInVietnam(clock());
  const part = settling.find((one) => one.types.includes(type));
  let moved = 0;
  await db.transaction(async (tx) => {
    const settle = async () => {
      const duties = await dutiesOf(tx, subject);
      const changed = duties.flatMap((duty) => settledDuty(duty, after, before, today) ?? []);
      for (const duty of changed) await updateDuty(tx, duty);
      moved = changed.length;
      if (moved === 0) return undefined;
      const fact = changed.map((duty) => `settle ${duty.ruleCode} ${duty.dueOn}`).join('; ');
      return { duties: duties.map((duty) => changed.find((one) => one.id === duty.id) ?? duty), fact };
    };
    if (part) return part.settle(services, tx, subject, settle);
    // Held together with whoever else enters something of the subject.
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`);
    const done = await settle();
    if (!done) return;
    await record.append(tx, {
      type: 'duty.settled',
      subject: newId(),
      seq: 1,
      role: 'system',
      unit: null,
      facts: { of: type, duties: done.fact },
      sealed: { subject },
    });
  });
  return moved;
}
