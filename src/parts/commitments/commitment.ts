import type { Figure, FigureTotal } from '../../ground/figure/catalogue.ts';
import { stateOf } from '../../ground/figure/target.ts';
import type { PersonId, PostId, UnitId } from '../../ground/organization/organization.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { Id } from '../../platform/id.ts';
import { newestMonthOver, type PlainDate } from '../../platform/time.ts';
import { fold } from '../../platform/vietnamese.ts';

export type CampaignId = Id<'commitmentCampaign'>;
export type CommitmentId = Id<'commitment'>;
export type ItemId = Id<'commitmentItem'>;
export type ChangeId = Id<'commitmentChange'>;

/** What an item promises: a figure that reaches a value, or a deliverable with evidence. */
export interface ItemTerms {
  text: string;
  figureCode: string | null;
  /** Hundredths of a percent for a share, the count itself else. */
  target: number | null;
  deliverable: string | null;
  dueOn: PlainDate;
  people: boolean;
}

/** An item that a campaign asks of every unit. */
export type TemplateItem = ItemTerms & { binding: boolean };

/** A year's drive of a body for the commitments of the heads below. */
export interface Campaign {
  id: CampaignId;
  unitId: UnitId;
  year: number;
  title: string;
  ground: string;
  signBy: PlainDate;
  items: TemplateItem[];
}

export const commitmentStates = ['draft', 'proposed', 'agreed', 'headSigned', 'signed'] as const;
/** `agreed`: the body above takes the proposal; then the head signs, then the superior. */
export type CommitmentState = (typeof commitmentStates)[number];

export interface Commitment {
  id: CommitmentId;
  campaignId: CampaignId;
  unitId: UnitId;
  state: CommitmentState;
  publishedAt: Date | null;
  version: number;
}

/** `delivered`: the unit says it is there and waits; `kept` and `missed`: closed; `dropped`: by a signed change. */
export const itemStates = ['active', 'delivered', 'kept', 'missed', 'dropped'] as const;
export type ItemState = (typeof itemStates)[number];

export interface Item extends ItemTerms {
  id: ItemId;
  commitmentId: CommitmentId;
  position: number;
  binding: boolean;
  state: ItemState;
  /** What the figure gave when it was closed. */
  numerator: number | null;
  denominator: number | null;
  closedOn: PlainDate | null;
  version: number;
}

export interface Signature {
  side: 'head' | 'superior';
  changeId: ChangeId | null;
  personId: PersonId;
  postId: PostId;
  name: string;
  at: Date;
}

export interface Change {
  id: ChangeId;
  itemId: ItemId;
  reason: string;
  before: ItemTerms;
  after: ItemTerms | null;
  askedAt: Date;
  state: 'asked' | 'holds' | 'refused';
}

export interface Report {
  itemId: ItemId;
  quarter: number;
  text: string;
  /** In the unit of the target. */
  claimed: number | null;
  files: KeptFile[];
  at: Date;
}

/** What can be done with a commitment as a whole. */
export const commitmentSteps = [
  'propose',
  'giveBack',
  'agree',
  'signHead',
  'signSuperior',
  'publish',
] as const;
export type CommitmentStep = (typeof commitmentSteps)[number];

export type CommitmentFault =
  | 'notAllowed'
  | 'wrongState'
  | 'noItems'
  | 'noPeopleItem'
  | 'needsText'
  | 'wrongName'
  | 'samePerson'
  | 'conflict'
  | 'bindingStays'
  | 'bindingLowered'
  | 'changeOpen'
  | 'changed'
  | 'needsEvidence'
  | 'notOver'
  | 'reached';

/** Who somebody is to a commitment. */
export interface Side {
  person: PersonId;
  /** Works in the unit that commits itself. */
  works: boolean;
  /** Leads that unit. */
  leads: boolean;
  /** Leads the body above that runs the campaign. */
  superior: boolean;
}

const stepRules: Record<
  CommitmentStep,
  { from: readonly CommitmentState[]; to: CommitmentState; who(side: Side): boolean }
> = {
  propose: { from: ['draft'], to: 'proposed', who: (side) => side.leads },
  giveBack: { from: ['proposed', 'agreed'], to: 'draft', who: (side) => side.superior },
  agree: { from: ['proposed'], to: 'agreed', who: (side) => side.superior },
  signHead: { from: ['agreed'], to: 'headSigned', who: (side) => side.leads },
  signSuperior: { from: ['headSigned'], to: 'signed', who: (side) => side.superior },
  publish: { from: ['signed'], to: 'signed', who: (side) => side.superior },
};

