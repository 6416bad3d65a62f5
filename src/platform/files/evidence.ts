import { createHash } from 'node:crypto';
import { allValues, type Form } from '../http/form.ts';
import { idFromDigest } from '../id.ts';
import type { Language } from '../language.ts';
import { inspectFile, mostFiles } from './inspect.ts';
import { fileFaultTexts } from './refusal.texts.ts';
import type { FileStore } from './store.ts';

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

/** The field in which a form that came back says which of its files are there already. */
export const keptField = (field: string): string => `${field}-kept`;

/**
 * Takes the files of a form into the drawer of its key: those that come with it, and those that came before and are
 * still wanted, so that nobody has to choose a file again because something else was wrong. Sent again under the same
 * key they are the same files, and a repeat leaves nothing behind.
 *
 * @param field the form's field; its other files are left alone
 * @param key of the submission
 * @returns those that were taken, and the message for those that were not
 */
export async function takeFiles(
  store: FileStore,
  form: Form,
  field: string,
  key: string,
  language: Language,
): Promise<{ files: TakenFile[]; message: string | undefined }> {
  const words = fileFaultTexts[language];
  const taken = await takenBefore(store, form, field, key);
  const messages: string[] = form.tooManyFiles ? [words.tooMany] : [];
  for (const file of form.files.filter((one) => one.field === field)) {
    if (taken.length >= mostFiles) {
      messages.push(words.tooMany);
      break;
    }
    const inspected = file.truncated ? 'tooLarge' : await inspectFile(file.bytes);
    if (typeof inspected === 'string') {
      messages.push(`${file.name}: ${words[inspected]}`);
      continue;
    }
    const { bytes } = inspected;
    const id = idFromDigest<'file'>(createHash('sha256').update(`${key}\n`).update(bytes).digest());
    if (taken.some((one) => one.id === id)) continue;
    taken.push({ ...(await store.stage(key, file.name, inspected, id)), bytes });
  }
  return { files: taken, message: messages.length > 0 ? `${messages.join('; ')}.` : undefined };
}

async function takenBefore(store: FileStore, form: Form, field: string, key: string): Promise<TakenFile[]> {
  const taken: TakenFile[] = [];
  for (const id of new Set(allValues(form, keptField(field)))) {
    const staged = await store.staged(key, id).catch(() => undefined);
    const bytes = staged && (await store.stagedBytes(key, id));
    if (staged && bytes) taken.push({ ...staged, bytes });
  }
  return taken;
}

/** Puts files that were taken where they stay, before what they belong to is entered. Doing it twice is harmless. */
export async function keepFiles(store: FileStore, files: readonly TakenFile[]): Promise<void> {
  for (const { id, bytes } of files) await store.write(id, bytes);
}
