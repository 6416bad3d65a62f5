import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerableUnit } from '../src/ground/organization/answerable.ts';
import { places, type Unit, type UnitId, unitsOn } from '../src/ground/organization/organization.ts';
import {
  carryOut,
  carryOutDue,
  decideOn,
  draft,
  preview,
} from '../src/ground/organization/reorganisation.service.ts';
import { movesOf, postsOf, readReorganisation } from '../src/ground/organization/reorganisation.store.ts';
import {
  destinationOf,
  type Operation,
  planProblems,
  type SuccessionLine,
} from '../src/ground/organization/reorganisation.ts';
import { destinations, movingOf } from '../src/ground/organization/work.ts';
import { countCases, sumCounts } from '../src/parts/petitions/figures.ts';
import { topics } from '../src/parts/petitions/petition.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { saveArticle } from '../src/parts/publishing/article.service.ts';
import { readArticle } from '../src/parts/publishing/article.store.ts';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { addDays, dayInVietnam, parsePlainDate } from '../src/platform/time.ts';
import { dayMs, intake, newKey, openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const today = () => dayInVietnam(world.services.clock());
const ground = () => ({
  title: 'Sắp xếp thử',
  number: '1/QĐ-UBND',
  issuer: 'UBND tỉnh',
  signer: 'Chủ tịch',
  on: today(),
  effectiveOn: today(),
});
const found = (code: string, kind: Unit['kind'], parent: UnitId | null): Operation & { do: 'found' } => ({
  do: 'found',
  unit: newId(),
  code,
  kind,
  name: { vi: `Đơn vị ${code}`, en: `Unit ${code}` },
  parent,
});

async function unit(code: string): Promise<Unit> {
  const one = (await unitsOn(world.services.db, today())).find((candidate) => candidate.code === code);
  if (!one) throw new Error(`no unit ${code}`);
  return one;
}

/** Drafted by one administrator, approved by the other; carried out when its day has come. */
async function reorganise(operations: Operation[], over: Partial<ReturnType<typeof ground>> = {}) {
  const [first, second] = await Promise.all([world.officer('quantri'), world.officer('quantri2')]);
  const id = await draft(world.services, first, { ...ground(), ...over }, newKey(), operations);
  await decideOn(world.services, first, id, 'submit', { key: newKey(), version: 1 });
  await decideOn(world.services, second, id, 'approve', { key: newKey(), version: 2 });
  return id;
}

async function handIn(place: Unit, at: number) {
  const done = await submit(
    world.services,
    {
      ...intake(world, { title: `Việc số ${at}` }),
      placeUnit: place.id,
      hamlet: place.hamlets[at % Math.max(1, place.hamlets.length)],
      topic: topics[at % topics.length] as (typeof topics)[number],
    },
    { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
  );
  if ('faults' in done) throw new Error('nobody handles it');
  return done.submitted.id;
}

interface State {
  /** Each open duty with its subject, rule and date. */
  duties: string[];
  received: number;
}

/** Everything that a duty can be about, with the unit that it is with. */
const ownHomes = sql`
  select id, unit_id from petition
  union all select id, unit_id from reception_session
  union all select id, unit_id from reception_visit
  union all select id, unit_id from task
  union all select id, unit_id from dissemination
  union all select item.id, unit_id from commitment_item item join commitment on commitment.id = item.commitment_id
  union all select id, unit_id from dialogue
  union all select id, unit_id from dialogue_year
  union all select id, unit_id from dialogue_call
  union all select id, unit_id from dialogue_promise
  union all select id, unit_id from consultation
  union all select id, unit_id from land_project
  union all select holder.id, unit_id from land_household holder join land_project project on project.id = holder.project_id
  union all select id, unit_id from land_visit
  union all select id, unit_id from land_promise
  union all select id, unit_id from land_correction
  union all select id, unit_id from community_work
  union all select id, unit_id from launch`;

/** What no reorganisation may change, after asking that everything has a living owner. */
async function state(): Promise<State> {
  const { db } = world.services;
  const day = today();
  const wrong = await db.rows(sql`
    select duty.id from duty
    left join unit on unit.id = duty.owner_unit and unit.life @> ${day}::date
    left join (${ownHomes}) home on home.id = duty.subject_id
    where duty.ended is null and (unit.id is null or home.unit_id is distinct from duty.owner_unit)`);
  const astray = await db.rows(sql`
    select tally.unit_id from task_tally tally left join unit on unit.id = tally.unit_id and unit.life @> ${day}::date
    where unit.id is null and tally.open <> 0`);
  expect(astray, 'counts of open tasks of a unit that is no more').toEqual([]);
  expect(wrong, 'open duties without a living owner, or away from their case').toEqual([]);
  const lost = await db.rows(sql`
    select petition.id from petition left join unit on unit.id = petition.unit_id and unit.life @> ${day}::date
    left join petition_count count on count.petition_id = petition.id
    where unit.id is null or count.unit_now <> petition.unit_id`);
  expect(lost, 'cases without a living unit').toEqual([]);
  const rows = await db.rows<{ line: string }>(sql`
    select concat_ws(' ', id, subject_id, rule_code, due_on, begun_on) as line from duty where ended is null order by id`);
  const period = { from: parsePlainDate('2020-01-01'), to: addDays(day, 1), today: day };
  const counts = await countCases(db, period);
  for (const column of ['unitThen', 'unitNow'] as const) {
    const groups = Map.groupBy(counts, (row) => row[column]);
    const total = sumCounts([...groups.values()].map((group) => sumCounts(group)));
    expect(total, `figures summed over units as organised ${column}`).toEqual(sumCounts(counts));
  }
  return { duties: rows.map((row) => row.line), received: sumCounts(counts).received };
}

describe('one after another', () => {
  test('a merger moves open work, and the successor sees whence it came', async () => {
    const [one, two] = [await unit('phuong-vinh-trach'), await unit('phuong-hiep-thanh')];
    const cases = [await handIn(one, 1), await handIn(two, 2)];
    const article = newId<'article'>();
    const writer = { ...(await world.officer('quantri')), role: 'officer' as const, unit: one.id };
    const words = {
      title: 'Bài đang soạn',
      lead: 'Tóm tắt',
      body: 'Nội dung',
      category: 'news' as const,
      language: 'vi' as const,
    };
    await saveArticle(world.services, writer, article, words, undefined);
    const before = await state();
    const made = found('phuong-bien', 'ward', one.parentId);
    const operations: Operation[] = [
      made,
      { do: 'close', unit: one.id, to: made.unit },
      { do: 'close', unit: two.id, to: made.unit },
    ];
    const id = await reorganise(operations);
    expect(await state()).toEqual(before);
    const after = await unit('phuong-bien');
    expect(after.hamlets.toSorted()).toEqual([...one.hamlets, ...two.hamlets].toSorted());
    const [stop] = await movesOf(world.services.db, cases[0] as string);
    expect(stop).toMatchObject({ fromVi: one.name.vi, toVi: 'Đơn vị phuong-bien', number: '1/QĐ-UBND' });
    const row = await readReorganisation(world.services.db, id);
    expect(row).toMatchObject({ state: 'carriedOut', outcome: { unitsFounded: 1, unitsClosed: 2 } });
    expect(row?.outcome?.work.petition).toBeGreaterThanOrEqual(2);
    // Whoever answers for the place now can go on with what its office had begun to write.
    expect(row?.outcome?.work.article).toBe(1);
    expect((await readArticle(world.services.db, article))?.unitId).toBe(made.unit);
    const [entry] = await world.services.db.rows<{ facts: Record<string, unknown> }>(sql`
      select event->'facts' as facts from record_opening where subject = ${id} and event->>'type' = 'reorganisation.carriedOut'`);
    expect(entry?.facts).toMatchObject({ kind: 'merge', units_closed: 2, digest: row?.outcome?.digest });
  });

  test('a page made before still leads to the successor', async () => {
    const old = (
      await world.services.db.one<{ id: UnitId }>(sql`select id from unit where code = 'phuong-vinh-trach'`)
    ).id;
    const done = await submit(
      world.services,
      { ...intake(world), placeUnit: old },
      { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
    );
    const id = 'faults' in done ? '' : done.submitted.id;
    const row = await world.services.db.one<{ code: string }>(
      sql`select unit.code from petition join unit on unit.id = unit_id where petition.id = ${id}`,
    );
    expect(row.code).toBe('phuong-bien');
  });

  test('a split by area: each case goes where its hamlet goes, the rest to the one named', async () => {
    world.later(dayMs);
    const old = await unit('phuong-bac-lieu');
    for (let at = 0; at < 8; at++) await handIn(old, at);
    const before = await state();
    const north = found('phuong-bac', 'ward', old.parentId);
    const south = found('phuong-nam', 'ward', old.parentId);
    const items = old.hamlets.slice(0, 3);
    const [one] = await postsOf(world.services.db, [old.id], today());
    const bare = reorganise([
      north,
      south,
      { do: 'cede', unit: old.id, to: north.unit, part: 'area', items },
      { do: 'close', unit: old.id, to: south.unit },
    ]);
    // Nobody would be there to take over the work of the north.
    await expect(bare).rejects.toMatchObject({ problems: [{ fault: 'noPosts', about: north.name.vi }] });
    await reorganise([
      north,
      south,
      { do: 'movePost', post: one?.id as never, to: north.unit },
      { do: 'cede', unit: old.id, to: north.unit, part: 'area', items },
      { do: 'close', unit: old.id, to: south.unit },
    ]);
    expect(await state()).toEqual(before);
    const rows = await world.services.db.rows<{ hamlet: string; code: string }>(sql`
      select hamlet, unit.code from petition join unit on unit.id = unit_id where place_unit = ${old.id}`);
    expect(rows.length).toBe(8);
    for (const row of rows) expect(row.code).toBe(items.includes(row.hamlet) ? 'phuong-bac' : 'phuong-nam');
    expect((await unit('phuong-bac')).hamlets).toEqual(items);
    const day = today();
    const to = await answerableUnit(
      world.services.db,
      old.id,
      { id: '', area: items[0] ?? '', kind: null },
      day,
    );
    expect(to).toBe(north.unit);
  });

  test('approved for a later day it waits, and late it is carried out with its own day', async () => {
    const front = await unit('mttq');
    const id = await reorganise(
      [{ do: 'rename', unit: front.id, kind: 'front', name: { vi: 'Tên mới', en: 'New' } }],
      {
        effectiveOn: addDays(today(), 3),
      },
    );
    expect((await readReorganisation(world.services.db, id))?.state).toBe('approved');
    world.later(5 * dayMs);
    // Two processes wake up at the same moment.
    await Promise.all([
      carryOutDue(world.services),
      carryOutDue(world.services),
      carryOut(world.services, id),
    ]);
    expect((await readReorganisation(world.services.db, id))?.state).toBe('carriedOut');
    const names = async (day: ReturnType<typeof today>) =>
      (await unitsOn(world.services.db, day)).find((one) => one.id === front.id)?.name.vi;
    expect(await names(addDays(today(), -3))).toBe(front.name.vi);
    expect(await names(addDays(today(), -2))).toBe('Tên mới');
  });

  test('nobody approves the own draft', async () => {
    const front = await unit('mttq');
    const one = await world.officer('quantri');
    const id = await draft(world.services, one, ground(), newKey(), [
      { do: 'transfer', unit: front.id, parent: null },
    ]);
    await decideOn(world.services, one, id, 'submit', { key: newKey(), version: 1 });
    await expect(
      decideOn(world.services, one, id, 'approve', { key: newKey(), version: 2 }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('petitions handed in while a ward is being closed end up with its successor', async () => {
    world.later(dayMs);
    const ward = places(await unitsOn(world.services.db, today())).find(
      (one) => one.code === 'phuong-nam',
    ) as Unit;
    const before = (await state()).duties.length;
    const made = found('phuong-nam-moi', 'ward', ward.parentId);
    const [cases] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, (_, at) => handIn(ward, at))),
      reorganise([made, { do: 'close', unit: ward.id, to: made.unit }]),
    ]);
    expect((await state()).duties.length).toBe(before + 20);
    const rows = await world.services.db.rows<{ code: string }>(sql`
      select distinct unit.code from petition join unit on unit.id = unit_id where petition.id = any(${cases}::uuid[])`);
    expect(rows).toEqual([{ code: 'phuong-nam-moi' }]);
  });
});

describe('what is refused', () => {
  const a = {
    id: 'a' as UnitId,
    code: 'a',
    kind: 'ward',
    name: { vi: 'A', en: 'A' },
    parentId: null,
    hamlets: ['h'],
  } satisfies Unit;
  const b = { ...a, id: 'b' as UnitId, code: 'b', hamlets: [], parentId: a.id } satisfies Unit;
  const c = { ...b, id: 'c' as UnitId, code: 'c', kind: 'department' } satisfies Unit;
  const facts = {
    takenCodes: new Set(['old']),
    posts: [],
    changedLater: new Set<UnitId>(),
    begun: new Set<UnitId>(),
    laterPosts: { units: new Set<UnitId>(), posts: new Set<never>() },
  };
  const name = { vi: 'X', en: 'X' };
  test.each<[string, Operation[], string]>([
    ['nothing planned', [], 'empty'],
    ['a unit that is not there', [{ do: 'rename', unit: 'z' as UnitId, kind: 'ward', name }], 'unknownUnit'],
    ['a code that was used before', [{ ...found('old', 'ward', null) }], 'codeTaken'],
    ['closed into itself', [{ do: 'close', unit: a.id, to: a.id }], 'toItself'],
    [
      'closed into one that closes',
      [
        { do: 'close', unit: a.id, to: b.id },
        { do: 'close', unit: b.id, to: c.id },
      ],
      'successorCloses',
    ],
    [
      'closed twice',
      [
        { do: 'close', unit: a.id, to: b.id },
        { do: 'close', unit: a.id, to: b.id },
      ],
      'closedTwice',
    ],
    [
      'renamed and closed',
      [
        { do: 'rename', unit: a.id, kind: 'ward', name },
        { do: 'close', unit: a.id, to: b.id },
      ],
      'changedAfterClosing',
    ],
    ['over itself', [{ do: 'transfer', unit: a.id, parent: b.id }], 'circle'],
    [
      'a hamlet it does not have',
      [{ do: 'cede', unit: a.id, to: b.id, part: 'area', items: ['k'] }],
      'unknownArea',
    ],
    [
      'a hamlet ceded twice',
      [{ do: 'cede', unit: a.id, to: b.id, part: 'area', items: ['h', 'h'] }],
      'cededTwice',
    ],
    ['a territory given to an office', [{ do: 'close', unit: a.id, to: c.id }], 'noTerritory'],
  ])('%s', (_name, operations, fault) => {
    expect(planProblems([a, b, c], operations, facts).map((problem) => problem.fault)).toContain(fault);
  });

  test('overlaps and gaps are refused by the database itself', async () => {
    const { db } = world.services;
    const { id } = await unit('mttq');
    const gap = db.transaction((tx) =>
      tx.run(
        sql`update unit_version set valid = daterange(lower(valid), '2030-01-01') where unit_id = ${id} and upper_inf(valid)`,
      ),
    );
    await expect(gap).rejects.toMatchObject({ code: '23503' });
    const overlap = db.run(sql`
      insert into unit_version (unit_id, valid, kind, name_vi, name_en) values (${id}, '[2026-01-01,)', 'front', 'x', 'x')`);
    await expect(overlap).rejects.toMatchObject({ code: '23P01' });
  });
});

test('SQL and rule agree on where each piece goes', async () => {
  const ids = Array.from({ length: 4 }, () => newId<'unit'>());
  const unit = newId<'unit'>();
  const value = fc.constantFrom('a', 'b', 'c');
  const line = fc.record({
    to: fc.constantFrom(...ids),
    part: fc.constantFrom<SuccessionLine['part']>('area', 'kind', 'case', 'rest'),
    items: fc.array(value, { maxLength: 3 }),
  });
  const item = fc.record({ id: value, area: fc.option(value), kind: fc.option(value) });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 5 }), item, async (lines, one) => {
      const columns = { unit: sql`item.unit`, id: sql`item.id`, area: sql`item.area`, kind: sql`item.kind` };
      const moving = movingOf(newId(), parsePlainDate('2026-01-01'), new Map([[unit, lines]]));
      const { joins, target } = destinations(moving, columns);
      const row = await world.services.db.one<{ to: UnitId | null }>(sql`
        select ${target} as "to" from (select ${unit}::uuid as unit, ${one.id}::text as id, ${one.area}::text as area,
          ${one.kind}::text as kind) item ${joins}`);
      expect(row.to ?? undefined).toBe(destinationOf(lines, one));
    }),
    { numRuns: 150 },
  );
});

