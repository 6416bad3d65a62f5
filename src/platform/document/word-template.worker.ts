import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { type TemplateFault, templateFields } from './word-template.ts';

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

export function checkTemplate(bytes: Uint8Array): TemplateFault | undefined {
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

export function fillTemplate(given: {
  template: Uint8Array;
  data: Record<string, string | string[]>;
}): Buffer {
  const filled = new Docxtemplater(new PizZip(given.template), options);
  filled.render(given.data);
  return filled.toBuffer();
}
