import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayMs, intake, newKey, openWorld, type World } from '../../../test/support/world.ts';
import { seenBy } from '../../ground/access/floor.ts';
import { hashCode, parseCode } from '../../ground/code.ts';
import { dutiesOf } from '../../ground/duty/duty.store.ts';
import { verifyReceipt } from '../../ground/record/receipt.ts';
import { entriesOf } from '../../ground/record/record.store.ts';
import { sql } from '../../platform/database/database.ts';
import { HttpError } from '../../platform/http/problem.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { floorFor, openCase, sightOf } from './desk.service.ts';
import { findCases, idByCode, inbox, readPetition } from './petition.store.ts';
import type { PetitionId } from './petition.ts';
import { checkStep } from './step.input.ts';
import { StepError, take, takeAsCitizen } from './step.service.ts';
import type { OfficerStep } from './steps.ts';
import { receiptOf, submit } from './submit.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => world.at('2026-11-23T02:00:00Z'));
afterAll(() => world.close());

async function wardOne(): Promise<string> {
  const { units } = await world.services.site.read();
  return units.find((unit) => unit.code === 'phuong-bac-lieu')?.id ?? '';
}

async function handIn(fields: Record<string, string> = {}, key = newKey()) {
  const done = await submit(world.services, intake(world, { placeUnit: await wardOne(), ...fields }), {
    key,
    source: 'web',
    language: 'vi',
    fileIds: [],
  });
  if ('faults' in done) throw new Error('nobody to open it');
  codes.set(done.submitted.id, hashCode(done.code));
  return { ...done, id: done.submitted.id };
}

const codes = new Map<PetitionId, Buffer>();
/** A case as its citizen holds it. */
const held = (id: PetitionId) => ({ id, codeHash: codes.get(id) as Buffer });

async function step(
  username: string,
  id: PetitionId,
  name: OfficerStep,
  given: Record<string, string | boolean> = {},
  key = newKey(),
) {
  const checked = checkStep(name, given);
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return take(
    world.services,
    { by: 'officer', actor: await world.officer(username) },
    id,
    name,
    checked.values,
    { key },
  );
}

const open = async (id: PetitionId) =>
  (await dutiesOf(world.services.db, id))
    .filter((duty) => duty.ended === null)
    .map((duty) => `${duty.ruleCode} ${duty.dueOn}`);

describe('handing in', () => {
  test('a double click makes one petition, with one code and one receipt', async () => {
    const key = newKey();
    const sent = await Promise.all(Array.from({ length: 8 }, () => handIn({}, key)));
    expect(new Set(sent.map((one) => one.id)).size).toBe(1);
    expect(new Set(sent.map((one) => one.code)).size).toBe(1);
    expect(sent.filter((one) => one.fresh)).toHaveLength(1);
    expect(await entriesOf(world.services.db, sent[0]?.id ?? '')).toHaveLength(1);
  });

  test('the same key with other words is refused, and the first petition stays as it was', async () => {
    const key = newKey();
    const { id } = await handIn({}, key);
    await expect(handIn({ title: 'Một đơn khác hẳn' }, key)).rejects.toMatchObject({
      status: 422,
      code: 'keyReused',
    });
    expect((await readPetition(world.services.db, id))?.title).toBe('Đường Cao Văn Lầu ngập sau mưa');
  });

  test('the code opens the case however it is typed; the code itself is nowhere in the database', async () => {
    const { code, id } = await handIn();
    const typed = parseCode(`${code.slice(0, 8).toLowerCase()}-${code.slice(8)} `);
    expect(typed && (await idByCode(world.services.db, hashCode(typed)))).toBe(id);
    expect(await dump(world)).not.toContain(code);
  });

  test('the receipt verifies offline and fails when a word of it is changed', async () => {
    const { id } = await handIn();
    const receipt = await receiptOf(world.services, held(id));
    expect(verifyReceipt(JSON.parse(JSON.stringify(receipt)))).toMatchObject({ ok: true });
    const other = JSON.parse(JSON.stringify(receipt));
    other.content.value.body = 'Chữ khác.';
    expect(verifyReceipt(other)).toEqual({ ok: false, reason: 'content' });
    const back = JSON.parse(JSON.stringify(receipt));
    back.event.at = '2026-11-01T00:00:00.000Z';
    expect(verifyReceipt(back)).toEqual({ ok: false, reason: 'inclusion' });
    expect(verifyReceipt(receipt, 'another+00000000+key')).toEqual({ ok: false, reason: 'key-differs' });
  });

  test('it arrives at the ward it is about, else at the reception office', async () => {
    const { units } = await world.services.site.read();
    const code = async (id: PetitionId) =>
      units.find(async (unit) => unit.id === (await readPetition(world.services.db, id))?.unitId) &&
      (await readPetition(world.services.db, id))?.unitId;
    const there = await handIn();
    const nowhere = await handIn({ placeUnit: '' });
    expect(await code(there.id)).toBe(units.find((unit) => unit.code === 'phuong-bac-lieu')?.id);
    expect(await code(nowhere.id)).toBe(units.find((unit) => unit.code === 'ban-tcd')?.id);
  });

  test.each([
    ['reflection', 'XLD-PROC 2026-12-03'],
    ['recommendation', 'XLD-PROC 2026-12-03'],
    ['complaint', 'KN-ACCEPT 2026-12-03'],
    ['denunciation', 'TC-CLASSIFY 2026-12-02'],
  ])('a %s owes %s', async (kind, due) => {
    const { id } = await handIn({ kind });
    expect(await open(id)).toEqual([due]);
  });
});

