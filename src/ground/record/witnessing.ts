import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint } from './checkpoint.ts';
import { cosignedAt, parseWitnessKey, type WitnessKey } from './cosignature.ts';
import { toBase64 } from './hash.ts';
import type { Publication } from './publication.ts';
import type { LedgerRecord } from './record.ts';
import { formatRequest } from './witness.ts';

/** A witness that is asked to cosign. */
export interface Witness {
  key: WitnessKey;
  /** Submission prefix. */
  url: string;
}

/** What a witness last said. */
export interface Witnessed {
  name: string;
  /** The tree it cosigned last, and when by its own clock; undefined before the first. */
  seen: { size: number; at: Date } | undefined;
  /** Why the last asking brought nothing. */
  trouble: string | undefined;
}

const patienceMs = 10_000;

/**
 * Reads the setting: `name+id+key https://address`, several parted by commas.
 *
 * @throws Error naming the one that cannot be read
 */
export function parseWitnesses(setting: string): Witness[] {
  return setting
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const [key = '', url = ''] = one.split(/\s+/);
      const parsed = parseWitnessKey(key);
      if (!parsed || !/^https?:\/\/\S+$/.test(url)) throw new Error(`not a witness: ${one}`);
      return { key: parsed, url: url.replace(/\/+$/, '') };
    });
}

/** Has the record's checkpoints cosigned by others, and publishes their signatures beneath our own. */
export class Witnessing {
  private readonly said = new Map<string, Witnessed>();
  /** The size each witness knows; asked for when it is not the one we think. */
  private readonly sizes = new Map<string, number>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly record: LedgerRecord,
    private readonly publication: Publication,
    readonly witnesses: readonly Witness[],
  ) {}

  /** What each witness last said. */
  get state(): Witnessed[] {
    return this.witnesses.map(
      ({ key }) => this.said.get(key.name) ?? { name: key.name, seen: undefined, trouble: undefined },
    );
  }

  /** Asks every witness about the newest published checkpoint; one that does not answer holds up nobody. */
  async ask(): Promise<void> {
    if (this.witnesses.length === 0 || this.record.state !== 'signing') return;
    this.running ??= this.askAll().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async askAll(): Promise<void> {
    await this.publication.flush();
    const lines = await Promise.all(this.witnesses.map((witness) => this.askOne(witness)));
    const cosigned = lines.filter((line) => line !== undefined);
    const note = this.note();
    const body = note?.slice(0, note.lastIndexOf('\n\n') + 1);
    // Only those of the very checkpoint that is published: the tree may have grown meanwhile.
    const fitting = cosigned.filter((line) => body === line.body).map((line) => line.line);
    if (body && fitting.length > 0) await this.publication.addSignatures(body, fitting);
  }

  private note(): string | undefined {
    try {
      return readFileSync(join(this.publication.folder, 'checkpoint'), 'utf8');
    } catch {
      return undefined;
    }
  }

  private async askOne(witness: Witness): Promise<{ line: string; body: string } | undefined> {
    const { name } = witness.key;
    const before = this.said.get(name)?.seen;
    try {
      const answer = (await this.submit(witness)) ?? (await this.submit(witness));
      if (!answer) throw new Error('it knows another size each time');
      const at = cosignedAt(answer.line, answer.body, witness.key);
      if (!at) throw new Error('its signature is not good');
      const size = parseCheckpoint(answer.body)?.size ?? 0;
      this.sizes.set(name, size);
      this.said.set(name, { name, seen: { size, at }, trouble: undefined });
      return answer;
    } catch (error) {
      this.said.set(name, { name, seen: before, trouble: (error as Error).message });
      return undefined;
    }
  }

  /** One request; undefined when the witness knew another size, which is then the one we think. */
  private async submit({ key, url }: Witness): Promise<{ line: string; body: string } | undefined> {
    const old = this.sizes.get(key.name) ?? 0;
    const proof =
      old === 0
        ? { hashes: [], checkpoint: (await this.record.checkpoint())?.note }
        : await this.record.consistency(old);
    if (!proof?.checkpoint) throw new Error('it knows a tree larger than ours');
    const note = proof.checkpoint;
    const answer = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      body: formatRequest(old, proof.hashes.map(toBase64), note),
      // A witness answers where it was named, and leads nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const said = await answer.text();
    if (answer.status === 409 && answer.headers.get('content-type')?.startsWith('text/x.tlog.size')) {
      const size = Number(said.trim());
      if (size === old) throw new Error('it saw another tree of this size');
      this.sizes.set(key.name, size);
      return undefined;
    }
    if (answer.status !== 200) throw new Error(`${answer.status} ${said.trim().slice(0, 100)}`);
    const line = said.split('\n').find((one) => one.startsWith(`— ${key.name} `));
    if (!line) throw new Error('no cosignature of its own');
    return { line: `${line}\n`, body: note.slice(0, note.lastIndexOf('\n\n') + 1) };
  }
}
