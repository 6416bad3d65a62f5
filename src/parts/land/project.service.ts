import { createHash } from 'node:crypto';
import { isHead, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { codeFor, hashCode } from '../../ground/code.ts';
import { correctionOf } from '../../ground/correction.ts';
import { endDuty, openDuty, putOffDuty } from '../../ground/duty/single.ts';
import { type LandStep, landStepRuleOn, paymentFollows } from '../../ground/law/land-law.ts';
import { livingUnit } from '../../ground/organization/living.ts';
import { unitsAbove, unitsOn } from '../../ground/organization/organization.ts';
import { refuseReachable } from '../../ground/personal-data.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { type Database, type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import { putMail } from '../../platform/mail/outbox.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type * as forms from './forms.ts';
import {
  actsOf,
  allHandedOver,
  insertAct,
  insertParcels,
  insertProject,
  lockProject,
  type ParcelWithCase,
  parcelCases,
} from './land.store.ts';
import {
  type ActId,
  type HouseholdId,
  householdKey,
  type ParcelId,
  type Project,
  type ProjectId,
} from './land.ts';
import {
  competenceRefusal,
  datingRefusal,
  enforcementRefusal,
  handedOver,
  refusalOf,
  type StepRefusal,
} from './legal-path.ts';
import type { FileParcel } from './parcel-file.ts';
import { landPaths as to } from './paths.ts';
import { openPayDuties } from './pay-duty.ts';
import { texts } from './texts.ts';

const words = {
  none: {
    vi: 'Không có thửa nào làm được bước này vào ngày ấy.',
    en: 'There is no parcel for which the step can be taken on that day.',
  },
  unknown: (list: string) => ({ vi: `Không có thửa: ${list}.`, en: `There are no such parcels: ${list}.` }),
  named: { vi: 'Bước này phải ghi rõ từng thửa.', en: 'For this step the parcels are named one by one.' },
  decider: { vi: 'Bước này cần cơ quan quyết định.', en: 'This step needs the body that decided.' },
  number: { vi: 'Quyết định cần có số.', en: 'A decision has a number.' },
  file: {
    vi: 'Bước này cần văn bản, biên bản kèm theo.',
    en: 'The paper of this step has to be on file.',
  },
  elsewhere: {
    vi: 'Cơ quan này không có thẩm quyền với đất của dự án.',
    en: 'This body has no authority over the project’s land.',
  },
  otherName: (list: string) => ({
    vi: `Mã hộ đã có với tên khác: ${list}. Chưa ghi gì.`,
    en: `Keys that are there under another name: ${list}. Nothing was entered.`,
  }),
  time: { vi: 'Cưỡng chế cần có giờ bắt đầu.', en: 'Enforcement has an hour at which it begins.' },
  unposted: (count: number) => ({
    vi: `Còn ${count} hộ chưa có dòng bồi thường nào để niêm yết.`,
    en: `${count} households have no line of compensation to post.`,
  }),
  gone: {
    vi: 'Tệp đọc thử không còn hoặc đã ghi rồi; xin đọc thử lại.',
    en: 'The file that was read is gone or was entered already; please read it again.',
  },
};

/** Registers a project of the officer's own unit; when its land is to be handed over is a duty from now on. */
export async function openProject(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof forms.projectForm>,
): Promise<ProjectId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  const today = dayInVietnam(services.clock());
  const { due, ...rest } = given;
  const id: ProjectId = newId();
  await insertProject(tx, {
    ...rest,
    id,
    unitId: officer.unit,
    handoverFirst: due,
    handedOn: null,
    registeredOn: today,
    publishedOn: null,
  });
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'landProject',
    subjectId: id,
    unit: officer.unit,
    rule: 'DAT-HANDOVER',
    begunOn: today,
    owedTo: 'public',
    agreedFor: due,
  });
  await enterNext(services, tx, officer, {
    type: 'landProject.opened',
    subject: id,
    facts: { name: given.name, handover_on: due, urgent: given.urgent, duties: fact },
  });
  return id;
}

/** Shows a project to everybody: by its head, who looked at what was registered. */
export async function publishProject(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
): Promise<void> {
  const project = await heldProject(tx, officer, id);
  if (!isHead(officer.role)) throw new Refused(refusals.notAllowed);
  if (project.publishedOn) throw new Refused(refusals.wrongState);
  await tx.run(sql`
    update land_project set published_on = ${dayInVietnam(services.clock())} where id = ${id}`);
  await enterNext(services, tx, officer, {
    type: 'landProject.published',
    subject: id,
    facts: { name: project.name },
  });
}

