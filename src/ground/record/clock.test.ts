import { join } from 'node:path';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/support/world.ts';
import { sql } from '../../platform/database/database.ts';
import { readSecrets } from '../secrets.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { clockConfirmed, clockFault, contradictions } from './clock.ts';
import { emptyRoot, toBase64 } from './hash.ts';
import { claimInstallation } from './installation.ts';
import { verifyConsistency, verifyInclusion } from './merkle.ts';
import { newSigningKey, openNote, signNote, verifyingKey } from './note.ts';
import { parseProof } from './proof.ts';
import { readReceipt, verifyReceipt } from './receipt.ts';
import { parseTilePath } from './tile.ts';
import { addCheckpoint, formatRequest } from './witness.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const minute = 60_000;
async function append(type = 'test.happened'): Promise<number> {
  const { db, record } = world.services;
  const { id } = await db.transaction((tx) =>
    record.append(tx, { type, subject: v7(), seq: 1, role: 'system', unit: null, facts: {} }),
  );
  return id;
}
const eventOf = (id: number) =>
  world.services.db.one<{ at: string; other: string | null }>(sql`
    select event ->> 'at' as at, event ->> 'database_at' as other from record_opening where entry_id = ${id}`);

describe('an entry’s time never goes back', () => {
  test.each([
    [0, 0, undefined, undefined],
    [0, 4, undefined, undefined],
    [0, 6, undefined, 'behindRecord'],
    [0, undefined, -6, 'aheadOfDatabase'],
    [0, undefined, 6, 'behindDatabase'],
    [0, undefined, 4, undefined],
  ] as const)('clock at %s min, newest entry at %s, database at %s: %s', (now, newest, database, fault) => {
    const at = (minutes: number | undefined) =>
      minutes === undefined ? undefined : new Date(1_800_000_000_000 + minutes * minute);
    expect(clockFault(at(now) as Date, at(newest), at(database))).toBe(fault);
  });

  test('behind the newest entry nothing is signed; what is handed in has both times, and its place later', async () => {
    const { record } = world.services;
    await append();
    await record.sequence();
    const before = (await record.checkpoint())?.size;
    world.later(-60 * minute);
    const id = await append();
    expect([record.state, record.clockFault]).toEqual(['clock', 'behindRecord']);
    await record.sequence();
    expect((await record.checkpoint())?.size).toBe(before);
    const { at, other } = await eventOf(id);
    expect(other).not.toBeNull();
    expect(other).not.toBe(at);
    // The clock is put right: the entry gets its place, and is named as one whose time contradicts it.
    world.later(61 * minute);
    await record.checkClock();
    expect(record.state).toBe('signing');
    await record.sequence();
    expect((await record.checkpoint())?.size).toBe((before ?? 0) + 1);
    const odd = await contradictions(world.services.db, 10);
    expect(odd.map((one) => [one.index, one.at])).toEqual([[before, at]]);
  });

  test('a clock that was ahead is confirmed by hand, and the record goes on', async () => {
    const { record } = world.services;
    world.later(600 * minute);
    await append();
    await record.sequence();
    world.later(-600 * minute);
    await record.checkClock();
    expect(record.state).toBe('clock');
    await append(clockConfirmed);
    await record.checkClock();
    expect(record.state).toBe('signing');
    const { readyz } = { readyz: record.state };
    expect(readyz).toBe('signing');
  });
});

describe('one installation, one set of secrets', () => {
  test('another set is refused; the same works again', async () => {
    const { db, secrets } = world.services;
    await claimInstallation(db, secrets);
    await claimInstallation(db, secrets);
    const others = readSecrets(join(world.dataDir, 'others.json'), 'x/gandan');
    await expect(claimInstallation(db, others)).rejects.toThrow('begun with other secrets');
  });
});

