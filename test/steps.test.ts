import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetChanges } from '../src/ground/step/journal.ts';
import type { KnownStep } from '../src/ground/step/undo.ts';
import { campaignPaths } from '../src/parts/campaigns/paths.ts';
import { dialoguePaths } from '../src/parts/dialogues/paths.ts';
import { parts } from '../src/parts/index.ts';
import { landPaths } from '../src/parts/land/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { sendForm } from './support/forms.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let head: Visitor;
let other: Visitor;
let auditor: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  head = await visitor(world, app, 'thutruong');
  other = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
  auditor = await visitor(world, app, 'thanhtra');
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const rows = <Row>(query: ReturnType<typeof sql>) => world.services.db.rows<Row>(query);
const newest = async (name: string) => {
  const [found] = await rows<{ id: string }>(
    sql`select id from step where name = ${name} order by taken_at desc limit 1`,
  );
  return found?.id as string;
};
const strike = (by: Visitor, step: string, why = 'Ghi nhầm', key = newKey()) =>
  sendForm(by, `/can-bo/buoc/${step}`, 'huy', { why }, { key });
const entriesOf = (subject: string) =>
  rows<{ type: string; facts: Record<string, unknown> }>(
    sql`select event ->> 'type' as type, event -> 'facts' as facts from record_opening where subject = ${subject} order by seq`,
  );

const project = {
  name: 'Dự án ghi nhầm',
  purpose: 'Giao thông',
  basis: 'Nghị quyết 12/NQ-HĐND',
  investor: 'Ban QLDA',
  place: 'Phường Bạc Liêu',
  due: '30/09/2027',
};
const openProject = async () => {
  const made = await sendForm(head, landPaths.desk, 'them', project);
  expect(made.statusCode).toBe(303);
  return made.headers.location?.split('/').at(-1) as string;
};
const dutyOf = async (id: string) =>
  (
    await rows<{ due: string; extended: number }>(
      sql`select due_on as due, extended from duty where subject_id = ${id}`,
    )
  )[0];

