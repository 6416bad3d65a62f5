import { reached, votingRuleOn } from '../../ground/law/grassroots.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { Id } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import { formatThousandths } from '../../platform/vietnamese.ts';

export type ModelId = Id<'campaignModel'>;
export type WorkId = Id<'communityWork'>;
export type LaunchId = Id<'launch'>;
export type StreetId = Id<'modelStreet'>;

/** The four fields of “Dân vận khéo” (Central guidance on the movement). */
export const modelFields = ['economy', 'society', 'defence', 'politics'] as const;
export type ModelField = (typeof modelFields)[number];
export type ModelState = 'registered' | 'running' | 'declined' | 'recognised' | 'ended';

export interface Model {
  id: ModelId;
  unitId: UnitId;
  field: ModelField;
  subject: 'collective' | 'individual';
  year: number;
  title: string;
  place: string;
  content: string;
  forces: string;
  expected: string;
  copies: ModelId | null;
  state: ModelState;
  why: string | null;
  decision: string | null;
  decidedOn: PlainDate | null;
  commended: string | null;
  /** Đồng. */
  cost: number | null;
  people: number | null;
  months: number | null;
  lessons: string | null;
  version: number;
}

export type WorkState = 'proposed' | 'decided' | 'refused' | 'short' | 'building' | 'accepted' | 'accounted';
export const workKinds = ['road', 'bridge', 'lighting', 'drainage', 'house', 'other'] as const;

export interface Work {
  id: WorkId;
  unitId: UnitId;
  kind: (typeof workKinds)[number];
  title: string;
  place: string;
  proposal: string;
  /** All households that decide. */
  households: number;
  state: WorkState;
  proposedOn: PlainDate;
  form: 'meeting' | 'ballot' | 'forms' | null;
  decidedOn: PlainDate | null;
  plan: string | null;
  startsOn: PlainDate | null;
  endsOn: PlainDate | null;
  acceptedOn: PlainDate | null;
  board: string | null;
  acceptance: string | null;
  /** Thousandths of its unit. */
  result: number | null;
  resultUnit: string | null;
  accountedOn: PlainDate | null;
  account: string | null;
  version: number;
}

export interface Votes {
  agree: number;
  disagree: number;
  other: number;
}

/** How many households have voted. */
export function castOf(votes: Votes): number {
  return votes.agree + votes.disagree + votes.other;
}

/** Whether the households decided for a work, by the law of the day on which it was proposed. */
export function decidesFor(votes: Votes, work: Pick<Work, 'households' | 'proposedOn'>): boolean {
  return reached(votingRuleOn('householdDecision', work.proposedOn), votes.agree, work.households);
}

/**
 * What a vote comes to if it is closed now: `short` where those who said nothing could still turn it, so that nobody
 * knows what the households want.
 */
export function outcomeOf(
  votes: Votes,
  work: Pick<Work, 'households' | 'proposedOn'>,
): 'decided' | 'refused' | 'short' {
  if (decidesFor(votes, work)) return 'decided';
  const silent = work.households - castOf(votes);
  return decidesFor({ ...votes, agree: votes.agree + silent }, work) ? 'short' : 'refused';
}

export const contributionKinds = ['money', 'labour', 'land', 'material'] as const;
export type ContributionKind = (typeof contributionKinds)[number];

export interface Contribution {
  id: string;
  number: number;
  kind: ContributionKind;
  /** Thousandths of `unit`. */
  quantity: number;
  unit: string;
  what: string | null;
  giver: string;
  anonymous: boolean;
  onDay: PlainDate;
  struckWhy: string | null;
}

export interface Expense {
  id: string;
  number: number;
  /** Đồng. */
  amount: number;
  what: string;
  payee: string;
  onDay: PlainDate;
  files: KeptFile[];
  struckWhy: string | null;
}

