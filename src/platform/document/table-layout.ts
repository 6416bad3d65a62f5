/** How wide a column of a table is and to which side its cells stand. */
export interface Column {
  /** Millimetres. */
  width: number;
  align: 'left' | 'center' | 'right';
}

type Kind = 'ordinal' | 'amount' | 'date' | 'text';

// Of letters at 12 points, with the cell's own margins: measured on Tinos, as wide as Times New Roman.
const letter = 2.2;
const margins = 4;
const narrowest = 9;
const leastForWords = 24;
// Longer runs without a space are broken; a column need not hold them whole.
const longestWord = 14;

const ordinalHead = /^(?:tt|stt|số tt|số thứ tự|no\.?|#)$/iu;
const amount = /^[-–+]?[\d.,\s]+(?:\s*(?:%|đ|đồng|m²|m2|ha|km|điểm))?$/iu;
const date = /^\d{1,2}\/\d{1,2}\/\d{4}$/u;

/**
 * How the columns of a table share its width: numbers in order narrow and in the middle, amounts as wide as their
 * longest and to the right, days whole, words in what is left by how much of them there is.
 *
 * @param width of the table, in millimetres
 */
export function layoutOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): Column[] {
  // A dash stands for nothing in a column of any kind.
  const cells = head.map((_, at) =>
    rows.map((row) => (row[at] ?? '').trim()).filter((text) => !/^[–—-]?$/.test(text)),
  );
  const kinds = head.map((title, at) => kindOf(title, cells[at] ?? [], at));
  const least = head.map((title, at) => leastWidth(title, cells[at] ?? [], kinds[at] ?? 'text'));
  const weights = cells.map((column, at) =>
    kinds[at] === 'text'
      ? Math.sqrt(mean(column.map((text) => text.length)) + (head[at] ?? '').length + 4)
      : 0,
  );
  const all = least.reduce((sum, one) => sum + one, 0);
  const weight = weights.reduce((sum, one) => sum + one, 0);
  const spare = Math.max(0, width - all);
  const shrunk = Math.min(1, width / all);
  return head.map((_, at): Column => {
    const kind = kinds[at] ?? 'text';
    const share = weight > 0 ? (spare * (weights[at] ?? 0)) / weight : spare / head.length;
    return {
      width: Math.round(((least[at] ?? narrowest) * shrunk + share) * 10) / 10,
      align: kind === 'text' ? 'left' : kind === 'amount' ? 'right' : 'center',
    };
  });
}

function kindOf(title: string, cells: readonly string[], at: number): Kind {
  if (ordinalHead.test(title.trim())) return 'ordinal';
  if (cells.length === 0) return 'text';
  // A total row has words where the others have an amount: most decide.
  const most = (pattern: RegExp) => cells.filter((text) => pattern.test(text)).length > cells.length * 0.6;
  if (at === 0 && cells.every((text) => /^\d{1,3}$/.test(text)) && /^$|số$/iu.test(title.trim()))
    return 'ordinal';
  if (most(date)) return 'date';
  return most(amount) ? 'amount' : 'text';
}

function leastWidth(title: string, cells: readonly string[], kind: Kind): number {
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  const words = (texts: readonly string[]) => texts.flatMap((text) => text.split(/\s+/));
  const heading = Math.min(longest(words([title])), longestWord) * letter * 1.1 + margins;
  if (kind === 'ordinal') return Math.max(narrowest, longest(cells) * letter + margins);
  if (kind === 'amount' || kind === 'date') return Math.max(heading, longest(cells) * letter * 0.9 + margins);
  return Math.max(
    cells.length === 0 ? narrowest : Math.min(leastForWords, longest(cells) * letter + margins),
    heading,
    Math.min(longest(words(cells)), longestWord) * letter + margins,
  );
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;

// More letters than this without a space do not fit a line of any column.
const unbreakable = 24;

/** Text whose long runs without a space may be broken: behind signs that part addresses, else anywhere. */
export function breakable(text: string): string {
  return text.replace(/\S{25,}/gu, (run) =>
    run
      .replace(/([/._@?&=-])(?=\S)/gu, '$1\u200b')
      .replace(new RegExp(`[^\\s\u200b]{${unbreakable}}(?=[^\\s\u200b])`, 'gu'), '$&\u200b'),
  );
}
