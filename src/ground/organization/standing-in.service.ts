import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam, daysBetween, type PlainDate } from '../../platform/time.ts';
import type { SignedIn } from '../access/session.ts';
import { standingIn } from '../law/standing-in.ts';
import { enterNext } from '../record/next.ts';
import { Refused, RefusedFields } from '../refused.ts';
import type { Services } from '../services.ts';
import type { PersonId, PostId } from './organization.ts';

const standingWords = {
  self: { vi: 'Không giao cho chính mình.', en: 'Not to oneself.' },
  order: { vi: 'Ngày cuối phải từ ngày đầu trở đi.', en: 'The last day is not before the first.' },
  past: {
    vi: 'Ủy quyền tính từ hôm nay trở đi; việc đã qua không ghi lùi.',
    en: 'It begins today or later; what is over is not dated back.',
  },
  tooLong: {
    vi: `Nhiều nhất ${standingIn.mostDays} ngày; lâu hơn thì bổ nhiệm người khác.`,
    en: `${standingIn.mostDays} days at most; for longer the post is given to somebody.`,
  },
  overlap: {
    vi: 'Trong thời gian này đã có ủy quyền như vậy.',
    en: 'There is such a delegation in this span already.',
  },
  outside: {
    vi: 'Người nhận phải giữ vị trí ở cùng cơ quan hoặc đơn vị trực thuộc.',
    en: 'Whoever stands in holds a post of the same body or of one right below it.',
  },
  standIn: {
    vi: 'Người đang thay người khác không giao tiếp được.',
    en: 'Who stands in for somebody passes nothing on.',
  },
  notTheirs: {
    vi: 'Chỉ ghi được vắng mặt của thủ trưởng đơn vị mình.',
    en: 'Only the absence of the own unit’s head is entered.',
  },
} satisfies Record<string, Bilingual>;

/** Somebody who can stand in for a post, and what they are. */
export interface StandIn {
  person: PersonId;
  name: string;
  title: string;
  titleEn: string;
}

/** Who can stand in for a post on a day: whoever holds a post of its unit or of one right below, deputies first. */
export async function standInsFor(db: Queries, post: PostId, on: PlainDate): Promise<StandIn[]> {
  return db.rows<StandIn>(sql`
    select person.id as person, person.name, min(version.title_vi) as title, min(version.title_en) as "titleEn"
    from post_version own
    join unit_version place on place.valid @> ${on}::date
      and (place.unit_id = own.unit_id or place.parent_id = own.unit_id)
    join post_version version on version.unit_id = place.unit_id and version.valid @> ${on}::date
      and version.role not in ('administrator', 'auditor')
    join holding on holding.post_id = version.post_id and holding.valid @> ${on}::date
    join person on person.id = holding.person_id
    join account on account.person_id = person.id and account.disabled_at is null
    where own.post_id = ${post} and own.valid @> ${on}::date
      and not exists (select from holding mine where mine.post_id = ${post} and mine.valid @> ${on}::date
        and mine.person_id = person.id)
    group by person.id, person.name
    order by bool_or(version.title_vi ilike 'phó%') desc, bool_or(version.unit_id = own.unit_id) desc, person.name, person.id`);
}

/** Posts for which somebody may say who stands in: the own one; a clerk for the head of the unit, an administrator for every head. */
export async function postsToStandIn(
  db: Queries,
  actor: SignedIn,
  on: PlainDate,
): Promise<{ post: PostId; title: string; titleEn: string; unit: string; unitEn: string; own: boolean }[]> {
  const which =
    actor.role === 'administrator'
      ? sql`version.role in ('head', 'chair')`
      : actor.role === 'clerk'
        ? sql`(version.post_id = ${actor.post} or (version.unit_id = ${actor.unit} and version.role in ('head', 'chair')))`
        : sql`version.post_id = ${actor.post}`;
  return db.rows(sql`
    select version.post_id as post, version.title_vi as title, version.title_en as "titleEn", unit.name_vi as unit,
      unit.name_en as "unitEn", version.post_id = ${actor.post} as own
    from post_version version
    join unit_version unit on unit.unit_id = version.unit_id and unit.valid @> ${on}::date
    join holding on holding.post_id = version.post_id and holding.valid @> ${on}::date
    where version.valid @> ${on}::date and ${which}
    order by own desc, unit.name_vi, version.title_vi limit 500`);
}

