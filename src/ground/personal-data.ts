import { Refused } from './refused.ts';

/** Something in a text that may tell who a person is. */
export interface Finding {
  kind: 'identityNumber' | 'phone' | 'email' | 'plate' | 'address' | 'parcel' | 'person';
  /** The words found. */
  text: string;
  /** Where they begin. */
  at: number;
}

const capital = '[A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]';
const name = `${capital}[\\p{L}]*`;

// Each pattern names what it looks for; overlapping finds keep the longer one.
const patterns: readonly [Finding['kind'], RegExp][] = [
  // Citizen identity numbers have 12 digits, the older cards 9; written in groups or not.
  [
    'identityNumber',
    /(?<![\d.,])(?:\d[ .]?){11}\d(?![\d])|(?<=(?:CMND|CCCD|căn cước|chứng minh)[^\d\n]{0,20})\d{9}(?!\d)/giu,
  ],
  ['phone', /(?<!\d)(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)/gu],
  // Begun only where such a run begins: tried at each of its letters, a run without end costs its square.
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['plate', /(?<![\w])\d{2}[A-Z]\d?[- ]?\d{3}[.]?\d{2}(?!\d)/gu],
  [
    'address',
    /(?:số nhà|nhà số|số)\s+\d+[A-Za-z]?(?:\/\d+[A-Za-z]?)*(?=\s*,?\s*(?:đường|hẻm|ngõ|kiệt|tổ|khóm|ấp))|(?:số nhà|nhà số)\s+\d+\S*/giu,
  ],
  ['parcel', /(?:thửa(?: đất)?(?: số)?|tờ bản đồ(?: số)?)\s+\d+/giu],
  [
    'person',
    new RegExp(
      `(?<![\\p{L}])(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]háu)\\s+${name}(?:\\s+${name}){0,4}`,
      'gu',
    ),
  ],
];

/**
 * Finds what in a text may tell who somebody is, before it is published: identity numbers, telephones,
 * addresses, plates, land parcels, and names after a form of address. A help for the eye, not a proof:
 * a name without one, or a story that only one person can have, is not found.
 */
export function findPersonalData(text: string): Finding[] {
  const all = patterns.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match): Finding => ({ kind, text: match[0].trim(), at: match.index })),
  );
  const longest = all.toSorted((a, b) => b.text.length - a.text.length);
  // Which letters are taken: looked up, so that many finds cost no more than their letters.
  const taken = new Uint8Array(text.length);
  const kept = longest.filter(({ at, text: { length } }) => {
    if (taken.subarray(at, at + length).includes(1)) return false;
    taken.fill(1, at, at + length);
    return true;
  });
  return kept.toSorted((a, b) => a.at - b.at);
}

const marks = {
  identityNumber: 'số giấy tờ',
  phone: 'số điện thoại',
  email: 'thư điện tử',
  plate: 'biển số',
  address: 'địa chỉ',
  parcel: 'thửa đất',
  person: 'họ tên',
} satisfies Record<Finding['kind'], string>;

/** A text with some places covered. */
export interface Hidden {
  text: string;
  /** How many places were covered. */
  hidden: number;
}

/** Covers places in a text, each with what stood there in a word; of overlapping ones the first. */
export function covered(text: string, found: readonly Finding[]): Hidden {
  let copy = '';
  let from = 0;
  let hidden = 0;
  for (const one of found.toSorted((a, b) => a.at - b.at || b.text.length - a.text.length)) {
    if (one.at < from) continue;
    copy += `${text.slice(from, one.at)}[đã che: ${marks[one.kind]}]`;
    from = one.at + one.text.length;
    hidden += 1;
  }
  return { text: copy + text.slice(from), hidden };
}

const reachable: readonly Finding['kind'][] = ['identityNumber', 'phone', 'email'];

/** Keeps what reaches a person out of words that are public as soon as they are sent. @throws Refused at the field */
export function refuseReachable(text: string, field: string): void {
  const found = findPersonalData(text).filter((one) => reachable.includes(one.kind));
  const [first] = found;
  if (!first) return;
  throw new Refused(
    {
      vi: `Câu này sẽ công khai: xin bỏ “${first.text}” (điện thoại, e-mail, số giấy tờ).`,
      en: `This will be public: please leave out “${first.text}” (telephone, e-mail, number of a document).`,
    },
    field,
  );
}
