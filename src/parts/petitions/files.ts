import type { Web } from '../../ground/web.ts';
import { inspectFile, mostFiles } from '../../platform/files/inspect.ts';
import type { StagedFile } from '../../platform/files/store.ts';
import type { Form } from '../../platform/http/form.ts';
import type { Language } from '../../platform/language.ts';
import { fileFaultTexts } from './names.ts';

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
