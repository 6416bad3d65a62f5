import { fold, foldedWords } from '../../platform/vietnamese.ts';
import type { Role } from '../access/decision.ts';
import { isHead } from '../access/decision.ts';

/** Somebody who would handle a denunciation, as words can name them. */
export interface Namable {
  name: string;
  title: string;
  role: Role;
  /** The name of their unit. */
  unit: string;
}

// What people call somebody before their given name.
const addresses = 'ong ba anh chi co chu bac em di cau mo thim duong dong chi can bo'.split(' ');
// Whoever leads a unit, whatever their post is called.
const leading = ['truong ban', 'truong phong', 'thu truong', 'lanh dao', 'nguoi dung dau', 'cap truong'];
// Whoever works in a unit, said before its name: any of its people may be meant.
const anybody = ['can bo', 'nhan vien', 'cong chuc', 'nguoi', 'tap the', 'dong chi', 'ai do'];
// To whom it is sent is not whom it is about.
const addressee = /^[^\p{L}\n]*(?:kính gửi|kinh gui|kính đơn)[^\n]*/gimu;
// Words that many names of units begin with or carry; what is left tells which one it is.
const bodies = /^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd) /;
const places = /(?: (?:tinh|thanh pho|tp|quan|huyen|thi xa|xa|phuong|thi tran)(?: [a-z0-9]+)*)$/;
// Shorter titles ("Chuyên viên") name half of an office.
const tellingTitle = 3;

/** Words between single spaces, so that whole words are found by `includes`. */
const spaced = (words: readonly string[]) => ` ${words.join(' ')} `;

/**
 * Whether a denunciation may be about somebody who would handle it: by their full name anywhere in it, by
 * their given name as people use it (after a form of address, behind initials, in signature or list), or by
 * an office with the unit named anywhere. In doubt it is: who is left out wrongly is cleared by another
 * handler, who is let in wrongly has read it.
 *
 * @param text all words of the denunciation
 */
export function isAbout(text: string, who: Namable): boolean {
  const words = spaced(foldedWords(text.normalize('NFC').replace(addressee, '')));
  return namesPerson(text, words, who) || namesOffice(words, who);
}

function namesPerson(text: string, words: string, { name }: Namable): boolean {
  const parts = foldedWords(name);
  const given = parts.at(-1);
  if (!given || parts.length < 2) return parts.length > 0 && words.includes(spaced(parts));
  if (words.includes(spaced(parts))) return true;
  // The last two together are what a person is called where one is not enough: "Hoa Đào".
  if (parts.length > 2 && words.includes(spaced(parts.slice(-2)))) return true;
  if (addresses.some((address) => words.includes(` ${address} ${given} `))) return true;
  return initialled(text, parts, given) || standsAlone(text, name);
}

/** "Q.V. Thảo", "Q. Thảo", "QV Thảo": letters of the names before, then the given name. */
function initialled(text: string, parts: readonly string[], given: string): boolean {
  const letters = parts.slice(0, -1).map((part) => part[0] ?? '');
  const tokens = foldedWords(text);
  return tokens.some((token, at) => {
    if (token !== given) return false;
    const before = tokens[at - 1] ?? '';
    const run = tokens.slice(Math.max(0, at - letters.length), at).join('');
    return (
      before === letters.at(-1) ||
      before === letters[0] ||
      before === letters.join('') ||
      run === letters.join('')
    );
  });
}

/** The given name as it is written, with a capital, and no other name before it. */
function standsAlone(text: string, name: string): boolean {
  const given = name.normalize('NFC').split(/\s+/).at(-1) ?? '';
  const tokens = [...text.normalize('NFC').matchAll(/[\p{L}\p{N}]+/gu)].map(([token]) => token);
  return tokens.some((token, at) => {
    if (token !== given && token !== given.toLocaleUpperCase('vi')) return false;
    const before = tokens[at - 1];
    return before === undefined || !/^\p{Lu}/u.test(before) || addresses.includes(fold(before));
  });
}

function namesOffice(words: string, { title, role, unit }: Namable): boolean {
  const post = foldedWords(title);
  if (post.length >= tellingTitle && words.includes(spaced(post))) return true;
  const names = namesOf(unit).filter((one) => words.includes(` ${one} `));
  if (names.length === 0) return false;
  const leads = isHead(role);
  if (leads && [...leading, post.join(' ')].some((one) => words.includes(` ${one} `))) return true;
  const before = [post.join(' '), ...anybody];
  // "cán bộ của Ban …", "chuyên viên Ban …", "cán bộ tại UBND phường …"
  return names.some((name) =>
    before.some((one) =>
      ['', 'cua ', 'o ', 'tai ', 'thuoc ', 'ubnd ', 'cua ubnd '].some((link) =>
        words.includes(` ${one} ${link}${name} `),
      ),
    ),
  );
}

/** What a unit is called: whole, and by what tells it from others. */
function namesOf(unit: string): string[] {
  const whole = foldedWords(unit).join(' ');
  const core = whole.replace(bodies, '');
  return [...new Set([whole, core, core.replace(places, '')])].filter((one) => one.includes(' '));
}