describe('a complaint from receipt to publication', () => {
  test('each step moves duties by the law, writes its entry, and tells the citizen', async () => {
    const { id, submitted } = await handIn({
      kind: 'complaint',
      email: 'nguoidan@example.com',
      knownOn: '01/11/2026',
    });
    world.later(2 * dayMs);
    await step('chuyenvien', id, 'accept');
    expect(await open(id)).toEqual(['KN-L1 2026-12-25']);
    world.later(3 * dayMs);
    await expect(step('chuyenvien', id, 'suspend', { reason: 'chờ kết quả đo đạc' })).rejects.toMatchObject({
      refusal: 'notAllowed',
    });
    await step('thutruong', id, 'suspend', { reason: 'chờ kết quả đo đạc' });
    world.later(10 * dayMs);
    await step('chuyenvien', id, 'resume', { reason: 'đã có kết quả đo đạc' });
    expect(await open(id)).toEqual(['KN-L1 2027-01-04']);
    await step('thutruong', id, 'extend', { variant: 'complex', reason: 'nhiều bên liên quan' });
    expect(await open(id)).toEqual(['KN-L1 2027-01-19']);
    await step('chuyenvien', id, 'draft', { text: 'Chấp nhận một phần khiếu nại.' });
    await expect(step('chuyenvien', id, 'send')).rejects.toMatchObject({ refusal: 'needsApproval' });
    await expect(step('chuyenvien', id, 'submit')).rejects.toMatchObject({ refusal: 'needsFinding' });
    await step('chuyenvien', id, 'submit', { finding: 'partly', ruling: 'amend' });
    await expect(step('chuyenvien', id, 'approve')).rejects.toMatchObject({ refusal: 'notAllowed' });
    await expect(step('thutruong', id, 'approve')).rejects.toMatchObject({ refusal: 'needsExecuteBy' });
    await step('thutruong', id, 'approve', { executeBy: '29/01/2027' });
    expect(await open(id)).toEqual(['KN-EXECUTE 2027-01-29', 'KN-L1-SEND 2026-12-11', 'KN-PUB 2026-12-23']);
    await step('chuyenvien', id, 'send');
    await step('chuyenvien', id, 'propose', {
      publicTitle: 'Khiếu nại về bồi thường',
      publicText: 'Chấp nhận một phần.',
    });
    await step('thutruong', id, 'publish');
    await step('chuyenvien', id, 'recordExecution', { text: 'Đã chi trả một nửa.' });
    expect(await open(id)).toEqual(['KN-EXECUTE 2027-01-29']);
    await step('chuyenvien', id, 'recordExecution', { text: 'Đã chi trả xong.', executed: true });
    expect(await open(id)).toEqual([]);

    const entries = await entriesOf(world.services.db, id);
    expect(entries.map((entry) => entry.event.seq)).toEqual(entries.map((_, at) => at + 1));
    expect(entries.map((entry) => entry.event.type.slice(9))).toEqual([
      'received',
      'accept',
      'suspend',
      'resume',
      'extend',
      'draft',
      'submit',
      'approve',
      'send',
      'propose',
      'publish',
      'recordExecution',
      'recordExecution',
    ]);
    const mails = await world.services.db.rows<{ subject: string; recipient: string; body: string }>(
      sql`select subject, recipient, body from mail where once like ${`${id}/%`}`,
    );
    // Received, accepted, suspended, resumed, extended, answered: six pieces of news, none with the matter in it.
    expect(mails).toHaveLength(6);
    expect(
      mails.every(
        (mail) =>
          mail.recipient === 'nguoidan@example.com' && mail.subject.includes(String(submitted.number)),
      ),
    ).toBe(true);
    expect(mails.map((mail) => mail.body).join()).not.toContain('Cao Văn Lầu');
  });

  test('a complaint that came after ninety days says so to the officer', async () => {
    const { id } = await handIn({ kind: 'complaint', knownOn: '03/08/2026' });
    expect((await openCase(world.services, await world.officer('chuyenvien'), id)).limitPassed).toBe(
      '2026-11-02',
    );
  });
});

