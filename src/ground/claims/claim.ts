import type { Hedge, Token } from './token.ts';

/**
 * `holds`: the text's own numbers give it; `fails`: they give another one; `unchecked`: nothing in the text
 * to compute it from; `noNumber`: an amount or a change without a number.
 */
export const verdicts = ['holds', 'fails', 'unchecked', 'noNumber'] as const;
export type Verdict = (typeof verdicts)[number];

/** By which arithmetic a claim was looked at. */
export type Rule =
  | 'share'
  | 'sum'
  | 'product'
  | 'changePercent'
  | 'changePoints'
  | 'changeAmount'
  | 'direction'
  | 'times'
  | 'average'
  | 'remainder'
  | 'plan'
  | 'sharesOfWhole'
  | 'none';

/** Why a claim could not be checked: nothing to compute it from, or several numbers that it may be of. */
export type Doubt = 'alone' | 'several';

/** Where words stand, in UTF-16 code units. */
export interface Span {
  at: number;
  end: number;
}

/** What a claim says, as a number: a share as a part of one, else an amount. */
export interface Stated {
  value: number;
  /** Weight of the last digit written. */
  step: number;
  hedge: Hedge;
  share: boolean;
}

/** A statement of quantity in a text. */
export interface Claim {
  /** Where its words stand, in UTF-16 code units. */
  at: number;
  end: number;
  quote: string;
  verdict: Verdict;
  rule: Rule;
  /** Its number; undefined where it has none, or two. */
  stated?: Stated | undefined;
  /** Only where it was not checked. */
  doubt?: Doubt | undefined;
  /** The numbers it was computed from, as they stand in the text. */
  from: string[];
  /** Where they stand. */
  uses: Span[];
  /** What they give, written in the text's language; only where it was computed. */
  truth?: string | undefined;
  /** Words that would hold in place of the quote; only where it fails. */
  wording?: string | undefined;
}

/** A claim within its sentence, before its place in the text is known. */
export interface Found {
  token: Pick<Token, 'at' | 'end'>;
  verdict: Verdict;
  rule: Rule;
  doubt?: Doubt | undefined;
  stated?: Stated | undefined;
  from: Token[];
  truth?: string | undefined;
  wording?: string | undefined;
}
