import { sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { isHead } from '../access/decision.ts';
import type { Services } from '../services.ts';
import { delegationInForce } from './delegation.ts';
import { type UnitId, unitsOn } from './organization.ts';
import { postsOf } from './reorganisation.store.ts';

/** The body that issues a paper, as papers name it. */
export interface Issuer {
  unit: string;
  /** The unit above it. */
  parent: string | null;
  /** Where it is signed: a place without its rank. */
  place: string;
  head: { title: string; name: string | null } | undefined;
  /** Who signs instead of a head who is away: a deputy for the head, another by delegation (Decree 30/2020, Art. 13). */
  standIn?: { title: string; name: string; authority?: 'KT' | 'TL' | 'TUQ' } | undefined;
}

const upper = (text: string) => text.toLocaleUpperCase('vi');
const committee = /^UBND\s+/;
const rank = /^UBND\s+(Phường|Xã|Thị trấn|Thành phố|TP\.|Tỉnh|phường|xã|thị trấn|thành phố|tỉnh)\s+/;

/** A unit's name with the words that its short form leaves out. */
export function inFull(unit: string): string {
  return unit.replace(committee, 'Ủy ban nhân dân ');
}

/** How a body is named in a number: UBND, else its initials. */
export function signOf(unit: string): string {
  if (committee.test(unit)) return 'UBND';
  return unit
    .split(/\s+/)
    .map((word) => upper(word[0] ?? ''))
    .join('');
}

/** The unit that issues, with its head of a day, else of today. */
export async function issuerOf(services: Services, id: UnitId, on?: PlainDate): Promise<Issuer> {
  const { units: now, locality } = await services.site.read();
  const today = on ?? dayInVietnam(services.clock());
  const units = on ? await unitsOn(services.db, on) : now;
  const unit = units.find((one) => one.id === id) ?? (await services.site.unit(id));
  const posts = await postsOf(services.db, [id], today);
  const head = posts.find((post) => post.personId !== null && isHead(post.role));
  const name = unit?.name.vi ?? '';
  const standIn = head
    ? await services.db.first<{ title: string; name: string }>(sql`
        select person.name, post.title_vi as title from delegation
        join person on person.id = delegation.to_person
        join holding on holding.person_id = person.id and holding.valid @> ${today}::date
        join post_version post on post.post_id = holding.post_id and post.valid @> ${today}::date
        where delegation.from_post = ${head.id} and delegation.kind = 'absence' and delegation.subject_id is null
          and ${delegationInForce(today)}
        order by post.title_vi ilike 'phó%' desc, lower(delegation.valid) desc limit 1`)
    : undefined;
  return {
    standIn,
    unit: name,
    parent: units.find((one) => one.id === unit?.parentId)?.name.vi ?? null,
    place: rank.test(name) ? name.replace(rank, '') : (locality?.name.vi.split(',')[0] ?? ''),
    head: head && { title: head.titleVi, name: head.personName },
  };
}

/** The lines of a paper that name its issuer (Decree 30/2020/NĐ-CP, Appendix I). */
export function letterhead({
  unit,
  parent,
  head,
  standIn,
}: Pick<Issuer, 'unit' | 'parent' | 'head' | 'standIn'>) {
  const title = upper(head?.title ?? '');
  const own = standIn && upper(standIn.title);
  // A deputy signs for the head (KT.), anybody else by delegation (TUQ.), where it is not said otherwise (TL., by order).
  const authority = standIn?.authority ?? (/^PHÓ/u.test(own ?? '') ? 'KT' : 'TUQ');
  const signs = own ? [`${authority}. ${title}`, own] : [title];
  return {
    parent: committee.test(unit) ? '' : upper(inFull(parent ?? '')),
    body: committee.test(unit) ? ['ỦY BAN NHÂN DÂN', upper(unit.replace(committee, ''))] : [upper(unit)],
    // By delegation or by order nobody signs for the collective.
    signer: [
      ...(committee.test(unit) && (!own || authority === 'KT') ? ['TM. ỦY BAN NHÂN DÂN'] : []),
      ...signs,
    ],
    signerName: standIn?.name ?? head?.name ?? '',
  };
}

/** The head of a unit today: the post, and since when whoever holds it does. */
export async function headOf(
  services: Services,
  unit: UnitId,
): Promise<{ title: Bilingual; since: PlainDate | null } | undefined> {
  const today = dayInVietnam(services.clock());
  const posts = await postsOf(services.db, [unit], today);
  const head = posts.find((post) => isHead(post.role));
  if (!head) return undefined;
  const held = await services.db.first<{ since: PlainDate }>(sql`
    select lower(valid) as since from holding where post_id = ${head.id} and valid @> ${today}::date`);
  return { title: { vi: head.titleVi, en: head.titleEn }, since: held?.since ?? null };
}
