import type { Web } from '../../ground/web.ts';
import { inspectFile, mostFiles } from '../../platform/files/inspect.ts';
import { fileFaultTexts } from '../../platform/files/refusal.texts.ts';
import type { StagedFile } from '../../platform/files/store.ts';
import type { Form } from '../../platform/http/form.ts';
import type { Language } from '../../platform/language.ts';

/** Files that a form took before, by their ids as it carries them; what is no longer there is left out. */
export async function stagedBefore(web: Web, key: string, ids = ''): Promise<StagedFile[]> {
  const found = await Promise.all(
    ids
      .split(' ')
      .filter(Boolean)
      .map((id) => web.services.files.staged(key, id).catch(() => undefined)),
  );
  return found.filter((file) => file !== undefined);
}

/** Takes files of a form into the drawer of its draft. Gives the message for those that were not taken. */
export async function stageFiles(
  web: Web,
  form: Form,
  key: string,
  known: StagedFile[],
  language: Language,
): Promise<{ files: StagedFile[]; message: string | undefined }> {
  const words = fileFaultTexts[language];
  const files = [...known];
  const messages: string[] = [];
  for (const file of form.files) {
    if (files.length >= mostFiles) {
      messages.push(words.tooMany);
      break;
    }
    const inspected = file.truncated ? 'tooLarge' : await inspectFile(file.bytes);
    if (typeof inspected === 'string') messages.push(`${file.name}: ${words[inspected]}`);
    else files.push(await web.services.files.stage(key, file.name, inspected));
  }
  if (form.tooManyFiles) messages.push(words.tooMany);
  return { files, message: messages.length > 0 ? `${messages.join('; ')}.` : undefined };
}
