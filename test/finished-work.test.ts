import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  places,
  type UnitId,
  unitName,
  unitsOn,
  type WhoseDay,
} from '../src/ground/organization/organization.ts';
import { decideOn, draft } from '../src/ground/organization/reorganisation.service.ts';
import type { Operation } from '../src/ground/organization/reorganisation.ts';
import { listLaunches } from '../src/parts/campaigns/launch.service.ts';
import { listModels } from '../src/parts/campaigns/model.service.ts';
import { listWorks } from '../src/parts/campaigns/work.store.ts';
import { listCommitments } from '../src/parts/commitments/commitment.store.ts';
import { listConsultations } from '../src/parts/dialogues/consultation.store.ts';
import { listDialogues } from '../src/parts/dialogues/dialogue.store.ts';
import { type TaskLine, taskJoined, taskLine } from '../src/parts/directives/task.store.ts';
import { listProjects } from '../src/parts/land/land.store.ts';
import { listPublished } from '../src/parts/petitions/petition.store.ts';
import { endStates } from '../src/parts/petitions/petition.ts';
import { publishedArticles } from '../src/parts/publishing/article.store.ts';
import { listSessions, listVisits } from '../src/parts/receptions/reception.store.ts';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { dayInVietnam, parsePlainDate } from '../src/platform/time.ts';
import { newKey, openWorld, visitor, type World } from './support/world.ts';

let world: World;
let merged: UnitId;
let before: Map<string, Shown>;
let after: Map<string, Shown>;
let closed: { code: string; vi: string }[];

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  before = await everything();
  ({ merged, closed } = await mergeAllWards());
  after = await everything();
});
afterAll(() => world.close());

interface Shown extends WhoseDay {
  unitId: UnitId;
  finished: boolean;
}

/** Whatever the parts show of units, by part and id. */
async function everything(): Promise<Map<string, Shown>> {
  const { db } = world.services;
  const all = new Map<string, Shown>();
  const add = <Row extends WhoseDay & { id: string; unitId: UnitId }>(
    part: string,
    rows: readonly Row[],
    finished: (row: Row) => boolean,
  ) => {
    for (const row of rows) {
      const { unitVi, unitEn, nowVi, nowEn, unitId } = row;
      all.set(`${part} ${row.id}`, { unitVi, unitEn, nowVi, nowEn, unitId, finished: finished(row) });
    }
  };
  const from = parsePlainDate('2018-01-01');
  const to = parsePlainDate('2030-01-01');
  add('project', await listProjects(db), (one) => one.handedOn !== null);
  add('dialogue', await listDialogues(db), (one) => ['published', 'cancelled'].includes(one.state));
  add('consultation', await listConsultations(db), (one) => one.state === 'answered');
  add('model', await listModels(db), (one) => !['registered', 'running'].includes(one.state));
  add('work', await listWorks(db), (one) => ['accounted', 'refused'].includes(one.state));
  add('launch', await listLaunches(db), (one) => one.state !== 'announced');
  add('session', await listSessions(db, { from, to, limit: 5000 }), (one) => one.state !== 'planned');
  add('visit', await listVisits(db, { units: 'all', limit: 5000 }), () => true);
  add(
    'commitment',
    await listCommitments(db, {}),
    (one) => one.items > 0 && one.kept + one.missed === one.items,
  );
  add(
    'task',
    await db.rows<TaskLine>(sql`select ${taskLine} from task ${taskJoined}`),
    (one) => one.state === 'done' || one.state === 'cancelled',
  );
  add('case', await listPublished(db, { query: undefined, before: undefined, limit: 500 }), (one) =>
    endStates.includes(one.state),
  );
  add('article', await publishedArticles(db, { before: undefined, limit: 100 }), () => true);
  return all;
}

/** One ward from all there are. */
async function mergeAllWards() {
  const { services } = world;
  const today = dayInVietnam(services.clock());
  const wards = places(await unitsOn(services.db, today));
  const [first] = wards;
  if (!first) throw new Error('no wards');
  const made = newId<'unit'>();
  const operations: Operation[] = [
    {
      do: 'found',
      unit: made,
      code: 'phuong-hop-nhat',
      kind: 'ward',
      name: { vi: 'UBND Phường Hợp Nhất', en: 'People’s Committee, Hợp Nhất Ward' },
      parent: first.parentId,
    },
    ...wards.map((ward): Operation => ({ do: 'close', unit: ward.id, to: made })),
  ];
  const ground = {
    title: 'Sáp nhập thử',
    number: '2/NQ',
    issuer: 'UBND tỉnh',
    signer: 'Chủ tịch',
    on: today,
    effectiveOn: today,
  };
  const [one, two] = [await world.officer('quantri'), await world.officer('quantri2')];
  const id = await draft(services, one, ground, newKey(), operations);
  await decideOn(services, one, id, 'submit', { key: newKey(), version: 1 });
  await decideOn(services, two, id, 'approve', { key: newKey(), version: 2 });
  services.site.forget();
  return { merged: made, closed: wards.map((ward) => ({ code: ward.code, vi: ward.name.vi })) };
}

describe('after a merger', () => {
  test('what was finished keeps the unit of its day, with what that is called now', () => {
    const wrong = [...before].filter(([key, was]) => {
      const is = after.get(key);
      if (!was.finished || is?.unitId !== merged) return false;
      return is.unitVi !== was.unitVi || is.nowVi !== 'UBND Phường Hợp Nhất';
    });
    expect(wrong).toEqual([]);
    const kept = new Set(
      [...after].filter(([, is]) => is.nowVi === 'UBND Phường Hợp Nhất').map(([key]) => key.split(' ')[0]),
    );
    // Each part of the sample has something that a ward had finished.
    expect([...kept].toSorted()).toEqual([
      'case',
      'consultation',
      'dialogue',
      'launch',
      'model',
      'task',
      'visit',
      'work',
    ]);
  });

  test('what is under way is its successor’s, by its own name', () => {
    const open = [...after].filter(([, is]) => !is.finished && is.unitId === merged);
    expect(open.length).toBeGreaterThan(5);
    expect(open.filter(([, is]) => is.unitVi !== 'UBND Phường Hợp Nhất' || is.nowVi !== null)).toEqual([]);
  });

  test('a reader sees both names, in both languages', () => {
    const row = { unitVi: 'Phường 1', unitEn: 'Ward 1', nowVi: 'Phường Bạc Liêu', nowEn: 'Bạc Liêu Ward' };
    expect(unitName(row, 'vi')).toBe('Phường 1 (nay là Phường Bạc Liêu)');
    expect(unitName(row, 'en')).toBe('Ward 1 (now Bạc Liêu Ward)');
    expect(unitName({ ...row, nowVi: null, nowEn: null }, 'vi')).toBe('Phường 1');
  });

  test.each([
    (code: string) => `/cong-khai/${code}`,
    (code: string) => `/bo-may/${code}`,
    (code: string) => `/so-lieu/phieu/${code}`,
    (code: string) => `/so-lieu/phieu/${code}?nam=2026`,
  ])('an address of a unit that is no more answers: %s', async (address) => {
    const guest = await visitor(world, await world.app());
    for (const { code, vi } of closed) {
      const page = await guest.get(address(code));
      expect([address(code), page.statusCode]).toEqual([address(code), 200]);
      expect(page.body).toContain(vi);
    }
  });
});
