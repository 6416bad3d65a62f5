import type { SignedIn } from '../../ground/access/session.ts';
import { places } from '../../ground/organization/organization.ts';
import type { TakenDown } from '../../ground/petition-desk.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import type * as forms from './forms.ts';
import { heldHousehold } from './household.access.ts';
import { lockProject, parcelCases } from './land.store.ts';
import type { Household, HouseholdId, Project } from './land.ts';

const words = {
  notPosted: {
    vi: 'Ý kiến chính thức chỉ được lấy khi phương án đã niêm yết và trước khi họp lấy ý kiến xong.',
    en: 'Formal opinions are taken once the plan is posted, until the meeting for opinions is over.',
  },
  ownOpinion: {
    vi: 'Hộ đã tự gửi ý kiến bằng mã của mình; không ghi đè từ giấy.',
    en: 'The household gave its own opinion with its code; paper does not replace it.',
  },
  agreement: {
    vi: 'Cần văn bản đồng ý của hộ.',
    en: 'The household’s written agreement has to be on file.',
  },
  full: { vi: 'Phương án này đã hết suất.', en: 'There is none of these left.' },
  notResettled: { vi: 'Hộ này không thuộc diện tái định cư.', en: 'This household is not to be resettled.' },
};

/** Whether the law takes opinions of a household now: its plan is posted, and the meeting for opinions is not over. */
export function takesOpinion(parcels: readonly { done: readonly { step: string }[] }[]): boolean {
  const had = (step: string) => parcels.some((one) => one.done.some((each) => each.step === step));
  return had('planPosted') && !had('opinionMeeting');
}

/** Changes what is kept of a household. */
export async function changeHousehold(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: HouseholdId,
  given: Given<typeof forms.holderForm>,
): Promise<void> {
  const { household } = await heldHousehold(tx, officer, id, 'project');
  const files = given.files.length > 0 ? keptOf(given.files) : household.agreedFiles;
  if (given.agreedEarly && files.length === 0) throw new Refused(words.agreement, 'files');
  await tx.run(sql`
    update land_household set phone = ${given.phone}, resettles = ${given.resettles},
      agreed_files = ${JSON.stringify(files)}::jsonb where id = ${id}`);
  // Who is not resettled leaves the place to others.
  if (!given.resettles) await tx.run(sql`delete from land_choice where household_id = ${id}`);
  await tx.run(sql`update land_parcel set agreed_early = ${given.agreedEarly} where household_id = ${id}`);
  await enterNext(services, tx, officer, {
    type: 'landHousehold.changed',
    subject: id,
    facts: {
      resettles: given.resettles,
      agreed_early: given.agreedEarly,
      files: files.map((file) => file.sha256).join(' '),
    },
  });
}

/** Puts right who a household is, with the reason; what it was called before stays in the record, sealed. */
export async function correctHousehold(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: HouseholdId,
  given: Given<typeof forms.holderNameForm>,
): Promise<void> {
  const { household } = await heldHousehold(tx, officer, id, 'project');
  const place = given.place ?? '';
  if (given.name === household.name && place === household.place)
    throw new Refused(refusals.noChange, 'name');
  await tx.run(sql`update land_household set name = ${given.name}, place = ${place} where id = ${id}`);
  await enterNext(services, tx, officer, {
    type: 'landHousehold.corrected',
    subject: id,
    facts: { name: given.name !== household.name, place: place !== household.place },
    sealed: { why: given.why, name: household.name, place: household.place },
  });
}

