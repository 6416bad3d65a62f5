// Builds its own data, starts the real program, measures it over HTTP on loopback, prints tables.
// Usage: npm run bench [-- sizes…], e.g. npm run bench -- 10000 100000
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { verifyReceipt } from '../../src/ground/record/receipt.ts';
import { projectRoot } from '../../src/platform/root.ts';
import { atRate, call, forSeconds, type Measured, percentile } from './load.ts';
import { build, type Place } from './place.ts';

const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(10_000, 100_000, 1_000_000);

const print = (text: string) => console.log(text);
const ms = (value: number) => value.toFixed(1);
const newKey = () => randomBytes(18).toString('base64url');

/** The real program on a built place. */
class Server {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly startedIn: number,
  ) {}

  static async start(folder: string, port: number): Promise<Server> {
    const began = performance.now();
    const child = spawn(
      process.execPath,
      ['--max-semi-space-size=16', join(projectRoot, 'dist/gandan.js'), 'start'],
      {
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          GANDAN_DATA_DIR: folder,
          PORT: String(port),
          HOST: '127.0.0.1',
          GANDAN_LOG_LEVEL: 'warn',
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    for (let turn = 0; turn < 3000; turn++) {
      const answer = await call(port, '/').catch(() => undefined);
      if (answer?.status === 200) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return new Server(child, port, performance.now() - began);
  }

  /** Memory of the program itself in MB; PostgreSQL's is its own. */
  memory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}

const titles = [
  'Đường ngập sâu sau mưa',
  'Rác tồn đọng nhiều ngày',
  'Đèn chiếu sáng hỏng',
  'Cầu xuống cấp, lan can gãy',
];
const searches = [
  'duong ngap',
  'rac ton dong',
  'cau xuong cap lan can',
  'tro cap xa hoi',
  'den chieu sang hong',
  'karaoke loa keo',
  'nguyen van an',
];

/** One life of a case: create, accept, answer, search. Times are kept by call. */
function lifecycle(
  server: Server,
  place: Place,
  times: Record<string, number[]>,
  statuses: Map<number, number>,
) {
  let turn = 0;
  const keep = (name: string, measured: Measured) => {
    statuses.set(measured.status, (statuses.get(measured.status) ?? 0) + 1);
    if (measured.status < 300) {
      times[name] ??= [];
      times[name].push(measured.milliseconds);
    }
    return measured;
  };
  const auth = { authorization: `Bearer ${place.token}` };
  return async (): Promise<boolean> => {
    const at = turn++;
    const created = keep(
      'create',
      await call(server.port, '/api/v1/petitions', {
        method: 'POST',
        headers: { 'idempotency-key': newKey() },
        body: {
          kind: 'reflection',
          title: `${titles[at % titles.length]} ${at}`,
          body: 'Từ tuần trước, người dân đi lại rất khó khăn.',
          placeUnit: place.unit,
        },
      }),
    );
    if (created.status !== 201) return false;
    const { id } = JSON.parse(created.body);
    const step = (name: string, body: object = {}) =>
      call(server.port, `/api/v1/petitions/${id}/steps/${name}`, {
        method: 'POST',
        headers: { ...auth, 'idempotency-key': newKey() },
        body,
      });
    const accepted = keep('assign', await step('accept'));
    const answered =
      accepted.status === 200 && keep('answer', await step('send', { text: 'Đã xử lý xong.' }));
    const found =
      answered &&
      keep(
        'search',
        await call(
          server.port,
          `/api/v1/petitions?query=${encodeURIComponent(searches[at % searches.length] as string)}`,
          { headers: auth },
        ),
      );
    return found !== false && found.status === 200;
  };
}

async function measureReads(server: Server, place: Place): Promise<Record<string, number[]>> {
  const auth = { authorization: `Bearer ${place.token}` };
  const listed = await call(server.port, '/api/v1/petitions?limit=100', { headers: auth });
  const ids: string[] = JSON.parse(listed.body).items.map((item: { id: string }) => item.id);
  const sign = await call(server.port, '/dang-nhap', { method: 'GET' });
  if (sign.status !== 200) throw new Error('no sign-in page');
  const cookie = await signIn(server);
  const calls: Record<string, (turn: number) => Promise<Measured>> = {
    'inbox page': () => call(server.port, '/can-bo/viec', { headers: { cookie } }),
    'case page': (turn) =>
      call(server.port, `/can-bo/ho-so/${ids[turn % ids.length]}`, { headers: { cookie } }),
    'search page': (turn) =>
      call(
        server.port,
        `/can-bo/ho-so?tim=${encodeURIComponent(searches[turn % searches.length] as string)}`,
        { headers: { cookie } },
      ),
    'figures, uncached': (turn) =>
      call(server.port, `/so-lieu.csv?tu=2025-01-${String((turn % 28) + 1).padStart(2, '0')}`),
  };
  const times: Record<string, number[]> = {};
  for (const [name, one] of Object.entries(calls)) {
    const turns = name.startsWith('figures') ? 12 : 300;
    for (let turn = 0; turn < 20 && turn < turns; turn++) await one(turn);
    times[name] = [];
    for (let turn = 0; turn < turns; turn++) {
      const measured = await one(turn);
      if (measured.status !== 200) throw new Error(`${name}: ${measured.status}`);
      times[name].push(measured.milliseconds);
    }
  }
  return times;
}

async function signIn(server: Server): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ username: 'chuyenvien', password: 'gan-dan-thu-nghiem' }),
  });
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** Requests a second by wrk where there is one, else by our own callers, which cost more themselves. */
function throughput(server: Server, path: string, script: string[] = []): { perSecond: number; by: string } {
  try {
    const output = execFileSync(
      'wrk',
      [
        '-t1',
        '-c32',
        '-d6s',
        '-H',
        'Accept-Encoding: br',
        ...script,
        `http://127.0.0.1:${server.port}${path}`,
      ],
      { encoding: 'utf8' },
    );
    return { perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]), by: 'wrk' };
  } catch {
    return { perSecond: Number.NaN, by: 'wrk is not installed' };
  }
}

