import type { App } from '../../src/platform/http/app.ts';
import { patternOf } from '../../src/platform/http/methods.ts';
import type { Visitor } from './world.ts';

/** One field of a form as a page shows it. */
export interface FormField {
  name: string;
  kind: string;
  value: string;
  options: string[];
}

/** A form found on a page: where it goes, its fields, and who found it. */
export interface FoundForm {
  pattern: string;
  action: string;
  /** The page it was found on. */
  page: string;
  multipart: boolean;
  fields: FormField[];
  who: string;
  by: Visitor;
}

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag);
  return found ? unescaped(found[1] ?? '') : undefined;
};

function fieldsOf(html: string): FormField[] {
  const fields: FormField[] = [];
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (name)
      fields.push({
        name,
        kind: attribute(tag, 'type') ?? 'text',
        value: attribute(tag, 'value') ?? '',
        options: [],
      });
  }
  for (const [tag, inner = ''] of html.matchAll(/<textarea\b[^>]*>([^<]*)/g)) {
    const name = attribute(tag, 'name');
    if (name) fields.push({ name, kind: 'textarea', value: unescaped(inner), options: [] });
  }
  for (const [whole, inner = ''] of html.matchAll(/<select\b[^>]*>([\s\S]*?)<\/select>/g)) {
    const name = attribute(whole, 'name');
    const options = [...inner.matchAll(/<option\b[^>]*>/g)].map(([tag]) => attribute(tag, 'value') ?? '');
    if (name) fields.push({ name, kind: 'select', value: options.find(Boolean) ?? '', options });
  }
  return fields;
}

/**
 * Goes through the pages as somebody would who follows every link: a few addresses of each route.
 *
 * @param most addresses of one route that are opened
 * @returns the forms that were found, one of each route, and the pages that failed
 */
export async function crawl(
  app: App,
  who: Record<string, Visitor>,
  most: number,
): Promise<{ forms: FoundForm[]; opened: Map<string, string[]>; failed: [string, number][] }> {
  const patterns = app.routeList.map(({ method, url }) => ({ method, url, pattern: patternOf(url) }));
  const patternFor = (method: string, path: string) =>
    patterns
      .filter((one) => one.method === method && !one.url.includes('*') && one.pattern.test(path))
      // Of several the one with the fewest places, as the router chooses.
      .toSorted((a, b) => a.url.split(':').length - b.url.split(':').length)[0]?.url;
  const forms = new Map<string, FoundForm>();
  const opened = new Map<string, string[]>();
  const failed: [string, number][] = [];
  for (const [name, by] of Object.entries(who)) {
    const waiting = ['/', '/can-bo/viec', '/can-bo/quan-tri'];
    const seen = new Set(waiting);
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const pattern = patternFor('GET', url.split('?', 1)[0] ?? '');
      if (!pattern) continue;
      const before = opened.get(`${name} ${pattern}`) ?? [];
      if (before.length >= most) continue;
      opened.set(`${name} ${pattern}`, [...before, url]);
      const answer = await by.get(url);
      if (answer.statusCode >= 500) failed.push([`${name} ${url}`, answer.statusCode]);
      if (!String(answer.headers['content-type']).startsWith('text/html')) continue;
      const html = answer.body;
      for (const [, href = ''] of html.matchAll(/href="(\/[^"#]*)/g)) {
        const link = unescaped(href);
        if (seen.has(link) || link.startsWith('/assets/') || link.includes('lang=')) continue;
        seen.add(link);
        waiting.push(link);
      }
      for (const [whole, inner = ''] of html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/g)) {
        const tag = whole.slice(0, whole.indexOf('>') + 1);
        if ((attribute(tag, 'method') ?? 'get').toLowerCase() !== 'post') continue;
        const action = attribute(tag, 'action') || url;
        const to = patternFor('POST', action.split('?', 1)[0] ?? '');
        const id = `${to} ${fieldsOf(inner)
          .map((one) => one.name.replace(/[0-9a-f-]{36}/, ':id'))
          .join(' ')}`;
        if (!to || forms.has(id)) continue;
        const multipart = attribute(tag, 'enctype') === 'multipart/form-data';
        forms.set(id, { pattern: to, action, page: url, multipart, fields: fieldsOf(inner), who: name, by });
      }
    }
  }
  return { forms: [...forms.values()], opened, failed };
}

/** Something that a field would honestly hold. */
export function plausible(field: FormField): string {
  if (field.value) return field.value;
  if (field.kind === 'select') return field.options.find(Boolean) ?? '';
  if (field.kind === 'checkbox' || field.kind === 'radio') return 'on';
  if (field.kind === 'email' || /email/i.test(field.name)) return 'dan@example.vn';
  if (/ngay|day|date|tu$|den$|until|from|begin|end|On$/i.test(field.name)) return '23/11/2026';
  if (/nam$|year/i.test(field.name)) return '2026';
  if (/number|count|so$|amount|area|people|seats|posts|price/i.test(field.name)) return '5';
  return 'Nội dung để thử, đủ dài cho mọi ô cần điền';
}
