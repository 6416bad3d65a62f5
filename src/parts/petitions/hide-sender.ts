import { covered, type Finding, findPersonalData, type Hidden } from '../../ground/personal-data.ts';
import { fold } from '../../platform/vietnamese.ts';
import type { Contact } from './petition.store.ts';

// What the writer says of themselves. Whom they accuse has a name too, and that one has to stay readable.
const capital = '\\p{Lu}';
// A name is one word or more, and words before the last may be letters: "P.T.H. Đào", "PHẠM T. HOA ĐÀO".
const anyName = `${capital}(?:\\p{L}*|\\.)(?:[ .]{1,2}${capital}(?:\\p{L}*|\\.)){0,5}`;
const selfNamed = new RegExp(
  `(?<=(?:[Tt]ôi tên(?: là)?|[Tt]ôi(?=,)|[Tt]ên tôi là|[Tt]ôi là|[Kk]ý tên|[Nn]gười (?:tố cáo|viết đơn|làm đơn|gửi đơn)|[Kk]ính đơn)[:,.]{0,2}\\s{1,3}(?:[Ôô]ng |[Bb]à |[Aa]nh |[Cc]hị )?)${anyName}`,
  'gu',
);
// A letter ends with its writer's name, alone on a line.
const signature = new RegExp(`(?<=\\n[ \\t]{0,40}\\(?)${anyName}(?=\\)?[.\\s]{0,20}$)`, 'u');
// Where somebody lives among neighbours; the street and the quarter are places as well, and stay.
const lanes = /(?:hẻm|ngõ|kiệt|ngách|hẽm)\s{1,3}(?:số\s{1,3})?\d{1,4}[A-Za-z]?(?:\/\d{1,4}[A-Za-z]?){0,4}/giu;
/** What leads to a person whoever it is. Names, plates and parcels may be those of the accused. */
const leading: readonly Finding['kind'][] = ['identityNumber', 'phone', 'email', 'address'];

// What stands before a given name without being a name itself.
const addresses = 'ong ba anh chi co chu bac em chau di cau mo thim duong toi ten la con vo chong ky'.split(
  ' ',
);
// A body of government has a place's name too; hidden, nobody could read whom the matter is about.
const jurisdictions = /^(?:phuong|xa|thi tran|thi xa|quan|huyen|thanh pho|tp|tinh)\b/;

interface Word {
  text: string;
  folded: string;
  at: number;
  end: number;
}

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/\p{L}+/gu)].map(({ 0: word, index: at }) => ({
    text: word,
    folded: fold(word),
    at,
    end: at + word.length,
  }));
const capitalised = ({ text }: Word) => /^\p{Lu}/u.test(text);

/** A text with itself folded letter by letter, so that places in the one are places in the other. */
interface InPlace {
  text: string;
  folded: string;
}

function inPlace(text: string): InPlace {
  const known = new Map<string, string>();
  const one = (letter: string): string => {
    let plain = known.get(letter);
    if (plain === undefined) {
      plain = letter.length === 1 ? fold(letter).padEnd(1).slice(0, 1) : '  ';
      known.set(letter, plain);
    }
    return plain;
  };
  return { text, folded: Array.from(text, one).join('') };
}

/** Where the sender's own words for themselves stand, written with or without marks and any spacing. */
function placesOf({ text, folded }: InPlace, own: string, kind: Finding['kind']): Finding[] {
  const words = fold(own).match(/[a-z0-9@.+_-]+/g) ?? [];
  // One short word is in every text.
  if (words.length < 2 && words.join('').length < 5) return [];
  const escaped = words.map((word) => word.replace(/[.+-]/g, '\\$&'));
  const pattern = new RegExp(`(?<![a-z0-9])${escaped.join('[^a-z0-9]{1,4}')}(?![a-z0-9])`, 'g');
  return [...folded.matchAll(pattern)].map((match) => ({
    kind,
    text: text.slice(match.index, match.index + match[0].length),
    at: match.index,
  }));
}

