import type pg from 'pg';
import type { ReductionRoute } from '../../ground/law/staff-reduction.ts';
import { reductionGroundOn } from '../../ground/law/staff-reduction.ts';
import type { PersonId, Unit } from '../../ground/organization/organization.ts';
import type { SampleWorld } from '../../ground/sample/locality.ts';
import { type CopyValue, copyRows } from '../../platform/database/copy.ts';
import type { Random } from '../../platform/random.ts';
import { addDays, dayInVietnam, type PlainDate, parsePlainDate } from '../../platform/time.ts';

// The newspaper article of 8 April 2020: 111 of 207 planned posts were reduced by then.
const articleDay = parsePlainDate('2020-04-08');
const planned = 207;
const achieved = 111;
const routes: [ReductionRoute, number][] = [
  ['earlyRetirement', 52],
  ['severance', 24],
  ['redundancy', 14],
  ['move', 6],
  ['contractEnd', 4],
];

/** Spreads a number over lines as evenly as whole numbers allow. */
function spread<Line>(total: number, lines: readonly Line[]): [Line, number][] {
  return lines.map((line, at) => [
    line,
    Math.floor(((at + 1) * total) / lines.length) - Math.floor((at * total) / lines.length),
  ]);
}

/** The plan of the article with made-up cases, a plan of today, and approved posts for two years. */
export async function loadStaffing(
  client: pg.ClientBase,
  world: SampleWorld,
  random: Random,
  now: Date,
): Promise<void> {
  const drafter = world.posts.find((post) => post.role === 'administrator')?.personId as PersonId;
  const approver = world.posts.find((post) => post.role === 'chair')?.personId as PersonId;
  const city = world.old.filter((unit) => unit.kind !== 'province' && unit.kind !== 'front');
  const first = random.uuid();
  const second = random.uuid();
  await copyRows(
    client,
    'reduction_plan',
    ['id', 'title_vi', 'title_en', 'ground', 'from_year', 'to_year'],
    [
      [
        first,
        'Tinh giản biên chế giai đoạn 2015–2021, TP. Bạc Liêu',
        'Staff reduction 2015–2021, Bạc Liêu City',
        'Nghị quyết 39-NQ/TW; Nghị định 108/2014/NĐ-CP',
        2015,
        2021,
      ],
      [
        second,
        'Tinh giản biên chế giai đoạn 2025–2030, ba phường',
        'Staff reduction 2025–2030, the three wards',
        'Nghị định 154/2025/NĐ-CP',
        2025,
        2030,
      ],
    ],
  );

  const targets: CopyValue[][] = [];
  const reductions: CopyValue[][] = [];
  const reduce = (
    plan: string,
    unit: Unit,
    on: PlainDate,
    state: 'proposed' | 'approved' | 'left',
    title: string,
    who: { post: string | null; person: string | null },
  ) => {
    reductions.push([
      random.uuid(),
      state === 'proposed' ? 1 : state === 'approved' ? 2 : 3,
      plan,
      unit.id,
      world.successor(unit, null).id,
      title,
      who.post,
      who.person,
      random.weighted(routes),
      reductionGroundOn(on)?.code ?? 'ND108-2014',
      state,
      on,
      random.whole(40, 320) * 1_000_000,
      null,
      drafter,
      state === 'proposed' ? null : approver,
      state === 'left' ? on : null,
    ]);
  };
  const nobody = { post: null, person: null };
  for (const [year, count] of spread(planned, [2015, 2016, 2017, 2018, 2019, 2020, 2021])) {
    const perUnit = new Map<Unit, number>();
    for (let at = 0; at < count; at++) {
      const unit = random.pick(city);
      perUnit.set(unit, (perUnit.get(unit) ?? 0) + 1);
    }
    for (const [unit, posts] of perUnit)
      targets.push([first, unit.id, world.successor(unit, null).id, year, posts]);
  }
  const begin = parsePlainDate('2015-03-01');
  const span = Math.round((Date.parse(articleDay) - Date.parse(begin)) / 86_400_000);
  for (let at = 0; at < achieved; at++)
    reduce(
      first,
      random.pick(city),
      addDays(begin, random.whole(0, span)),
      'left',
      'Công chức, viên chức',
      nobody,
    );

  const today = dayInVietnam(now);
  const wards = world.current.filter((unit) => unit.kind === 'ward');
  for (const year of [2025, 2026, 2027, 2028, 2029, 2030])
    for (const unit of wards) targets.push([second, unit.id, unit.id, year, 2]);
  for (const unit of wards) {
    reduce(second, unit, parsePlainDate('2025-09-01'), 'left', 'Chuyên viên', nobody);
    reduce(second, unit, parsePlainDate('2026-03-01'), 'left', 'Chuyên viên', nobody);
    const post = world.posts.find((one) => one.unitId === unit.id && one.role === 'officer');
    if (post)
      reduce(second, unit, addDays(today, 40), 'proposed', 'Chuyên viên', {
        post: post.id,
        person: post.personId,
      });
  }
  await copyRows(client, 'reduction_target', ['plan_id', 'unit_id', 'unit_now', 'year', 'posts'], targets);
  await copyRows(
    client,
    'reduction',
    [
      'id',
      'version',
      'plan_id',
      'unit_id',
      'unit_now',
      'post_title',
      'post_id',
      'person_id',
      'route',
      'ground_code',
      'state',
      'effective_on',
      'cost',
      'ratings',
      'proposed_by',
      'approved_by',
      'left_on',
    ],
    reductions,
  );
  // What was approved is for the posts that there are: those that came from units that are no more are among them.
  const { rows: counted } = await client.query<{ unit: string; posts: number }>(`
    select unit_id as unit, count(*)::int as posts from post_version where upper_inf(valid) group by unit_id`);
  const posts = new Map<string, number>(counted.map((one) => [one.unit, one.posts]));
  await copyRows(
    client,
    'staffing_quota',
    ['id', 'unit_id', 'unit_now', 'year', 'approved', 'ground', 'decided_on', 'entered_at'],
    [2025, 2026].flatMap((year) =>
      world.current.map((unit) => [
        random.uuid(),
        unit.id,
        unit.id,
        year,
        (posts.get(unit.id) ?? 0) + random.whole(0, 3),
        `Quyết định giao biên chế năm ${year} (dữ liệu mẫu)`,
        parsePlainDate(`${year}-07-01`),
        now,
      ]),
    ),
  );
}
