import type { Element } from '@xmldom/xmldom';

/** Numbers that Word counts by itself (ISO/IEC 29500-1, 17.9): of which list and level a paragraph is. */
export interface ListPlace {
  list: string;
  level: number;
}

interface Level {
  start: number;
  format: string;
  /** `%1` is the number of the first level, and so on. */
  text: string;
  legal: boolean;
  /** After a paragraph of this level or above, this one begins anew; nought: never. */
  restart: number | undefined;
}

const children = (node: Element | undefined, name: string): Element[] =>
  node
    ? Array.from(node.childNodes as unknown as Iterable<Element>).filter((one) => one.nodeName === name)
    : [];
const child = (node: Element | undefined, name: string): Element | undefined => children(node, name)[0];
const value = (node: Element | undefined, name: string): string | undefined =>
  child(node, name)?.getAttribute('w:val') ?? undefined;

const levelsOf = (definition: Element): Map<number, Level> =>
  new Map(
    children(definition, 'w:lvl').map((level): [number, Level] => {
      const restart = value(level, 'w:lvlRestart');
      return [
        Number(level.getAttribute('w:ilvl') ?? 0),
        {
          start: Number(value(level, 'w:start') ?? 1),
          format: value(level, 'w:numFmt') ?? 'decimal',
          text: value(level, 'w:lvlText') ?? '',
          legal: child(level, 'w:isLgl') !== undefined,
          restart: restart === undefined ? undefined : Number(restart),
        },
      ];
    }),
  );

const roman: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function inRoman(number: number): string {
  let rest = number;
  let text = '';
  for (const [worth, sign] of roman)
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  return text;
}

/** a … z, aa, bb: as Word counts letters. */
const inLetters = (number: number): string =>
  String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));

function written(number: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return inLetters(number);
    case 'upperLetter':
      return inLetters(number).toUpperCase();
    case 'lowerRoman':
      return inRoman(number);
    case 'upperRoman':
      return inRoman(number).toUpperCase();
    case 'decimalZero':
      return String(number).padStart(2, '0');
    default:
      return String(number);
  }
}

/** Counts the paragraphs of a document's lists, in the order of the text. */
export class ListNumbers {
  readonly #levels = new Map<string, Map<number, Level>>();
  /** Which definition a list is of: lists of one definition count on together. */
  readonly #definition = new Map<string, string>();
  readonly #restarts = new Map<string, Map<number, number>>();
  readonly #counts = new Map<string, number[]>();
  readonly #begun = new Set<string>();

  /** @param numbering the root of `word/numbering.xml`; absent where a document has no lists */
  constructor(numbering: Element | undefined) {
    const definitions = new Map(
      children(numbering, 'w:abstractNum').map((one): [string, Map<number, Level>] => [
        one.getAttribute('w:abstractNumId') ?? '',
        levelsOf(one),
      ]),
    );
    for (const list of children(numbering, 'w:num')) {
      const id = list.getAttribute('w:numId') ?? '';
      const of = value(list, 'w:abstractNumId') ?? '';
      const levels = new Map(definitions.get(of));
      const restarts = new Map<number, number>();
      for (const override of children(list, 'w:lvlOverride')) {
        const level = Number(override.getAttribute('w:ilvl') ?? 0);
        const start = value(override, 'w:startOverride');
        if (start !== undefined) restarts.set(level, Number(start));
        for (const [at, own] of levelsOf(override)) levels.set(at, own);
      }
      this.#definition.set(id, of);
      this.#levels.set(id, levels);
      this.#restarts.set(id, restarts);
    }
  }

  /** What stands before a paragraph: its number as Word shows it, a dash for a bullet, or nothing. */
  next({ list, level }: ListPlace): string {
    const levels = this.#levels.get(list);
    const own = levels?.get(level);
    if (!levels || !own) return '';
    if (own.format === 'bullet') return '-';
    const counts = this.#counted(list, level, levels);
    if (own.format === 'none') return '';
    return own.text
      .replace(/%(\d)/g, (_, digit: string) => {
        const at = Number(digit) - 1;
        const format = own.legal ? 'decimal' : (levels.get(at)?.format ?? 'decimal');
        return written(counts[at] ?? levels.get(at)?.start ?? 1, format);
      })
      .trim();
  }

  #counted(list: string, level: number, levels: ReadonlyMap<number, Level>): readonly number[] {
    const definition = this.#definition.get(list) ?? list;
    const counts = this.#counts.get(definition) ?? [];
    this.#counts.set(definition, counts);
    const restart = this.#restarts.get(list)?.get(level);
    const first = restart !== undefined && !this.#begun.has(`${list} ${level}`);
    this.#begun.add(`${list} ${level}`);
    const before = counts[level];
    if (first) counts[level] = restart;
    else counts[level] = before === undefined ? (levels.get(level)?.start ?? 1) : before + 1;
    // What is below begins anew, unless its level says after which it does.
    for (const below of levels.keys()) {
      if (below <= level) continue;
      const after = levels.get(below)?.restart;
      if (after === 0 || (after !== undefined && level >= after)) continue;
      delete counts[below];
    }
    return counts;
  }
}
