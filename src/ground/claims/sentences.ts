/** A sentence, and where it begins in the text. */
export interface Sentence {
  text: string;
  at: number;
}

// A dot after these ends no sentence.
const shortened =
  /(?:^|[\s(])(?:TP|Tp|TX|TT|Q|P|ThS|TS|PGS|GS|BS|KS|ông|bà|v\.v|No|Nos|Mr|Mrs|Ms|Dr|St|Art|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|vs|approx|[A-ZĐ])\.$/u;

// What has no stop for longer than this is no sentence; the cost of looking at one grows with its square.
const longest = 2000;

/** Parts a text into sentences: at stops before a capital, a digit or a quotation mark, and at line ends. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const push = (end: number) => {
    const raw = text.slice(from, end);
    const lead = raw.length - raw.trimStart().length;
    let rest = raw.trim();
    let at = from + lead;
    while (rest.length > longest) {
      const cut = rest.lastIndexOf(' ', longest);
      const piece = rest.slice(0, cut > 0 ? cut : longest);
      sentences.push({ text: piece, at });
      at += piece.length;
      rest = rest.slice(piece.length);
    }
    if (rest) sentences.push({ text: rest, at });
    from = end;
  };
  for (const match of text.matchAll(/[.!?…]["”’)]?(?=\s+["“‘(]?[\p{Lu}\d–-])|\n+/gu)) {
    const end = match.index + match[0].length;
    if (match[0].startsWith('.') && shortened.test(text.slice(Math.max(from, end - 12), match.index + 1)))
      continue;
    push(end);
  }
  push(text.length);
  return sentences;
}