describe('a step that was a mistake', () => {
  test('is listed on its page, taken back with its reason, and both stay in the record', async () => {
    const id = await openProject();
    const page = landPaths.deskOne(id);
    const before = await dutyOf(id);
    await sendForm(head, page, 'lui', { due: '31/12/2027', why: 'Chờ kinh phí' });
    expect(await dutyOf(id)).toEqual({ due: '2027-12-31', extended: 1 });
    const step = await newest(`${landPaths.deskOne(':id')}/lui`);
    const listed = (await head.get(page)).body;
    expect(listed).toContain(`href="/can-bo/buoc/${step}"`);

    const unsaid = await strike(head, step, ' ');
    expect(unsaid.statusCode).toBe(422);
    expect(unsaid.body).toContain('Cần điền');
    expect((await strike(head, step)).statusCode).toBe(303);

    expect(await dutyOf(id)).toEqual(before);
    expect(await entriesOf(id)).toMatchObject([
      { type: 'landProject.opened' },
      { type: 'landProject.putOff', facts: { due_on: '2027-12-31' } },
      { type: 'step.struck', facts: { seq: 2, entry: 'landProject.putOff' } },
    ]);
    const after = (await head.get(page)).body;
    expect(after).toContain('Đã hủy ghi lúc');
    expect(after).toContain('Ghi nhầm');
    expect(after).not.toContain(`href="/can-bo/buoc/${step}"`);
    // What everybody reads shows that it was struck out, and not the reason, which may name somebody.
    await sendForm(head, page, 'cong-bo', {}, { 'cong-bo-sure': '1' });
    const everybody = (await head.get(landPaths.one(id))).body;
    expect(everybody).toMatch(/<del>[^<]*<\/del>/);
    expect(everybody).not.toContain('Ghi nhầm.');
    expect((await strike(head, step)).statusCode).toBe(422);
  });

  test('and the one before it are taken back one after the other', async () => {
    const id = await openProject();
    const page = landPaths.deskOne(id);
    const before = await dutyOf(id);
    const name = `${landPaths.deskOne(':id')}/lui`;
    await sendForm(head, page, 'lui', { due: '31/12/2027', why: 'Một' });
    const first = await newest(name);
    await sendForm(head, page, 'lui', { due: '31/03/2028', why: 'Hai' });
    expect((await strike(head, await newest(name))).statusCode).toBe(303);
    expect((await strike(head, first)).statusCode).toBe(303);
    expect(await dutyOf(id)).toEqual(before);
  });

  test('takes along what stands on it, newest first, after that was shown', async () => {
    const id = await openProject();
    const page = landPaths.deskOne(id);
    const opened = await newest(`${landPaths.desk}/them`);
    await sendForm(head, page, 'lui', { due: '31/12/2027', why: 'Một' });
    await sendForm(head, page, 'lui', { due: '31/03/2028', why: 'Hai' });
    const shown = (await head.get(`/can-bo/buoc/${opened}`)).body;
    expect(shown).toContain('sẽ bị hủy cùng');
    expect(shown.match(/Lùi hạn/g)?.length).toBeGreaterThanOrEqual(2);
    expect((await strike(head, opened)).statusCode).toBe(303);
    expect((await head.get(page)).statusCode).toBe(404);
    expect(await dutyOf(id)).toBeUndefined();
    expect((await entriesOf(id)).map((one) => one.type)).toEqual([
      'landProject.opened',
      'landProject.putOff',
      'landProject.putOff',
      'step.struck',
      'step.struck',
      'step.struck',
    ]);
    // The page on which it was entered still says what happened.
    expect((await head.get(landPaths.desk)).body).toContain('Đã hủy ghi lúc');
  });

  test('stays where a citizen’s word stands on it, or another unit’s step', async () => {
    const made = await sendForm(head, dialoguePaths.desk, 'lap', {
      kind: 'conference',
      ground: 'yearly',
      title: 'Hội nghị ghi nhầm',
      topics: 'Thoát nước',
      audience: 'Mọi cử tri',
      chairs: 'Chủ tịch UBND',
      onDay: '10/12/2026',
      fromTime: '8:00',
      mode: 'inPerson',
      sites: 'Hội trường | 2',
    });
    const id = made.headers.location?.split('/').at(-1) as string;
    const planned = await newest(`${dialoguePaths.desk}/lap`);
    await sendForm(head, dialoguePaths.deskOne(id), 'thong-bao', {}, { version: '1' });
    const announced = await newest(`${dialoguePaths.deskOne(':id')}/thong-bao`);
    const citizen = await visitor(world, app);
    const asked = await citizen.post(`${dialoguePaths.one(id)}/hoi`, {
      key: newKey(),
      text: 'Bao giờ hẻm 12 hết ngập?',
      name: 'Người hỏi',
    });
    expect(asked.statusCode).toBe(303);
    const refused = await strike(head, planned);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('không hủy ghi được');
    // What the question does not rest on can go.
    expect((await strike(head, announced)).statusCode).toBe(303);
  });

  test('is taken back once, however often and by how many at once', async () => {
    const id = await openProject();
    await sendForm(head, landPaths.deskOne(id), 'lui', { due: '31/12/2027', why: 'Một' });
    const step = await newest(`${landPaths.deskOne(':id')}/lui`);
    const key = newKey();
    const answers = await Promise.all([
      strike(head, step, 'Nhầm', key),
      strike(head, step, 'Nhầm', key),
      strike(head, step, 'Nhầm nữa'),
    ]);
    expect(answers.filter((one) => one.statusCode === 303).length).toBeGreaterThanOrEqual(1);
    expect((await entriesOf(id)).filter((one) => one.type === 'step.struck')).toHaveLength(1);
  });

  test('is taken back by those who do the work of its unit, and by nobody else', async () => {
    const id = await openProject();
    await sendForm(head, landPaths.deskOne(id), 'lui', { due: '31/12/2027', why: 'Một' });
    const step = await newest(`${landPaths.deskOne(':id')}/lui`);
    for (const by of [other, auditor, await visitor(world, app)]) {
      expect((await by.get(`/can-bo/buoc/${step}`)).statusCode).not.toBe(200);
      expect((await strike(by, step)).statusCode).not.toBe(422);
    }
    expect((await dutyOf(id))?.due).toBe('2027-12-31');
  });

  test('that changed otherwise since is not taken back over it', async () => {
    const id = await openProject();
    await sendForm(head, landPaths.deskOne(id), 'lui', { due: '31/12/2027', why: 'Một' });
    const step = await newest(`${landPaths.deskOne(':id')}/lui`);
    await world.services.db.run(sql`update duty set due_on = '2028-01-31' where subject_id = ${id}`);
    const refused = await strike(head, step);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('đã thay đổi theo cách khác');
    expect((await dutyOf(id))?.due).toBe('2028-01-31');
  });

  test('too long ago is forgotten with what was before it, and not taken back by halves', async () => {
    const { db } = world.services;
    // The program itself may not even read what it keeps.
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    const changes = async (one: string) =>
      (await owner.query('select from step_change where step_id = $1', [one])).rowCount;
    const id = await openProject();
    await sendForm(head, landPaths.deskOne(id), 'lui', { due: '31/12/2027', why: 'Một' });
    const step = await newest(`${landPaths.deskOne(':id')}/lui`);
    await forgetChanges(db, world.services.clock());
    expect(await changes(step)).toBeGreaterThan(0);
    await owner.query("update step set at = at - interval '3 years' where id = $1", [step]);
    await forgetChanges(db, world.services.clock());
    expect(await changes(step)).toBe(0);
    await owner.end();
    expect((await head.get(`/can-bo/buoc/${step}`)).body).toContain('đã quá lâu');
    expect((await strike(head, step)).statusCode).toBe(422);
    expect((await dutyOf(id))?.due).toBe('2027-12-31');
  });

  test('is called on its page what it was declared as, whatever its buttons say', () => {
    const known = (step: KnownStep) => world.services.steps.get(step.name)?.label;
    const declared = parts.flatMap((part) => part.steps ?? []);
    expect(declared.map(known)).toEqual(declared.map((step) => step.label));
    expect(world.services.steps.get('reception.queue')?.label.vi).toBe('Mời, ghi nhận trong hàng chờ');
  });

  test('of a receipt with its number says which other way there is', async () => {
    const works = await rows<{ id: string }>(
      sql`select work_id as id from work_contribution order by work_id limit 1`,
    );
    const known = world.services.steps.get(`${campaignPaths.deskWork(':id')}/gop`);
    expect(works).toHaveLength(1);
    expect(known?.undo).toMatchObject({ how: 'never' });
  });
});

