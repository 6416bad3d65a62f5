import type { Transaction } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import { leads, worksIn } from '../access/decision.ts';
import type { SignedIn } from '../access/session.ts';
import type { RuleCode } from '../law/rule.ts';
import type { PersonId, UnitId } from '../organization/organization.ts';
import type { Services } from '../services.ts';

/** What a part says of its promises: which duties they are, and what follows when one is kept. */
export interface PromiseKind {
  rule: RuleCode;
  /** Enters that it was kept, in the transaction that ended its duty on a day, and tells whoever it was made to. */
  kept(
    services: Services,
    tx: Transaction,
    officer: SignedIn,
    promise: { duty: string; subject: string; on: PlainDate; dueOn: PlainDate; fact: string; words: string },
  ): Promise<void>;
}

/** A report that waits for another person's word. */
export interface PromiseReport {
  id: string;
  duty: string;
  words: string;
  reportedOn: PlainDate;
  person: PersonId;
  hostUnit: UnitId;
  owner: UnitId;
}

export const promiseWords = {
  reported: {
    vi: 'Đã báo là làm xong; đang chờ người khác xác nhận.',
    en: 'It was reported as kept already; another person’s word is awaited.',
  },
  samePerson: {
    vi: 'Người báo đã làm không tự xác nhận được; cần một người khác.',
    en: 'Whoever reported it does not confirm it; another person does.',
  },
} satisfies Record<string, Bilingual>;

/**
 * Whether somebody may say that a promise was kept: another person than reported it, of the unit that saw it promised or
 * leading the unit that owes it.
 */
export function mayConfirm(
  officer: SignedIn,
  report: Pick<PromiseReport, 'person' | 'hostUnit' | 'owner'>,
): boolean {
  if (officer.person === report.person) return false;
  const host = report.hostUnit !== report.owner && worksIn(officer, report.hostUnit);
  return host || leads(officer, report.owner);
}