describe('the citizen’s steps', () => {
  async function answered(): Promise<PetitionId> {
    const { id } = await handIn();
    await step('chuyenvien', id, 'accept');
    await step('chuyenvien', id, 'ask', { text: 'Ngập ở đoạn nào?' });
    await takeAsCitizen(world.services, held(id), 'reply', { text: 'Trước trường học.' }, newKey());
    await step('chuyenvien', id, 'draft', { text: 'Đã nạo vét cống.' });
    await step('chuyenvien', id, 'send');
    return id;
  }

  test('asks to be heard again; the head reopens; a new term runs and the figures say so', async () => {
    const id = await answered();
    await takeAsCitizen(world.services, held(id), 'rate', { satisfied: false, reason: 'vẫn ngập' }, newKey());
    await takeAsCitizen(world.services, held(id), 'askReopening', { reason: 'hôm qua lại ngập' }, newKey());
    // What they ask is owed an answer: it stands in the inbox, once, however often they ask.
    const [asked, ...more] = await open(id);
    expect([asked?.split(' ')[0], more]).toEqual(['XLD-PROC', []]);
    world.later(4 * dayMs);
    await takeAsCitizen(world.services, held(id), 'askReopening', { reason: 'vẫn ngập' }, newKey());
    expect(await open(id)).toEqual([asked]);
    await step('thutruong', id, 'reopen', { reason: 'chưa giải quyết xong' });
    expect(await open(id)).toEqual(['DP-ANS 2026-12-14']);
    const count = await world.services.db.one(
      sql`select reopened, satisfied, answered_on from petition_count where petition_id = ${id}`,
    );
    expect(count).toEqual({ reopened: true, satisfied: false, answered_on: null });
  });

  test('asks to be heard again and is told no: the request is answered', async () => {
    const id = await answered();
    await takeAsCitizen(world.services, held(id), 'askReopening', { reason: 'hôm qua lại ngập' }, newKey());
    await step('thutruong', id, 'declineReopening', { text: 'Đã kiểm tra lại, cống thông.' });
    expect(await open(id)).toEqual([]);
  });

  test('withdraws: what was owed lapses', async () => {
    const { id } = await handIn();
    await takeAsCitizen(world.services, held(id), 'withdraw', { reason: 'đã tự giải quyết' }, newKey());
    expect((await readPetition(world.services.db, id))?.state).toBe('withdrawn');
    expect((await dutiesOf(world.services.db, id))[0]?.ended).toBe('lapsed');
  });

  test('a step that the state does not allow changes nothing', async () => {
    const { id } = await handIn();
    await expect(
      takeAsCitizen(world.services, held(id), 'rate', { satisfied: true }, newKey()),
    ).rejects.toBeInstanceOf(StepError);
    expect((await readPetition(world.services.db, id))?.version).toBe(1);
  });
});

describe('many hands at once', () => {
  test('of ten officers accepting at once one does, the others are told; the duty is opened once', async () => {
    const { id } = await handIn();
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => step('chuyenvien', id, 'accept')),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect((await dutiesOf(world.services.db, id)).filter((duty) => duty.ruleCode === 'DP-ANS')).toHaveLength(
      1,
    );
  });

  test('the same click five times is one step', async () => {
    const { id } = await handIn();
    const key = newKey();
    const results = await Promise.all(
      Array.from({ length: 5 }, () => step('chuyenvien', id, 'note', { text: 'Đã gọi điện.' }, key)),
    );
    expect(new Set(results.map((one) => one.version))).toEqual(new Set([2]));
    expect((await openCase(world.services, await world.officer('chuyenvien'), id)).messages).toHaveLength(1);
  });

  test('a step on a version that is no longer the newest is a conflict', async () => {
    const { id } = await handIn();
    await step('chuyenvien', id, 'accept');
    const actor = await world.officer('chuyenvien');
    const late = take(
      world.services,
      { by: 'officer', actor },
      id,
      'note',
      { text: 'x' },
      { key: newKey(), version: 1 },
    );
    await expect(late).rejects.toMatchObject({ status: 409 });
  });
});