describe('a receipt has a verdict, whatever it is', () => {
  test('what canonical JSON cannot write', () => {
    const receipt = (value: unknown, event: object = {}) => ({
      format: 'gandan-receipt/1',
      reference: '1',
      event: { at: '2026-11-23T02:00:00.000Z', facts: {}, ...event },
      salt: toBase64(new Uint8Array(32)),
      content: { salt: toBase64(new Uint8Array(32)), value },
      key: 'x',
      proof: 'x',
    });
    for (const given of [
      receipt({ a: Number.POSITIVE_INFINITY }),
      receipt({ a: '\ud800' }),
      receipt({}, { n: Number.NEGATIVE_INFINITY }),
    ])
      expect(verifyReceipt(given).ok).toBe(false);
  });

  test('anything at all', () => {
    fc.assert(
      fc.property(fc.anything(), fc.option(fc.string(), { nil: undefined }), (given, key) => {
        expect(verifyReceipt(given, key).ok).toBe(false);
      }),
    );
  });

  test('a receipt as text is read like the file', () => {
    const json = JSON.stringify({ format: 'gandan-receipt/1', reference: '7' }, null, 2);
    const text = `Phường\n\nSố đơn: 7\n\nChứng cứ:\n${json}\n`;
    expect(readReceipt(text)).toEqual(JSON.parse(json));
    expect(readReceipt(json)).toEqual(JSON.parse(json));
    expect(readReceipt('không phải biên nhận')).toBeUndefined();
  });
});

describe('C2SP to the letter', () => {
  const key = newSigningKey('example.vn/log');
  const note = (size: string, root: Uint8Array) =>
    signNote(`example.vn/log\n${size}\n${toBase64(root)}\n`, key);
  const witness = newSigningKey('witness.example');
  const asked = (request: string) =>
    addCheckpoint(request, [verifyingKey(key)], () => undefined, witness, new Date(0)).status;

  test('a witness knows the root of no leaves', () => {
    expect(asked(formatRequest(0, [], note('0', emptyRoot)))).toBe(200);
    expect(asked(formatRequest(0, [], note('0', new Uint8Array(32))))).toBe(422);
  });

  test('sizes that cannot be told apart are refused', () => {
    expect(parseCheckpoint(`x\n${2 ** 53 - 1}\n${toBase64(new Uint8Array(32))}\n`)?.size).toBe(2 ** 53 - 1);
    expect(parseCheckpoint(`x\n9007199254740993\n${toBase64(new Uint8Array(32))}\n`)).toBeUndefined();
    expect(asked(`old 9007199254740993\n\n${note('5', emptyRoot)}`)).toBe(400);
  });

  test.each(['\u0000', '\t', '\r', '\u001f'])('a note with %j is malformed', (mark) => {
    const body = `example.vn/log\n1\nx${mark}y\n`;
    expect(openNote(signNote(body, key), verifyingKey(key))).toBeUndefined();
  });

  test('an extra line of a proof is base64', () => {
    const proof = (extra: string) => `c2sp.org/tlog-proof@v1\nextra ${extra}\nindex 0\n\nx`;
    expect(parseProof(proof('AAAA'))?.index).toBe(0);
    expect(parseProof(proof('not base64!'))).toBeUndefined();
    expect(parseProof(proof('AAA'))).toBeUndefined();
  });

  test('hashes have 32 bytes', () => {
    const short = new Uint8Array(31);
    const good = new Uint8Array(32);
    expect(verifyInclusion(good, 0, 1, [], good)).toBe(true);
    expect(verifyInclusion(short, 0, 1, [], short)).toBe(false);
    expect(verifyConsistency(1, 1, [], good, good)).toBe(true);
    expect(verifyConsistency(1, 1, [], short, short)).toBe(false);
  });

  test.each([
    ['0/000', { level: 0, index: 0, width: 256 }],
    ['0/x001/x234/067', { level: 0, index: 1234067, width: 256 }],
    ['entries/005.p/17', { level: 'entries', index: 5, width: 17 }],
    ['0/000.p/256', undefined],
    ['0/000.p/0', undefined],
    ['../checkpoint', undefined],
    ['0/00', undefined],
  ])('the path %s', (path, tile) => {
    expect(parseTilePath(path)).toEqual(tile);
  });

  test('each checkpoint that was signed has its partial tiles', async () => {
    const app = await world.app();
    const { record, publication } = world.services;
    await append();
    await record.sequence();
    const between = (await record.checkpoint())?.size ?? 0;
    await append();
    await append();
    await record.sequence();
    await publication.flush();
    const at = Math.floor(between / 256);
    const path = `${String(at).padStart(3, '0')}.p/${between % 256}`;
    const tile = await app.inject({ url: `/record/tile/0/${path}` });
    const entries = await app.inject({ url: `/record/tile/entries/${path}` });
    expect([tile.statusCode, tile.rawPayload.length]).toEqual([200, (between % 256) * 32]);
    expect([entries.statusCode, entries.rawPayload.length]).toEqual([200, (between % 256) * 34]);
    // Nothing beyond what was signed.
    expect((await app.inject({ url: '/record/tile/0/099.p/9' })).statusCode).toBe(404);
    await app.close();
  });
});
