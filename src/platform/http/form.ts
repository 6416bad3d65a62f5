import type { FastifyRequest } from 'fastify';
import { largestFile, mostFiles } from '../files/inspect.ts';
import { holdable } from '../text.ts';

/** A form as sent: text fields, and files by content. */
export interface Form {
  values: Record<string, string>;
  files: { field: string; name: string; bytes: Buffer; truncated: boolean }[];
  tooManyFiles: boolean;
  /** Fields whose text was longer than is taken: what was kept of them is not all. */
  cutOff: string[];
}

/** All values of a field that may be sent several times, such as boxes that are ticked. */
export function allValues(request: FastifyRequest, name: string): string[] {
  const value = (request.body as Record<string, unknown> | undefined)?.[name];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

// The text of a long plan, in bytes: Vietnamese letters take up to three each.
const longestField = 2_000_000;

/** Reads a form in either encoding. Of a field sent twice the last one counts. */
export async function readForm(request: FastifyRequest): Promise<Form> {
  if (!request.isMultipart()) {
    const values: Record<string, string> = {};
    for (const [name, value] of Object.entries((request.body as Record<string, unknown>) ?? {})) {
      const last = Array.isArray(value) ? value.at(-1) : value;
      if (typeof last === 'string') values[name] = last;
    }
    return { values, files: [], tooManyFiles: false, cutOff: [] };
  }
  const form: Form = { values: {}, files: [], tooManyFiles: false, cutOff: [] };
  const parts = request.parts({
    limits: { fileSize: largestFile, files: mostFiles * 2, fields: 60, fieldSize: longestField },
  });
  for await (const part of parts) {
    if (part.type === 'field') {
      form.values[holdable(part.fieldname)] = holdable(String(part.value));
      if (part.valueTruncated) form.cutOff.push(part.fieldname);
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk);
    // An empty file field is sent as a file without name and content.
    if (!part.filename && chunks.length === 0) continue;
    if (form.files.length >= mostFiles) {
      form.tooManyFiles = true;
      continue;
    }
    form.files.push({
      field: part.fieldname,
      name: holdable(part.filename),
      bytes: Buffer.concat(chunks),
      truncated: part.file.truncated,
    });
  }
  return form;
}
