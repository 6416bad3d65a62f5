import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Actor, isHead, seesUnit, worksIn } from '../../ground/access/decision.ts';
import { freshlyProved, type SignedIn } from '../../ground/access/session.ts';
import { applyChanges } from '../../ground/duty/changes.ts';
import { dutiesOf, insertDuty, updateDuty } from '../../ground/duty/duty.store.ts';
import type { FigureTotal } from '../../ground/figure/catalogue.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Fact } from '../../ground/record/entry.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep as takeKnown, takeOnPage } from '../../ground/step/take.ts';
import type { Queries, Transaction } from '../../platform/database/database.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam } from '../../platform/time.ts';
import {
  changesOf,
  closeChange,
  deleteAsked,
  deleteItem,
  headSigner,
  insertCampaign,
  insertChange,
  insertCommitment,
  insertEvent,
  insertItem,
  insertReport,
  insertSignature,
  itemsOf,
  itemsToClose,
  listCommitments,
  lockCampaign,
  lockCommitment,
  lockCommitments,
  noteChecked,
  readCampaign,
  readItem,
  updateCampaign,
  updateCommitment,
  updateItem,
} from './commitment.store.ts';
import {
  bindingFault,
  type Campaign,
  type CampaignId,
  type Change,
  type ChangeId,
  type Commitment,
  type CommitmentFault,
  type CommitmentId,
  type CommitmentStep,
  type Item,
  type ItemId,
  type ItemTerms,
  isOwnName,
  markOf,
  periodOver,
  type Report,
  type Side,
  takeCommitmentStep,
} from './commitment.ts';
import { knownSides, knownSteps } from './known.ts';
import { commitmentPaths as to } from './paths.ts';
import { countItem } from './progress.ts';
import { faultTexts } from './texts.ts';

/** Thrown when nothing was changed. */
export class CommitmentRefused extends Refused {
  constructor(readonly fault: CommitmentFault) {
    super({ vi: faultTexts.vi[fault], en: faultTexts.en[fault] }, fieldOf[fault]);
  }
}

/** The field of a form at which a fault is said; others are about the whole. */
const fieldOf: Partial<Record<CommitmentFault, string>> = { wrongName: 'name', needsText: 'text' };

/** A form that was made for a commitment as it was, and that is sent once. */
interface Asked {
  version?: number | undefined;
  key?: string | undefined;
}

const leading = (actor: Actor) => isHead(actor.role);

/** Whether somebody may run a campaign: who leads a unit with others below. */
export function mayRunCampaign(actor: Actor): boolean {
  return leading(actor) && actor.reach !== 'all' && actor.reach.some((unit) => unit !== actor.unit);
}

/** Who somebody is to a commitment. */
export function sideOf(
  actor: Actor,
  commitment: Pick<Commitment, 'unitId'>,
  campaign: Pick<Campaign, 'unitId'>,
): Side {
  const works = worksIn(actor, commitment.unitId);
  return {
    person: actor.person,
    works,
    leads: works && leading(actor),
    superior: leading(actor) && actor.unit === campaign.unitId,
  };
}

/** Whether somebody sees a commitment that is not public: its unit, the body above, those above both, inspection. */
export function seesCommitment(
  actor: Actor,
  commitment: Pick<Commitment, 'unitId'>,
  campaign: Pick<Campaign, 'unitId'>,
): boolean {
  return seesUnit(actor, commitment.unitId) || seesUnit(actor, campaign.unitId);
}

/** Opens a year's campaign, with a draft of its items for each unit. The same again is refused. */
export async function openCampaign(
  services: Services,
  officer: SignedIn,
  given: Omit<Campaign, 'id' | 'unitId'> & { units: readonly UnitId[] },
  key: string,
): Promise<CampaignId> {
  if (!mayRunCampaign(officer)) throw new CommitmentRefused('notAllowed');
  const { units, ...rest } = given;
  const taking = { step: knownSteps.open, page: to.desk, key, request: given };
  const result = await takeKnown(services, officer, taking, async (tx) => {
    const id: CampaignId = newId();
    await insertCampaign(tx, { ...rest, id, unitId: officer.unit }, officer.post, services.clock());
    for (const unit of units)
      await draftFor(services, tx, officer, { ...rest, id, unitId: officer.unit }, unit);
    return { id };
  });
  return result.id;
}

/**
 * Changes what a campaign asks for, until the first unit has answered it: from then on it binds somebody. What a unit
 * wrote into its draft of its own stays.
 *
 * @throws HttpError 404, CommitmentRefused where a unit has answered
 */