/** Takes a household's formal opinion on the posted plan; given again, it replaces the earlier one. */
export async function giveOpinion(
  services: Services,
  tx: Transaction,
  by: SignedIn | { household: Household },
  id: HouseholdId,
  given: Given<typeof forms.opinionForm>,
): Promise<void> {
  const officer = 'household' in by ? undefined : by;
  const projectId = officer
    ? (await heldHousehold(tx, officer, id, 'project')).project.id
    : (by as { household: Household }).household.projectId;
  const project = await projectOf(tx, projectId);
  const parcels = await parcelCases(tx, project, { household: id });
  if (!takesOpinion(parcels)) throw new Refused(words.notPosted);
  const source = officer ? 'paper' : 'code';
  if (
    officer &&
    (await tx.first(sql`select from land_opinion where household_id = ${id} and source = 'code'`))
  )
    throw new Refused(words.ownOpinion, 'view');
  await tx.run(sql`
    insert into land_opinion (household_id, view, text, source, at)
    values (${id}, ${given.view}, ${given.text}, ${source}, ${services.clock()})
    on conflict (household_id) do update set view = excluded.view, text = excluded.text, source = excluded.source,
      at = excluded.at`);
  await enterNext(services, tx, officer ?? 'citizen', {
    type: 'landHousehold.opinion',
    subject: id,
    facts: { source },
    sealed: { view: given.view, text: given.text ?? '' },
  });
}

async function projectOf(tx: Queries, id: Project['id']): Promise<Project> {
  const project = await lockProject(tx, id);
  if (!project) throw notFound();
  return project;
}

/** Chooses a way of being resettled; of each there are only so many, and the choice is held while they are counted. */
export async function chooseOption(
  services: Services,
  tx: Transaction,
  household: Household,
  option: string,
): Promise<void> {
  if (!household.resettles) throw new Refused(words.notResettled);
  const found = await tx.first<{ id: string; count: number }>(sql`
    select id, count from land_option where id = ${parseId(option) ?? null} and project_id = ${household.projectId} for update`);
  if (!found) throw notFound();
  const { taken } = await tx.one<{ taken: number }>(sql`
    select count(*)::int as taken from land_choice where option_id = ${found.id} and household_id <> ${household.id}`);
  if (taken >= found.count) throw new Refused(words.full, 'option');
  await tx.run(sql`
    insert into land_choice (household_id, option_id, at) values (${household.id}, ${found.id}, ${services.clock()})
    on conflict (household_id) do update set option_id = excluded.option_id, at = excluded.at`);
  await enterNext(services, tx, 'citizen', {
    type: 'landHousehold.chose',
    subject: household.id,
    facts: { option: found.id },
  });
}

/**
 * Hands an objection of a household in as a petition: it has its number and its clock like any other. In a
 * transaction of its own, before the one that notes whose it is.
 *
 * @param key of the submission: the same one again is the same petition
 * @returns the petition with its number and its date
 */
export async function object(
  services: Services,
  household: Household,
  given: Given<typeof forms.objectionForm>,
  how: { key: string; language: Language },
): Promise<TakenDown> {
  const project = await services.db.one<{ unit: string; place: string }>(
    sql`select unit_id as unit, place from land_project where id = ${household.projectId}`,
  );
  const { units } = await services.site.read();
  const unit = places(units).find((one) => one.id === project.unit);
  const done = await services.desk.take(
    services,
    {
      kind: given.kind,
      topic: 'land',
      title: given.title,
      body: given.body,
      against: given.against,
      name: household.name,
      address: household.place || project.place,
      ...(household.phone && { phone: household.phone }),
      ...(unit && { placeUnit: unit.id }),
    },
    { source: 'web', ...how },
  );
  if (done.ok) return done.taken;
  const [[field, text] = ['', '']] = Object.entries(done.faults);
  const own = ['kind', 'against', 'title', 'body'].includes(field);
  throw new Refused({ vi: text, en: text }, own ? field : undefined);
}

/** Notes which household a petition is of. */
export async function noteObjection(tx: Transaction, household: Household, taken: TakenDown): Promise<void> {
  await tx.run(sql`
    insert into land_objection (petition_id, household_id, number, due_on)
    values (${taken.id}, ${household.id}, ${taken.number}, ${taken.dueOn}) on conflict do nothing`);
}
