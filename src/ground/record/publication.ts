import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from '../../platform/database/database.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { fromBase64, toBase64 } from './hash.ts';
import { bundle } from './record.store.ts';
import { partialTiles, tilePath, tileWidth } from './tile.ts';
import type { Tree } from './tree.ts';

const publishAfterMs = 1000;

/**
 * The record's public face: static files in the layout of C2SP tlog-tiles, which any web server can
 * serve and any mirror can copy. Beside them stands the note of the newest tree ever signed, which
 * outlives a restored database.
 */
export class Publication {
  private waiting: { tree: Tree; checkpoint: Checkpoint; note: string } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    /** Folder of the static files. */
    readonly folder: string,
    private readonly db: Database,
    private readonly onError: (error: unknown) => void,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** The newest tree that this installation ever signed, whatever the database says now. */
  newestSigned(): Checkpoint | undefined {
    const file = join(this.folder, 'signed.json');
    if (!existsSync(file)) return undefined;
    const { origin, size, root } = JSON.parse(readFileSync(file, 'utf8'));
    const bytes = fromBase64(root);
    if (!bytes) throw new Error(`${file} is damaged`);
    return { origin, size, root: bytes };
  }

  noteSigned(checkpoint: Checkpoint): void {
    const { origin, size, root } = checkpoint;
    write(join(this.folder, 'signed.json'), JSON.stringify({ origin, size, root: toBase64(root) }));
  }

  /** The checkpoint in the static files. */
  published(): Checkpoint | undefined {
    const file = join(this.folder, 'checkpoint');
    return existsSync(file) ? parseCheckpoint(readFileSync(file, 'utf8')) : undefined;
  }

  /** Publishes the newest checkpoint within a second; those in between are passed over. */
  schedule(tree: Tree, checkpoint: Checkpoint, note: string): void {
    this.waiting = { tree, checkpoint, note };
    this.timer ??= setTimeout(() => void this.flush().catch(this.onError), publishAfterMs);
    this.timer.unref();
  }

  /** Publishes at once what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const next = this.waiting;
    this.waiting = undefined;
    if (next) this.running = this.running.catch(() => {}).then(() => this.write(next));
    await this.running;
  }

  /** Puts others' signatures under the published checkpoint, unless a newer one has taken its place. */
  async addSignatures(body: string, lines: readonly string[]): Promise<void> {
    this.running = this.running
      .catch(() => {})
      .then(() => {
        const file = join(this.folder, 'checkpoint');
        const note = existsSync(file) ? readFileSync(file, 'utf8') : '';
        if (!note.startsWith(`${body}\n`)) return;
        const fresh = lines.filter((line) => !note.includes(nameOf(line)));
        const kept = note
          .slice(body.length + 1)
          .split('\n')
          .filter(Boolean)
          .map((line) => lines.find((one) => nameOf(one) === nameOf(line)) ?? `${line}\n`);
        write(file, `${body}\n${[...kept, ...fresh].join('')}`);
      });
    await this.running;
  }

  private async write(next: { tree: Tree; checkpoint: Checkpoint; note: string }): Promise<void> {
    const { tree, checkpoint, note } = next;
    const before = this.published()?.size ?? 0;
    for (let level = 0; tileWidth ** level <= checkpoint.size; level++) {
      const unit = tileWidth ** (level + 1);
      for (let index = Math.floor(before / unit); index < Math.floor(checkpoint.size / unit); index++) {
        this.put(level, index, await tree.bytes(this.db, level, index));
        if (level === 0) await this.putBundle(index, tileWidth);
      }
    }
    for (const { level, index, width } of partialTiles(checkpoint.size)) {
      // The tree may have grown since it was signed: the partial tile is its beginning.
      const bytes = await tree.bytes(this.db, level, index);
      this.put(level, index, bytes.slice(0, width * 32));
      if (level === 0) await this.putBundle(index, width);
    }
    // Last, so that whoever reads it finds every tile it speaks of.
    write(join(this.folder, 'checkpoint'), note);
  }

  private put(level: number, index: number, hashes: Uint8Array): void {
    const width = hashes.length / 32;
    write(join(this.folder, tilePath(level, index, width)), hashes);
    this.dropPartials(level, index, width);
  }

  private async putBundle(index: number, width: number): Promise<void> {
    const bytes = entryBundle(await bundle(this.db, index, width));
    write(join(this.folder, tilePath('entries', index, width)), bytes);
    this.dropPartials('entries', index, width);
  }

  private dropPartials(level: number | 'entries', index: number, width: number): void {
    if (width < tileWidth) return;
    rmSync(join(this.folder, `${tilePath(level, index, tileWidth)}.p`), { recursive: true, force: true });
  }
}

/** A bundle of entries: 32-byte commitments, each behind its length in two bytes. */
export function entryBundle(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(entries.flatMap((entry) => [Buffer.from([0, entry.length]), entry]));
}

/** Who signed: the mark and the name at the beginning of a signature line. */
function nameOf(line: string): string {
  return line.slice(0, line.indexOf(' ', 2) + 1);
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}
