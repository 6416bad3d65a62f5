import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
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

// Faults are told to the one who uploads, not to the log.
const options = { paragraphLoop: true, linebreaks: true, errorLogging: false, nullGetter: () => '' };
const attribute = (tag: string, name: string) =>
  new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(tag)
    ?.slice(1)
    .find((value) => value !== undefined);

/** Whether Word would fetch something from elsewhere on opening; links that a reader clicks are none. */
function fetches(relations: string): boolean {
  return [...relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].some(
    ([tag]) =>
      attribute(tag, 'TargetMode')?.toLowerCase() === 'external' &&
      !attribute(tag, 'Type')?.toLowerCase().endsWith('/hyperlink'),
  );
}

/**
 * Looks whether a Word file can be a template: that it can be filled in, names only what there is, has a
 * place for the text, and fetches nothing from elsewhere.
 *
 * @param bytes a file that was inspected already (no macros, no bomb)
 */
export function checkTemplate(bytes: Buffer): TemplateFault | undefined {
  let zip: PizZip;
  try {
    zip = new PizZip(bytes);
    if (!zip.file('word/document.xml')) return { code: 'notWord' };
  } catch {
    return { code: 'notWord' };
  }
  const relations = zip.file(/\.rels$/).map((file) => file.asText());
  if (relations.some(fetches)) return { code: 'external' };
  let text: string;
  try {
    text = new Docxtemplater(zip, options).getFullText();
  } catch (error) {
    const first = (error as { properties?: { errors?: { properties?: { explanation?: string } }[] } })
      .properties?.errors?.[0];
    return { code: 'syntax', about: first?.properties?.explanation ?? (error as Error).message };
  }
  const named = [...text.matchAll(/\{[#/]?([^{}]+)\}/g)].map((match) =>
    (match[1] ?? '').trim().normalize('NFC'),
  );
  const known: readonly string[] = [...templateFields.single, ...templateFields.lists, '.'];
  const unknown = [...new Set(named)].filter((name) => !known.includes(name));
  if (unknown.length > 0) return { code: 'unknown', about: unknown.join(', ') };
  return named.includes('nội dung') ? undefined : { code: 'noContent' };
}

/** A paper for Word in an office's own template. @throws Error when the template was not checked before */
export function filledTemplate(template: Buffer, document: AdministrativeDocument): Buffer {
  const filled = new Docxtemplater(new PizZip(template), options);
  filled.render(dataOf(document));
  return filled.toBuffer();
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
