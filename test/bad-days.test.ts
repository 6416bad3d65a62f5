import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { verifyReceipt } from '../src/ground/record/receipt.ts';
import { scratch } from './support/browser.ts';
import { Program } from './support/program.ts';
import { newKey } from './support/world.ts';

interface Acknowledged {
  key: string;
  code: string;
  id: string;
  receipt: unknown;
}

const folder = scratch();
const main = new Program(join(folder, 'main'));
const acknowledged: Acknowledged[] = [];

async function handIn(program: Program, key = newKey()): Promise<Acknowledged | undefined> {
  const answer = await fetch(program.url('/api/v1/petitions'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({
      kind: 'reflection',
      title: 'Đèn đường hỏng',
      body: 'Ba bóng đèn hỏng từ tuần trước.',
    }),
  }).catch(() => undefined);
  if (answer?.status !== 201) return undefined;
  const { code, id, receipt } = (await answer.json()) as Acknowledged;
  return { key, code, id, receipt };
}

/** Asks again while the program says that it is busy, as its answer asks for. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (let turn = 0; ; turn++) {
    const answer = await ask();
    if (answer.status !== 503 || turn === 200) return answer;
    await sleep(50);
  }
}

/** What every citizen who got an answer must find: the case, once, provable. */
async function allThere(program: Program, expected: readonly Acknowledged[]): Promise<void> {
  for (const { code } of expected) {
    const answer = await patiently(() =>
      fetch(program.url('/api/v1/case'), { headers: { 'case-code': code } }),
    );
    expect(answer.status).toBe(200);
    expect(verifyReceipt(((await answer.json()) as { receipt: unknown }).receipt)).toMatchObject({
      ok: true,
    });
  }
}

/**
 * Keeps handing in, several at once, until told to stop; a failed one is sent again with its key.
 *
 * @param atLeast as many have been acknowledged when this resolves: a slow machine takes longer, not fewer
 */
async function handInWithoutEnd(program: Program, atLeast: number): Promise<() => Promise<Acknowledged[]>> {
  let going = true;
  const done: Acknowledged[] = [];
  const workers = Array.from({ length: 4 }, async () => {
    while (going) {
      const key = newKey();
      for (let turn = 0; turn < 400; turn++) {
        const one = await handIn(program, key);
        if (one) {
          done.push(one);
          break;
        }
        if (!going) break;
        await sleep(25);
      }
    }
  });
  for (let turn = 0; done.length < atLeast && turn < 1000; turn++) await sleep(20);
  return async () => {
    going = false;
    await Promise.all(workers);
    return done;
  };
}

