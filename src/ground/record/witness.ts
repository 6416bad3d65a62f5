import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { emptyRoot, fromBase64, sameBytes } from './hash.ts';
import { verifyConsistency } from './merkle.ts';
import { openNote, type SigningKey, type VerifyingKey } from './note.ts';

/** What a witness answers (https://c2sp.org/tlog-witness). */
export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  body: string;
  type?: string;
  /** What it has cosigned now; kept before the answer is sent. */
  seen?: Checkpoint;
}

const mostProofLines = 63;

/** A request as it is sent to a witness: the size it knows, the proof from there, the checkpoint. */
export function formatRequest(old: number, proof: readonly string[], note: string): string {
  return `old ${old}\n${proof.map((line) => `${line}\n`).join('')}\n${note}`;
}

/**
 * Decides on a submitted checkpoint: it must carry the log's own signature, begin with the tree that was
 * cosigned last, and is answered with a timestamped cosignature. A witness never cosigns two trees of which
 * neither begins with the other: that is all it is for.
 *
 * @param logs keys of the logs that are watched
 * @param last what was cosigned last for an origin
 */
export function addCheckpoint(
  request: string,
  logs: readonly VerifyingKey[],
  last: (origin: string) => Checkpoint | undefined,
  key: SigningKey,
  now: Date,
): WitnessAnswer {
  const bad = (status: 400 | 403 | 404 | 422, body: string): WitnessAnswer => ({ status, body: `${body}\n` });
  const gap = request.indexOf('\n\n');
  const [first = '', ...lines] = request.slice(0, Math.max(0, gap)).split('\n');
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1];
  if (gap < 0 || old === undefined || lines.length > mostProofLines) return bad(400, 'malformed request');
  const proof = lines.map(fromBase64);
  if (!proof.every((hash) => hash?.length === 32)) return bad(400, 'malformed proof');
  const note = request.slice(gap + 2);
  const origin = note.slice(0, note.indexOf('\n'));
  const known = logs.filter((log) => log.name === origin);
  if (known.length === 0) return bad(404, 'unknown origin');
  const body = known.map((log) => openNote(note, log)).find((opened) => opened !== undefined);
  if (body === undefined) return bad(403, 'no signature of a known key');
  const checkpoint = parseCheckpoint(body);
  if (!checkpoint || checkpoint.origin !== origin) return bad(400, 'malformed checkpoint');
  const oldSize = Number(old);
  if (!Number.isSafeInteger(oldSize)) return bad(400, 'malformed request');
  // The empty tree has one root (RFC 6962, 2.1).
  if (checkpoint.size === 0 && !sameBytes(checkpoint.root, emptyRoot))
    return bad(422, 'not the root of no leaves');
  if (oldSize > checkpoint.size) return bad(400, 'the old size is beyond the checkpoint');
  const seen = last(origin);
  const conflict: WitnessAnswer = { status: 409, body: `${seen?.size ?? 0}\n`, type: 'text/x.tlog.size' };
  if (oldSize !== (seen?.size ?? 0)) return conflict;
  if (seen && seen.size === checkpoint.size && !sameBytes(seen.root, checkpoint.root)) return conflict;
  const follows =
    seen && seen.size > 0
      ? verifyConsistency(seen.size, checkpoint.size, proof as Uint8Array[], seen.root, checkpoint.root)
      : proof.length === 0;
  if (!follows) return bad(422, 'the proof does not hold');
  return { status: 200, body: cosign(body, key, now), seen: checkpoint };
}
