import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, type ReadStream } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { letGo } from '../garbage.ts';
import { newId } from '../id.ts';
import { locked, unlocked } from './draft-lock.ts';
import type { Inspected } from './inspect.ts';

/** A file waiting for its submission. */
export interface StagedFile {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
}

const idPattern = /^[0-9a-f-]{36}$/;
const draftPattern = /^[A-Za-z0-9_-]{16,100}$/;
// Where a drawer's own path is wanted, not a file's.
const noId = '00000000-0000-0000-0000-000000000000';
const stagedForMs = 24 * 3600_000;
const halfSealedForMs = 3600_000;

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A name fit to show and to download: no paths, no control characters, not longer than 120. */
export function safeName(name: string, extension: string): string {
  const base = name
    .normalize('NFC')
    .replace(/^.*[/\\]/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069"]/g, '')
    .replace(/\.[^.]{1,8}$/, '')
    .trim()
    .slice(0, 110);
  return `${base || 'file'}.${extension}`;
}

/** Files on disk, named by random ids; nothing of theirs is ever executed or shown inline. */
export class FileStore {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  private stagedAt(draft: string, id: string): string {
    if (!draftPattern.test(draft) || !idPattern.test(id)) throw new RangeError('not a file id');
    const drawer = createHash('sha256').update(draft).digest('hex').slice(0, 32);
    return join(this.folder, 'staging', drawer, id);
  }

  private keptAt(id: string): string {
    if (!idPattern.test(id)) throw new RangeError('not a file id');
    return join(this.folder, 'kept', id.slice(-2), id);
  }

  /** Keeps an inspected file until its draft is submitted or a day has passed; on disk it is never in the clear. */
  async stage(draft: string, name: string, file: Inspected, id: string = newId()): Promise<StagedFile> {
    const path = this.stagedAt(draft, id);
    await mkdir(join(path, '..'), { recursive: true });
    const staged: StagedFile = {
      id,
      name: safeName(name, file.extension),
      mediaType: file.mediaType,
      size: file.bytes.length,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
    };
    await writeFile(path, locked(draft, file.bytes));
    letGo(file.bytes.length);
    await this.note(draft, staged);
    return staged;
  }

  /** A staged file of this draft; undefined when there is none (any more). */
  async staged(draft: string, id: string): Promise<StagedFile | undefined> {
    try {
      return JSON.parse(unlocked(draft, await readFile(`${this.stagedAt(draft, id)}.json`)).toString());
    } catch {
      return undefined;
    }
  }

  /** What a staged file of this draft holds; undefined when there is none (any more). */
  async stagedBytes(draft: string, id: string): Promise<Buffer | undefined> {
    try {
      return unlocked(draft, await readFile(this.stagedAt(draft, id)));
    } catch {
      return undefined;
    }
  }

  private async note(draft: string, staged: StagedFile): Promise<void> {
    const words = Buffer.from(JSON.stringify(staged));
    await writeFile(`${this.stagedAt(draft, staged.id)}.json`, locked(draft, words));
  }

  private formAt(secret: string): string {
    return join(this.stagedAt(secret, noId), '..', 'form');
  }

  /** Keeps what was typed into a form for as long as staged files, under a secret that its sender's browser has. */
  async keepForm(secret: string, values: Readonly<Record<string, string>>): Promise<void> {
    const path = this.formAt(secret);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, locked(secret, Buffer.from(JSON.stringify(values))));
  }

  /** What was kept of a form; undefined where nothing is. */
  async keptForm(secret: string): Promise<Record<string, string> | undefined> {
    try {
      return JSON.parse(unlocked(secret, await readFile(this.formAt(secret))).toString());
    } catch {
      return undefined;
    }
  }

  /** Removes what was kept of a form. */
  async forgetForm(secret: string): Promise<void> {
    if (!draftPattern.test(secret)) return;
    await rm(join(this.formAt(secret), '..'), { recursive: true, force: true });
  }

  /** Moves a staged file to its place for good. Doing it twice is harmless. */
  async keep(draft: string, id: string): Promise<void> {
    const target = this.keptAt(id);
    if (await exists(target)) return;
    await mkdir(join(target, '..'), { recursive: true });
    const staged = this.stagedAt(draft, id);
    await this.whole(target, unlocked(draft, await readFile(staged)));
    await rm(staged, { force: true });
  }

  /** Whole or not at all: a crash leaves what was there before. */
  private async whole(target: string, bytes: Buffer): Promise<void> {
    await writeFile(`${target}.new`, bytes);
    await rename(`${target}.new`, target);
  }

  /** Writes a file made here to its place for good. */
  async write(id: string, bytes: Buffer): Promise<void> {
    const target = this.keptAt(id);
    await mkdir(join(target, '..'), { recursive: true });
    await writeFile(target, bytes);
  }

  /** Bytes of a kept file. */
  async readAll(id: string): Promise<Buffer> {
    return readFile(this.keptAt(id));
  }

  private sealedAt(id: string): string {
    return `${this.keptAt(id)}.sealed`;
  }

  /**
   * Encrypts a staged file to its place for good; its open copy goes with `forgetOpen`, after the commit.
   * Doing it twice is harmless.
   */
  async keepSealed(draft: string, id: string, encrypt: (bytes: Buffer) => Promise<Buffer>): Promise<void> {
    await this.writeSealed(id, this.stagedAt(draft, id), (bytes) => encrypt(unlocked(draft, bytes)));
  }

  /** Encrypts a kept file beside its open copy. Doing it twice is harmless. */
  async sealKept(id: string, encrypt: (bytes: Buffer) => Promise<Buffer>): Promise<void> {
    await this.writeSealed(id, this.keptAt(id), encrypt);
  }

  private async writeSealed(
    id: string,
    from: string,
    encrypt: (bytes: Buffer) => Promise<Buffer>,
  ): Promise<void> {
    const target = this.sealedAt(id);
    if (!(await exists(from)) && (await exists(target))) return;
    const encrypted = await encrypt(await readFile(from));
    await mkdir(join(target, '..'), { recursive: true });
    await this.whole(target, encrypted);
  }

  /** Encrypted bytes of a file. */
  async readSealed(id: string): Promise<Buffer> {
    return readFile(this.sealedAt(id));
  }

  /** Replaces encrypted bytes by ones encrypted anew. */
  async replaceSealed(id: string, encrypted: Buffer): Promise<void> {
    await this.whole(this.sealedAt(id), encrypted);
  }

  /** Removes what is left in the open of a file that is kept encrypted. */
  async forgetOpen(id: string, draft?: string): Promise<void> {
    if (!(await exists(this.sealedAt(id)))) return;
    await rm(this.keptAt(id), { force: true });
    if (!draft) return;
    await rm(this.stagedAt(draft, id), { force: true });
    // A repeat asks for the file once more; the name it came with is not needed for that.
    const staged = await this.staged(draft, id);
    if (!staged) return;
    const nameless: StagedFile = { ...staged, name: `file.${staged.name.split('.').at(-1)}` };
    await this.note(draft, nameless);
  }

  /**
   * Ids of files that lie both open and encrypted for more than an hour, longer than any transaction:
   * something ended between the two.
   */
  async halfSealed(now: Date): Promise<string[]> {
    const kept = join(this.folder, 'kept');
    const half: string[] = [];
    for (const shelf of await readdir(kept).catch(() => [])) {
      const names = new Set(await readdir(join(kept, shelf)));
      for (const name of names) {
        if (!idPattern.test(name) || !names.has(`${name}.sealed`)) continue;
        const { mtimeMs } = await stat(this.sealedAt(name));
        if (now.getTime() - mtimeMs > halfSealedForMs) half.push(name);
      }
    }
    return half;
  }

  /** Drops an encrypted copy whose file is kept in the open after all. */
  async dropSealed(id: string): Promise<void> {
    await rm(this.sealedAt(id), { force: true });
  }

  read(id: string): ReadStream {
    return createReadStream(this.keptAt(id));
  }

  /** Removes drafts older than a day. */
  async sweep(now: Date): Promise<void> {
    const staging = join(this.folder, 'staging');
    for (const draft of await readdir(staging).catch(() => [])) {
      const { mtimeMs } = await stat(join(staging, draft));
      if (now.getTime() - mtimeMs > stagedForMs) {
        await rm(join(staging, draft), { recursive: true, force: true });
      }
    }
  }
}
