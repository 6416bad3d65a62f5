/** What an XML document here is made of: text, elements by name, and lists whose items have one name. */
export type XmlValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly [name: string]: XmlValue }
  | XmlList;

interface XmlList {
  readonly item: string;
  readonly items: readonly XmlValue[];
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** What XML 1.0 cannot hold at all, not even escaped (section 2.2). */
export const unholdable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text as it stands in XML, in an element or an attribute; what XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(unholdable, '')
    .replace(/[&<>]/g, (sign) => entities[sign] as string)
    .replaceAll('"', '&quot;');
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (value === null) return `<${name}/>`;
  if (typeof value !== 'object') {
    const text = String(value)
      .replace(unholdable, '')
      .replace(/[&<>]/g, (sign) => entities[sign] as string);
    return `<${name}>${text}</${name}>`;
  }
  const inside = isList(value)
    ? value.items.map((one) => element(value.item, one))
    : Object.entries(value).map(([child, one]) => element(child, one));
  return `<${name}>${inside.join('')}</${name}>`;
}

function isList(value: object): value is XmlList {
  return 'items' in value && Array.isArray(value.items);
}

/** A whole document in UTF-8 with one element at its root. */
export function xmlDocument(root: string, value: XmlValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`;
}
