import { createHash } from 'node:crypto';
import type { Form } from '../http/form.ts';
import { idFromDigest } from '../id.ts';
import type { Language } from '../language.ts';
import { inspectFile } from './inspect.ts';
import { fileFaultTexts } from './refusal.texts.ts';
import { type FileStore, safeName } from './store.ts';

/** A file kept with what it shows. */
export interface KeptFile {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
}

/** A file that was taken, with its bytes for whoever reads them. */
export type TakenFile = KeptFile & { bytes: Buffer };

/** What is kept of files that were taken: all but their bytes. */
export function keptOf(files: readonly KeptFile[]): KeptFile[] {
  return files.map(({ id, name, mediaType, size, sha256 }) => ({ id, name, mediaType, size, sha256 }));
}

/**
 * Takes the files of a form and keeps them. Sent again under the same key they are the same files, so that a
 * repeat leaves nothing behind.
 *
 * @param field the form's field; its other files are left alone
 * @param key of the submission
 * @returns the message for those that were not taken: then none is kept
 */
export async function takeFiles(
  store: FileStore,
  form: Form,
  field: string,
  key: string,
  language: Language,
): Promise<{ files: TakenFile[]; message: string | undefined }> {
  const words = fileFaultTexts[language];
  const taken: TakenFile[] = [];
  const messages: string[] = form.tooManyFiles ? [words.tooMany] : [];
  for (const file of form.files.filter((one) => one.field === field)) {
    const inspected = file.truncated ? 'tooLarge' : await inspectFile(file.bytes);
    if (typeof inspected === 'string') {
      messages.push(`${file.name}: ${words[inspected]}`);
      continue;
    }
    const { bytes, mediaType } = inspected;
    const id = idFromDigest<'file'>(createHash('sha256').update(`${key}\n`).update(bytes).digest());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    taken.push({
      id,
      name: safeName(file.name, inspected.extension),
      mediaType,
      size: bytes.length,
      sha256,
      bytes,
    });
  }
  if (messages.length > 0) return { files: [], message: `${messages.join('; ')}.` };
  for (const { id, bytes } of taken) await store.write(id, bytes);
  return { files: taken, message: undefined };
}
