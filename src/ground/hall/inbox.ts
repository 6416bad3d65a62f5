import { empty, type Sql, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { SignedIn } from '../access/session.ts';
import { ruleOn } from '../law/catalogue.ts';
import type { RuleCode } from '../law/rule.ts';
import type { Services } from '../services.ts';

/** What waits for an officer: a duty of a part, or something that is theirs to decide. */
export interface InboxLine {
  /** The duty's id; of what is no duty, the id of what it is about. */
  key: string;
  dueOn: PlainDate;
  /** Its clock stands still. */
  suspended?: boolean;
  title: string;
  /** What else is told of it: number, kind, state. */
  about?: Bilingual;
  duty: Bilingual;
  unit: Bilingual;
  /** Who has it, where somebody does. */
  responsible?: string | null;
  href: string;
}

/** What is asked of a part's lines. */
export interface InboxAsked {
  /** From this day on: the page before ended there. */
  from: PlainDate | undefined;
  /** Only what was due before this day, and whose clock runs. */
  overdueBefore: PlainDate | undefined;
  /** Only what lies with the officer's own post. */
  mine: boolean;
  /** One of the part's sorts. */
  sort: string | undefined;
  /** Lines at most, those due soonest first. */
  limit: number;
}

/** A part's share of the one inbox. */
export interface InboxSource {
  /** What its lines are called as a whole. */
  name: Bilingual;
  /** Sorts by which its lines are told apart, where it has several. */
  sorts?: readonly { code: string; name: Bilingual }[];
  lines(services: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]>;
}

/** Conditions on a `duty` that an inbox asks for; each begins with `and`. */
export function dutyAsked(officer: SignedIn, asked: InboxAsked, today: PlainDate): Sql {
  const { from, overdueBefore, mine } = asked;
  return sql`
    ${from ? sql`and duty.due_on >= ${from}` : empty}
    ${overdueBefore ? sql`and duty.due_on < ${overdueBefore} and duty.suspended_from is null` : empty}
    ${mine ? ofPost(officer, today) : empty}`;
}

/** What lies with a post: assigned to it, or, for a head, to nobody who is there. */
function ofPost(officer: SignedIn, today: PlainDate): Sql {
  const own = sql`duty.responsible_post = ${officer.post}`;
  if (officer.role !== 'head') return sql`and ${own}`;
  return sql`and (${own} or duty.responsible_post is null or not exists (
    select from holding where post_id = duty.responsible_post and valid @> ${today}::date))`;
}

/** What a rule's duty is called, in words of the rule of today. */
export function dutyName(rule: string, today: PlainDate): Bilingual {
  return ruleOn(rule as RuleCode, today).duty;
}

/** What a part reads of a duty for a line of it, beside what it is about. */
export interface OwedRow {
  id: string;
  rule: string;
  dueOn: PlainDate;
  unitVi: string;
  unitEn: string;
  title: string;
}

/** The columns of a `duty` and its `unit` that `owedLine` takes. */
export const owedColumns = sql`
  duty.id, duty.rule_code as rule, duty.due_on as "dueOn", unit.name_vi as "unitVi", unit.name_en as "unitEn"`;

/** A duty as a line of the inbox. */
export function owedLine(row: OwedRow, today: PlainDate, href: string): InboxLine {
  return {
    key: row.id,
    dueOn: row.dueOn,
    title: row.title,
    duty: dutyName(row.rule, today),
    unit: { vi: row.unitVi, en: row.unitEn },
    href,
  };
}

/** Lines that are no duties, as far as they are asked for: they lie with whoever sees them. */
export function asAsked(lines: readonly InboxLine[], { from, overdueBefore }: InboxAsked): InboxLine[] {
  return lines.filter((one) => (!from || one.dueOn >= from) && (!overdueBefore || one.dueOn < overdueBefore));
}

const before = (a: Pick<InboxLine, 'dueOn' | 'key'>, b: Pick<InboxLine, 'dueOn' | 'key'>) =>
  a.dueOn < b.dueOn || (a.dueOn === b.dueOn && a.key < b.key);

// So many lines more than a page are asked of each part: those of the day on which the page before ended come again.
const sameDay = 300;

// Beyond this the exact number says nothing more and costs more to find.
const mostCounted = 300;

/**
 * How many lines are overdue, of those that the officer would find by asking for them: whatever is not shown to them is
 * in no number either. Up to a number beyond which it is not counted on.
 *
 * @param sources those that are asked, by the part's name
 */
export async function countOverdue(
  services: Services,
  officer: SignedIn,
  sources: readonly InboxSource[],
  asked: Pick<InboxAsked, 'mine' | 'sort'> & { today: PlainDate },
): Promise<{ count: number; more: boolean }> {
  const { today, ...rest } = asked;
  const { lines, more } = await inboxPage(services, officer, sources, {
    ...rest,
    overdueBefore: today,
    after: undefined,
    size: mostCounted,
  });
  return { count: lines.length, more };
}

/**
 * A page of everything that waits, whatever the part, due soonest first.
 *
 * @param sources those that are asked, by the part's name
 * @param after the last line of the page before
 */
export async function inboxPage(
  services: Services,
  officer: SignedIn,
  sources: readonly InboxSource[],
  asked: Omit<InboxAsked, 'from' | 'limit'> & {
    after: { dueOn: PlainDate; key: string } | undefined;
    size: number;
  },
): Promise<{ lines: InboxLine[]; more: boolean }> {
  const { after, size, ...rest } = asked;
  const limit = size + 1 + (after ? sameDay : 0);
  const found = await Promise.all(
    sources.map((source) => source.lines(services, officer, { ...rest, from: after?.dueOn, limit })),
  );
  const lines = found
    .flat()
    .filter((one) => !after || before(after, one))
    .toSorted((a, b) => (before(a, b) ? -1 : 1));
  return { lines: lines.slice(0, size), more: lines.length > size };
}
