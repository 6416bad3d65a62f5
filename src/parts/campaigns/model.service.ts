import { isHead, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { empty, type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, type PlainDate, yearOf } from '../../platform/time.ts';
import type { Model, ModelField, ModelId, ModelState } from './campaign.ts';
import type * as forms from './forms.ts';
import { insertPhotos } from './photo.store.ts';

const words = {
  year: { vi: 'Năm không đúng.', en: 'Not a year of now.' },
  own: {
    vi: 'Mô hình do cấp trên của đơn vị thẩm định, công nhận.',
    en: 'A model is appraised and recognised by those above its unit.',
  },
  unchecked: {
    vi: 'Chưa có lần kiểm tra thực tế nào; không công nhận trên giấy.',
    en: 'Nobody has checked it in the field yet; nothing is recognised on paper.',
  },
  itself: { vi: 'Không có mô hình này để làm theo.', en: 'There is no such model to copy.' },
};

const columns = sql`
  model.id, model.unit_id as "unitId", model.field, model.subject, model.year, model.title, model.place, model.content,
  model.forces, model.expected, model.copies, model.state, model.why, model.decision, model.decided_on as "decidedOn",
  model.commended, model.cost::float8 as cost, model.people, model.months, model.lessons, model.version`;

/** A model in a list. */
export interface ModelLine extends Model, WhoseDay {
  checks: number;
  /** How many other models copy it. */
  copied: number;
  photo: string | null;
  photoCaption: string | null;
}

export interface ModelFilter {
  id?: ModelId;
  year?: number | undefined;
  field?: ModelField | undefined;
  state?: ModelState | undefined;
  units?: 'all' | readonly UnitId[];
  copies?: ModelId;
  limit?: number;
  offset?: number;
}

/** Models, the newest year first. */
export async function listModels(db: Queries, filter: ModelFilter = {}): Promise<ModelLine[]> {
  const { id, year, field, state, units = 'all', copies, limit = 60, offset = 0 } = filter;
  return db.rows<ModelLine>(sql`
    select ${columns}, ${whoseDay},
      (select count(*)::int from campaign_check where model_id = model.id) as checks,
      (select count(*)::int from campaign_model other where other.copies = model.id) as copied,
      photo.id as photo, photo.caption as "photoCaption"
    from campaign_model model join ${unitOfItsDay(
      sql`model`,
      sql`case when model.state not in ('registered', 'running') then coalesce(model.decided_on, make_date(model.year, 12, 31)) end`,
    )} on true
    left join lateral (select id, caption from campaign_photo where subject_id = model.id order by on_day desc, id limit 1) photo on true
    where true ${id ? sql`and model.id = ${id}` : empty} ${year ? sql`and model.year = ${year}` : empty}
      ${field ? sql`and model.field = ${field}` : empty} ${state ? sql`and model.state = ${state}` : empty}
      ${copies ? sql`and model.copies = ${copies}` : empty}
      ${units === 'all' ? empty : sql`and model.unit_id = any(${units}::uuid[])`}
    order by model.year desc, array_position(array['recognised', 'running', 'registered', 'ended', 'declined'], model.state),
      model.title, model.id limit ${limit} offset ${offset}`);
}

/** How models of each year went: registered, gone ahead, recognised, commended. */
export async function modelYears(
  db: Queries,
): Promise<{ year: number; registered: number; running: number; recognised: number; commended: number }[]> {
  return db.rows(sql`
    select year, count(*)::int as registered,
      count(*) filter (where state in ('running', 'recognised', 'ended'))::int as running,
      count(*) filter (where state = 'recognised')::int as recognised,
      count(*) filter (where commended is not null)::int as commended
    from campaign_model group by year order by year desc`);
}

export interface Check {
  id: string;
  onDay: PlainDate;
  who: string;
  finding: 'asRegistered' | 'partly' | 'notDone';
  words: string;
}

export async function checksOf(db: Queries, model: ModelId): Promise<Check[]> {
  return db.rows<Check>(sql`
    select id, on_day as "onDay", who, finding, words from campaign_check where model_id = ${model} order by on_day, id`);
}

/** Whether somebody appraises models of a unit: a head or chair above it, never one of its own. */
export function appraises(officer: SignedIn, unit: UnitId): boolean {
  const heads = isHead(officer.role);
  return heads && officer.unit !== unit && officer.reach !== 'all' && officer.reach.includes(unit);
}

/** Registers a model of the officer's unit; a copy names the model that it follows. */
export async function registerModel(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof forms.modelForm>,
  copies: string,
): Promise<ModelId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  const now = yearOf(dayInVietnam(services.clock()));
  if (given.year < now - 1 || given.year > now + 1) throw new Refused(words.year, 'year');
  const source = copies ? ((parseId(copies) ?? null) as ModelId | null) : null;
  if (copies && !(source && (await tx.first(sql`select from campaign_model where id = ${source}`))))
    throw new Refused(words.itself);
  const id: ModelId = newId();
  await tx.run(sql`
    insert into campaign_model (id, unit_then, unit_id, field, subject, year, title, place, content, forces, expected, copies, state)
    values (${id}, ${officer.unit}, ${officer.unit}, ${given.field}, ${given.subject}, ${given.year}, ${given.title},
      ${given.place}, ${given.content}, ${given.forces}, ${given.expected}, ${source}, 'registered')`);
  await enterNext(services, tx, officer, {
    type: 'model.registered',
    subject: id,
    facts: { year: given.year, field: given.field, ...(source && { copies: source }) },
  });
  return id;
}

