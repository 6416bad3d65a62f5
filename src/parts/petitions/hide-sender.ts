import { covered, type Finding, findPersonalData, type Hidden } from '../../ground/personal-data.ts';
import { fold } from '../../platform/vietnamese.ts';
import type { Contact } from './petition.store.ts';

// What the writer says of themselves. Whom they accuse has a name too, and that one has to stay readable.
const capital = '\\p{Lu}';
const fullName = `${capital}\\p{L}*(?:\\s+${capital}\\p{L}*){1,5}`;
const selfNamed = new RegExp(
  `(?<=(?:[Tt]ôi tên(?: là)?|[Tt]ôi(?=\\s*,)|[Tt]ên tôi là|[Tt]ôi là|[Kk]ý tên|[Nn]gười (?:tố cáo|viết đơn|làm đơn)|[Kk]ính đơn)\\s*[:,.]?\\s+(?:[Ôô]ng\\s+|[Bb]à\\s+)?)${fullName}`,
  'gu',
);
/** What leads to a person whoever it is. Names, plates and parcels may be those of the accused. */
const leading: readonly Finding['kind'][] = ['identityNumber', 'phone', 'email', 'address'];

/** Folded letter by letter, so that places in it are places in the text. */
function foldedInPlace(text: string): string {
  return [...text]
    .map((letter) => (letter.length === 1 ? fold(letter).padEnd(1).slice(0, 1) : '  '))
    .join('');
}

/** Where the sender's own words for themselves stand, written with or without marks and any spacing. */
function placesOf(text: string, own: string, kind: Finding['kind']): Finding[] {
  const words = fold(own).match(/[a-z0-9@.+_-]+/g) ?? [];
  // One short word is in every text.
  if (words.length < 2 && words.join('').length < 5) return [];
  const escaped = words.map((word) => word.replace(/[.+-]/g, '\\$&'));
  const pattern = new RegExp(`(?<![a-z0-9])${escaped.join('[^a-z0-9]{1,4}')}(?![a-z0-9])`, 'g');
  return [...foldedInPlace(text).matchAll(pattern)].map((match) => ({
    kind,
    text: text.slice(match.index, match.index + match[0].length),
    at: match.index,
  }));
}

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
  const own: Finding[] = [
    ...(sender.name ? placesOf(text, sender.name, 'person') : []),
    ...(sender.address ? placesOf(text, sender.address, 'address') : []),
    ...(sender.phone ? placesOf(text, sender.phone, 'phone') : []),
    ...(sender.email ? placesOf(text, sender.email, 'email') : []),
    ...(sender.representatives ?? '').split(/[\n;,]+/).flatMap((one) => placesOf(text, one, 'person')),
    ...[...text.matchAll(selfNamed)].map(
      (match): Finding => ({ kind: 'person', text: match[0], at: match.index }),
    ),
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