/** Puts right what was entered of a project, with the reason for all to read. Its dates have steps of their own. */
export async function correctProject(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  given: Given<typeof forms.projectDataForm>,
): Promise<void> {
  const project = await heldProject(tx, officer, id);
  const { why, ...data } = given;
  const changed = (['name', 'purpose', 'basis', 'investor', 'place'] as const).filter(
    (one) => data[one] !== project[one],
  );
  if (changed.length === 0) throw new Refused(refusals.noChange, 'name');
  await tx.run(sql`
    update land_project set name = ${data.name}, purpose = ${data.purpose}, basis = ${data.basis},
      investor = ${data.investor}, place = ${data.place} where id = ${id}`);
  await enterNext(services, tx, officer, {
    type: 'landProject.corrected',
    subject: id,
    facts: { why, ...Object.fromEntries(changed.map((one) => [one, project[one]])) },
  });
}

/**
 * Puts right what was entered of a step beside its day and its parcels: those are the step, and are taken back and
 * entered anew.
 *
 * @throws HttpError 404, Refused where nothing is changed or a step that is decided would have no number
 */
export async function correctAct(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  target: string,
  given: Given<typeof forms.stepDataForm>,
): Promise<void> {
  await heldProject(tx, officer, id);
  const act = (await actsOf(tx, id)).find((one) => one.id === target);
  if (!act) throw notFound();
  const { why, ...data } = given;
  if (act.decidedBy && !data.number) throw new Refused(words.number, 'number');
  const { number, words: said, present } = act;
  const at = { on: dayInVietnam(services.clock()), why };
  const corrected = correctionOf({ number, words: said, present }, data, at, 'number');
  await tx.run(sql`
    update land_act set number = ${data.number}, words = ${data.words}, present = ${data.present},
      corrected = corrected || ${JSON.stringify([corrected])}::jsonb where id = ${act.id}`);
  await enterNext(services, tx, officer, {
    type: 'landProject.stepCorrected',
    subject: id,
    facts: { step: act.step, on_day: act.onDay, what: Object.keys(corrected.was).join(' '), why },
  });
}

/** Holds a project for a step by those who do its unit's work. */
export async function heldProject(tx: Queries, officer: SignedIn, id: ProjectId): Promise<Project> {
  const project = await lockProject(tx, id);
  if (!project || !worksIn(officer, project.unitId)) throw notFound();
  return project;
}

/** Puts the handover off, with the reason for all to read; the first date stays the one that figures count by. */
export async function putOffHandover(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  given: Given<typeof forms.putOffForm>,
): Promise<void> {
  await heldProject(tx, officer, id);
  const duties = await putOffDuty(tx, id, 'DAT-HANDOVER', given, dayInVietnam(services.clock()));
  await enterNext(services, tx, officer, {
    type: 'landProject.putOff',
    subject: id,
    facts: { due_on: given.due, why: given.why, duties },
  });
}

/** Names a unit that goes out to the project's households beside its own. */
export async function addOutreach(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  unit: string,
): Promise<void> {
  await heldProject(tx, officer, id);
  const unitId = await livingUnit(services, tx, unit, 'unit');
  await tx.run(
    sql`insert into land_outreach (project_id, unit_id) values (${id}, ${unitId}) on conflict do nothing`,
  );
  await enterNext(services, tx, officer, {
    type: 'landProject.goesOut',
    subject: id,
    facts: { unit: unitId },
  });
}