describe('random histories', () => {
  let counter = 0;

  /** Some reorganisation of the units there are, of a random kind; undefined where it is none. */
  function plan(
    units: Unit[],
    choice: { kind: string; first: number; second: number; cut: number },
  ): Operation[] | undefined {
    const wards = places(units);
    const pick = (list: Unit[], at: number) => list[at % list.length];
    const [one, two] = [pick(wards, choice.first), pick(wards, choice.second)];
    if (!one || !two) return undefined;
    const code = () => `moi-${++counter}`;
    switch (choice.kind) {
      case 'merge': {
        if (one === two) return undefined;
        const made = found(code(), 'ward', one.parentId);
        return [
          made,
          { do: 'close', unit: one.id, to: made.unit },
          { do: 'close', unit: two.id, to: made.unit },
        ];
      }
      case 'absorb':
        return one === two ? undefined : [{ do: 'close', unit: one.id, to: two.id }];
      case 'splitByArea': {
        const made = [found(code(), 'ward', one.parentId), found(code(), 'ward', one.parentId)] as const;
        const items = one.hamlets.filter((_, at) => at % 3 === choice.cut);
        return [
          ...made,
          ...(items.length > 0
            ? [{ do: 'cede', unit: one.id, to: made[0].unit, part: 'area', items } as const]
            : []),
          { do: 'close', unit: one.id, to: made[1].unit },
        ];
      }
      case 'cedeByKind':
        return one === two
          ? undefined
          : [
              {
                do: 'cede',
                unit: one.id,
                to: two.id,
                part: 'kind',
                items: topics.slice(choice.cut, choice.cut + 2),
              },
            ];
      case 'rename':
        return [
          {
            do: 'rename',
            unit: one.id,
            kind: one.kind,
            name: { vi: `Tên ${++counter}`, en: `Name ${counter}` },
          },
        ];
      default: {
        const parent = pick(units, choice.second);
        return parent && parent.id !== one.id
          ? [{ do: 'transfer', unit: one.id, parent: parent.id }]
          : undefined;
      }
    }
  }

  test('nothing open is lost, doubled or ownerless, no deadline moves, every sum stays', async () => {
    const choice = fc.record({
      kind: fc.constantFrom('merge', 'absorb', 'splitByArea', 'cedeByKind', 'rename', 'transfer'),
      first: fc.nat(20),
      second: fc.nat(20),
      cut: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(choice, { minLength: 2, maxLength: 5 }), async (choices) => {
        for (const one of choices) {
          world.later(dayMs);
          const units = await unitsOn(world.services.db, today());
          const ward = places(units)[one.first % Math.max(1, places(units).length)];
          if (ward) await handIn(ward, one.first);
          const operations = plan(units, one);
          if (!operations) continue;
          const before = await state();
          const drafter = await world.officer('quantri');
          const id = await draft(world.services, drafter, ground(), newKey(), operations);
          const row = await readReorganisation(world.services.db, id);
          const seen = row && (await preview(world.services, row));
          // What the rules refuse (a circle, say) is not carried out; everything else is.
          if (!seen || seen.problems.length > 0) continue;
          expect(seen.work.every((group) => group.to !== null)).toBe(true);
          await decideOn(world.services, drafter, id, 'submit', { key: newKey(), version: 1 });
          await decideOn(world.services, await world.officer('quantri2'), id, 'approve', {
            key: newKey(),
            version: 2,
          });
          expect(await state()).toEqual(before);
          const tomorrow = await unitsOn(world.services.db, today());
          expect(tomorrow.map(({ code, ...rest }) => [code, rest.parentId, rest.name.vi]).toSorted()).toEqual(
            seen.after.map(({ code, ...rest }) => [code, rest.parentId, rest.name.vi]).toSorted(),
          );
        }
      }),
      { numRuns: 25 },
    );
    expect(world.errors).toEqual([]);
  });
});