export async function editCampaign(
  services: Services,
  officer: SignedIn,
  id: CampaignId,
  given: Pick<Campaign, 'title' | 'ground' | 'signBy' | 'items'> & { units: readonly UnitId[] },
  key: string,
): Promise<void> {
  if (!mayRunCampaign(officer)) throw new CommitmentRefused('notAllowed');
  const taking = { step: knownSteps.edit, page: to.campaignOf(id), key, request: given };
  await takeKnown(services, officer, taking, async (tx) => {
    const before = await lockCampaign(tx, id);
    if (!before || before.unitId !== officer.unit) throw notFound();
    const drafts = await lockCommitments(tx, id);
    if (drafts.some((one) => one.state !== 'draft')) throw new CommitmentRefused('wrongState');
    const { units, ...rest } = given;
    const campaign = { ...before, ...rest };
    await updateCampaign(tx, campaign);
    for (const draft of drafts) {
      await deleteAsked(tx, draft.id);
      const last = (await itemsOf(tx, draft.id)).at(-1)?.position ?? 0;
      for (const [index, { binding, ...terms }] of campaign.items.entries())
        await insertItem(tx, newItem(draft.id, last + index + 1, terms, binding));
    }
    for (const unit of units.filter((one) => !drafts.some((draft) => draft.unitId === one)))
      await draftFor(services, tx, officer, campaign, unit);
    await enterNext(services, tx, officer, {
      type: 'commitment.campaignChanged',
      subject: id,
      facts: { year: campaign.year, items: campaign.items.length },
    });
    return {};
  });
}

async function draftFor(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  campaign: Campaign,
  unit: UnitId,
): Promise<void> {
  const commitment: Commitment = {
    id: newId(),
    campaignId: campaign.id,
    unitId: unit,
    state: 'draft',
    publishedAt: null,
    version: 1,
  };
  await insertCommitment(tx, commitment);
  for (const [index, { binding, ...terms }] of campaign.items.entries())
    await insertItem(tx, newItem(commitment.id, index + 1, terms, binding));
  await insertEvent(tx, commitment.id, { at: services.clock(), type: 'opened', post: officer.post });
  await services.record.append(tx, {
    type: 'commitment.opened',
    subject: commitment.id,
    seq: 1,
    role: officer.role,
    unit: officer.unitCode,
    facts: { campaign: campaign.id, year: campaign.year },
  });
}

function newItem(commitment: CommitmentId, position: number, terms: ItemTerms, binding: boolean): Item {
  return {
    ...terms,
    id: newId(),
    commitmentId: commitment,
    position,
    binding,
    state: 'active',
    numerator: null,
    denominator: null,
    closedOn: null,
    version: 1,
  };
}

/** Holds a commitment that somebody sees; makes sure their form was made for it as it is. */
async function held(
  tx: Queries,
  officer: SignedIn,
  id: CommitmentId,
  version: number | undefined,
): Promise<{ commitment: Commitment; campaign: Campaign; side: Side }> {
  const commitment = await lockCommitment(tx, id);
  const campaign = commitment && (await readCampaign(tx, commitment.campaignId));
  if (!commitment || !campaign || !seesCommitment(officer, commitment, campaign)) throw notFound();
  if (version !== undefined && commitment.version !== version) throw new HttpError(409, 'conflict');
  return { commitment, campaign, side: sideOf(officer, commitment, campaign) };
}

/** Notes what happened: on the commitment's page, in the record, and in its version. */
async function note(
  services: Services,
  tx: Transaction,
  officer: SignedIn | undefined,
  before: Commitment,
  what: {
    type: string;
    after?: Partial<Commitment>;
    item?: ItemId;
    text?: string | null;
    facts?: Record<string, Fact>;
  },
): Promise<void> {
  const after = { ...before, ...what.after, version: before.version + 1 };
  await updateCommitment(tx, after);
  await insertEvent(tx, before.id, {
    at: services.clock(),
    type: what.type,
    item: what.item ?? null,
    post: officer?.post ?? null,
    text: what.text ?? null,
  });
  await services.record.append(tx, {
    type: `commitment.${what.type}`,
    subject: before.id,
    seq: after.version,
    role: officer?.role ?? 'system',
    unit: officer?.unitCode ?? null,
    facts: { state: after.state, ...(what.item && { item: what.item }), ...what.facts },
    ...(officer && { sealed: { post: officer.post, text: what.text ?? null } }),
  });
  tx.afterCommit(() => services.cache.clear());
}

