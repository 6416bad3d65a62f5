import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/platform/root.ts';

const program = join(projectRoot, 'dist', 'gandan.js');

/** The built program as its user runs it, on a data folder of its own. */
export class Program {
  private child: ChildProcess | undefined;
  output = '';
  port = 0;

  constructor(readonly dataDir: string) {}

  private env(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      GANDAN_DATA_DIR: this.dataDir,
      PORT: String(this.port || 3000),
      ...extra,
    };
  }

  /** Runs one command to its end. */
  run(
    args: string[],
    env: Record<string, string> = {},
    input = '',
  ): { status: number | null; output: string } {
    const done = spawnSync(process.execPath, [program, ...args], {
      encoding: 'utf8',
      input,
      env: this.env(env),
      timeout: 60_000,
      killSignal: 'SIGTERM',
    });
    return { status: done.status, output: done.stdout + done.stderr };
  }

  /** Runs one command while the test goes on with other things: connections of a world are kept alive meanwhile. */
  runBeside(
    args: string[],
    env: Record<string, string> = {},
    input = '',
  ): Promise<{ status: number | null; output: string }> {
    const child = spawn(process.execPath, [program, ...args], {
      env: this.env(env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    }
    return new Promise((resolve) => child.once('exit', (status) => resolve({ status, output })));
  }

  /** Starts the server and waits until it takes work. */
  async start(env: Record<string, string> = {}): Promise<void> {
    this.port ||= await freePort();
    this.output = '';
    const child = spawn(process.execPath, [program, 'start'], {
      env: this.env(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.output += chunk;
      });
    }
    await this.ready();
  }

  async ready(): Promise<void> {
    for (let turn = 0; turn < 600; turn++) {
      if (this.child?.exitCode !== null && this.child?.exitCode !== undefined) throw new Error(this.output);
      const answer = await fetch(this.url('/readyz')).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(50);
    }
    throw new Error(`not ready: ${this.output}`);
  }

  /** Address of a page. @throws when the program has ended by itself, with the last of what it said */
  url(path: string): string {
    if (this.child && this.child.exitCode !== null)
      throw new Error(`ended with ${this.child.exitCode}: ${this.output.slice(-4000)}`);
    return `http://localhost:${this.port}${path}`;
  }

  /** Ends the server as an operating system does when it has to. */
  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.child;
    if (!child) return null;
    if (child.exitCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill(signal);
    this.child = undefined;
    return ended;
  }

  /** A snapshot of the server's heap after its garbage was collected, as the text it is written in. */
  async heapSnapshot(): Promise<string> {
    this.child?.kill('SIGUSR2');
    for (let turn = 0; turn < 600; turn++) {
      const file = readdirSync(this.dataDir).find((name) => name.endsWith('.heapsnapshot'));
      const text = file ? readFileSync(join(this.dataDir, file), 'utf8') : '';
      if (file && text.trimEnd().endsWith(']}')) {
        // Not part of what the program keeps.
        rmSync(join(this.dataDir, file));
        return text;
      }
      await sleep(50);
    }
    throw new Error('no heap snapshot was written');
  }

  /** The server's process id. */
  pid(): number {
    if (!this.child?.pid) throw new Error('not running');
    return this.child.pid;
  }

  /** The embedded PostgreSQL's process id. */
  postgresPid(): number {
    return Number(readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** Stops whatever this test left running. */
  async end(): Promise<void> {
    await this.kill('SIGTERM');
    if (!existsSync(join(this.dataDir, 'postgres', 'postmaster.pid'))) return;
    try {
      process.kill(this.postgresPid(), 'SIGINT');
    } catch {
      // It has ended by itself.
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