describe('who sees what', () => {
  test('another unit’s officer finds nothing: not the case, not in lists, not by search', async () => {
    const { id, submitted } = await handIn();
    const stranger = await world.officer('vanthu');
    await expect(openCase(world.services, stranger, id)).rejects.toBeInstanceOf(HttpError);
    const lists = await findCases(world.services.db, {
      sight: sightOf(stranger),
      query: searchQuery('cao van lau'),
      number: submitted.number,
      kind: undefined,
      state: undefined,
      unit: undefined,
      before: undefined,
      limit: 10,
    });
    expect(lists).toEqual([]);
    await expect(step('vanthu', id, 'accept')).rejects.toMatchObject({ status: 404 });
  });

  test('a case handed to another unit leaves this one, with its duty and its date', async () => {
    const { id } = await handIn();
    const { units } = await world.services.site.read();
    const desk = units.find((unit) => unit.code === 'ban-tcd')?.id ?? '';
    const before = await open(id);
    await step('chuyenvien', id, 'transferUnit', { unit: desk, reason: 'đúng thẩm quyền' });
    await expect(openCase(world.services, await world.officer('chuyenvien'), id)).rejects.toBeInstanceOf(
      HttpError,
    );
    const rows = await inbox(world.services.db, {
      sight: sightOf(await world.officer('vanthu')),
      kind: undefined,
      rules: undefined,
      asked: sql``,
      today: parsePlainDate('2026-11-23'),
      limit: 100,
    });
    expect(rows.map((row) => row.petitionId)).toContain(id);
    expect(await open(id)).toEqual(before);
  });

  test.each(['duong ngap', 'Đường NGẬP', 'cao van lau', 'ĐƯỜNG', 'cao van lau nga'])(
    'search finds "%s" with or without marks',
    async (typed) => {
      const { id } = await handIn();
      const rows = await findCases(world.services.db, {
        sight: sightOf(await world.officer('chuyenvien')),
        query: searchQuery(typed),
        number: undefined,
        kind: undefined,
        state: undefined,
        unit: undefined,
        before: undefined,
        limit: 100,
      });
      expect(rows.map((row) => row.petitionId)).toContain(id);
    },
  );
});

describe('a sealed denunciation', () => {
  const canary = {
    name: 'Canarius Bíởmật',
    address: 'Số 77 đường Kênh Xáng Canary',
    phone: '0987654321',
    email: 'canary-7731@example.com',
  };

  test('nothing of the denouncer is readable anywhere but to a handler with the own password', async () => {
    const { id } = await handIn({
      kind: 'denunciation',
      ...canary,
      against: 'một cán bộ',
      title: 'Tố cáo nhận tiền',
      body: 'Nhận tiền khi làm thủ tục, có người chứng kiến.',
    });
    await step('giaiquyet', id, 'accept');
    await step('giaiquyet', id, 'note', { text: 'đã mời làm việc' });

    const everything = (await dump(world)) + filesUnder(world.dataDir);
    for (const secret of [
      canary.name,
      canary.address,
      canary.phone,
      canary.email,
      'Canarius',
      'canary-7731',
    ]) {
      expect(everything).not.toContain(secret);
    }
    expect(await world.services.db.rows(sql`select 1 from mail where once like ${`${id}/%`}`)).toEqual([]);

    for (const username of ['vanthu', 'chutich', 'thanhtra', 'quantri', 'thutruong']) {
      await expect(openCase(world.services, await world.officer(username), id)).rejects.toBeInstanceOf(
        HttpError,
      );
    }
    const sight = sightOf(await world.officer('chutich'));
    const seen = await findCases(world.services.db, {
      sight,
      query: undefined,
      number: undefined,
      kind: 'denunciation',
      state: undefined,
      unit: undefined,
      before: undefined,
      limit: 10,
    });
    expect(seen).toEqual([]);

    const handler = await world.officer('giaiquyet');
    // It was about Ward 1, which has no handlers of its own: it lies with those who can open it.
    const rows = await inbox(seenBy(world.services.db, floorFor(handler)), {
      sight: sightOf(handler),
      kind: 'denunciation',
      rules: undefined,
      asked: sql``,
      today: parsePlainDate('2026-11-23'),
      limit: 100,
    });
    expect(rows.map((row) => row.petitionId)).toContain(id);
  });

  test('a petition found to be a denunciation is sealed from then on', async () => {
    const { id } = await handIn({ kind: 'recommendation', ...canary });
    await step('chuyenvien', id, 'classify', { kind: 'denunciation' });
    await expect(openCase(world.services, await world.officer('chuyenvien'), id)).rejects.toBeInstanceOf(
      HttpError,
    );
    expect(
      await world.services.db.rows(sql`select 1 from petition_contact where petition_id = ${id}`),
    ).toEqual([]);
    expect(await open(id)).toEqual(['TC-CLASSIFY 2026-12-02']);
  });
});

/** Every table as text, the way a thief of the database would read it. */
async function dump(from: World): Promise<string> {
  const client = new pg.Client({ connectionString: from.url });
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
  return text;
}

function filesUnder(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
    .join('\n');
}