/** The digest of what is signed: the year, the commitment and every item's terms, in canonical JSON (RFC 8785). */
export function digestOf(
  campaign: Pick<Campaign, 'id' | 'year'>,
  commitment: Pick<Commitment, 'id' | 'unitId'>,
  items: readonly Item[],
): string {
  const signed = {
    campaign: campaign.id,
    year: campaign.year,
    commitment: commitment.id,
    items: items.map(({ position, text, figureCode, target, deliverable, dueOn, binding, people }) => ({
      position,
      text,
      figureCode,
      target,
      deliverable,
      dueOn,
      binding,
      people,
    })),
  };
  return createHash('sha256')
    .update(canonicalize(signed) ?? '')
    .digest('hex');
}

/** Adds or changes an item of a draft. @throws CommitmentRefused */
export async function putItem(
  services: Services,
  officer: SignedIn,
  id: CommitmentId,
  item: ItemId | undefined,
  terms: ItemTerms,
  asked: Asked,
): Promise<void> {
  const work = async (tx: Transaction) => {
    const { commitment, campaign, side } = await held(tx, officer, id, asked.version);
    if (!side.works && !side.superior) throw new CommitmentRefused('notAllowed');
    if (commitment.state !== 'draft') throw new CommitmentRefused('wrongState');
    const items = await itemsOf(tx, id);
    const before = items.find((one) => one.id === item);
    if (item && !before) throw notFound();
    if (before?.binding) {
      const asked = campaign.items[before.position - 1];
      const better = services.figures.find((one) => one.code === before.figureCode)?.better;
      const fault = asked && bindingFault(asked, terms, better);
      if (fault) throw new CommitmentRefused(fault);
    }
    const position = Math.max(0, ...items.map((one) => one.position)) + 1;
    if (before) await updateItem(tx, { ...before, ...terms, version: before.version + 1 });
    else await insertItem(tx, newItem(id, position, terms, false));
    await note(services, tx, officer, commitment, { type: 'edited', ...(before && { item: before.id }) });
  };
  await takeOnPage(services, officer, knownSteps.put, to.one(id), work, asked);
}

/** Takes an item out of a draft; one that is asked for from above stays. */
export async function removeItem(
  services: Services,
  officer: SignedIn,
  id: CommitmentId,
  item: ItemId,
  asked: Asked,
): Promise<void> {
  const work = async (tx: Transaction) => {
    const { commitment, side } = await held(tx, officer, id, asked.version);
    if (!side.works && !side.superior) throw new CommitmentRefused('notAllowed');
    if (commitment.state !== 'draft') throw new CommitmentRefused('wrongState');
    if (!(await deleteItem(tx, id, item))) throw new CommitmentRefused('bindingStays');
    await note(services, tx, officer, commitment, { type: 'edited' });
  };
  await takeOnPage(services, officer, knownSteps.remove, to.one(id), work, asked);
}

/** Makes sure that a signature is its signer's: proved lately, and by their own name. */
function mustSign(services: Services, officer: SignedIn, typed: string | undefined): void {
  if (!freshlyProved(officer, services.clock())) throw new CommitmentRefused('notAllowed');
  if (!isOwnName(typed ?? '', officer.personName)) throw new CommitmentRefused('wrongName');
}

/**
 * Takes a commitment a step on. With the second signature every item becomes a duty of the unit.
 *
 * @throws CommitmentRefused, HttpError 404 or 409
 */
