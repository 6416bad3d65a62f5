import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import type { Checkpoint } from '../ground/record/checkpoint.ts';
import { formatWitnessKey, witnessKey } from '../ground/record/cosignature.ts';
import { fromBase64, toBase64 } from '../ground/record/hash.ts';
import {
  formatSigningKey,
  newSigningKey,
  parseSigningKey,
  parseVerifyingKey,
  type SigningKey,
  type VerifyingKey,
} from '../ground/record/note.ts';
import { addCheckpoint } from '../ground/record/witness.ts';

// A proof of 63 lines and a note with many signatures.
const longestRequest = 64 * 1024;

/** What a witness keeps: its key, and the newest tree it cosigned of each log. */
class WitnessState {
  readonly key: SigningKey;
  private readonly seen = new Map<string, Checkpoint>();

  constructor(
    private readonly folder: string,
    name: string,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const keyFile = join(folder, 'key');
    if (existsSync(keyFile)) {
      this.key = parseSigningKey(readFileSync(keyFile, 'utf8'));
      if (this.key.name !== name)
        throw new Error(`${keyFile} is the key of ${this.key.name}, not of ${name}`);
    } else {
      // A witness that has lost what it saw must not go on under its old key.
      if (existsSync(this.file)) throw new Error(`${folder} has no key, but has seen logs`);
      this.key = newSigningKey(name);
      lasting(keyFile, formatSigningKey(this.key));
    }
    if (existsSync(this.file)) {
      for (const { origin, size, root } of JSON.parse(readFileSync(this.file, 'utf8'))) {
        const bytes = fromBase64(root);
        if (!bytes) throw new Error(`${this.file} is damaged`);
        this.seen.set(origin, { origin, size, root: bytes });
      }
    }
  }

  private get file(): string {
    return join(this.folder, 'seen.json');
  }

  last(origin: string): Checkpoint | undefined {
    return this.seen.get(origin);
  }

  /** On disk before anybody hears of it. */
  keep(checkpoint: Checkpoint): void {
    this.seen.set(checkpoint.origin, checkpoint);
    const all = [...this.seen.values()].map((one) => ({ ...one, root: toBase64(one.root) }));
    lasting(this.file, JSON.stringify(all));
  }
}

function lasting(file: string, content: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600);
  writeSync(handle, content);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${file}.new`, file);
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > longestRequest) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A witness of other people's records: anybody can run one. Nothing of a record is stored but its newest root. */
export function witnessServer(options: {
  folder: string;
  name: string;
  logs: readonly VerifyingKey[];
  now?: () => Date;
}): { server: Server; key: string } {
  const state = new WitnessState(options.folder, options.name);
  const now = options.now ?? (() => new Date());
  const server = createServer((request, response) => {
    const answer = (status: number, body: string, type = 'text/plain; charset=utf-8') =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (request.method !== 'POST' || !request.url?.endsWith('/add-checkpoint')) {
      answer(404, 'POST …/add-checkpoint (https://c2sp.org/tlog-witness)\n');
      return;
    }
    bodyOf(request).then(
      (body) => {
        if (body === undefined) return answer(400, 'too long\n');
        // Compared, kept and answered without a pause in between: two requests cannot cross.
        const decided = addCheckpoint(body, options.logs, (origin) => state.last(origin), state.key, now());
        if (decided.seen) state.keep(decided.seen);
        return answer(decided.status, decided.body, decided.type);
      },
      () => response.destroy(),
    );
  });
  return { server, key: formatWitnessKey(witnessKey(state.key)) };
}

/** Runs a witness until it is stopped. @throws Error when a log's key cannot be read */
export function witness(options: {
  name: string;
  log: string[];
  folder: string;
  port: number;
  host: string;
}): void {
  const logs = options.log.map((line) => {
    const key = parseVerifyingKey(line);
    if (!key) throw new Error(`not the key of a record: ${line}`);
    return key;
  });
  const { server, key } = witnessServer({ folder: options.folder, name: options.name, logs });
  server.listen(options.port, options.host, () => {
    process.stdout.write(
      `Witness of ${logs.map((log) => log.name).join(', ')} on ${options.host}:${options.port}\n${key}\n`,
    );
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
}
