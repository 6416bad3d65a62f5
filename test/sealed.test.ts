import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { floorOf, seenBy } from '../src/ground/access/floor.ts';
import { hashCode } from '../src/ground/code.ts';
import type { PersonId } from '../src/ground/organization/organization.ts';
import { samplePassword } from '../src/ground/sample/locality.ts';
import { openCase } from '../src/parts/petitions/desk.service.ts';
import {
  answerOpening,
  askOpening,
  handOver,
  openForMs,
  openIdentity,
  openingState,
  openSealedFile,
  takeOut,
} from '../src/parts/petitions/identity.service.ts';
import { filesOf, handlersOf } from '../src/parts/petitions/petition.store.ts';
import type { PetitionId } from '../src/parts/petitions/petition.ts';
import { partsByCode } from '../src/parts/petitions/split.store.ts';
import { StepError, take, takeAsCitizen } from '../src/parts/petitions/step.service.ts';
import { receiptOf, submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { HttpError } from '../src/platform/http/problem.ts';
import { sendForm } from './support/forms.ts';
import { Program } from './support/program.ts';
import { intake, newKey, openWorld, visitor, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
});
afterAll(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const canary = {
  name: 'Canarius Bíởmật',
  address: 'Số 77 đường Kênh Xáng Canary',
  phone: '0987654321',
  email: 'canary-7731@example.com',
};
// What would give the denouncer away, as a thief would look for it.
const traces = ['Canarius', 'Kênh Xáng Canary', '0987654321', '0987 654 321', 'canary-7731', 'CHỮ-VIẾT-TAY'];
/** Letters that JSON wrote as \\uXXXX, as they are read. */
const unescaped = (text: string) =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
/** What of the denouncer is found in a text, with the words around it. */
function tracesIn(text: string): string[] {
  const plain = unescaped(text);
  return traces.flatMap((trace) => {
    const at = plain.indexOf(trace);
    return at < 0 ? [] : [plain.slice(Math.max(0, at - 80), at + 80)];
  });
}
const body = `Tôi là ${canary.name}, điện thoại 0987 654 321, xin tố cáo một cán bộ nhận tiền.`;

/** The handwritten letter: what matters is that its bytes are found nowhere. */
async function letter(key: string) {
  return world.services.files.stage(key, `${canary.name}.jpg`, {
    bytes: Buffer.from('CHỮ-VIẾT-TAY của Canarius'),
    mediaType: 'image/jpeg',
    extension: 'jpg',
  });
}

async function denounce(fields: Record<string, string> = {}) {
  const key = newKey();
  const file = await letter(key);
  const done = await submit(
    world.services,
    intake(world, {
      kind: 'denunciation',
      ...canary,
      title: 'Tố cáo nhận tiền',
      body,
      against: 'một cán bộ',
      ...fields,
    }),
    { key, source: 'web', language: 'vi', fileIds: [file.id] },
  );
  if ('faults' in done) throw new Error('nobody to open it');
  return { id: done.submitted.id, codeHash: hashCode(done.code), number: done.submitted.number };
}

const personOf = async (username: string) =>
  (
    await world.services.db.one<{ id: PersonId }>(
      sql`select person_id as id from account where username = ${username}`,
    )
  ).id;

/** Asks as one handler and agrees as another. */
async function agreed(id: PetitionId, asker = 'giaiquyet', other = 'bantiepdan') {
  expect(await askOpening(world.services, await world.officer(asker), id, 'mời làm việc')).toBeUndefined();
  const { toDecide } = await openingState(world.services, await world.officer(other), id);
  const [wish] = toDecide;
  if (!wish) throw new Error('no wish');
  expect(await answerOpening(world.services, await world.officer(other), id, wish.id, true)).toBeUndefined();
}

/** Every table as text, and every file: the way a thief of the machine would read it. */
async function everything(of: World): Promise<string> {
  const client = new pg.Client({ connectionString: of.url });
  await client.connect();
  const { rows } = await client.query(
    "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  );
  let text = '';
  for (const { relname } of rows) {
    const found = await client.query(`select t::text as line from ${relname} t`);
    text += found.rows.map((row) => row.line).join('\n');
  }
  await client.end();
  const files = readdirSync(of.dataDir, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  for (const one of files) text += `${one.name}\n${readFileSync(join(one.parentPath, one.name), 'utf8')}`;
  return text;
}

describe('who is behind a denunciation', () => {
  test('opens for two only: one asks with a reason, another agrees, each time is in the record', async () => {
    const { id } = await denounce();
    const asker = await world.officer('giaiquyet');
    expect(await openIdentity(world.services, asker, id, samplePassword)).toBe('notAgreed');
    await askOpening(world.services, asker, id, 'mời làm việc');
    await askOpening(world.services, asker, id, 'mời làm việc, bấm hai lần');
    const own = await openingState(world.services, asker, id);
    expect(own.mine).toEqual({ state: 'waiting' });
    expect(own.openings).toHaveLength(1);
    // Nobody agrees to what they asked for themselves.
    const wish = own.openings[0];
    if (!wish) throw new Error('no wish');
    expect(await answerOpening(world.services, asker, id, wish.id, true)).toBe('answered');
    expect(await openIdentity(world.services, asker, id, samplePassword)).toBe('notAgreed');

    const other = await world.officer('bantiepdan');
    expect(await answerOpening(world.services, other, id, wish.id, true)).toBeUndefined();
    expect(await answerOpening(world.services, other, id, wish.id, false)).toBe('answered');
    expect(await openIdentity(world.services, asker, id, 'không phải mật khẩu')).toBe('password');
    // Who agreed has not been agreed with.
    expect(await openIdentity(world.services, other, id, samplePassword)).toBe('notAgreed');
    expect(await openIdentity(world.services, asker, id, samplePassword)).toMatchObject({
      contact: canary,
      body,
    });

    world.later(openForMs + 1000);
    expect(await openIdentity(world.services, await world.officer('giaiquyet'), id, samplePassword)).toBe(
      'notAgreed',
    );
    const { entries } = await openCase(world.services, await world.officer('giaiquyet'), id);
    expect(entries.map((entry) => entry.event.type.replace('petition.', ''))).toEqual([
      'received',
      'identityAsked',
      'identityAgreed',
      'identityOpened',
    ]);
    expect(new Set(entries.map((entry) => entry.event.seq)).size).toBe(entries.length);
  });

  test('a refused wish opens nothing, and can be asked again', async () => {
    const { id } = await denounce();
    const asker = await world.officer('giaiquyet');
    await askOpening(world.services, asker, id, 'tò mò');
    const other = await world.officer('bantiepdan');
    const [wish] = (await openingState(world.services, other, id)).toDecide;
    await answerOpening(world.services, other, id, wish?.id as never, false);
    expect(await openIdentity(world.services, asker, id, samplePassword)).toBe('notAgreed');
    await agreed(id);
    expect(await openIdentity(world.services, asker, id, samplePassword)).toMatchObject({ contact: canary });
  });

  test('the copy that is read by default has nothing of it, nor has any table or file', async () => {
    const { id, codeHash } = await denounce({ title: `Đơn của ${canary.name}` });
    await takeAsCitizen(
      world.services,
      { id, codeHash },
      'reply',
      {
        text: 'Hãy gọi tôi số 0987 654 321, tôi là Canarius Bíởmật.',
        files: [await letter('reply-key-0001-canary')],
        draftKey: 'reply-key-0001-canary',
      },
      newKey(),
    );
    const { petition, messages } = await openCase(world.services, await world.officer('giaiquyet'), id);
    expect(petition.title).toBe('Đơn của [đã che: họ tên]');
    expect(petition.body).toBe(
      'Tôi là [đã che: họ tên], điện thoại [đã che: số điện thoại], xin tố cáo một cán bộ nhận tiền.',
    );
    expect(messages.at(-1)?.body).toBe('Hãy gọi tôi số [đã che: số điện thoại], tôi là [đã che: họ tên].');
    const all = await everything(world);
    expect(tracesIn(all)).toEqual([]);

    // Both copies still prove themselves: what the receipt opens is what is kept.
    expect((await receiptOf(world.services, { id, codeHash }))?.content.value).toMatchObject({
      body: petition.body,
    });
    await agreed(id);
    const opened = await openIdentity(world.services, await world.officer('giaiquyet'), id, samplePassword);
    expect(opened).toMatchObject({ title: `Đơn của ${canary.name}`, body });
    if (typeof opened === 'string') throw new Error(opened);
    expect([...opened.said.values()]).toEqual(['Hãy gọi tôi số 0987 654 321, tôi là Canarius Bíởmật.']);
  });

  test('its files are encrypted, and open under the same agreement', async () => {
    const { id } = await denounce();
    const asker = await world.officer('giaiquyet');
    const [file] = await filesOf(seenBy(world.services.db, floorOf(asker)), id);
    if (!file) throw new Error('no file');
    expect(file).toMatchObject({ name: '1.jpg', sealed: true });
    expect(await openSealedFile(world.services, asker, id, file, samplePassword)).toBe('notAgreed');
    const app = await world.app();
    const officer = await visitor(world, app, 'giaiquyet');
    expect((await officer.get(`/can-bo/ho-so/${id}/tep/${file.id}`)).statusCode).toBe(404);
    await agreed(id);
    const page = await officer.post(`/can-bo/ho-so/${id}/tep/${file.id}/mo`, { password: 'sai' });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('Mật khẩu không đúng.');
    const fetched = await officer.post(`/can-bo/ho-so/${id}/tep/${file.id}/mo`, { password: samplePassword });
    expect(fetched.statusCode).toBe(200);
    expect(fetched.rawPayload.toString()).toBe('CHỮ-VIẾT-TAY của Canarius');
    await app.close();
  });

  test('found to be a denunciation later, words, messages and files are sealed as if from the start', async () => {
    const key = newKey();
    const file = await letter(key);
    const done = await submit(
      world.services,
      intake(world, { kind: 'recommendation', ...canary, title: `Kiến nghị của ${canary.name}`, body }),
      { key, source: 'web', language: 'vi', fileIds: [file.id] },
    );
    if ('faults' in done) throw new Error('nobody to open it');
    const { id } = done.submitted;
    await takeAsCitizen(
      world.services,
      { id, codeHash: hashCode(done.code) },
      'reply',
      { text: `${canary.name} nhắc lại` },
      newKey(),
    );
    const officer = await world.officer('bantiepdan');
    await take(
      world.services,
      { by: 'officer', actor: officer },
      id,
      'classify',
      { kind: 'denunciation' },
      { key: newKey() },
    );
    const handler = await world.officer('giaiquyet');
    const found = await openCase(world.services, handler, id);
    expect(found.petition.title).toBe('Kiến nghị của [đã che: họ tên]');
    expect(found.messages.map((one) => one.body)).toContain('[đã che: họ tên] nhắc lại');
    expect(found.files).toMatchObject([{ sealed: true }]);
    await agreed(id);
    const opened = await openIdentity(world.services, handler, id, samplePassword);
    expect(opened).toMatchObject({ contact: canary, body });
    const bytes = await openSealedFile(world.services, handler, id, found.files[0] as never, samplePassword);
    expect(bytes.toString()).toBe('CHỮ-VIẾT-TAY của Canarius');
    expect(await world.services.files.halfSealed(new Date(Date.now() + 7200_000))).toEqual([]);
  });
});

describe('found to be a denunciation later', () => {
  async function openly(fields: Record<string, string> = {}) {
    const done = await submit(
      world.services,
      intake(world, { kind: 'recommendation', ...canary, title: 'Kiến nghị về cán bộ', body, ...fields }),
      { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
    );
    if ('faults' in done) throw new Error('nobody to open it');
    return { id: done.submitted.id, codeHash: hashCode(done.code), code: done.code };
  }
  const classify = async (id: PetitionId) =>
    take(
      world.services,
      { by: 'officer', actor: await world.officer('bantiepdan') },
      id,
      'classify',
      { kind: 'denunciation' },
      { key: newKey() },
    );

  test('no word the sender said before is left anywhere, nor a way back through what was split off', async () => {
    const { id, codeHash } = await openly();
    await takeAsCitizen(
      world.services,
      { id, codeHash },
      'reply',
      { text: `${canary.name} nhắc lại` },
      newKey(),
    );
    const app = await world.app();
    const head = await visitor(world, app, 'bantiepdan');
    const split = await head.post(`/can-bo/ho-so/${id}/tach`, {
      key: newKey(),
      kind: 'reflection',
      title: 'Đèn đường hỏng',
      body: 'Đèn trước nhà văn hóa không sáng.',
    });
    const part = String(split.headers.location).split('/').at(-1) as PetitionId;
    await classify(id);
    const handler = await visitor(world, app, 'giaiquyet');
    expect((await handler.get(`/can-bo/ho-so/${id}`)).body).not.toContain(part);
    expect((await handler.get(`/can-bo/ho-so/${part}`)).body).not.toContain(id);
    // The sender still gets to both.
    const parts = await partsByCode(seenBy(world.services.db, { codeHash }), id);
    expect(parts.map((one) => one.id)).toEqual([part]);
    expect(await partsByCode(world.services.db, id)).toEqual([]);
    const left = await world.services.db.rows(sql`
      select 1 from record_opening where subject = ${id} and sealed::text like '%Canarius%'`);
    expect(left).toEqual([]);
    await app.close();
  });

  test('a part that becomes sealed leaves the page of the whole, and its sender keeps it', async () => {
    const { id, codeHash } = await openly({ title: 'Hai việc' });
    const app = await world.app();
    const head = await visitor(world, app, 'bantiepdan');
    const split = await head.post(`/can-bo/ho-so/${id}/tach`, {
      key: newKey(),
      kind: 'recommendation',
      title: 'Việc thứ hai',
      body: 'Cán bộ nhận tiền khi làm thủ tục cho dân.',
    });
    const part = String(split.headers.location).split('/').at(-1) as PetitionId;
    await classify(part);
    expect((await head.get(`/can-bo/ho-so/${id}`)).body).not.toContain(part);
    expect((await partsByCode(seenBy(world.services.db, { codeHash }), id)).map((one) => one.id)).toEqual([
      part,
    ]);
    await app.close();
  });

  test('its receipt is the one given then; none is made of words that were replaced', async () => {
    const { id, codeHash } = await openly();
    expect(await receiptOf(world.services, { id, codeHash })).toBeDefined();
    await classify(id);
    expect(await receiptOf(world.services, { id, codeHash })).toBeUndefined();
  });

  test('and back: what was sealed stays openable by its handlers, and is not shown as anonymous', async () => {
    const { id } = await denounce();
    await take(
      world.services,
      { by: 'officer', actor: await world.officer('giaiquyet') },
      id,
      'classify',
      { kind: 'complaint' },
      { key: newKey() },
    );
    const app = await world.app();
    const handler = await visitor(world, app, 'giaiquyet');
    expect((await handler.get(`/can-bo/ho-so/${id}`)).body).toContain('Xin mở danh tính');
    const clerk = await visitor(world, app, 'vanthu');
    const page = (await clerk.get(`/can-bo/ho-so/${id}`)).body;
    expect(page).toContain('Đơn này đến như tố cáo');
    await agreed(id);
    expect(
      await openIdentity(world.services, await world.officer('giaiquyet'), id, samplePassword),
    ).toMatchObject({
      contact: canary,
    });
    await app.close();
  });

  test('where identities are kept on paper too: it came in the open, and nothing of it is lost', async () => {
    const apart = await openWorld({ template: 'sample', env: { GANDAN_SEALED_IDENTITIES: 'onPaper' } });
    const before = world;
    world = apart;
    try {
      const { id } = await openly();
      await classify(id);
      await agreed(id);
      const handler = await world.officer('giaiquyet');
      expect(await openIdentity(world.services, handler, id, samplePassword)).toMatchObject({
        contact: canary,
        body,
      });
    } finally {
      world = before;
      await apart.close();
    }
  });
});

test('two handlers who take themselves out at the same moment leave one behind', async () => {
  const { id } = await denounce();
  const officer = await world.officer('giaiquyet');
  const { handlers } = await openingState(world.services, officer, id);
  const accounts = await world.services.db.rows<{ username: string; id: PersonId }>(sql`
    select username, person_id as id from account where person_id = any(${handlers.map((one) => one.id)}::uuid[])`);
  const all = await Promise.all(
    accounts.map(async ({ username, id: person }) =>
      takeOut(world.services, await world.officer(username), id, person, 'liên quan'),
    ),
  );
  expect(all.filter((refused) => refused === 'lastHandler')).toHaveLength(1);
});

test('a sealed matter is not shown without a fresh proof, whichever way it is asked for', async () => {
  const { id } = await denounce();
  const app = await world.app();
  const handler = await visitor(world, app, 'giaiquyet');
  world.later(20 * 60_000);
  for (const [path, values] of [
    ['danh-tinh/ban-giao', { password: 'sai' }],
    ['danh-tinh', { password: samplePassword }],
    ['note/mau', { text: 'x' }],
    ['note', { text: '' }],
  ] as const) {
    const answer = await handler.post(`/can-bo/ho-so/${id}/${path}`, values);
    expect([path, answer.statusCode]).toEqual([path, 303]);
    expect(String(answer.headers.location)).toContain('/can-bo/xac-nhan');
  }
  await app.close();
});

describe('a step by mistake in a sealed matter', () => {
  const page = (id: string) => `/can-bo/ho-so/${id}`;
  /** The step as its handler sees it; nobody else does. */
  const stepOf = async (username: string, id: string, name: string) =>
    (
      await seenBy(world.services.db, floorOf(await world.officer(username))).first<{ id: string }>(sql`
        select id from step where page = ${page(id)} and name = ${`petition.${name}`} order by taken_at desc limit 1`)
    )?.id ?? '';
  const state = async (id: PetitionId) =>
    (await openCase(world.services, await world.officer('giaiquyet'), id)).petition.state;

  test('is taken back by one handler, or by two where it ends the matter; nobody else learns of it', async () => {
    const { id, codeHash } = await denounce();
    const app = await world.app();
    const handler = await visitor(world, app, 'giaiquyet');
    const head = await visitor(world, app, 'bantiepdan');
    const clerk = await visitor(world, app, 'vanthu');
    const go = (by: typeof handler, step: string, values: Record<string, string> = {}) =>
      by.post(`${page(id)}/${step}`, { key: newKey(), [`${step}-sure`]: '1', ...values });

    expect((await go(handler, 'note', { text: 'Ghi nhầm vụ khác' })).statusCode).toBe(303);
    const note = await stepOf('giaiquyet', id, 'note');
    expect((await handler.get(page(id))).body).toContain(`/can-bo/buoc/${note}`);
    // That it was taken at all is seen by handlers only, in every table and on every page.
    expect(await world.services.db.rows(sql`select id from step where page = ${page(id)}`)).toEqual([]);
    expect((await clerk.get(`/can-bo/buoc/${note}`)).statusCode).toBe(404);
    expect((await sendForm(clerk, `/can-bo/buoc/${note}`, 'huy', { why: 'x' })).statusCode).toBe(404);
    expect((await sendForm(handler, `/can-bo/buoc/${note}`, 'huy', { why: 'Ghi nhầm vụ' })).statusCode).toBe(
      303,
    );

    expect((await go(head, 'accept')).statusCode).toBe(303);
    expect((await go(head, 'terminate', { reason: 'Người bị tố cáo đã chết.' })).statusCode).toBe(303);
    expect(await state(id)).toBe('terminated');
    const ended = await stepOf('bantiepdan', id, 'terminate');
    expect((await sendForm(head, `/can-bo/buoc/${ended}`, 'huy', { why: 'Nhầm vụ' })).statusCode).toBe(404);
    expect(
      (await sendForm(head, `/can-bo/buoc/${ended}`, 'de-nghi', { why: 'Nhầm vụ việc' })).statusCode,
    ).toBe(303);
    expect((await handler.get('/can-bo/viec')).body).toContain('Nhầm vụ việc');
    expect((await clerk.get('/can-bo/viec')).body).not.toContain('Nhầm vụ việc');
    const own = await sendForm(head, `/can-bo/buoc/${ended}`, 'dong-y', {}, { 'dong-y-sure': '1' });
    expect(own.statusCode).toBe(422);
    world.later(20 * 60_000);
    const stale = await sendForm(handler, `/can-bo/buoc/${ended}`, 'dong-y', {}, { 'dong-y-sure': '1' });
    expect([stale.statusCode, stale.headers.location]).toEqual([
      303,
      expect.stringContaining('/can-bo/xac-nhan'),
    ]);
    const fresh = await visitor(world, app, 'giaiquyet');
    const agreed = await sendForm(fresh, `/can-bo/buoc/${ended}`, 'dong-y', {}, { 'dong-y-sure': '1' });
    expect(agreed.statusCode, agreed.body.slice(0, 800)).toBe(303);
    expect(await state(id)).toBe('accepted');
    expect(
      await seenBy(world.services.db, { codeHash }).rows(
        sql`select id from step where struck_at is not null`,
      ),
    ).toHaveLength(2);
    expect((await fresh.get(page(id))).body).toContain('Nhầm vụ việc');
    await app.close();
  });
});

test('a denunciation is verified before anything is concluded, and each of its own steps is taken back', async () => {
  const { id } = await denounce();
  const app = await world.app();
  const handler = await visitor(world, app, 'giaiquyet');
  const head = await visitor(world, app, 'bantiepdan');
  const page = `/can-bo/ho-so/${id}`;
  const goes = async (by: typeof handler, step: string, values: Record<string, string> = {}) => {
    const done = await by.post(`${page}/${step}`, { key: newKey(), [`${step}-sure`]: '1', ...values });
    expect([step, done.statusCode]).toEqual([step, 303]);
  };
  const back = async (step: string) => {
    const found = await seenBy(world.services.db, floorOf(await world.officer('bantiepdan'))).one<{
      id: string;
    }>(sql`
      select id from step where page = ${page} and name = ${`petition.${step}`} order by taken_at desc limit 1`);
    const done = await sendForm(head, `/can-bo/buoc/${found.id}`, 'huy', { why: 'Nhầm' });
    expect([step, done.statusCode]).toEqual([step, 303]);
  };
  await goes(head, 'accept');
  await goes(handler, 'notifyParties');
  await back('notifyParties');
  await goes(handler, 'draft', { text: 'Tố cáo đúng một phần.' });
  const early = await handler.post(`${page}/submit`, { key: newKey(), finding: 'partly' });
  expect([early.statusCode, early.body.includes('chưa được xác minh')]).toEqual([422, true]);
  await goes(head, 'verify', { receiver: 'Tổ xác minh', text: 'Làm rõ việc nhận tiền.' });
  await goes(handler, 'reportVerification', { text: 'Có nhận tiền một lần.' });
  await goes(handler, 'submit', { finding: 'partly' });
  await goes(head, 'approve');
  await goes(handler, 'recordHandling', { reason: 'Đã kiến nghị kỷ luật.' });
  await back('recordHandling');
  expect(
    await world.services.db.rows(sql`
      select ended from duty where subject_id = ${id} and rule_code = 'TC-HANDLE'`),
  ).toEqual([{ ended: null }]);
  await app.close();
});

test('late, its sender tells the body above; what it asks, and what an unsigned one is made of, is taken back', async () => {
  const late = await denounce();
  const unsigned = await denounce();
  const page = (id: string) => `/can-bo/ho-so/${id}`;
  const app = await world.app();
  const first = await visitor(world, app, 'bantiepdan');
  const goes = async (id: string, by: typeof first, step: string, values: Record<string, string> = {}) => {
    const done = await by.post(`${page(id)}/${step}`, { key: newKey(), [`${step}-sure`]: '1', ...values });
    expect([step, done.statusCode]).toEqual([step, 303]);
  };
  const back = async (id: string, name: string, form: string, by: typeof first, sure = {}) => {
    const seen = seenBy(world.services.db, floorOf(await world.officer('bantiepdan')));
    const step = await seen.one<{ id: string }>(sql`
      select id from step where page = ${page(id)} and name = ${`petition.${name}`} order by taken_at desc limit 1`);
    const done = await sendForm(by, `/can-bo/buoc/${step.id}`, form, { why: 'Nhầm' }, sure);
    expect([name, form, done.statusCode]).toEqual([name, form, 303]);
  };
  const handler = await visitor(world, app, 'giaiquyet');
  await goes(unsigned.id, first, 'toInformation', { reason: 'Đơn không tên.' });
  await back(unsigned.id, 'toInformation', 'de-nghi', first);
  await back(unsigned.id, 'toInformation', 'dong-y', handler, { 'dong-y-sure': '1' });
  expect((await openCase(world.services, await world.officer('giaiquyet'), unsigned.id)).petition.state).toBe(
    'received',
  );

  await goes(late.id, first, 'accept');
  world.later(200 * 86_400_000);
  await takeAsCitizen(world.services, late, 'reportDelay', { reason: 'Quá hạn.' }, newKey());
  const head = await visitor(world, app, 'bantiepdan');
  await goes(late.id, head, 'askForReport', { reason: 'Vì sao chậm?' });
  await back(late.id, 'askForReport', 'huy', head);
  await app.close();
});

describe('whom it is about', () => {
  const nameOf = async (username: string) =>
    (
      await world.services.db.one<{ name: string }>(
        sql`select name from person where id = ${await personOf(username)}`,
      )
    ).name;

  test.each([
    [
      'by name, without marks, in the middle of words',
      async () =>
        `ong ${(await nameOf('bantiepdan'))
          .normalize('NFD')
          .replace(/[\u0300-\u036f]/g, '')
          .replaceAll('đ', 'd')
          .replaceAll('Đ', 'D')} o ban tiep dan`,
    ],
    ['by name in the title only', async () => 'một người'],
  ])('never handles it and never learns of it: %s', async (_name, about) => {
    const against = await about();
    const title = against === 'một người' ? `Tố cáo ${await nameOf('bantiepdan')}` : 'Tố cáo nhận tiền';
    const { id } = await denounce({ against, title });
    const subject = await world.officer('bantiepdan');
    await expect(openCase(world.services, subject, id)).rejects.toBeInstanceOf(HttpError);
    const handler = await world.officer('giaiquyet');
    const seen = seenBy(world.services.db, floorOf(handler));
    expect(await handlersOf(seen, id)).not.toContain(subject.person);
    // Nor by taking the post again.
    await world.services.db.one(sql`select floor_name_handler(${subject.person}, ${handler.unit}) as named`);
    expect(await handlersOf(seen, id)).not.toContain(subject.person);
    expect(await handlersOf(seen, id)).toContain(handler.person);
  });

  test('a handler close to somebody in it is taken out by another, for good', async () => {
    const { id } = await denounce();
    const officer = await world.officer('giaiquyet');
    const out = await personOf('bantiepdan');
    expect(await takeOut(world.services, officer, id, out, 'anh em của người bị tố cáo')).toBeUndefined();
    await expect(openCase(world.services, await world.officer('bantiepdan'), id)).rejects.toBeInstanceOf(
      HttpError,
    );
    const { handlers } = await openingState(world.services, officer, id);
    expect(handlers.map((one) => one.id)).not.toContain(out);
    for (const one of handlers.slice(0, -1))
      await takeOut(
        world.services,
        officer,
        id,
        one.id === officer.person ? (handlers.at(-1)?.id as PersonId) : one.id,
        'liên quan',
      );
    expect(await takeOut(world.services, officer, id, officer.person, 'liên quan')).toBe('lastHandler');
    // Alone there is nobody to agree: said, not stuck.
    expect(await askOpening(world.services, officer, id, 'xác minh')).toBe('onlyHandler');
  });
});

describe('handing over', () => {
  test('who came later opens it after a handover, who left does not', async () => {
    const { id } = await denounce();
    const first = await world.officer('giaiquyet');
    const out = await personOf('bantiepdan');
    await takeOut(world.services, first, id, out, 'chuyển công tác');
    expect(await handOver(world.services, first, id, 'sai')).toBe('password');
    expect(await handOver(world.services, first, id, samplePassword)).toBeUndefined();
    await agreed(id, 'giaiquyet', await otherHandler(id));
    expect(await openIdentity(world.services, first, id, samplePassword)).toMatchObject({ contact: canary });
    const file = (await filesOf(seenBy(world.services.db, floorOf(first)), id))[0];
    const bytes = await openSealedFile(world.services, first, id, file as never, samplePassword);
    expect(bytes.toString()).toBe('CHỮ-VIẾT-TAY của Canarius');
  });

  async function otherHandler(id: PetitionId): Promise<string> {
    const mine = await world.officer('giaiquyet');
    const [other] = (await handlersOf(seenBy(world.services.db, floorOf(mine)), id)).filter(
      (one) => one !== mine.person,
    );
    return (
      await world.services.db.one<{ username: string }>(
        sql`select username from account where person_id = ${other}`,
      )
    ).username;
  }
});

describe('identities on paper only', () => {
  let apart: World;
  beforeAll(async () => {
    apart = await openWorld({ template: 'sample', env: { GANDAN_SEALED_IDENTITIES: 'onPaper' } });
  });
  afterAll(async () => {
    expect(apart.errors).toEqual([]);
    await apart.close();
  });

  test('the form does not ask, and refuses what would tell', async () => {
    const app = await apart.app();
    const citizen = await visitor(apart, app);
    const values = {
      key: newKey(),
      kind: 'denunciation',
      title: 'Tố cáo nhận tiền',
      body,
      against: 'một cán bộ',
    };
    const contact = await citizen.post('/nop-don', { ...values, at: 'details', go: 'next' });
    expect(contact.body).toContain('không lưu danh tính người tố cáo trên mạng');
    expect(contact.body).not.toContain('name="name" ');
    const told = await citizen.post('/nop-don', { ...values, name: canary.name, at: 'check', go: 'send' });
    expect(told.statusCode).toBe(422);
    const sent = await citizen.post('/nop-don', { ...values, at: 'check', go: 'send' });
    expect(sent.statusCode).toBe(303);
    const all = await everything(apart);
    expect(tracesIn(all)).toEqual([]);
    await app.close();
  });

  test('a clerk notes where it lies, and must', async () => {
    const app = await apart.app();
    const clerk = await visitor(apart, app, 'giaiquyet');
    const values = {
      key: newKey(),
      kind: 'denunciation',
      source: 'post',
      arrivedOn: '23/11/2026',
      people: '1',
      title: 'Tố cáo nhận tiền',
      body,
    };
    expect((await clerk.post('/can-bo/nhan-don', values)).body).toContain(
      'Nơi lưu danh tính trên giấy: Hãy điền mục này.',
    );
    const withName = await clerk.post('/can-bo/nhan-don', {
      ...values,
      name: canary.name,
      paperReference: 'Bì số 1',
    });
    expect(withName.body).toContain('giữ danh tính người tố cáo trên giấy');
    const taken = await clerk.post('/can-bo/nhan-don', { ...values, paperReference: 'Bì số 12/TC-2026' });
    expect(taken.statusCode).toBe(200);
    const id = /\/can-bo\/ho-so\/([0-9a-f-]{36})/.exec(taken.body)?.[1];
    const page = await clerk.get(`/can-bo/ho-so/${id}`);
    expect(page.body).toContain('Bì số 12/TC-2026');
    expect(page.body).not.toContain('Xin mở danh tính');
    await app.close();
  });

  test('a file sent later is refused, with the reason', async () => {
    const key = newKey();
    const done = await submit(
      apart.services,
      intake(apart, { kind: 'denunciation', title: 'Tố cáo nhận tiền', body }),
      { key: newKey(), source: 'desk', language: 'vi', fileIds: [] },
    );
    if ('faults' in done) throw new Error('nobody to open it');
    const file = await apart.services.files.stage(key, 'a.jpg', {
      bytes: Buffer.from('x'),
      mediaType: 'image/jpeg',
      extension: 'jpg',
    });
    await expect(
      takeAsCitizen(
        apart.services,
        { id: done.submitted.id, codeHash: hashCode(done.code) },
        'reply',
        { text: 'kèm ảnh', files: [file], draftKey: key },
        newKey(),
      ),
    ).rejects.toBeInstanceOf(StepError);
  });
});

describe('the program as it runs', () => {
  test('recovery: two shares let somebody in when no handler can, and nothing is shown', async () => {
    const place = await openWorld({ template: 'sample' });
    const program = new Program(place.dataDir);
    const env = { DATABASE_URL: place.url, GANDAN_RECORD_ORIGIN: place.services.config.recordOrigin };
    const made = await program.runBeside(['recovery-key', 'make'], env);
    expect(made.output).toContain('Share 3 of 3');
    const shares = made.output.match(/GDKP-[0-9a-f-]+/g) ?? [];
    expect(shares).toHaveLength(3);
    expect((await program.runBeside(['recovery-key', 'make'], env)).status).toBe(1);
    const before = world;
    world = place;
    try {
      const { id, number } = await denounce();
      // The keys of all handlers are lost.
      await place.services.db.run(
        sql`update account set recipient = null, wrapped_identity = null where recipient is not null`,
      );
      const lost = await place.officer('giaiquyet');
      expect(await handOver(place.services, lost, id, samplePassword)).toBe('notSealedToYou');
      const { newSealingKey } = await import('../src/ground/access/sealing.ts');
      const fresh = await newSealingKey(samplePassword, 10);
      await place.services.db.run(sql`
        update account set recipient = ${fresh.recipient}, wrapped_identity = ${fresh.wrappedIdentity} where username = 'giaiquyet'`);
      expect(await handOver(place.services, lost, id, samplePassword)).toBe('notSealedToYou');

      const wrong = await program.runBeside(
        ['recovery-key', 'use', '--petition', String(number)],
        env,
        `${shares[0]}\n${shares[0]}\n`,
      );
      expect(wrong.status).toBe(1);
      const used = await program.runBeside(
        ['recovery-key', 'use', '--petition', String(number)],
        env,
        `${shares[2]}\n${shares[0]}\n`,
      );
      expect(used.output).toContain('is sealed to its handlers of today');
      expect(tracesIn(used.output)).toEqual([]);
      expect(await handOver(place.services, lost, id, samplePassword)).toBeUndefined();
    } finally {
      world = before;
      await place.close();
    }
  }, 60_000);

  test('after a scripted denunciation no log, table, file or heap of the server tells who it was', async () => {
    const place = await openWorld({ template: 'sample' });
    const program = new Program(place.dataDir);
    await program.start({
      DATABASE_URL: place.url,
      GANDAN_LOG_LEVEL: 'trace',
      NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${place.dataDir}`,
    });
    try {
      let cookie = '';
      const form = (values: Record<string, string>) =>
        fetch(program.url('/nop-don'), {
          method: 'POST',
          redirect: 'manual',
          headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
          body: new URLSearchParams(values).toString(),
        });
      const values = {
        key: newKey(),
        kind: 'denunciation',
        title: 'Tố cáo nhận tiền',
        body,
        against: 'một cán bộ',
        ...canary,
      };
      for (const at of ['kind', 'details', 'contact']) {
        const turned = await form({ ...values, at, go: 'next' });
        expect(turned.status).toBe(303);
        cookie = turned.headers.getSetCookie()[0]?.split(';')[0] ?? '';
        const next = await fetch(program.url(turned.headers.get('location') ?? ''), { headers: { cookie } });
        expect(next.status).toBe(200);
        // While it is written it lies on disk, and nobody but the browser can read it.
        expect(tracesIn(await everything(place))).toEqual([]);
      }
      const sent = await form({ ...values, at: 'check', go: 'send' });
      expect(sent.status).toBe(303);
      // Other people's requests take the buffers and pools that one passed through.
      for (let turn = 0; turn < 40; turn++)
        await form({
          key: newKey(),
          kind: 'reflection',
          title: 'Đèn đường hỏng',
          body: 'Đèn không sáng '.repeat(40),
          at: 'details',
          go: 'next',
        });
      const snapshot = await program.heapSnapshot();
      expect(tracesIn(snapshot)).toEqual([]);
      // What the server does keep is found so, with the same eyes.
      expect(snapshot.includes('Thành thật') || unescaped(snapshot).includes('Tiếp nhận')).toBe(true);
      const all = (await everything(place)) + program.output;
      expect(tracesIn(all)).toEqual([]);
    } finally {
      await program.end();
      await place.close();
    }
  }, 90_000);
});
