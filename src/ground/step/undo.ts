import type { Transaction } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { FormSpec } from '../../platform/page/form-spec.ts';
import type { SignedIn } from '../access/session.ts';
import type { Services } from '../services.ts';
import type { StepId } from './journal.ts';

/**
 * How a step is taken back when it was entered by mistake. `strike`: it stays to be seen, struck out, with who, when
 * and why, and what it did is undone; `withdraw`: the same by nobody but the one who entered it, for what only they
 * have in hand; `two`: as `strike`, but one person asks for it and another agrees, of whom one leads, because it binds
 * others or ends something; `never`: with the reason, or the other way that there is.
 */
export type Undo = { how: 'strike' | 'withdraw' | 'two' } | { how: 'never'; why: Bilingual };

export const strike: Undo = { how: 'strike' };
export const withdraw: Undo = { how: 'withdraw' };
export const byTwo: Undo = { how: 'two' };

/** A step that stays, and why. */
export const never = (vi: string, en: string): Extract<Undo, { how: 'never' }> => ({
  how: 'never',
  why: { vi, en },
});

/** What somebody without an office sent is theirs: no officer takes it back. */
export const ofCitizens: Undo = never(
  'Đây là điều người dân đã gửi; cán bộ không hủy thay được.',
  'This is what a citizen sent; no officer takes it back for them.',
);

/** A step as the program knows it: by its name, with what people call it. */
export interface KnownStep {
  name: string;
  label: Bilingual;
  undo: Undo;
  /** What it asks, where it is a form of data. */
  spec?: FormSpec;
  /** What it made has a number and stays when it is taken back: `struck` marks it as cancelled. */
  keeps?: true;
  /** What follows when it was taken back: whoever was told of it is told, a number is kept as cancelled. */
  struck?(
    services: Services,
    tx: Transaction,
    subjects: readonly string[],
    striking: { step: StepId; why: string; officer: SignedIn },
  ): Promise<void>;
}

/** Every step of every part, by name; filled when the routes are made. */
export type KnownSteps = Map<string, KnownStep>;