/**
 * Hands a post, or one matter of it, to somebody for a span of days. It ends by the calendar. A head who cannot say so
 * has it said by the unit's clerk or an administrator, as an absence of the whole post.
 *
 * @throws Refused at the field that cannot be
 */
export async function delegate(
  services: Services,
  tx: Transaction,
  actor: SignedIn,
  given: {
    post: PostId;
    to: PersonId;
    kind: 'delegation' | 'absence';
    subject: string | null;
    from: PlainDate;
    lastDay: PlainDate;
    ground: string;
  },
): Promise<void> {
  // Who stands in for somebody passes nothing on: else nobody could say who acts for whom.
  if (actor.delegation) throw new Refused(standingWords.standIn);
  const now = services.clock();
  const today = dayInVietnam(now);
  const own = given.post === actor.post && actor.role !== 'administrator';
  const wrong: Record<string, Bilingual> = {};
  if (given.to === actor.person && own) wrong.to = standingWords.self;
  if (given.from < today) wrong.from = standingWords.past;
  if (given.lastDay < given.from) wrong.lastDay = standingWords.order;
  else if (daysBetween(given.from, given.lastDay) >= standingIn.mostDays)
    wrong.lastDay = standingWords.tooLong;
  const posts = await postsToStandIn(tx, actor, today);
  if (!posts.some((one) => one.post === given.post)) wrong.post = standingWords.notTheirs;
  else if (!own && (given.kind !== 'absence' || given.subject !== null)) wrong.kind = standingWords.notTheirs;
  const receivers = await standInsFor(tx, given.post, today);
  if (!wrong.to && !receivers.some((one) => one.person === given.to)) wrong.to = standingWords.outside;
  const there = await tx.first(sql`
    select from delegation where from_post = ${given.post} and to_person = ${given.to} and ended_at is null
      and subject_id is not distinct from ${given.subject}::uuid
      and valid && daterange(${given.from}::date, greatest(${given.from}::date, ${given.lastDay}::date), '[]')`);
  if (there) wrong.from ??= standingWords.overlap;
  if (Object.keys(wrong).length > 0) throw new RefusedFields(wrong);
  await tx.run(sql`
    insert into delegation (id, kind, from_post, to_person, subject_id, valid, ground, made_by, made_at)
    values (${newId()}, ${given.kind}, ${given.post}, ${given.to}, ${given.subject},
      daterange(${given.from}, ${given.lastDay}, '[]'), ${given.ground}, ${actor.post}, ${now})`);
  const facts = { kind: given.kind, from: given.from, last_day: given.lastDay };
  await enterNext(services, tx, actor, {
    type: 'post.delegated',
    subject: given.post,
    facts,
    sealed: { to: given.to, ground: given.ground },
  });
}

/** Ends a delegation before its day: who gave it, who entered it, or an administrator. */
export async function endDelegation(services: Services, actor: SignedIn, id: string): Promise<void> {
  const { db, clock } = services;
  await db.transaction(async (tx) => {
    const row = await tx.first<{ from_post: PostId; gave: boolean }>(sql`
      select from_post, exists (select from holding where post_id = from_post and person_id = ${actor.person}
        and valid @> ${dayInVietnam(clock())}::date) or made_by = ${actor.post} as gave
      from delegation where id = ${id} and ended_at is null for update`);
    if (!row || !(row.gave || actor.role === 'administrator')) throw notFound();
    await tx.run(sql`update delegation set ended_at = ${clock()} where id = ${id}`);
    await enterNext(services, tx, actor, { type: 'post.delegationEnded', subject: row.from_post, facts: {} });
  });
}