export async function takeStep(
  services: Services,
  officer: SignedIn,
  id: CommitmentId,
  step: CommitmentStep,
  given: { text?: string | undefined; name?: string | undefined } & Asked,
): Promise<void> {
  const { clock, calendar } = services;
  const work = async (tx: Transaction) => {
    const { commitment, campaign, side } = await held(tx, officer, id, given.version);
    const items = await itemsOf(tx, id);
    const signedBy = await headSigner(tx, id, null);
    const next = takeCommitmentStep(commitment, step, side, { items, text: given.text, signedBy });
    if (
      next !== 'draft' &&
      next !== 'proposed' &&
      next !== 'agreed' &&
      next !== 'headSigned' &&
      next !== 'signed'
    )
      throw new CommitmentRefused(next);
    const facts: Record<string, Fact> = {};
    if (step === 'signHead' || step === 'signSuperior') {
      mustSign(services, officer, given.name);
      const sha256 = digestOf(campaign, commitment, items);
      facts.sha256 = sha256;
      await insertSignature(
        tx,
        id,
        {
          side: step === 'signHead' ? 'head' : 'superior',
          changeId: null,
          personId: officer.person,
          postId: officer.post,
          name: officer.personName,
          at: clock(),
        },
        sha256,
      );
    }
    if (step === 'signSuperior') {
      const today = dayInVietnam(clock());
      const duties: string[] = [];
      for (const item of items) {
        const { opened, fact } = applyChanges(
          [],
          [{ do: 'open', rule: 'CK-ITEM', begunOn: today, owedTo: 'public', agreedFor: item.dueOn }],
          {
            subjectType: 'commitmentItem',
            subjectId: item.id,
            unit: commitment.unitId,
            today,
            seq: commitment.version + 1,
            calendar,
          },
        );
        for (const duty of opened) await insertDuty(tx, duty);
        duties.push(fact);
      }
      facts.duties = duties.join('; ');
    }
    await note(services, tx, officer, commitment, {
      type: step,
      after: { state: next, ...(step === 'publish' && { publishedAt: clock() }) },
      text: given.text ?? null,
      facts,
    });
  };
  await takeOnPage(services, officer, knownSides[step], to.one(id), work, given);
}

/** Adds a quarter's words and evidence to an item; of a deliverable, that it is there. */
export async function report(
  services: Services,
  officer: SignedIn,
  id: CommitmentId,
  given: Omit<Report, 'at'> & { delivered: boolean },
  key: string,
): Promise<void> {
  const { delivered, ...said } = given;
  const request = { ...given, files: given.files.map((file: KeptFile) => file.sha256) };
  const taking = { step: knownSteps.report, page: to.one(id), key, request };
  await takeKnown(services, officer, taking, async (tx) => {
    const { commitment, side } = await held(tx, officer, id, undefined);
    if (!side.works) throw new CommitmentRefused('notAllowed');
    const item = await readItem(tx, given.itemId);
    if (!item || item.commitmentId !== id) throw notFound();
    if (commitment.state !== 'signed' || (item.state !== 'active' && item.state !== 'delivered'))
      throw new CommitmentRefused('wrongState');
    if (delivered && given.files.length === 0) throw new CommitmentRefused('needsEvidence');
    await insertReport(tx, { ...said, at: services.clock() }, officer.post);
    const claims = delivered && item.deliverable !== null && item.state === 'active';
    if (claims) {
      // Waiting for the body above, its clock stands still: it was delivered today.
      await updateItem(tx, {
        ...item,
        state: 'delivered',
        closedOn: dayInVietnam(services.clock()),
        version: item.version + 1,
      });
      for (const duty of await dutiesOf(tx, item.id))
        if (duty.ended === null)
          await updateDuty(tx, { ...duty, suspendedFrom: dayInVietnam(services.clock()) });
    }
    await note(services, tx, officer, commitment, {
      type: claims ? 'delivered' : 'reported',
      item: item.id,
      text: given.text,
      facts: {
        quarter: given.quarter,
        ...(given.claimed !== null && { claimed: given.claimed }),
        files: request.files.join(' '),
      },
    });
    return {};
  });
}

/** Closes an item: the body above takes a deliverable or gives it back, or says that a figure was not reached. */
export async function closeItem(
  services: Services,
  officer: SignedIn,
  id: CommitmentId,
  item: ItemId,
  as: 'kept' | 'missed' | 'back',
  text: string | undefined,
  asked: Asked,
): Promise<void> {
  // Counted before the transaction: a figure takes a while, and nobody waits for a lock meanwhile.
  const counted = await countOf(services, item);
  const work = async (tx: Transaction) => {
    const { commitment, side } = await held(tx, officer, id, asked.version);
    if (!side.superior) throw new CommitmentRefused('notAllowed');
    const of = await readItem(tx, item);
    if (!of || of.commitmentId !== id) throw notFound();
    const today = dayInVietnam(services.clock());
    // What was closed stays as it was closed.
    if (commitment.state !== 'signed' || (of.state !== 'active' && of.state !== 'delivered'))
      throw new CommitmentRefused('wrongState');
    if ((await changesOf(tx, id)).some((one) => one.itemId === item && one.state === 'asked'))
      throw new CommitmentRefused('changeOpen');
    // Whether a figure was reached is said by the record; only that it was not is a person's to say, afterwards.
    if (of.deliverable === null && (as !== 'missed' || of.state !== 'active'))
      throw new CommitmentRefused('wrongState');
    if (of.deliverable === null && !periodOver(of, today)) throw new CommitmentRefused('notOver');
    // What the record says was reached nobody says was not.
    const figure = services.figures.find((one) => one.code === of.figureCode);
    if (figure && markOf(of, figure, counted, today) === 'reached') throw new CommitmentRefused('reached');
    if (of.deliverable !== null && as !== 'missed' && of.state !== 'delivered')
      throw new CommitmentRefused('wrongState');
    if (of.deliverable !== null && as === 'missed' && today <= of.dueOn)
      throw new CommitmentRefused('notOver');
    if (as !== 'kept' && !text) throw new CommitmentRefused('needsText');
    if (as === 'back') {
      await updateItem(tx, { ...of, state: 'active', closedOn: null, version: of.version + 1 });
      for (const duty of await dutiesOf(tx, of.id))
        if (duty.ended === null) await updateDuty(tx, { ...duty, suspendedFrom: null });
    } else await end(services, tx, commitment, of, as, counted);
    await note(services, tx, officer, commitment, {
      type: as === 'back' ? 'deliveredBack' : as,
      item,
      text: text ?? null,
    });
  };
  await takeOnPage(services, officer, knownSteps.close, to.one(id), work, asked);
}

