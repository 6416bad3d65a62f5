import type { Transaction } from '../platform/database/database.ts';
import type { PlainDate } from '../platform/time.ts';
import type { Role } from './access/decision.ts';
import type { SignedIn } from './access/session.ts';
import type { Unit } from './organization/organization.ts';
import type { Services } from './services.ts';

const numbering: readonly Role[] = ['clerk', 'head', 'chair'];

/** Whether somebody may take numbers for what goes out: the clerk, who keeps books and seal, or a head. */
export function mayNumber(actor: { role: Role }): boolean {
  return numbering.includes(actor.role);
}

/** A paper that goes out, as the register has it. */
export interface OutgoingPaper {
  /** Whose register: the body that issues it. */
  unit: Unit;
  /** As it stands in the number; of a letter `CV`. */
  type: string;
  /** Who drafted it, for the number of a letter. */
  office: string;
  /** Of what it is, in words that name nobody: a register is read by more people than a case. */
  abstract: string;
  signer: string;
  signerTitle: string;
  issuedOn: PlainDate;
}

/** What other parts may ask of the part that keeps the registers: one series of numbers for a body, year and type. */
export interface RegisterDesk {
  /** Enters a paper in the transaction that makes it, and gives its number: what is rolled back took none. */
  enter(
    services: Services,
    tx: Transaction,
    officer: SignedIn,
    paper: OutgoingPaper,
  ): Promise<{ id: string; number: number }>;
  /** Cancels a paper: its number stays in the book, with the reason. */
  cancel(services: Services, tx: Transaction, officer: SignedIn, id: string, why: string): Promise<void>;
}
