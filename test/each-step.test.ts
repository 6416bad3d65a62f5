// Steps that no job of the other tests takes: each is taken here, and with it tried to be taken back (support/steps.ts).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignedIn } from '../src/ground/access/session.ts';
import type { UnitId } from '../src/ground/organization/organization.ts';
import { decideOn, draft } from '../src/ground/organization/reorganisation.service.ts';
import {
  answerChange,
  askChange,
  openCampaign,
  putItem,
  removeItem,
} from '../src/parts/commitments/commitment.service.ts';
import { itemsOf } from '../src/parts/commitments/commitment.store.ts';
import { dialoguePaths } from '../src/parts/dialogues/paths.ts';
import { relate } from '../src/parts/directives/document.service.ts';
import { addTasks, dropDraft, step as takeTask } from '../src/parts/directives/task.service.ts';
import { landPaths } from '../src/parts/land/paths.ts';
import type { StepValues } from '../src/parts/petitions/step.input.ts';
import { take } from '../src/parts/petitions/step.service.ts';
import type { Step } from '../src/parts/petitions/steps.ts';
import { book } from '../src/parts/receptions/booking.service.ts';
import { plan, postAll, takeSessionStep } from '../src/parts/receptions/schedule.service.ts';
import { makePlan, propose, setQuota, setTarget, takeStep } from '../src/parts/staffing/staffing.service.ts';
import { sql } from '../src/platform/database/database.ts';
import { addDays, dayInVietnam, parsePlainDate } from '../src/platform/time.ts';
import { sendForm } from './support/forms.ts';
import { dayMs, handIn, newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let head: Visitor;
let leader: SignedIn;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  head = await visitor(world, app, 'thutruong');
  leader = await world.officer('thutruong');
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const one = <Row>(query: ReturnType<typeof sql>) => world.services.db.one<Row>(query);
const today = () => dayInVietnam(world.services.clock());
const unitId = async (code: string) =>
  (await one<{ id: UnitId }>(sql`select id from unit where code = ${code}`)).id;
const sent = async (base: string, name: string, given: Record<string, string>, more = {}) => {
  const answer = await sendForm(head, base, name, given, more);
  expect(answer.statusCode, answer.body.slice(0, 1500)).toBe(303);
};

test('a dialogue prepared, seated and written down from its desk', async () => {
  const planned = {
    kind: 'conference',
    ground: 'yearly',
    title: 'Hội nghị từng bước',
    topics: 'Thoát nước',
    audience: 'Mọi cử tri',
    chairs: 'Chủ tịch UBND',
    onDay: '10/12/2026',
    fromTime: '8:00',
    mode: 'inPerson',
    sites: 'Hội trường | 20',
  };
  const made = await sendForm(head, dialoguePaths.desk, 'lap', planned);
  const id = made.headers.location?.split('/').at(-1) as string;
  const desk = dialoguePaths.deskOne(id);
  await sent(desk, 'sua', { ...planned, topics: 'Thoát nước, chợ đêm' }, { version: '1' });
  await sent(desk, 'thong-bao', {}, { version: '2' });
  const citizen = await visitor(world, app);
  await citizen.post(`${dialoguePaths.one(id)}/hoi`, {
    key: newKey(),
    text: 'Bao giờ hết ngập?',
    name: 'Người hỏi',
  });
  const question = await one<{ id: string }>(sql`select id from dialogue_question where dialogue_id = ${id}`);
  const about = { target: question.id };
  await sent(desk, 'giao', { unit: leader.unit }, about);
  await sent(desk, 'chuan-bi', { prepared: 'Đang nạo vét.' }, about);
  await sent(desk, 'an', { why: 'Có tên người' }, about);
  await sent(desk, 'hien', {}, about);
  const site = await one<{ id: string }>(sql`select id from dialogue_site where dialogue_id = ${id}`);
  await citizen.post(`${dialoguePaths.one(id)}/dang-ky`, { key: newKey(), site: site.id, name: 'Có chỗ' });

  world.at('2026-12-10T03:00:00Z');
  head = await visitor(world, app, 'thutruong');
  const run = dialoguePaths.run(id);
  const seat = await one<{ id: string }>(sql`select id from dialogue_seat where dialogue_id = ${id}`);
  await sent(run, 'diem-danh', {}, { target: seat.id });
  await sent(run, 'den-cua', { site: site.id, name: 'Đến thẳng' });
  await sent(desk, 'ghi', { source: 'floor', text: 'Chợ đêm mở lại không?' });
  const version = String(
    (await one<{ version: number }>(sql`select version from dialogue where id = ${id}`)).version,
  );
  await sent(desk, 'da-dien-ra', { attended: '20', officials: 'Chủ tịch' }, { version });
  await sent(desk, 'tra-loi', { answer: 'Trong tháng 12.' }, about);
  await sent(desk, 'hua', { text: 'Nạo vét hẻm 5', unit: leader.unit, due: '31/12/2026' }, about);
  const floor = await one<{ id: string }>(
    sql`select id from dialogue_question where dialogue_id = ${id} and id <> ${question.id}`,
  );
  await sent(run, 'tra-loi', { answer: 'Có.' }, { target: floor.id });
  await sent(run, 'hua', { text: 'Mở lại chợ', unit: leader.unit, due: '31/12/2026' }, { target: floor.id });
});

test('a paper opinion, and a household put right', async () => {
  const consultation = await one<{ id: string; username: string }>(sql`
    select consultation.id, username from consultation
    join post_version post on post.unit_id = consultation.unit_id and upper_inf(post.valid) and post.role in ('head', 'officer', 'chair')
    join holding on holding.post_id = post.post_id and upper_inf(holding.valid)
    join account on account.person_id = holding.person_id
    where state = 'open' order by username limit 1`);
  const of = await visitor(world, app, consultation.username);
  const opinion = await sendForm(of, dialoguePaths.deskConsultation(consultation.id), 'phieu', {
    view: 'agree',
    as: 'household',
    name: 'Hộ trên giấy',
    place: 'Khóm 3',
  });
  expect(opinion.statusCode, opinion.body.slice(0, 3000)).toBe(303);
  const household = await one<{ id: string; username: string }>(sql`
    select holder.id, username from land_household holder join land_project project on project.id = holder.project_id
    join post_version post on post.unit_id = project.unit_id and upper_inf(post.valid) and post.role in ('head', 'officer', 'chair')
    join holding on holding.post_id = post.post_id and upper_inf(holding.valid)
    join account on account.person_id = holding.person_id
    where project.handed_on is null order by username, holder.id limit 1`);
  const answer = await sendForm(
    await visitor(world, app, household.username),
    landPaths.household(household.id),
    'sua',
    {
      phone: '0912345678',
      resettles: '1',
    },
  );
  expect(answer.statusCode, answer.body.slice(0, 3000)).toBe(303);
});

describe('petitions', () => {
  const step = async (by: SignedIn, id: string, name: Step, values: StepValues) =>
    take(world.services, { by: 'officer', actor: by }, id as never, name, values, { key: newKey() });
  const petition = async (fields: Record<string, string> = {}) => {
    const { submitted } = await handIn(world, fields);
    const { unit } = await one<{ unit: UnitId }>(
      sql`select unit_id as unit from petition where id = ${submitted.id}`,
    );
    const { username, post } = await one<{ username: string; post: string }>(sql`
      select username, holding.post_id as post from account join holding on holding.person_id = account.person_id and upper_inf(holding.valid)
      join post_version version on version.post_id = holding.post_id and upper_inf(version.valid)
      where version.unit_id = ${unit} and version.role in ('head', 'chair') order by username limit 1`);
    return { id: submitted.id, by: await world.officer(username), post };
  };

  test.each<[Step, Record<string, string>, Step[], (post: string) => StepValues]>([
    ['assign', {}, [], (post) => ({ assignee: post as never })],
    ['urge', {}, [], () => ({ receiver: 'UBND phường', text: 'Đề nghị sớm giải quyết.' })],
    ['verify', { kind: 'complaint' }, ['accept'], () => ({ receiver: 'Thanh tra viên', text: 'Đo lại.' })],
    ['reportVerification', { kind: 'complaint' }, ['accept'], () => ({ text: 'Lệch 0,4 m.' })],
    ['file', { kind: 'complaint' }, [], () => ({ ground: 'T4', reason: 'Không đủ điều kiện.' })],
  ])('%s', async (name, fields, before, values) => {
    const { id, by, post } = await petition(fields);
    for (const earlier of before) await step(by, id, earlier, {});
    const error = await step(by, id, name, values(post)).catch((reason: unknown) => reason as Error);
    // A step that its kind or state does not have says so; all others are taken.
    expect(error instanceof Error ? error.message : 'taken').toBe('taken');
  });
});

test('a session put off and held, with somebody who came without a booking', async () => {
  const from = addDays(today(), 40);
  const span = {
    from,
    to: addDays(from, 20),
    fromTime: '07:30',
    place: 'Phòng thử',
    seats: 3,
    kind: 'regular' as const,
  };
  await plan(
    world.services,
    leader,
    { post: leader.post, title: 'Thủ trưởng', pattern: { weekday: 2 }, ...span },
    newKey(),
  );
  await postAll(world.services, leader, newKey());
  const sessions = await world.services.db.rows<{ id: string; version: number }>(
    sql`select id, version from reception_session where place = 'Phòng thử' order by on_day`,
  );
  const [first, second] = sessions;
  const asked = (of: typeof first) => ({ key: newKey(), version: of?.version ?? 0 });
  await takeSessionStep(
    world.services,
    leader,
    first?.id as never,
    'postpone',
    { why: 'Đi họp', to: addDays(from, 30) },
    asked(first),
  );
  const visitor_ = {
    name: 'Người đến thẳng',
    phone: '0912345678',
    email: null,
    matter: 'Việc đất',
    people: 1,
  };
  const how = { channel: 'desk', key: newKey(), language: 'vi', officer: leader } as const;
  await book(world.services, second?.id as never, visitor_, how);
  world.later(70 * dayMs);
  await takeSessionStep(
    world.services,
    leader,
    second?.id as never,
    'hold',
    { inPerson: true },
    asked(second),
  );
});

test('a reduction planned, proposed and withdrawn, with targets and approved posts', async () => {
  const chair = await world.officer('chutich');
  const unit = chair.reach === 'all' ? leader.unit : (chair.reach.find((id) => id !== chair.unit) as UnitId);
  await makePlan(
    world.services,
    chair,
    { title: 'Kế hoạch thử', ground: 'NQ 1', fromYear: 2026, toYear: 2028 },
    newKey(),
  );
  const made = await one<{ id: string }>(sql`select id from reduction_plan where title_vi = 'Kế hoạch thử'`);
  await setTarget(world.services, chair, { plan: made.id as never, unit, year: 2027, posts: 2 }, newKey());
  await setQuota(
    world.services,
    chair,
    { unit, year: 2027, approved: 40, ground: 'QĐ 2', on: today() },
    newKey(),
  );
  await propose(
    world.services,
    chair,
    {
      planId: made.id as never,
      unitId: unit,
      postTitle: 'Chuyên viên',
      postId: null,
      personId: null,
      personName: 'Người mẫu',
      route: 'severance',
      effectiveOn: addDays(today(), 30),
      cost: 0,
      ratings: '',
    } as never,
    newKey(),
  );
  const { id } = await one<{ id: string }>(sql`select id from reduction where plan_id = ${made.id}`);
  const how = { key: newKey(), version: 1, leftOn: undefined };
  await takeStep(world.services, chair, id as never, 'withdraw', how);
});

test('a draft of a reorganisation sent back and withdrawn', async () => {
  const [first, second] = await Promise.all([world.officer('quantri'), world.officer('quantri2')]);
  const ground = {
    title: 'Phương án thử',
    number: '1/NQ',
    issuer: 'UBND',
    signer: 'Chủ tịch',
    on: today(),
    effectiveOn: addDays(today(), 90),
  };
  const ward = await unitId('phuong-bac-lieu');
  const operations = [{ do: 'rename', unit: ward, name: { vi: 'Phường Thử', en: 'Ward' } }] as never;
  const id = await draft(world.services, first, ground, newKey(), operations);
  await decideOn(world.services, first, id, 'submit', { key: newKey(), version: 1 });
  await decideOn(world.services, second, id, 'sendBack', { key: newKey(), version: 2 });
  await decideOn(world.services, first, id, 'withdraw', { key: newKey(), version: 3 });
});

test('documents related, a draft task dropped, a later date refused', async () => {
  const chair = await world.officer('chutich');
  const [document, other] = await world.services.db.rows<{ id: string }>(sql`
    select document.id from document where unit_id = ${chair.unit} and deployed_on is null and secrecy = 'none'
    order by registered_at limit 2`);
  if (!document || !other) throw new Error('the sample has too few documents');
  await relate(world.services, chair, {
    from: document.id as never,
    to: other.id as never,
    kind: 'cites',
    on: today(),
  });
  const given = {
    title: 'Việc thử',
    unit: await unitId('phuong-bac-lieu'),
    withUnits: [],
    post: null,
    askedFor: addDays(today(), 30),
    laterWhy: null,
    addedWhy: null,
    clause: null,
    parent: null,
  };
  await addTasks(world.services, chair, document.id as never, [given], newKey());
  const drafted = await one<{ id: string }>(sql`select id from task where title = 'Việc thử'`);
  await dropDraft(world.services, chair, document.id as never, drafted.id as never);

  const task = await one<{ id: string; version: number; giver: string; unit: string }>(sql`
    select task.id, task.version, giver.username as giver, doer.username as unit from task
    join duty on duty.subject_id = task.id and duty.ended is null
    cross join lateral (select username from account join holding on holding.person_id = account.person_id and upper_inf(holding.valid)
      join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
      where post.unit_id = task.giver_unit and post.role in ('head', 'chair') limit 1) giver
    cross join lateral (select username from account join holding on holding.person_id = account.person_id and upper_inf(holding.valid)
      join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
      where post.unit_id = task.unit_id and post.role in ('head', 'chair') limit 1) doer
    where task.state = 'open' and task.wanted_date is null and task.extensions = 0 and task.giver_unit <> task.unit_id limit 1`);
  const asked = (version: number) => ({ key: newKey(), version });
  const date = addDays(today(), 200);
  const text = 'Thiếu vật tư';
  const ask = { text, date, post: undefined, files: [] };
  await takeTask(
    world.services,
    await world.officer(task.unit),
    task.id as never,
    'askLater',
    ask,
    asked(task.version),
  );
  const refuse = { text: 'Không đồng ý', date: undefined, post: undefined, files: [] };
  const superior = await world.officer(task.giver);
  await takeTask(world.services, superior, task.id as never, 'refuseLater', refuse, asked(task.version + 1));
});

test('an item of a commitment added and taken out; a change asked for and refused', async () => {
  const found = (state: string) =>
    one<{ id: string; version: number; head: string; superior: string }>(sql`
      select commitment.id, commitment.version, head.username as head, superior.username as superior from commitment
      join commitment_campaign campaign on campaign.id = campaign_id
      cross join lateral (select username from account join holding on holding.person_id = account.person_id and upper_inf(holding.valid)
        join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
        where post.unit_id = commitment.unit_id and post.role in ('head', 'chair') limit 1) head
      cross join lateral (select username from account join holding on holding.person_id = account.person_id and upper_inf(holding.valid)
        join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
        where post.unit_id = campaign.unit_id and post.role in ('head', 'chair') limit 1) superior
      where commitment.state = ${state} and exists (select from commitment_item item
        where item.commitment_id = commitment.id and item.state = 'active' and not item.binding) limit 1`);
  const terms = {
    text: 'Mục thử',
    figureCode: null,
    target: null,
    deliverable: 'Báo cáo',
    dueOn: parsePlainDate('2027-12-31'),
    people: false,
  };
  const chair = await world.officer('chutich');
  const { unit: ward } = await one<{ unit: UnitId }>(sql`
    select unit_id as unit from commitment join commitment_campaign campaign on campaign.id = campaign_id
    where campaign.unit_id = ${chair.unit} limit 1`).catch(async () => ({
    unit: await unitId('phuong-bac-lieu'),
  }));
  await openCampaign(
    world.services,
    chair,
    {
      year: 2031,
      title: 'Đợt thử',
      ground: 'KH 1',
      signBy: parsePlainDate('2031-02-15'),
      items: [],
      units: [ward],
    },
    newKey(),
  );
  const draft_ = await one<{ id: string }>(sql`
    select commitment.id from commitment join commitment_campaign campaign on campaign.id = campaign_id where year = 2031`);
  const signed = await found('signed');
  const by = await world.officer(signed.head);
  const above = await world.officer(signed.superior);
  {
    const row = () =>
      one<{ version: number; unit: UnitId }>(
        sql`select version, unit_id as unit from commitment where id = ${draft_.id}`,
      );
    const { username } = await one<{ username: string }>(sql`
      select username from account join holding on holding.person_id = account.person_id and upper_inf(holding.valid)
      join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
      where post.unit_id = ${(await row()).unit} and post.role in ('head', 'chair') limit 1`);
    const owner = await world.officer(username);
    await putItem(world.services, owner, draft_.id as never, undefined, terms, await row());
    const added = (await itemsOf(world.services.db, draft_.id as never)).find(
      (item) => item.text === 'Mục thử',
    );
    await removeItem(world.services, owner, draft_.id as never, added?.id as never, await row());
  }
  const items = await itemsOf(world.services.db, signed.id as never);
  const own =
    items.find((item) => item.state === 'active' && !item.people) ??
    items.find((item) => item.state === 'active');
  if (!own) throw new Error('no item');
  const after = { ...terms, people: own.people };
  await askChange(world.services, by, signed.id as never, own.id, {
    reason: 'Thiên tai',
    after,
    version: signed.version,
  });
  const change = await one<{ id: string }>(sql`select id from commitment_change where item_id = ${own.id}`);
  await answerChange(world.services, above, signed.id as never, change.id as never, {
    sign: false,
    text: 'Chưa đủ căn cứ',
    name: undefined,
    version: signed.version + 1,
  });
});