/** What a work's receipts come to; material in each of its units apart. */
export interface Totals {
  /** Thousandths. */
  contributions: { kind: ContributionKind; unit: string; quantity: number; receipts: number }[];
  /** Đồng. */
  money: number;
  spent: number;
  rest: number;
}

/** The sums of a work: those of its receipts that were not struck out, and nothing else. */
export function totalsOf(contributions: readonly Contribution[], expenses: readonly Expense[]): Totals {
  const groups = new Map<string, Totals['contributions'][number]>();
  for (const one of contributions) {
    if (one.struckWhy !== null) continue;
    const key = `${one.kind}\n${one.unit}`;
    const group = groups.get(key) ?? { kind: one.kind, unit: one.unit, quantity: 0, receipts: 0 };
    groups.set(key, {
      ...group,
      quantity: group.quantity + one.quantity,
      receipts: group.receipts + 1,
    });
  }
  const sums = [...groups.values()].toSorted(
    (a, b) => contributionKinds.indexOf(a.kind) - contributionKinds.indexOf(b.kind),
  );
  const money = sums.filter((one) => one.kind === 'money').reduce((sum, one) => sum + one.quantity, 0) / 1000;
  const spent = expenses.filter((one) => one.struckWhy === null).reduce((sum, one) => sum + one.amount, 0);
  return { contributions: sums, money, spent, rest: money - spent };
}

export interface Launch {
  id: LaunchId;
  unitId: UnitId;
  title: string;
  onDay: PlainDate;
  meets: string;
  call: string;
  state: 'announced' | 'published' | 'cancelled';
  why: string | null;
  publishedOn: PlainDate | null;
  version: number;
}

export interface LaunchTask {
  id: string;
  what: string;
  place: string;
  squad: string;
  planned: number;
  attended: number | null;
  /** Thousandths of its unit. */
  result: number | null;
  resultUnit: string | null;
}

export interface Street {
  id: StreetId;
  unitId: UnitId;
  name: string;
  stretch: string;
  plan: string;
  criteria: string[];
  since: PlainDate;
}

export interface Round {
  id: string;
  onDay: PlainDate;
  who: string;
  met: string[];
  words: string | null;
}

/** What a model street is looked at for. The plan of each locality chooses among them; the wording is to be confirmed. */
export const streetCriteria: readonly { code: string; name: Bilingual }[] = [
  { code: 'pavement', name: { vi: 'Vỉa hè không bị lấn chiếm', en: 'Pavements are free' } },
  { code: 'parking', name: { vi: 'Xe đậu đúng chỗ', en: 'Vehicles stand where they may' } },
  { code: 'trade', name: { vi: 'Buôn bán đúng nơi quy định', en: 'Trade only where it is allowed' } },
  { code: 'signs', name: { vi: 'Biển hiệu, quảng cáo đúng quy định', en: 'Signs follow the rules' } },
  { code: 'rubbish', name: { vi: 'Không có rác, nước thải trên đường', en: 'No rubbish or waste water' } },
  { code: 'lighting', name: { vi: 'Đèn đường sáng đủ', en: 'Street lights work' } },
  { code: 'trees', name: { vi: 'Cây xanh được chăm sóc', en: 'Trees are looked after' } },
  { code: 'wires', name: { vi: 'Dây điện, cáp gọn gàng', en: 'Wires are tidy' } },
  { code: 'pledge', name: { vi: 'Các hộ đã ký cam kết', en: 'Households signed the pledge' } },
];

/** Whether a street is a model street: at its newest round everything was met. */
export function isModelStreet(
  street: Pick<Street, 'criteria'>,
  newest: Pick<Round, 'met'> | undefined,
): boolean {
  return newest !== undefined && street.criteria.every((code) => newest.met.includes(code));
}

/** Thousandths with their unit, as they are written: 1.234,5 m. */
export function formatQuantity(value: number, unit: string): string {
  return `${formatThousandths(value)} ${unit}`;
}
