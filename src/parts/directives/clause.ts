/** A piece of a document's text with where it stands, e.g. `II.3.a`. */
export interface ClauseText {
  mark: string;
  text: string;
  /** The text of the clause it stands under; undefined at the top. */
  under: string | undefined;
  /** It says what stands below it, and orders nothing itself. */
  heading: boolean;
}

// From the greatest division down. The mark of a dash is its count.
const marks: readonly { rank: number; pattern: RegExp }[] = [
  { rank: 0, pattern: /^(?:Phần|PHẦN)\s+(?:thứ\s+|THỨ\s+)?([\p{L}\d]+)[.:]?\s*/u },
  { rank: 1, pattern: /^(?:Chương|CHƯƠNG)\s+([IVXLC\d]+)[.:]?\s*/u },
  { rank: 2, pattern: /^([IVX]{1,6})\s*[.)-]\s+/u },
  { rank: 3, pattern: /^(?:Điều|ĐIỀU)\s+(\d+)\s*[.:]\s*/u },
  { rank: 4, pattern: /^(\d{1,2})\s*[.)/-]\s+/u },
  { rank: 5, pattern: /^(\d{1,2}\.\d{1,2})\s*[.)]?\s+/u },
  { rank: 6, pattern: /^(\d{1,2}\.\d{1,2}\.\d{1,2})\s*[.)]?\s+/u },
  { rank: 7, pattern: /^([a-zđ])\s*[.)]\s+/u },
  { rank: 8, pattern: /^([-–—•*])\s+/u },
  { rank: 9, pattern: /^(\+)\s+/u },
];

const letterhead =
  /^(CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc|ĐẢNG CỘNG SẢN VIỆT NAM)/u;
const recipients = /^Nơi nhận\s*:/u;
// What stands above the first words of a document: its body, number, place and type, which are known.
const heading = /^Số\s*:|,\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm/u;
const ended = /[.;:!?…]$/u;
const upper = (text: string) => text === text.toLocaleUpperCase('vi');
// Below this a line that ends without a mark is a heading, not one that a page's width broke.
const shortHeading = 45;

function markOf(line: string): { rank: number; mark: string; rest: string } | undefined {
  for (const { rank, pattern } of marks) {
    const found = pattern.exec(line);
    if (found) return { rank, mark: found[1] ?? '', rest: line.slice(found[0].length).trim() };
  }
  return undefined;
}

/** Lines put together again that the width of a page had broken. */
function paragraphs(text: string): string[] {
  const whole: string[] = [];
  for (const raw of text.normalize('NFC').split(/\r?\n/u)) {
    const line = raw.replace(/[\s\u00a0]+/gu, ' ').trim();
    if (recipients.test(line)) break;
    if (!line || letterhead.test(line)) {
      // What follows an empty line begins anew.
      if (!line && whole.length > 0) whole.push('');
      continue;
    }
    const last = whole.at(-1);
    const broken =
      last &&
      !ended.test(last) &&
      !markOf(line) &&
      !upper(last) &&
      (last.length > shortHeading || /^\p{Ll}/u.test(line));
    if (broken) whole[whole.length - 1] = `${last} ${line}`;
    else whole.push(line);
  }
  return whole.filter(Boolean);
}

/**
 * Splits a document's text into its clauses, in order, by the marks that Vietnamese administrative documents
 * use (Decree 30/2020/NĐ-CP, Appendix I: part, chapter, section, article, clause, point, dash). What stands
 * above the first mark and what has none are clauses too: nothing of the text is dropped but the letterhead
 * and the list of recipients.
 */
export function splitClauses(text: string): ClauseText[] {
  const clauses: ClauseText[] = [];
  // The way from the top to where we are.
  let way: { rank: number; mark: string; text: string; dashes: number }[] = [];
  for (const line of paragraphs(text)) {
    const found = markOf(line);
    if (!found) {
      if (clauses.length === 0 && (upper(line) || heading.test(line))) continue;
      clauses.push({
        mark: way.map((one) => one.mark).join('.'),
        text: line,
        under: way.at(-1)?.text,
        heading: upper(line),
      });
      continue;
    }
    const { rank, mark, rest } = found;
    way = way.filter((one) => one.rank < rank);
    const above = way.at(-1);
    let own = mark;
    if (rank >= 8 && above) {
      above.dashes += 1;
      own = `${rank === 9 ? '+' : '-'}${above.dashes}`;
    }
    // 2.1 stands under 2, and says so itself.
    const numbered = rank === 5 || rank === 6;
    const prefix = way
      .filter((one) => !(numbered && (one.rank === 4 || one.rank === 5)))
      .map((one) => one.mark);
    clauses.push({
      mark: [...prefix, own].join('.'),
      text: rest || line,
      under: above?.text,
      heading: upper(rest) || !rest,
    });
    way.push({ rank, mark: own, text: rest, dashes: 0 });
  }
  // A name and a colon with clauses below it: "Phòng Nội vụ:".
  const above = new Set(clauses.map((one) => one.under));
  return clauses.map((one) => ({
    ...one,
    heading: one.heading || (/^[^.;,]{1,80}:$/u.test(one.text) && above.has(one.text)),
  }));
}