/** Ends an item and its duty: kept on the day it was there, or left undone by decision. */
async function end(
  services: Services,
  tx: Transaction,
  commitment: Commitment,
  item: Item,
  as: 'kept' | 'missed',
  counted: FigureTotal | undefined,
): Promise<void> {
  const today = dayInVietnam(services.clock());
  const day = as === 'kept' ? (item.closedOn ?? (item.figureCode ? item.dueOn : today)) : today;
  await updateItem(tx, {
    ...item,
    state: as,
    closedOn: day,
    numerator: counted?.numerator ?? null,
    denominator: counted?.denominator ?? null,
    version: item.version + 1,
  });
  for (const duty of await dutiesOf(tx, item.id))
    if (duty.ended === null)
      await updateDuty(tx, {
        ...duty,
        ended: as === 'kept' ? 'done' : 'lapsed',
        endedOn: day,
        suspendedFrom: null,
        endedSeq: commitment.version + 1,
      });
}

/** What the figure of an item gives now; undefined for a deliverable. */
async function countOf(services: Services, id: ItemId): Promise<FigureTotal | undefined> {
  const item = await readItem(services.db, id);
  const [line] = item ? await listCommitments(services.db, { id: item.commitmentId }) : [];
  return item?.figureCode && line ? countItem(services, item, line.unitId) : undefined;
}

const closedAtOnce = 200;

/** Closes items whose figure reached what was promised, once their months are over. Run twice it finds nothing. */
export async function closeReached(services: Services): Promise<void> {
  const { db, clock, figures } = services;
  const today = dayInVietnam(clock());
  for (const found of await itemsToClose(db, today, closedAtOnce)) {
    if (!periodOver(found, today)) continue;
    const figure = figures.find((one) => one.code === found.figureCode);
    const counted = await countItem(services, found, found.unitId);
    if (markOf(found, figure, counted, today) !== 'reached') {
      await noteChecked(db, found.id, today);
      continue;
    }
    await db.transaction(async (tx) => {
      const commitment = await lockCommitment(tx, found.commitmentId);
      const item = await readItem(tx, found.id);
      if (!commitment || item?.state !== 'active') return;
      await end(services, tx, commitment, item, 'kept', counted);
      await note(services, tx, undefined, commitment, {
        type: 'kept',
        item: item.id,
        facts: {
          numerator: counted?.numerator ?? 0,
          ...(counted?.denominator !== undefined && { denominator: counted.denominator }),
        },
      });
    });
  }
}