/** A unit goes out no more: what it had promised, planned and was asked to correct is the project's unit's from now on. */
export async function dropOutreach(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  unit: string,
): Promise<void> {
  const project = await heldProject(tx, officer, id);
  const unitId = parseId<'unit'>(unit);
  const dropped =
    unitId && (await tx.run(sql`delete from land_outreach where project_id = ${id} and unit_id = ${unitId}`));
  if (!dropped) throw notFound();
  const to = project.unitId;
  const ofProject = sql`household_id in (select id from land_household where project_id = ${id})`;
  await tx.run(sql`
    with visit as (update land_visit set unit_id = ${to} where unit_id = ${unitId} and held_on is null and ${ofProject} returning id),
      promise as (update land_promise set unit_id = ${to} where unit_id = ${unitId} and kept_words is null and ${ofProject} returning id),
      correction as (update land_correction set unit_id = ${to} where unit_id = ${unitId} and answered_on is null
        and visit_id in (select id from land_visit where ${ofProject}) returning id)
    update duty set owner_unit = ${to}, responsible_post = null where ended is null
      and subject_id in (select id from visit union all select id from promise union all select id from correction)`);
  await enterNext(services, tx, officer, {
    type: 'landProject.staysHome',
    subject: id,
    facts: { unit: unitId },
  });
}

/** Keeps what was read of a file without fault until the officer confirms it; an earlier one of theirs goes. */
export async function keepImport(
  db: Database,
  officer: SignedIn,
  project: ProjectId,
  parcels: readonly FileParcel[],
  sha256: string,
): Promise<string> {
  const id = newId();
  await db.transaction(async (tx) => {
    await tx.run(sql`delete from land_import where project_id = ${project} and post_id = ${officer.post}`);
    await tx.run(sql`
      insert into land_import (id, project_id, post_id, parcels, sha256)
      values (${id}, ${project}, ${officer.post}, ${JSON.stringify(parcels)}::jsonb, ${sha256})`);
  });
  return id;
}

/** Enters parcels that were read before; those that are there already are left as they are. */
export async function enterImport(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  draft: string,
): Promise<{ households: number; parcels: number }> {
  const project = await heldProject(tx, officer, id);
  if (project.handedOn) throw new Refused(refusals.wrongState);
  // Taken away in the same transaction: a second click finds nothing to enter.
  const kept = await tx.first<{ parcels: FileParcel[]; sha256: string }>(sql`
    delete from land_import where id = ${parseId(draft) ?? null} and project_id = ${id} and post_id = ${officer.post}
    returning parcels, sha256`);
  if (!kept) throw new Refused(words.gone);
  const names = new Map(kept.parcels.map(({ household }) => [household.key, household.name]));
  const there = await tx.rows<{ key: string; name: string }>(sql`
    select key, name from land_household where project_id = ${id} and key = any(${[...names.keys()]}::text[])`);
  const differing = there.filter((one) => names.get(one.key) !== one.name).map((one) => one.key);
  if (differing.length > 0) throw new Refused(words.otherName(differing.slice(0, 10).join(', ')));
  const added = await insertParcels(tx, id, kept.parcels, (household) =>
    hashCode(codeFor(services.secrets.codes, householdKey(household))),
  );
  await enterNext(services, tx, officer, {
    type: 'landProject.parcels',
    subject: id,
    facts: { ...added, file: kept.sha256 },
  });
  return added;
}

const listOf = (typed: string | null) => [...new Set((typed ?? '').split(/[,;\s]+/).filter(Boolean))];

/** Steps that by their nature concern only some parcels, where none are named. */
function concerns(step: LandStep, parcel: ParcelWithCase): boolean {
  if (step === 'objectorDialogue') return parcel.objects;
  if (step === 'resettlement') return parcel.resettles;
  return true;
}

const refusedWith = (
  refusal: StepRefusal,
  of?: { parcel: ParcelWithCase; others: number },
  field?: string,
) => {
  const say = (language: 'vi' | 'en') => {
    const which = of
      ? `${language === 'vi' ? 'Thửa' : 'Parcel'} ${of.parcel.sheet}-${of.parcel.number}${
          of.others > 0
            ? language === 'vi'
              ? ` (và ${of.others} thửa khác)`
              : ` (and ${of.others} others)`
            : ''
        }: `
      : '';
    return `${which}${refusal.words[language]}${refusal.basis ? ` ${refusal.basis[language]}.` : ''}`;
  };
  return new Refused({ vi: say('vi'), en: say('en') }, field);
};

