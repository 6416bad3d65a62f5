import type { FastifyRequest } from 'fastify';
import { largestFile, mostFiles } from '../files/inspect.ts';
import { letGo } from '../garbage.ts';
import { holdable } from '../text.ts';
import { HttpError } from './problem.ts';

/** A form as sent: text fields, and files by content. */
export interface Form {
  values: Record<string, string>;
  /** All values of fields that were sent several times, such as boxes that are ticked. */
  lists: Record<string, string[]>;
  files: { field: string; name: string; bytes: Buffer; truncated: boolean }[];
  tooManyFiles: boolean;
  /** Fields whose text was longer than is taken: what was kept of them is not all. */
  cutOff: string[];
}

/** All values of a field that may be sent several times, such as boxes that are ticked. */
export function allValues(form: Pick<Form, 'values' | 'lists'>, name: string): string[] {
  return (form.lists[name] ?? [form.values[name] ?? '']).filter(Boolean);
}

const mostFields = 60;
// Somebody who chooses a whole folder is told, with what was typed kept; more than this is no form of a person.
const mostParts = 100;
// The text of a long plan, in bytes: Vietnamese letters take up to three each.
const longestField = 2_000_000;

// Bytes of forms that requests hold at this moment: the server's memory does not grow with who sends.
// One form of five large files fits; a second waits until the first is answered.
const mostHeld = 56 * 1024 * 1024;
const retryAfterSeconds = 10;
// Bytes of pieces that are not needed any more, after which a look pays.
const worthALook = 4 * 1024 * 1024;
const holding = new Map<FastifyRequest, number>();

/** @throws HttpError 503 when more is on its way than there is room for */
function hold(request: FastifyRequest, bytes: number): void {
  let all = bytes;
  for (const held of holding.values()) all += held;
  if (all > mostHeld) throw new HttpError(503, 'away', retryAfterSeconds);
  holding.set(request, (holding.get(request) ?? 0) + bytes);
}

/** Gives up what a request held, once it is answered or gone. */
export function release(request: FastifyRequest): void {
  const held = holding.get(request) ?? 0;
  holding.delete(request);
  letGo(held);
}

/** The most that a file of a request can have: no more than the whole request says. */
function roomFor(request: FastifyRequest): number {
  const whole = Number(request.headers['content-length'] ?? largestFile);
  return Math.min(largestFile, Number.isSafeInteger(whole) && whole >= 0 ? whole : largestFile);
}

/**
 * Bytes of a file as they come, written to where they stay: kept in pieces and put together at the end they would be
 * held twice. What is set aside and not written to takes no memory.
 */
class Gathered {
  length = 0;
  #room: Buffer | undefined;
  #sinceLook = 0;

  constructor(private readonly most: number) {}

  add(chunk: Buffer): void {
    this.#room ??= Buffer.allocUnsafeSlow(this.most);
    chunk.copy(this.#room, this.length);
    this.length += chunk.length;
    this.#sinceLook += chunk.length;
    if (this.#sinceLook < worthALook) return;
    letGo(this.#sinceLook);
    this.#sinceLook = 0;
  }

  bytes(): Buffer {
    return this.#room?.subarray(0, this.length) ?? Buffer.alloc(0);
  }
}

/** Reads a form in either encoding. Of a field sent twice the last one counts. */
export async function readForm(request: FastifyRequest): Promise<Form> {
  if (!request.isMultipart()) {
    const values: Record<string, string> = {};
    const lists: Record<string, string[]> = {};
    for (const [name, value] of Object.entries((request.body as Record<string, unknown>) ?? {})) {
      const last = Array.isArray(value) ? value.at(-1) : value;
      if (typeof last === 'string') values[name] = last;
      if (Array.isArray(value)) lists[name] = value.filter((one): one is string => typeof one === 'string');
    }
    return { values, lists, files: [], tooManyFiles: false, cutOff: [] };
  }
  const form: Form = { values: {}, lists: {}, files: [], tooManyFiles: false, cutOff: [] };
  const parts = request.parts({
    limits: { fileSize: largestFile, files: mostParts, fields: mostFields, fieldSize: longestField },
  });
  for await (const part of parts) {
    if (part.type === 'field') {
      hold(request, Buffer.byteLength(String(part.value)));
      const [name, value] = [holdable(part.fieldname), holdable(String(part.value))];
      if (name in form.values) form.lists[name] = [...(form.lists[name] ?? [form.values[name] ?? '']), value];
      form.values[name] = value;
      if (part.valueTruncated) form.cutOff.push(part.fieldname);
      continue;
    }
    const beyond = form.files.length >= mostFiles;
    const file = new Gathered(roomFor(request));
    for await (const chunk of part.file) {
      // Read to its end, so that the form comes back whole; kept only where there is room for it.
      if (beyond) continue;
      hold(request, chunk.length);
      file.add(chunk);
    }
    if (beyond) {
      form.tooManyFiles = true;
      continue;
    }
    // An empty file field is sent as a file without name and content.
    if (!part.filename && file.length === 0) continue;
    form.files.push({
      field: part.fieldname,
      name: holdable(part.filename),
      bytes: file.bytes(),
      truncated: part.file.truncated,
    });
  }
  return form;
}
