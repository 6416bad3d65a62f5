import type { Language } from '../../platform/language.ts';
import type { Token } from './token.ts';

/** A change told by both its ends: "từ 120 xuống còn 90". */
export interface Ends {
  from: Token;
  to: Token;
  /** Where it begins ("từ") and ends, and where its verb begins ("giảm"). */
  at: number;
  end: number;
  verbAt: number;
  /** Its words say up and its numbers go down, or the other way round. */
  contradicts: boolean;
}

const opening: Record<Language, RegExp> = {
  vi: /từ\s+(?:mức\s+|con số\s+|chỗ\s+|khoảng\s+|hơn\s+|gần\s+)?$/iu,
  en: /(?:^|\s)from\s+(?:about\s+|around\s+|some\s+|over\s+)?$/i,
};
const joining: Record<Language, [RegExp, 'up' | 'down' | undefined][]> = {
  vi: [
    [/(?:xuống(?:\s+chỉ)?(?:\s+còn)?|còn)(?:\s+(?:mức|khoảng|hơn|gần|dưới))?\s*$/iu, 'down'],
    [/lên(?:\s+(?:đến|tới|thành|mức|khoảng|hơn|gần))?\s*$/iu, 'up'],
    [/(?:thành|sang|đến|tới)(?:\s+(?:mức|khoảng))?\s*$/iu, undefined],
  ],
  en: [[/(?:^|\s)(?:down\s+|up\s+)?to(?:\s+(?:just|only|about|around|over|nearly))?\s*$/i, undefined]],
};
const verbs: Record<Language, [RegExp, 'up' | 'down'][]> = {
  vi: [
    [/(?:tăng|nâng|gấp|mở rộng)/giu, 'up'],
    [/(?:giảm|hạ|rút|thu hẹp|cắt)/giu, 'down'],
  ],
  en: [
    [
      /\b(?:rose|risen|rise|rises|grew|grown|grow|increas\w*|climb\w*|jump\w*|expand\w*|up|doubl\w*|tripl\w*|quadrupl\w*|raised)\b/gi,
      'up',
    ],
    [
      /\b(?:fell|fallen|fall|falls|drop\w*|declin\w*|decreas\w*|reduc\w*|down|cut|shrank|lower\w*|halved)\b/gi,
      'down',
    ],
  ],
};
// Farther apart the two do not belong together.
const farthest = 60;

// "fell to 8.5 million from 10 million", "còn 90 vụ từ mức 120 vụ".
const reachedFirst: Record<Language, RegExp> = {
  vi: /(?:xuống(?:\s+còn)?|lên)\s*$/iu,
  en: /(?:\sto)\s*[$€£¥₫]?$/iu,
};
const startAfter: Record<Language, RegExp> = {
  vi: /^\s*(?:\p{L}+\s+){0,3}?từ\s+(?:mức\s+|con số\s+)?$/iu,
  en: /^\s*(?:\p{L}+\s+){0,3}?from\s+(?:about\s+|around\s+|the\s+)?[$€£¥₫]?$/iu,
};

/** The two ends told with the later one first. */
/** "reached 43,200 in 2015, up from 36,000", "đạt 43.200, tăng từ 36.000": the value, then where it came from. */
function cameFrom(covered: string, tokens: readonly Token[], from: Token): Ends | undefined {
  const lead = covered.slice(Math.max(0, from.at - 24), from.at);
  const verb = /(?<!\p{L})(up|down)\s+from\s+(?:the\s+)?$/iu.exec(lead);
  const to = tokens[tokens.indexOf(from) - 1];
  if (!verb || !to || to.kind !== from.kind || from.at - to.end > farthest) return undefined;
  if (/;|\.\s/.test(covered.slice(to.end, from.at))) return undefined;
  const way = Math.sign(to.value - from.value);
  const contradicts = verb[1]?.toLowerCase() === 'up' ? way < 0 : way > 0;
  return { from, to, at: to.at, end: from.end, verbAt: from.at - lead.length + verb.index, contradicts };
}

function reversed(
  covered: string,
  tokens: readonly Token[],
  to: Token,
  language: Language,
): Ends | undefined {
  const next = tokens[tokens.indexOf(to) + 1];
  if (!next || next.kind !== to.kind || !startAfter[language].test(covered.slice(to.end, next.at)))
    return undefined;
  if (!reachedFirst[language].test(covered.slice(Math.max(0, to.at - 20), to.at))) return undefined;
  const verb = lastVerb(covered.slice(0, to.at), language);
  if (!verb) return undefined;
  const way = Math.sign(to.value - next.value);
  const contradicts = verb.way === 'up' ? way < 0 : way > 0;
  return { from: next, to, at: to.at, end: next.end, verbAt: verb.at, contradicts };
}

/** The changes of a sentence that are told by their ends, in order. */
export function endsIn(covered: string, tokens: readonly Token[], language: Language): Ends[] {
  const found: Ends[] = [];
  for (const [place, from] of tokens.entries()) {
    if (from.kind !== 'count' && from.kind !== 'percent' && from.kind !== 'period') continue;
    const before = covered.slice(Math.max(0, from.at - 20), from.at);
    const told = reversed(covered, tokens, from, language) ?? cameFrom(covered, tokens, from);
    if (told) found.push(told);
    const opened = opening[language].exec(before);
    if (!opened || told || found.at(-1)?.from === from) continue;
    const to = tokens
      .slice(place + 1)
      .find((one) => one.kind === 'count' || one.kind === 'percent' || one.kind === 'period');
    if (!to || to.at - from.end > farthest) continue;
    const between = covered.slice(from.end, to.at);
    const joined = joining[language].find(([pattern]) => pattern.test(between));
    if (!joined) continue;
    const at = from.at - (before.length - opened.index) + (/^\s/.test(opened[0]) ? 1 : 0);
    const verb = lastVerb(covered.slice(0, at), language);
    // "dao động từ 58.000 đến 62.000": between two, no change.
    const moves = /\b(?:goes|went|going|moves|moved|changed)\s*$/i.test(
      covered.slice(Math.max(0, at - 12), at),
    );
    if (!joined[1] && !verb && !moves) continue;
    const way = Math.sign(to.value - from.value);
    const says = [joined[1], verb?.way].filter((one) => one !== undefined);
    const contradicts = says.some((one) => (one === 'up' ? way < 0 : way > 0));
    found.push({ from, to, at, end: to.end, verbAt: verb?.at ?? at, contradicts });
  }
  return found;
}

function lastVerb(text: string, language: Language): { at: number; way: 'up' | 'down' } | undefined {
  const found = verbs[language].flatMap(([pattern, way]) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, way })),
  );
  const last = found.toSorted((a, b) => b.at - a.at)[0];
  // A verb of another clause says nothing of this one.
  return last && !/;|\.\s/.test(text.slice(last.at)) && text.length - last.at <= farthest ? last : undefined;
}
