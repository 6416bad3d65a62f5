import { apart, TooCostly, Unreadable } from '../worker/worker.ts';
import type { AdministrativeDocument } from './document.ts';
import { docxOf } from './docx.ts';

/** What a template can fill in; lists are written `{#name}`, `{.}`, `{/name}` in paragraphs of their own. */
export const templateFields = {
  single: [
    'cơ quan trên',
    'cơ quan',
    'số',
    'nơi và ngày',
    'tên loại',
    'trích yếu',
    'kính gửi',
    'thẩm quyền ký',
    'người ký',
  ],
  lists: ['căn cứ', 'nội dung', 'nơi nhận'],
} as const;

/** Why a file cannot be a template; each is said in words where it is uploaded. */
export type TemplateFault =
  | { code: 'notWord' }
  | { code: 'external' }
  | { code: 'active' }
  | { code: 'syntax'; about: string }
  | { code: 'unknown'; about: string }
  | { code: 'noContent' };

function dataOf(document: AdministrativeDocument): Record<string, string | string[]> {
  return {
    'cơ quan trên': document.parent,
    'cơ quan': document.body.join('\n'),
    số: document.number,
    'nơi và ngày': document.placeAndDate,
    'tên loại': document.kind,
    'trích yếu': document.abstract,
    'kính gửi': document.to.join('\n'),
    'căn cứ': document.grounds,
    'nội dung': document.paragraphs,
    'thẩm quyền ký': document.signer.join('\n'),
    'người ký': document.signerName,
    'nơi nhận': document.recipients,
  };
}

/**
 * Looks whether a Word file can be a template: that it can be filled in, names only what there is, has a
 * place for the text, and fetches nothing from elsewhere.
 *
 * @param bytes a file that was inspected already (no macros, no bomb)
 */
export async function checkTemplate(bytes: Buffer): Promise<TemplateFault | undefined> {
  try {
    return (await apart('checkTemplate', bytes)) as TemplateFault | undefined;
  } catch (error) {
    if (error instanceof TooCostly || error instanceof Unreadable) return { code: 'notWord' };
    throw error;
  }
}

/**
 * A paper for Word in an office's own template.
 *
 * @throws Unreadable when the template was not checked before; TooCostly
 */
export function filledTemplate(template: Buffer, document: AdministrativeDocument): Promise<Buffer> {
  return apart('fillTemplate', { template, data: dataOf(document) });
}

/** The standard layout as a template to begin with: what the program writes, with names where it fills in. */
export function standardTemplate(letter: boolean): Promise<Buffer> {
  const list = (name: (typeof templateFields.lists)[number]) => [`{#${name}}`, '{.}', `{/${name}}`];
  return docxOf({
    parent: '{cơ quan trên}',
    body: ['{cơ quan}'],
    number: '{số}',
    placeAndDate: '{nơi và ngày}',
    kind: letter ? '' : '{tên loại}',
    abstract: '{trích yếu}',
    to: letter ? ['{kính gửi}'] : [],
    grounds: letter ? [] : list('căn cứ'),
    paragraphs: list('nội dung'),
    signer: ['{thẩm quyền ký}'],
    signerName: '{người ký}',
    recipients: list('nơi nhận'),
  });
}
