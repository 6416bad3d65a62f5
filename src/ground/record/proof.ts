import { fromBase64, toBase64 } from './hash.ts';

const header = 'c2sp.org/tlog-proof@v1';

/** A leaf's place in the log, checkable offline (https://c2sp.org/tlog-proof). */
export interface Proof {
  index: number;
  hashes: Uint8Array[];
  /** The signed checkpoint, byte for byte. */
  checkpoint: string;
}

/** Writes a proof as text. */
export function formatProof(proof: Proof): string {
  const hashes = proof.hashes.map((hash) => `${toBase64(hash)}\n`).join('');
  return `${header}\nindex ${proof.index}\n${hashes}\n${proof.checkpoint}`;
}

/** Reads a proof; undefined when it is malformed. An `extra` line is passed over. */
export function parseProof(text: string): Proof | undefined {
  const gap = text.indexOf('\n\n');
  if (gap < 0) return undefined;
  const [first, ...lines] = text.slice(0, gap).split('\n');
  if (first !== header) return undefined;
  if (lines[0]?.startsWith('extra ') && !fromBase64(lines.shift()?.slice(6) ?? '')) return undefined;
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
  if (index === undefined || !Number.isSafeInteger(Number(index)) || lines.length > 63) return undefined;
  const hashes = lines.map(fromBase64);
  if (!hashes.every((hash) => hash?.length === 32)) return undefined;
  return { index: Number(index), hashes: hashes as Uint8Array[], checkpoint: text.slice(gap + 2) };
}