/** Asks for a change of a signed item, or that it be dropped (`after` null). It holds once both have signed. */
export async function askChange(
  services: Services,
  officer: SignedIn,
  id: CommitmentId,
  item: ItemId,
  given: { reason: string; after: ItemTerms | null } & Asked,
): Promise<void> {
  const work = async (tx: Transaction) => {
    const { commitment, campaign, side } = await held(tx, officer, id, given.version);
    if (!side.leads && !side.superior) throw new CommitmentRefused('notAllowed');
    const of = await readItem(tx, item);
    if (!of || of.commitmentId !== id) throw notFound();
    if (commitment.state !== 'signed' || of.state !== 'active') throw new CommitmentRefused('wrongState');
    if ((await changesOf(tx, id)).some((one) => one.itemId === item && one.state === 'asked'))
      throw new CommitmentRefused('changeOpen');
    const items = await itemsOf(tx, id);
    // What is left must still be tied to people's requests.
    const people = items.some(
      (one) => one.state !== 'dropped' && (one.id === item ? given.after?.people : one.people),
    );
    if (!people) throw new CommitmentRefused('noPeopleItem');
    if (of.binding && given.after === null && side.superior === false)
      throw new CommitmentRefused('bindingStays');
    const { text, figureCode, target, deliverable, dueOn, people: tied } = of;
    const change: Change = {
      id: newId(),
      itemId: item,
      reason: given.reason,
      before: { text, figureCode, target, deliverable, dueOn, people: tied },
      after: given.after,
      askedAt: services.clock(),
      state: 'asked',
    };
    await insertChange(tx, change, officer.post);
    await note(services, tx, officer, commitment, {
      type: 'changeAsked',
      item,
      text: given.reason,
      facts: { change: change.id, year: campaign.year },
    });
  };
  await takeOnPage(services, officer, knownSteps.askChange, to.one(id), work, given);
}

/** Signs a change or refuses it; with both signatures it holds, and the duty's date moves with it. */
export async function answerChange(
  services: Services,
  officer: SignedIn,
  id: CommitmentId,
  changeId: ChangeId,
  given: { sign: boolean; text?: string | undefined; name?: string | undefined } & Asked,
): Promise<void> {
  const known = given.sign ? knownSteps.signChange : knownSteps.refuseChange;
  const work = async (tx: Transaction) => {
    const { commitment, side } = await held(tx, officer, id, given.version);
    const change = (await changesOf(tx, id)).find((one) => one.id === changeId);
    if (!change) throw notFound();
    if (change.state !== 'asked') throw new CommitmentRefused('wrongState');
    const head = await headSigner(tx, id, changeId);
    const as = side.leads && !head ? 'head' : side.superior && head ? 'superior' : undefined;
    if (!as && !(side.superior && !given.sign)) throw new CommitmentRefused('notAllowed');
    const item = await readItem(tx, change.itemId);
    if (!item) throw notFound();
    if (given.sign && item.state !== 'active') throw new CommitmentRefused('wrongState');
    if (!given.sign) {
      if (!given.text) throw new CommitmentRefused('needsText');
      await closeChange(tx, changeId, 'refused');
      await note(services, tx, officer, commitment, {
        type: 'changeRefused',
        item: item.id,
        text: given.text,
      });
      return;
    }
    mustSign(services, officer, given.name);
    if (as === 'superior' && head === officer.person) throw new CommitmentRefused('samePerson');
    const sha256 = createHash('sha256')
      .update(
        canonicalize({
          change: changeId,
          item: item.id,
          before: change.before,
          after: change.after,
          reason: change.reason,
        }) ?? '',
      )
      .digest('hex');
    await insertSignature(
      tx,
      id,
      {
        side: as ?? 'head',
        changeId,
        personId: officer.person,
        postId: officer.post,
        name: officer.personName,
        at: services.clock(),
      },
      sha256,
    );
    if (as === 'superior') {
      // Another change may have held meanwhile: what is left must still be tied to people's requests.
      const left = (await itemsOf(tx, id)).filter((one) => one.state !== 'dropped');
      if (!left.some((one) => (one.id === item.id ? change.after?.people : one.people)))
        throw new CommitmentRefused('noPeopleItem');
      await closeChange(tx, changeId, 'holds');
      const today = dayInVietnam(services.clock());
      const after: Item = change.after
        ? { ...item, ...change.after, version: item.version + 1 }
        : { ...item, state: 'dropped', closedOn: today, version: item.version + 1 };
      await updateItem(tx, after);
      for (const duty of await dutiesOf(tx, item.id)) {
        if (duty.ended !== null) continue;
        const basis = {
          vi: 'thay đổi cam kết có chữ ký hai bên',
          en: 'a change of the commitment signed by both',
        };
        await updateDuty(
          tx,
          change.after
            ? {
                ...duty,
                dueOn: change.after.dueOn,
                explanation: [...duty.explanation, { line: 'promised', date: change.after.dueOn, basis }],
              }
            : { ...duty, ended: 'lapsed', endedOn: today, endedSeq: commitment.version + 1 },
        );
      }
    }
    await note(services, tx, officer, commitment, {
      type: as === 'superior' ? 'changeHolds' : 'changeSigned',
      item: item.id,
      facts: { change: changeId, sha256 },
    });
  };
  await takeOnPage(services, officer, known, to.one(id), work, given);
}