/** Enters a step of the legal path for parcels of a project; refused with the article where the law has it otherwise. */
export async function takeStep(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  given: Given<typeof forms.stepForm>,
): Promise<void> {
  const project = await heldProject(tx, officer, id);
  const { step, onDay } = given as { step: LandStep; onDay: PlainDate };
  const today = dayInVietnam(services.clock());
  const dated = datingRefusal(onDay, today, project.registeredOn);
  if (dated) throw refusedWith(dated, undefined, 'onDay');
  const rule = landStepRuleOn(step, onDay);
  const numbers = listOf(given.parcels);
  if (rule?.named && numbers.length === 0) throw new Refused(words.named, 'parcels');
  const decidedBy = rule?.decided ? await decider(tx, project, { step, onDay, unit: given.decider }) : null;
  if (rule?.decided && !given.number) throw new Refused(words.number, 'number');
  if (rule?.barred) {
    if (!given.time) throw new Refused(words.time, 'time');
    const barred = enforcementRefusal(onDay, given.time, services.calendar);
    if (barred) throw refusedWith(barred, undefined, 'onDay');
  }
  const all = await parcelCases(tx, project, numbers.length > 0 ? { numbers } : {});
  const unknown = numbers.filter((one) => !all.some((parcel) => `${parcel.sheet}-${parcel.number}` === one));
  if (unknown.length > 0) throw new Refused(words.unknown(unknown.slice(0, 5).join(', ')), 'parcels');
  const parcels = chosen(all, step, onDay, numbers.length > 0);
  // What puts pressure on people, and what is copied from the time before, is shown by its paper.
  if ((rule?.filed || onDay < project.registeredOn) && given.files.length === 0)
    throw new Refused(words.file, 'files');
  await applyStep(services, tx, officer, project, {
    step,
    onDay,
    parcels,
    decidedBy,
    number: given.number,
    words: given.words,
    present: given.present,
    files: keptOf(given.files),
  });
}

/** The body that decided a step, where it was competent on that day. */
async function decider(
  tx: Queries,
  project: Project,
  asked: { step: LandStep; onDay: PlainDate; unit: string | null },
): Promise<string> {
  const rule = landStepRuleOn(asked.step, asked.onDay);
  if (!rule) throw new Refused(refusals.wrongState);
  const units = await unitsOn(tx, asked.onDay);
  const unit = units.find((one) => one.id === (asked.unit ?? project.unitId));
  if (!unit) throw new Refused(words.decider, 'decider');
  // The project’s own unit and those above it; before that unit was there, whoever was competent then.
  const own = await unitsAbove(tx, project.unitId, asked.onDay);
  const existed = units.some((one) => one.id === project.unitId);
  if (existed && !own.includes(unit.id)) throw new Refused(words.elsewhere, 'decider');
  const above = await unitsAbove(tx, unit.id, asked.onDay);
  const province = units.find((one) => one.kind === 'province' && above.includes(one.id));
  const refusal = competenceRefusal(rule, asked.onDay, unit.kind, province?.code);
  if (refusal) throw refusedWith(refusal, undefined, 'decider');
  return unit.name.vi;
}

/** Parcels for which a step may be taken: the named ones, all of them or none; else every one that the law allows. */
function chosen(
  all: readonly ParcelWithCase[],
  step: LandStep,
  onDay: PlainDate,
  named: boolean,
): ParcelWithCase[] {
  const judged = all
    .filter((parcel) => named || concerns(step, parcel))
    .map((parcel) => ({ parcel, refusal: refusalOf(step, onDay, parcel) }));
  const ready = judged.flatMap(({ parcel, refusal }) => (refusal ? [] : [parcel]));
  const refused = judged.filter((one) => one.refusal);
  const [first] = refused;
  if (first?.refusal && (named || ready.length === 0))
    throw refusedWith(first.refusal, { parcel: first.parcel, others: refused.length - 1 }, 'step');
  if (ready.length === 0) throw new Refused(words.none, 'step');
  return ready;
}

/** A step that was found to be lawful, with what it says. */
export interface LawfulStep {
  step: LandStep;
  onDay: PlainDate;
  parcels: readonly ParcelWithCase[];
  decidedBy: string | null;
  number: string | null;
  words: string | null;
  present: number | null;
  files: ReturnType<typeof keptOf>;
}

