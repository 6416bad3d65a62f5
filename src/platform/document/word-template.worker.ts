import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { type TemplateFault, templateFields } from './word-template.ts';

// Faults are told to the one who uploads, not to the log.
// A name typed on a Macintosh comes decomposed: it is the same name.
const options = {
  paragraphLoop: true,
  linebreaks: true,
  errorLogging: false,
  nullGetter: () => '',
  parser: (tag: string) => ({
    get: (scope: unknown) =>
      tag === '.' ? scope : (scope as Record<string, unknown>)?.[tag.trim().normalize('NFC')],
  }),
};
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

// What runs or brings in something when a document is opened: programs under whatever name their part has, controls,
// embedded objects, other documents as a part (ISO/IEC 29500, altChunk), and fields that fetch or run.
const activeParts = /vbaProject|macroEnabled|activeX|oleObject|ms-office\.controls/i;
const activeRelations = /\/(?:aFChunk|oleObject|control|vbaProject|attachedToolbars|package)"/i;
const activeFields = /\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|EMBED|MACROBUTTON|DATABASE)\b/i;

function isActive(zip: PizZip, relations: readonly string[]): boolean {
  if (activeParts.test(zip.file('[Content_Types].xml')?.asText() ?? '')) return true;
  if (relations.some((one) => activeRelations.test(one))) return true;
  return zip.file(/^word\/[^/]+\.xml$/).some((part) => {
    const xml = part.asText();
    // A field's words may stand in several runs.
    const runs = [...xml.matchAll(/<w:instrText[^>]*>([^<]*)</g)].map(([, text]) => text).join('');
    const simple = [...xml.matchAll(/<w:fldSimple[^>]*w:instr="([^"]*)"/g)].map(([, text]) => text).join(' ');
    return xml.includes('<w:altChunk') || activeFields.test(`${runs} ${simple}`);
  });
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
  if (isActive(zip, relations)) return { code: 'active' };
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
  if (!named.includes('nội dung')) return { code: 'noContent' };
  try {
    // Filled once before it is taken: what fails then would fail on the day of a paper.
    const sample = Object.fromEntries([
      ...templateFields.single.map((name): [string, string] => [name, `${name}\n${name}`]),
      ...templateFields.lists.map((name): [string, string[]] => [name, [name, '']]),
    ]);
    fillTemplate({ template: bytes, data: sample });
    return undefined;
  } catch (error) {
    return { code: 'syntax', about: (error as Error).message };
  }
}

export function fillTemplate(given: {
  template: Uint8Array;
  data: Record<string, string | string[]>;
}): Buffer {
  const filled = new Docxtemplater(new PizZip(given.template), options);
  filled.render(given.data);
  return filled.toBuffer();
}