/**
 * Where a name stands by its last word, which is what people are called in Việt Nam, with what of the name goes
 * before it in words or letters: "Đào", "chị Đào", "Hoa Đào", "P.T.H. Đào". Behind another's family name it is
 * another's name.
 */
function givenNames(text: string, name: string): Finding[] {
  const parts = wordsOf(name.normalize('NFC')).map((word) => word.folded);
  const given = parts.at(-1);
  if (given === undefined) return [];
  const before = new Set(parts.slice(0, -1));
  const letters = new Set([...before].map((part) => part[0]));
  const words = wordsOf(text);
  const between = (at: number) => text.slice(words[at - 1]?.end ?? 0, words[at]?.at ?? 0);
  return words.flatMap((word, at): Finding[] => {
    if (word.folded !== given) return [];
    let first = at;
    while (first > 0 && /^[ .]{0,3}$/.test(between(first))) {
      const one = words[first - 1] as Word;
      const own = before.has(one.folded) || (one.text.length === 1 && letters.has(one.folded));
      if (!capitalised(one) || !own) break;
      first -= 1;
    }
    const previous = words[first - 1];
    const joined = previous && /^ {1,3}$/.test(between(first)) ? previous : undefined;
    const called = joined !== undefined && addresses.includes(joined.folded);
    // In small letters it is a word of the language, unless somebody is called so.
    if (!capitalised(word) && !called) return [];
    // The first word of a sentence has a capital whatever it is.
    const begins = first < 2 || /[.!?:;\n]/.test(between(first - 1));
    if (first === at && joined && capitalised(joined) && !called && !begins) return [];
    const start = (words[first] as Word).at;
    return [{ kind: 'person', text: text.slice(start, word.end), at: start }];
  });
}

/** The sender's address, whole and in its parts that tell a house from its neighbours. */
function addressPlaces(text: InPlace, address: string): Finding[] {
  const parts = address
    .split(/[,;\n]+/)
    .map((one) => one.trim())
    .filter((one) => one.includes(' ') && !jurisdictions.test(fold(one)));
  return [address, ...parts].flatMap((one) => placesOf(text, one, 'address'));
}

const found = (kind: Finding['kind'], matches: Iterable<RegExpExecArray>): Finding[] =>
  [...matches].map((match) => ({ kind, text: match[0], at: match.index }));

/**
 * The copy of a sealed text that handlers read by default: without the sender's own name, address,
 * telephone and mail wherever they stand, and without numbers and addresses that lead to somebody. Names
 * of others stay: whom a denunciation is about has to be readable.
 *
 * What only a story tells it cannot see; that is why the original is opened by two only.
 *
 * @param text as it was written, in NFC
 * @param sender what is known of the one who wrote it
 */
export function hideSender(text: string, sender: Partial<Contact>): Hidden {
  const people = [sender.name ?? '', ...(sender.representatives ?? '').split(/[\n;,]+/)].filter(Boolean);
  const signed = signature.exec(text);
  const place = inPlace(text);
  const own: Finding[] = [
    ...people.flatMap((one) => [...placesOf(place, one, 'person'), ...givenNames(text, one)]),
    ...(sender.address ? addressPlaces(place, sender.address) : []),
    ...(sender.phone ? placesOf(place, sender.phone, 'phone') : []),
    ...(sender.email ? placesOf(place, sender.email, 'email') : []),
    ...found('person', text.matchAll(selfNamed)),
    ...found('person', signed ? [signed] : []),
    ...found('address', text.matchAll(lanes)),
    ...findPersonalData(text).filter((one) => leading.includes(one.kind)),
  ];
  return covered(text, own);
}

/** The copy of a matter's words that handlers read by default. */
export function withoutSender(
  words: { title: string; body: string; against: string | null },
  sender: Partial<Contact>,
): { title: string; body: string; against: string | null } {
  return {
    title: hideSender(words.title, sender).text,
    body: hideSender(words.body, sender).text,
    against: words.against === null ? null : hideSender(words.against, sender).text,
  };
}