function row(cells: (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

const places: Place[] = [];
const small: Record<string, number> = {};
try {
  print(
    `\nMachine: ${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB; Node ${process.version}; embedded PostgreSQL 18; server, database and load on the same machine.\n`,
  );
  for (const size of sizes) {
    console.error(`${size} cases`);
    const place = await build(size);
    places.push(place);
    const server = await Server.start(place.folder, 4700 + places.length);
    print(`## ${size.toLocaleString('en')} cases\n`);
    print(row(['what', 'median ms', 'p95 ms', 'p95 against the smallest size']));
    print(row(['---', '---:', '---:', '---:']));
    const times = await measureReads(server, place);
    for (const [name, values] of Object.entries(times)) {
      const p95 = percentile(values, 0.95);
      small[name] ??= p95;
      print(row([name, ms(percentile(values, 0.5)), ms(p95), `${(p95 / small[name]).toFixed(2)} ×`]));
    }

    const closed: Record<string, number[]> = {};
    const statuses = new Map<number, number>();
    const live = lifecycle(server, place, closed, statuses);
    await forSeconds(3, 16, async () => void (await live()));
    let whole = 0;
    const run = await forSeconds(10, 24, async () => {
      if (await live()) whole += 1;
    });
    const rate = whole / run.seconds;
    print(
      `\nLifecycle (create → assign → answer → search over HTTP), 24 callers: **${rate.toFixed(0)} a second**; answers ${JSON.stringify(Object.fromEntries(statuses))}.\n`,
    );

    const half: Record<string, number[]> = {};
    const paced = lifecycle(server, place, half, new Map());
    await atRate(Math.min(75, rate / 2), 10, async () => void (await paced()));
    print(row([`at ${Math.min(75, rate / 2).toFixed(0)} lifecycles a second`, 'median ms', 'p95 ms']));
    print(row(['---', '---:', '---:']));
    for (const [name, values] of Object.entries(half))
      print(row([name, ms(percentile(values, 0.5)), ms(percentile(values, 0.95))]));

    const burst = new Map<number, number>();
    const acknowledged: string[] = [];
    let lost = 0;
    await atRate(1500, 10, async () => {
      const sent = await call(server.port, '/api/v1/petitions', {
        method: 'POST',
        headers: { 'idempotency-key': newKey() },
        body: {
          kind: 'reflection',
          title: 'Đường ngập',
          body: 'Ngập sâu sau mưa, không đi được.',
          placeUnit: place.unit,
        },
      }).catch(() => undefined);
      burst.set(sent?.status ?? 0, (burst.get(sent?.status ?? 0) ?? 0) + 1);
      if (sent?.status === 201) acknowledged.push(JSON.parse(sent.body).code);
    });
    for (const code of acknowledged.filter((_, at) => at % 50 === 0)) {
      if ((await call(server.port, '/api/v1/case', { headers: { 'case-code': code } })).status !== 200)
        lost += 1;
    }
    print(
      `\nBurst of 1,500 submissions a second for 10 s: answers ${JSON.stringify(Object.fromEntries(burst))} (0 means hung or refused); ${lost} of ${Math.ceil(acknowledged.length / 50)} acknowledged ones looked up were missing.`,
    );

    const receipt = JSON.parse(
      (
        await call(server.port, '/api/v1/petitions', {
          method: 'POST',
          headers: { 'idempotency-key': newKey() },
          body: { kind: 'reflection', title: 'Đường ngập', body: 'Ngập sâu sau mưa, không đi được.' },
        })
      ).body,
    ).receipt;
    const verifying = Array.from({ length: 30 }, () => {
      const began = performance.now();
      verifyReceipt(receipt);
      return performance.now() - began;
    });
    const cached = throughput(server, '/');
    // Another address at every request, so that none is found in the cache.
    const lua = join(place.folder, 'uncached.lua');
    writeFileSync(
      lua,
      `local n = 0\nrequest = function() n = n + 1; return wrk.format("GET", "/ho-so/${place.publicId}?n=" .. n) end\n`,
    );
    const uncached = throughput(server, '/', ['-s', lua]);
    print(
      `Cached public page: ${cached.perSecond.toFixed(0)} a second, uncached case page: ${uncached.perSecond.toFixed(0)} a second (${cached.by}, one connection thread); receipt verified in ${ms(percentile(verifying, 0.5))} ms (Node).`,
    );
    print(`Server memory ${server.memory().toFixed(0)} MB after all this.`);
    await server.stop();
    const again = await Server.start(place.folder, 4800 + places.length);
    print(`Start to first page with this data: ${(again.startedIn / 1000).toFixed(2)} s.\n`);
    await again.stop();
    rmSync(place.folder, { recursive: true, force: true });
  }
} finally {
  for (const { folder } of places) if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}