// Tables whose rows no step takes back, and why.
const unwatched: Record<string, RegExp> = {
  'the record, and what the ground keeps of steps':
    /^(record_|step|idempotency$|migration$|mail$|installation$)/,
  'how people sign in, and what they have open':
    /^(session|sign_in|account_(notice|request)|passkey|recovery_code|outside_identity|invitation|api_token|sealing_recovery|visit|subscription)$/,
  'ended by a step of its own': /^(delegation|answer_template|document_template)$/,
  'numbers that were given stay given': /^(document_number|document_series|reception_number)$/,
  'sealed: put right by other steps, and kept nowhere twice':
    /^(petition_(sealed|handler|recused|part|about)|identity_opening)$/,
  'published or numbered: corrected in the open':
    /^(article_edition|correction|petition_document|petition_picture)$/,
  'follows from what is watched': /^(petition_(count_past|total|month)|calendar_settled)$/,
  'loaded from a file by a command': /^unit_shape$/,
  'what somebody keeps for themselves alone': /^saved_filter$/,
  'read, and not entered yet': /^(import_draft|land_import)$/,
  'what a reorganisation did on its day': /^(succession|unit_move|locality)$/,
};

test('every table is watched, or it is said why it is not', async () => {
  const tables = await rows<{ name: string; watched: boolean }>(sql`
    select relname as name, exists (select from pg_trigger where tgrelid = pg_class.oid and tgname = relname || '_step') as watched
    from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace order by 1`);
  const left = tables
    .filter((one) => !one.watched && !Object.values(unwatched).some((why) => why.test(one.name)))
    .map((one) => one.name);
  expect(left).toEqual([]);
});