/**
 * The state after a step, or why it cannot be taken. A commitment without an item on resolving people's
 * requests is not proposed: it is what all this is for.
 *
 * @param signedBy who signed for the head: nobody signs for both sides
 */
export function takeCommitmentStep(
  commitment: Pick<Commitment, 'state' | 'publishedAt'>,
  step: CommitmentStep,
  side: Side,
  context: {
    items: readonly Pick<Item, 'people' | 'state'>[];
    text?: string | undefined;
    signedBy?: PersonId | undefined;
  },
): CommitmentState | CommitmentFault {
  const rule = stepRules[step];
  if (!rule.who(side)) return 'notAllowed';
  if (!rule.from.includes(commitment.state)) return 'wrongState';
  if (step === 'publish' && commitment.publishedAt) return 'wrongState';
  if (step === 'giveBack' && !context.text) return 'needsText';
  if (step === 'propose' || step === 'agree') {
    if (context.items.length === 0) return 'noItems';
    if (!context.items.some((one) => one.people)) return 'noPeopleItem';
  }
  if (step === 'signSuperior' && context.signedBy === side.person) return 'samePerson';
  return rule.to;
}

/** Whether a name as it was typed is a person's own: accents and spaces do not matter, every word does. */
export function isOwnName(typed: string, name: string): boolean {
  const words = (text: string) => fold(text).split(/\s+/).filter(Boolean).join(' ');
  return words(typed) !== '' && words(typed) === words(name);
}

/** What is wrong with terms that take the place of binding ones. */
export function bindingFault(
  binding: ItemTerms,
  given: ItemTerms,
  better: Figure['better'],
): 'bindingStays' | 'bindingLowered' | undefined {
  if (given.figureCode !== binding.figureCode || given.people !== binding.people) return 'bindingStays';
  if (given.dueOn > binding.dueOn) return 'bindingLowered';
  if (binding.target === null || given.target === null) return undefined;
  const lower = better === 'less' ? given.target > binding.target : given.target < binding.target;
  return lower ? 'bindingLowered' : undefined;
}

/** The items as both signed them: of each that was changed since, as it was before its first change that holds. */
export function signedItems(items: readonly Item[], changes: readonly Change[]): Item[] {
  return items.map((item) => {
    const first = changes.find((one) => one.itemId === item.id && one.state === 'holds');
    return first ? { ...item, ...first.before, state: 'active' } : item;
  });
}

export const itemMarks = [
  'kept',
  'missed',
  'dropped',
  'reached',
  'onCourse',
  'behind',
  'nothing',
  'delivered',
  'open',
  'overdue',
] as const;
/** How an item stands on a day: what was closed, or what the record shows now. */
export type ItemMark = (typeof itemMarks)[number];

/** Whether the months that an item's figure is of are over. */
export function periodOver(item: Pick<Item, 'dueOn'>, today: PlainDate): boolean {
  return newestMonthOver(today) >= item.dueOn.slice(0, 8).concat('01');
}

/** @param counted what the figure gives now; undefined for a deliverable */
export function markOf(
  item: Pick<Item, 'state' | 'dueOn' | 'target' | 'figureCode'>,
  figure: Pick<Figure, 'better' | 'denominator'> | undefined,
  counted: FigureTotal | undefined,
  today: PlainDate,
): ItemMark {
  if (item.state === 'kept' || item.state === 'missed' || item.state === 'dropped') return item.state;
  if (item.state === 'delivered') return 'delivered';
  if (!figure || !counted || item.target === null) return today > item.dueOn ? 'overdue' : 'open';
  const over = periodOver(item, today);
  const state = stateOf({ value: item.target }, figure, counted, over);
  // Over and not reached, it stays a duty until the body above closes it.
  if (state === 'missed') return 'overdue';
  return state;
}

/**
 * Whether a report claims more than the record shows; both are shown then. Compared by cross multiplication.
 *
 * @param claimed in the unit of the target
 */
export function contradicts(
  claimed: number | null,
  figure: Pick<Figure, 'better' | 'denominator'>,
  counted: FigureTotal,
): boolean {
  if (claimed === null) return false;
  const denominator = figure.denominator ? (counted.denominator ?? 0) : 1;
  const shown = figure.denominator ? counted.numerator * 10_000 : counted.numerator;
  if (denominator === 0) return claimed !== 0;
  // A share is said with two decimals at most: half a hundredth is rounding, not a claim.
  const difference = claimed * denominator - shown;
  const slack = figure.denominator ? denominator / 2 : 0;
  return figure.better === 'less' ? -difference > slack : difference > slack;
}
