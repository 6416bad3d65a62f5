import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { witnessServer } from '../src/cli/witness.ts';
import { formatCheckpoint } from '../src/ground/record/checkpoint.ts';
import { cosignedAt, parseWitnessKey, type WitnessKey } from '../src/ground/record/cosignature.ts';
import { leafHash } from '../src/ground/record/hash.ts';
import {
  newSigningKey,
  openNote,
  parseVerifyingKey,
  signNote,
  type VerifyingKey,
  verifyingKey,
} from '../src/ground/record/note.ts';
import { addCheckpoint, formatRequest } from '../src/ground/record/witness.ts';
import { parseWitnesses, Witnessing } from '../src/ground/record/witnessing.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { intake, newKey, openWorld, visitor, type World } from './support/world.ts';

let world: World;
let log: VerifyingKey;
const folder = mkdtempSync(join(tmpdir(), 'gandan-witness-'));
const servers: Server[] = [];
beforeAll(async () => {
  world = await openWorld();
  log = parseVerifyingKey(world.services.record.verifyingKey) as VerifyingKey;
});
afterAll(async () => {
  for (const server of servers) server.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

const seenAt = new Date('2026-11-23T02:00:00Z');

/** A witness as somebody else runs it. */
async function runWitness(name: string, place = name) {
  const { server, key } = witnessServer({
    folder: join(folder, place),
    name,
    logs: [log],
    now: () => seenAt,
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, key, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function handIn(): Promise<void> {
  const done = await submit(world.services, intake(world), {
    key: newKey(),
    source: 'web',
    language: 'vi',
    fileIds: [],
  });
  if ('faults' in done) throw new Error('nobody');
  await world.services.record.sequence();
}
const published = () => readFileSync(join(world.services.publication.folder, 'checkpoint'), 'utf8');
const bodyOf = (note: string) => note.slice(0, note.lastIndexOf('\n\n') + 1);

describe('two witnesses run by others', () => {
  test('cosign what is published as it grows, are shown, and their signatures are good beside our own', async () => {
    const [one, two] = [await runWitness('witness.example/one'), await runWitness('witness.example/two')];
    const { record, publication } = world.services;
    const witnessing = new Witnessing(
      record,
      publication,
      parseWitnesses(`${one.key} ${one.url}, ${two.key} ${two.url}/`),
    );
    for (let turn = 1; turn <= 3; turn++) {
      await handIn();
      await witnessing.ask();
      const note = published();
      expect(openNote(note, log)).toBe(bodyOf(note));
      for (const { key } of [one, two]) {
        const { name } = parseWitnessKey(key) as WitnessKey;
        const lines = note.split('\n').filter((line) => line.startsWith(`— ${name} `));
        expect(lines).toHaveLength(1);
        expect(cosignedAt(lines[0] ?? '', bodyOf(note), parseWitnessKey(key) as WitnessKey)).toEqual(seenAt);
      }
    }
    // Asked again without anything new: still one line each.
    await witnessing.ask();
    expect(published().match(/^— witness/gm)).toHaveLength(2);
    expect(witnessing.state).toMatchObject([
      { name: 'witness.example/one', seen: { at: seenAt }, trouble: undefined },
      { name: 'witness.example/two', seen: { at: seenAt } },
    ]);
  });

  test('one that is away holds up nobody, and is asked again; one that forgot nothing goes on after a restart', async () => {
    const first = await runWitness('witness.example/three');
    const { record, publication } = world.services;
    const away = `${first.key} http://127.0.0.1:9`;
    const witnessing = new Witnessing(record, publication, parseWitnesses(away));
    await witnessing.ask();
    expect(witnessing.state[0]).toMatchObject({ seen: undefined, trouble: expect.any(String) });

    const asking = new Witnessing(record, publication, parseWitnesses(`${first.key} ${first.url}`));
    await asking.ask();
    first.server.close();
    await handIn();
    const again = await runWitness('witness.example/three');
    expect(again.key).toBe(first.key);
    // Who asks anew does not know what the witness knows, and learns it.
    const fresh = new Witnessing(record, publication, parseWitnesses(`${again.key} ${again.url}`));
    await fresh.ask();
    expect(fresh.state[0]).toMatchObject({ trouble: undefined, seen: { at: seenAt } });
  });

  test('a key of another is not taken for theirs', async () => {
    const one = await runWitness('witness.example/four');
    const other = witnessServer({ folder: join(folder, 'other'), name: 'witness.example/four', logs: [log] });
    const { record, publication } = world.services;
    const witnessing = new Witnessing(record, publication, parseWitnesses(`${other.key} ${one.url}`));
    await witnessing.ask();
    expect(witnessing.state[0]?.trouble).toBe('its signature is not good');
  });

  test('a setting that cannot be read is named', () => {
    expect(() => parseWitnesses('witness.example/x https://x')).toThrow('not a witness: witness.example/x');
  });

  test('the record’s page names them, with what they saw', async () => {
    const one = await runWitness('witness.example/five');
    const seen = await openWorld({ env: { GANDAN_WITNESSES: `${one.key} ${one.url}` } });
    const app = await seen.app();
    const reader = await visitor(seen, app);
    expect((await reader.get('/so-ghi')).body).toContain('witness.example/five');
    await app.close();
    await seen.close();
  });
});

describe('what a witness signs and what not', () => {
  const owner = newSigningKey('log.example/a');
  const stranger = newSigningKey('log.example/a');
  const key = newSigningKey('witness.example/w');
  const leaves = Array.from({ length: 3 }, (_, at) => leafHash(new Uint8Array([at])));
  const note = (size: number, root: Uint8Array, by = owner) =>
    signNote(formatCheckpoint({ origin: 'log.example/a', size, root }), by);
  const root = leaves[0] as Uint8Array;
  const decide = (request: string, last?: { size: number; root: Uint8Array }) =>
    addCheckpoint(
      request,
      [verifyingKey(owner)],
      () => last && { origin: 'log.example/a', ...last },
      key,
      seenAt,
    );

  test.each([
    ['the first it sees', formatRequest(0, [], note(1, root)), undefined, 200],
    ['the same again', formatRequest(1, [], note(1, root)), { size: 1, root }, 200],
    [
      'another tree of the same size',
      formatRequest(1, [], note(1, leaves[1] as Uint8Array)),
      { size: 1, root },
      409,
    ],
    ['from a size it does not know', formatRequest(0, [], note(2, root)), { size: 1, root }, 409],
    ['a larger one without a proof', formatRequest(1, [], note(2, root)), { size: 1, root }, 422],
    [
      'a first one with a proof',
      formatRequest(0, [Buffer.alloc(32).toString('base64')], note(2, root)),
      undefined,
      422,
    ],
    ['a smaller one than it says', formatRequest(5, [], note(1, root)), undefined, 400],
    ['signed by another', formatRequest(0, [], note(1, root, stranger)), undefined, 403],
    ['of a log it does not watch', formatRequest(0, [], note(1, root).replace('/a', '/b')), undefined, 404],
    ['no request at all', 'hello', undefined, 400],
    [
      'a size with a nought before',
      formatRequest(0, [], note(1, root)).replace('old 0', 'old 00'),
      undefined,
      400,
    ],
    ['a proof that is none', formatRequest(0, ['?'], note(1, root)), undefined, 400],
  ] as const)('%s: %s', (_name, request, last, status) => {
    const answer = decide(request, last);
    expect(answer.status).toBe(status);
    expect(answer.seen === undefined).toBe(status !== 200);
    if (status === 409) expect(answer).toMatchObject({ type: 'text/x.tlog.size', body: '1\n' });
  });
});
