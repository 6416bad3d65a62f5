import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { HttpError } from '../http/problem.ts';
import { projectRoot } from '../root.ts';
import { type TaskAnswer, type TaskName, tasks } from './tasks.ts';

// Files that people send are read in processes of their own: one that never ends, or that inflates to gigabytes,
// takes only its reader with it. A process and not a thread, because pictures and PDFs are decoded outside the
// heap that a thread's `resourceLimits` bound, and because a thread's memory is the server's own.

const mostWorkers = 2;
const mostWaiting = 40;
const retryAfterSeconds = 10;
const heapMegabytes = 400;
/** Resident size at which a reader is ended, in bytes; a picture of 100 million pixels takes 400 MB decoded. */
export const workerMemory = 900 * 1024 * 1024;
const watchEveryMs = 40;
// What a reader may take is the processor's time: on a busy machine an honest file waits, and is not given up for it.
// The clock on the wall ends what waits for something that never comes.
const wallPerProcessor = 15;
// In which Linux counts a process's time, whatever the machine (USER_HZ).
const ticksPerSecond = 100;
// Renewed now and then: what decoders keep does not add up.
const mostTasks = 200;
const idleMs = 30_000;
// Behind the server, where both want the processor.
const niceness = 10;

/** A file that took more time or memory than an honest one does: it was given up. */
export class TooCostly extends Error {}

/** A file that its reader could not make sense of. */
export class Unreadable extends Error {}

interface Job {
  name: TaskName;
  input: unknown;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

type Reply = { answer: unknown } | { fault: string };

/** One process with at most one job. */
class Worker {
  private readonly child: ChildProcess;
  private job: Job | undefined;
  private timer: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;
  private done = 0;
  /** The processor's time that had been taken when the job began; unknown before the first look. */
  private ticksBefore: number | undefined;
  ended = false;

  constructor(private readonly onFree: () => void) {
    this.child = fork(join(projectRoot, 'dist', 'worker.js'), [], {
      serialization: 'advanced',
      // Nothing of ours is in its environment, and it may neither write nor start anything.
      env: { TZ: 'UTC', LANG: 'C.UTF-8' },
      execArgv: [
        `--max-old-space-size=${heapMegabytes}`,
        '--max-semi-space-size=16',
        '--permission',
        ...['dist', 'node_modules', 'package.json'].map(
          (name) => `--allow-fs-read=${join(projectRoot, name)}`,
        ),
        '--allow-addons',
        '--disable-warning=SecurityWarning',
      ],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    try {
      if (this.child.pid) setPriority(this.child.pid, niceness);
    } catch {
      // Where this may not be set it runs as it is.
    }
    this.child.on('message', (reply: Reply) => this.answered(reply));
    this.child.on('error', () => this.end());
    this.child.on('exit', () => this.end());
    this.rest();
  }

  get free(): boolean {
    return !this.ended && this.job === undefined;
  }

  /** Does one job. */
  do(job: Job): void {
    clearTimeout(this.timer);
    this.job = job;
    this.child.ref();
    this.child.channel?.ref();
    this.timer = setTimeout(() => this.end(), tasks[job.name].seconds * wallPerProcessor * 1000);
    this.ticksBefore = undefined;
    this.watch = setInterval(() => void this.look(), watchEveryMs);
    this.child.send({ name: job.name, input: job.input });
  }

  private answered(reply: Reply): void {
    const { job } = this;
    if (!job) return;
    this.job = undefined;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.done += 1;
    if ('fault' in reply) job.reject(new Unreadable(reply.fault));
    else {
      const read = tasks[job.name].answer.safeParse(reply.answer);
      if (read.success) job.resolve(read.data);
      else job.reject(new Unreadable('answer'));
    }
    if (this.done >= mostTasks) this.end();
    else this.rest();
    this.onFree();
  }

  /** Waits a while for another job, without keeping the program alive. */
  private rest(): void {
    this.child.unref();
    this.child.channel?.unref();
    this.timer = setTimeout(() => this.end(), idleMs).unref();
  }

  /**
   * Ends a job whose process has grown beyond the ceiling or has worked for too long; where /proc is not there the
   * heap's limit and the clock on the wall hold alone.
   */
  private async look(): Promise<void> {
    const { job } = this;
    const of = (what: string) => readFile(`/proc/${this.child.pid}/${what}`, 'latin1').catch(() => '');
    const [status, stat] = await Promise.all([of('status'), of('stat')]);
    if (!job || this.job !== job) return;
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
    // proc(5): fields 14 and 15, user and system time; the name before them may hold spaces.
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    this.ticksBefore ??= user + system;
    const worked = (user + system - this.ticksBefore) / ticksPerSecond;
    if (kilobytes * 1024 > workerMemory || worked > tasks[job.name].seconds) this.end();
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.child.kill('SIGKILL');
    this.job?.reject(new TooCostly(this.job.name));
    this.job = undefined;
    this.onFree();
  }
}

const workers: Worker[] = [];
const waiting: Job[] = [];

function next(): void {
  for (let at = workers.length - 1; at >= 0; at--) if (workers[at]?.ended) workers.splice(at, 1);
  while (waiting.length > 0) {
    let worker = workers.find((one) => one.free);
    if (!worker && workers.length < mostWorkers) {
      worker = new Worker(next);
      workers.push(worker);
    }
    if (!worker) return;
    worker.do(waiting.shift() as Job);
  }
}

/**
 * Has something done to a file apart from the server.
 *
 * @throws TooCostly when it took too long, too much memory, or ended its process; Unreadable when the reader could
 *   make nothing of it; HttpError 503 when too many files wait already
 */
export function apart<Name extends TaskName>(name: Name, input: unknown): Promise<TaskAnswer<Name>> {
  if (waiting.length >= mostWaiting) throw new HttpError(503, 'away', retryAfterSeconds);
  return new Promise((resolve, reject) => {
    waiting.push({ name, input, resolve: resolve as Job['resolve'], reject });
    next();
  });
}