async function heldModel(tx: Transaction, id: ModelId, version: number | undefined): Promise<Model> {
  const model = await tx.first<Model>(
    sql`select ${columns} from campaign_model model where id = ${id} for update`,
  );
  if (!model) throw notFound();
  if (version !== undefined && model.version !== version) throw new HttpError(409, 'conflict');
  return model;
}

async function requireAppraiser(officer: SignedIn, model: Model): Promise<void> {
  if (appraises(officer, model.unitId)) return;
  if (worksIn(officer, model.unitId)) throw new Refused(words.own);
  throw notFound();
}

/** Decides whether a registered model goes ahead. */
export async function appraise(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ModelId,
  given: Given<typeof forms.appraiseForm>,
  version: number | undefined,
): Promise<void> {
  const model = await heldModel(tx, id, version);
  await requireAppraiser(officer, model);
  if (model.state !== 'registered') throw new Refused(refusals.wrongState);
  await tx.run(sql`
    update campaign_model set state = ${given.verdict}, why = ${given.why}, version = version + 1 where id = ${id}`);
  await enterNext(services, tx, officer, {
    type: 'model.appraised',
    subject: id,
    facts: { state: given.verdict, why: given.why },
  });
}

/** Notes a check in the field, with pictures. */
export async function checkModel(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ModelId,
  given: Given<typeof forms.checkForm>,
): Promise<void> {
  const model = await heldModel(tx, id, undefined);
  if (!worksIn(officer, model.unitId) && !appraises(officer, model.unitId)) throw notFound();
  if (model.state !== 'running') throw new Refused(refusals.wrongState);
  if (given.onDay > dayInVietnam(services.clock())) throw new Refused(refusals.future, 'onDay');
  await tx.run(sql`
    insert into campaign_check (id, model_id, on_day, who, finding, words)
    values (${newId()}, ${id}, ${given.onDay}, ${given.who}, ${given.finding}, ${given.words})`);
  await insertPhotos(tx, id, given);
  await enterNext(services, tx, officer, {
    type: 'model.checked',
    subject: id,
    facts: {
      on_day: given.onDay,
      finding: given.finding,
      photos: given.files.map((file) => file.sha256).join(' '),
    },
  });
}

/** Recognises a model, or ends it without: only one that was checked in the field, and never by its own unit. */
export async function recognise(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ModelId,
  given: Given<typeof forms.recogniseForm>,
  version: number | undefined,
): Promise<void> {
  const model = await heldModel(tx, id, version);
  await requireAppraiser(officer, model);
  if (model.state !== 'running') throw new Refused(refusals.wrongState);
  const checked = await tx.first(sql`select from campaign_check where model_id = ${id} limit 1`);
  if (given.verdict === 'recognised' && !checked) throw new Refused(words.unchecked, 'verdict');
  const today = dayInVietnam(services.clock());
  await tx.run(sql`
    update campaign_model set state = ${given.verdict}, why = ${given.why}, decision = ${given.decision},
      decided_on = ${today}, version = version + 1 where id = ${id}`);
  await enterNext(services, tx, officer, {
    type: 'model.ended',
    subject: id,
    facts: { state: given.verdict, why: given.why, ...(given.decision && { decision: given.decision }) },
  });
}

/** Notes the commendation of a recognised model. */
export async function commend(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ModelId,
  commended: string,
): Promise<void> {
  const model = await heldModel(tx, id, undefined);
  await requireAppraiser(officer, model);
  if (model.state !== 'recognised') throw new Refused(refusals.wrongState);
  await tx.run(
    sql`update campaign_model set commended = ${commended}, version = version + 1 where id = ${id}`,
  );
  await enterNext(services, tx, officer, { type: 'model.commended', subject: id, facts: { commended } });
}

/** Says what a model took, for whoever copies it: by those who did it. */
export async function tellNeeded(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ModelId,
  given: Given<typeof forms.neededForm>,
): Promise<void> {
  const model = await heldModel(tx, id, undefined);
  if (!worksIn(officer, model.unitId)) throw notFound();
  if (model.state === 'registered' || model.state === 'declined') throw new Refused(refusals.wrongState);
  await tx.run(sql`
    update campaign_model set cost = ${given.cost}, people = ${given.people}, months = ${given.months},
      lessons = ${given.lessons}, version = version + 1 where id = ${id}`);
  await enterNext(services, tx, officer, {
    type: 'model.needed',
    subject: id,
    facts: { cost: given.cost, people: given.people, months: given.months },
  });
}