/** Writes a lawful step with what follows from it: money that is owed from now on, a project that is over. */
export async function applyStep(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  project: Project,
  lawful: LawfulStep,
): Promise<void> {
  const { step, onDay, parcels } = lawful;
  const households = [...new Set(parcels.map((one) => one.householdId))];
  const fromFile = onDay < project.registeredOn;
  if (step === 'planPosted' || step === 'approval') await requireLines(tx, households);
  const views = step === 'opinionMeeting' ? await viewsOf(tx, households) : undefined;
  const id: ActId = newId();
  await insertAct(
    tx,
    project.id,
    {
      ...lawful,
      id,
      agree: views?.agree ?? null,
      disagree: views?.disagree ?? null,
      other: views?.other ?? null,
      enteredAt: services.clock(),
      fromFile,
    },
    parcels.map((one): ParcelId => one.id),
    handedOver.includes(step),
  );
  const pay =
    step === paymentFollows(onDay)
      ? await openPayDuties(services, tx, project, households, onDay)
      : undefined;
  const last = handedOver.includes(step) ? await allHandedOver(tx, project.id) : undefined;
  const duties = last && (await endDuty(tx, project.id, 'DAT-HANDOVER', 'done', last));
  await tx.run(sql`
    update land_project set handed_on = ${last ?? project.handedOn} where id = ${project.id}`);
  await enterNext(services, tx, officer, {
    type: 'landProject.step',
    subject: project.id,
    facts: {
      step,
      on_day: onDay,
      parcels: parcels.length,
      ...(lawful.number && { number: lawful.number }),
      ...(views && { agree: views.agree, disagree: views.disagree, other: views.other }),
      ...(fromFile && { from_file: true }),
      ...((pay || duties) && { duties: [pay, duties].filter(Boolean).join('; ') }),
    },
  });
}

async function requireLines(tx: Queries, households: readonly HouseholdId[]): Promise<void> {
  const { count } = await tx.one<{ count: number }>(sql`
    select count(*)::int as count from unnest(${households}::uuid[]) as holder
    where not exists (select from land_line where household_id = holder and replaced_by is null)`);
  if (count > 0) throw new Refused(words.unposted(count), 'step');
}

async function viewsOf(
  tx: Queries,
  households: readonly HouseholdId[],
): Promise<{ agree: number; disagree: number; other: number }> {
  return tx.one(sql`
    select count(*) filter (where view = 'agree')::int as agree, count(*) filter (where view = 'disagree')::int as disagree,
      count(*) filter (where view = 'other')::int as other
    from land_opinion where household_id = any(${households}::uuid[])`);
}

/** Adds a way of being resettled, of which there are so many. */
export async function addOption(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  given: Given<typeof forms.optionForm>,
): Promise<void> {
  await heldProject(tx, officer, id);
  await tx.run(sql`
    insert into land_option (id, project_id, name, count) values (${newId()}, ${id}, ${given.name}, ${given.count})`);
  await enterNext(services, tx, officer, {
    type: 'landProject.option',
    subject: id,
    facts: { count: given.count },
  });
}

/** Takes a question about a project from somebody. */
export async function askAboutProject(
  services: Services,
  tx: Transaction,
  id: ProjectId,
  given: Given<typeof forms.questionForm>,
): Promise<void> {
  if (!(await tx.first(sql`select from land_project where id = ${id}`))) throw notFound();
  refuseReachable(given.text, 'text');
  await tx.run(sql`
    insert into land_question (id, project_id, text, email, at)
    values (${newId()}, ${id}, ${given.text}, ${given.email}, ${services.clock()})`);
}

/** Answers a question; question and answer are public from then on, and who asked is told. */
export async function answerQuestion(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ProjectId,
  target: string,
  answer: string,
): Promise<void> {
  const project = await heldProject(tx, officer, id);
  const today = dayInVietnam(services.clock());
  const question = await tx.first<{ id: string; email: string | null }>(sql`
    update land_question set answer = ${answer}, answered_on = ${today}
    where id = ${parseId(target) ?? null} and project_id = ${id} returning id, email`);
  if (!question) throw notFound();
  const sha256 = createHash('sha256').update(answer).digest('hex');
  await enterNext(services, tx, officer, {
    type: 'landProject.answered',
    subject: id,
    facts: { question: question.id, sha256 },
  });
  if (!question.email) return;
  const { config, clock } = services;
  const t = texts.vi;
  await putMail(
    tx,
    {
      once: `${question.id}/answer/${sha256}`,
      to: question.email,
      subject: t.mailAnswerSubject(project.name),
      body: t.mailAnswerBody(project.name, answer, `${config.publicUrl}${to.one(id)}`),
    },
    config.publicHost,
    clock(),
  );
}
