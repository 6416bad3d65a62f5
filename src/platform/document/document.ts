import type { PlainDate } from '../time.ts';
import { unholdable } from '../xml.ts';

/** A piece of a paper's body: a paragraph, a heading, a table, or a chart as SVG with its title. */
export type Block =
  | string
  | { heading: string }
  | { caption: string; head: string[]; rows: string[][] }
  | { chart: string; title: string };

/** An administrative document, every part of it as it stands on the sheet (Decree 30/2020/NĐ-CP, Appendix I). */
export interface AdministrativeDocument {
  /** The body above the one that issues; empty where it has none to name. */
  parent: string;
  /** The issuing body, in capitals, in the lines it is broken into. */
  body: string[];
  /** With its word, e.g. `Số: 05/TB-UBND`. */
  number: string;
  placeAndDate: string;
  /** Name of the type in capitals; empty for an official letter (công văn), whose abstract stands at the left. */
  kind: string;
  abstract: string;
  /** Addressees of an official letter. */
  to: string[];
  /** Legal grounds, each with its closing mark. */
  grounds: string[];
  paragraphs: string[];
  /** What follows the paragraphs, where the body has more than words. */
  blocks?: Block[];
  /** Lines above the signature: authority and title, in capitals. */
  signer: string[];
  signerName: string;
  /** Lines under “Nơi nhận”, each with its dash and closing mark. */
  recipients: string[];
}

/** More recipients than stand beside a signature go on to the next page. */
export const mostBesideSignature = 14;

// What the typefaces have: Latin with Vietnamese, Khmer (names of people in the Mekong Delta), punctuation, currency, letterlike signs, arrows, mathematics,
// boxes and the signs of lists.
const unprintable =
  /[^\u0020-\u024F\u1780-\u17FF\u19E0-\u1EFF\u2000-\u206F\u20A0-\u20BF\u2100-\u22FF\u2500-\u25FF\u2713]/gu;
// Signs of lists as Word pastes them, from a typeface of its own.
const wordBullets = /[\uF0B7\uF0A7\uF0D8\uF0FC\u2022]/g;

/** Text as a paper can hold it: bullets as a dash, what no typeface here has as an empty box, no control signs. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\n\r\t\v\f]+/g, ' ')
    .replace(unholdable, '')
    .replace(wordBullets, '–')
    .replace(unprintable, '□');
}

/** Place and date as the decree writes them: day below ten and month below three with a nought before. */
export function placeAndDate(place: string, date: PlainDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const padded = (value: number, below: number) => (value < below ? `0${value}` : String(value));
  return `${place}, ngày ${padded(day, 10)} tháng ${padded(month, 3)} năm ${year}`;
}

/** A number as the decree writes it: below ten with a nought before. */
export function documentNumber(number: number, sign: string): string {
  return `Số: ${String(number).padStart(2, '0')}/${sign}`;
}