beforeAll(async () => {
  const loaded = main.run(['sample', '--petitions', '60']);
  expect(loaded.output).toContain('60 of 60');
  await main.start();
});
afterAll(async () => {
  await main.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('killed and started again', () => {
  test('kill -9 of PostgreSQL under load: it comes back by itself, nothing acknowledged is lost', async () => {
    const stop = await handInWithoutEnd(main, 20);
    process.kill(main.postgresPid(), 'SIGKILL');
    await main.ready();
    await sleep(700);
    const done = await stop();
    expect(done.length).toBeGreaterThan(10);
    acknowledged.push(...done);
    await allThere(main, done);
  });

  test('kill -9 of the program under load, PostgreSQL left behind: the next start takes over', async () => {
    const stop = await handInWithoutEnd(main, 20);
    await main.kill('SIGKILL');
    const done = await stop();
    expect(done.length).toBeGreaterThan(5);
    await main.start();
    acknowledged.push(...done);
    await allThere(main, done);
  });

  test('kill -9 of both: the next start recovers without help, and a repeat with the old key is the old case', async () => {
    const stop = await handInWithoutEnd(main, 20);
    const postgres = main.postgresPid();
    await main.kill('SIGKILL');
    process.kill(postgres, 'SIGKILL');
    const done = await stop();
    await main.start();
    acknowledged.push(...done);
    await allThere(main, done);
    const [one] = acknowledged;
    expect((await handIn(main, one?.key))?.id).toBe(one?.id);
    const pages = await fetch(main.url('/api/v1/figures/petitions'));
    expect(pages.status).toBe(200);
  });

  test('SIGTERM ends it cleanly and leaves no PostgreSQL', async () => {
    const postgres = main.postgresPid();
    expect(await main.kill('SIGTERM')).toBe(0);
    expect(() => process.kill(postgres, 0)).toThrow();
    await main.start();
  });

  test('a second start on the same data is refused with the reason', () => {
    const second = main.run(['start'], { PORT: '0' });
    expect(second.status).toBe(1);
    expect(second.output).toMatch(/Another gandan \(process \d+\) already runs/);
  });
});

describe('backup and restore', () => {
  const copy = join(folder, 'backup');
  const restored = new Program(join(folder, 'restored'));
  let after: Acknowledged | undefined;
  afterAll(() => restored.end());

  test('a backup while running, restored elsewhere, has every petition acknowledged before it, and the same root', async () => {
    const stop = await handInWithoutEnd(main, 30);
    const made = await main.runBeside(['backup', copy]);
    await sleep(500);
    expect((await stop()).length).toBeGreaterThan(20);
    expect(made.output).toMatch(/Backup written/);
    after = await handIn(main);
    expect(restored.run(['restore', copy]).output).toContain('Restored');
    const found = restored.run(['doctor']);
    expect(found.output).toMatch(/ok +The record holds \d+ entries and agrees with what was published/);
    await restored.start();
    await allThere(restored, acknowledged);
    const gone = await fetch(restored.url('/api/v1/case'), { headers: { 'case-code': after?.code ?? '' } });
    expect(gone.status).toBe(404);
    await restored.kill('SIGTERM');
  });

  test('restored to an older state it refuses to sign until it has caught up with what was published', async () => {
    // The newest published files survive elsewhere, as on a mirror.
    await main.kill('SIGTERM');
    const published = join(main.dataDir, 'record');
    // Restored anew: a copy that ran would have placed and signed entries in an order of its own.
    const restored = new Program(join(folder, 'restored-again'));
    onTestFinished(() => restored.end());
    expect(restored.run(['restore', copy]).output).toContain('Restored');
    cpSync(join(published, 'signed.json'), join(restored.dataDir, 'record', 'signed.json'));
    const behind = restored.run(['doctor']);
    expect(behind.status).toBe(1);
    expect(behind.output).toContain('the database is older');
    await restored.start();
    const waiting = await handIn(restored);
    expect(waiting?.receipt).toBeNull();
    await restored.kill('SIGTERM');

    const caughtUp = restored.run(['refill', published]);
    expect(caughtUp.output).toMatch(
      /The record has caught up: \d+ entries, \d+ of them without their content/,
    );
    await restored.start();
    // The old receipt still proves itself, and the one that waited now does too.
    expect(verifyReceipt(after?.receipt)).toMatchObject({ ok: true });
    await allThere(restored, waiting ? [waiting] : []);
    await restored.kill('SIGTERM');
    expect(restored.run(['doctor']).output).toContain('agrees with what was published');
  });

  test('a damaged backup is not restored', () => {
    writeFileSync(join(copy, 'tables', 'person.copy.gz'), 'x');
    const third = new Program(join(folder, 'third'));
    expect(third.run(['restore', copy]).status).toBe(1);
  });
});

describe('the command line', () => {
  test('a receipt is verified offline: 0 when it holds, 1 when it does not', async () => {
    const file = join(folder, 'receipt.json');
    const offline = new Program(join(folder, 'nothing-here'));
    writeFileSync(file, JSON.stringify(acknowledged[0]?.receipt));
    expect(offline.run(['verify', file])).toMatchObject({
      status: 0,
      output: expect.stringContaining('holds: entry'),
    });
    writeFileSync(file, JSON.stringify(acknowledged[0]?.receipt).replace('Ba bóng', 'Hai bóng'));
    expect(offline.run(['verify', file])).toMatchObject({
      status: 1,
      output: expect.stringContaining('does not hold: content'),
    });
    expect(offline.run(['verify', '/none.json']).status).toBe(1);
  });

  test('a wrong setting is named and ends with 2; help ends with 0', () => {
    expect(main.run(['migrate'], { GANDAN_SMPT_URL: 'smtp://x' })).toMatchObject({
      status: 2,
      output: expect.stringContaining('GANDAN_SMPT_URL'),
    });
    for (const command of ['start', 'init', 'backup', 'account']) {
      expect(main.run([command, '--help'])).toMatchObject({
        status: 0,
        output: expect.stringContaining('Usage: gandan'),
      });
    }
  });

  test('a real locality begins without sample data and without a default password', async () => {
    const real = new Program(join(folder, 'real'));
    try {
      expect(real.run(['sample', '--petitions', '20']).status).toBe(0);
      const name = ['--name', 'Phường Bạc Liêu', '--admin', 'quantri'];
      expect(real.run(['init', ...name, '--yes'])).toMatchObject({
        status: 1,
        output: expect.stringContaining('at least 12 characters'),
      });
      expect(real.run(['init', ...name], { GANDAN_INIT_PASSWORD: 'trang soi ben vang 27' })).toMatchObject({
        status: 1,
      });
      expect(
        real.run(['init', ...name, '--yes'], { GANDAN_INIT_PASSWORD: 'trang soi ben vang 27' }).output,
      ).toContain('is ready');
      expect(
        real.run(['init', ...name, '--yes'], { GANDAN_INIT_PASSWORD: 'trang soi ben vang 27' }).output,
      ).toContain('already serves a real locality');
      const handler = [
        'account',
        '--unit',
        'tiep-cong-dan',
        '--role',
        'officer',
        '--name',
        'Người giải quyết',
        '--username',
        'giaiquyet',
        '--handles-denunciations',
      ];
      expect(real.run(handler, { GANDAN_INIT_PASSWORD: 'cau tre qua rach 64' }).output).toContain(
        'can sign in',
      );
      await real.start();
      const home = await (await fetch(real.url('/'))).text();
      expect(home).toContain('Phường Bạc Liêu');
      expect(home).not.toContain('Dữ liệu mẫu');
      const signIn = (username: string, password: string) =>
        fetch(real.url('/dang-nhap'), {
          method: 'POST',
          redirect: 'manual',
          body: new URLSearchParams({ username, password }),
        });
      expect((await signIn('quantri', 'gan-dan-thu-nghiem')).status).toBe(422);
      expect((await signIn('chutich', 'gan-dan-thu-nghiem')).status).toBe(422);
      expect((await signIn('giaiquyet', 'cau tre qua rach 64')).status).toBe(303);
      expect(await handIn(real)).toBeDefined();
    } finally {
      await real.end();
    }
  });
});
