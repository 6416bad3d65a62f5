import type pg from 'pg';
import type { SampleWorld } from '../../ground/sample/locality.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { queriesOn } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import { dayInVietnam, yearOf } from '../../platform/time.ts';
import { putShapes, type Ring } from './shape.store.ts';
import { insertTarget } from './target.store.ts';

/** What the sample's wards set out to reach this year. */
const targets = [
  { figure: 'petitions-answeredOnTime', value: 9500 },
  { figure: 'petitions-reopened', value: 200 },
  { figure: 'receptions-held', value: 10_000 },
] as const;

/** A made-up outline: six corners around a point, in degrees. */
const outline = (x: number, y: number): Ring =>
  [0, 1, 2, 3, 4, 5, 0].map((corner) => [
    x + 0.045 * Math.cos((corner * Math.PI) / 3),
    y + 0.04 * Math.sin((corner * Math.PI) / 3),
  ]);

/** Outlines that show how a map looks; they are not the real ones, and say so. */
async function loadShapes(client: pg.ClientBase, world: SampleWorld, now: Date): Promise<void> {
  const wards = world.current.filter((one) => one.kind === 'ward');
  const shapes = wards.map((ward, at) => ({
    unitId: ward.id,
    rings: [outline(105.72 + 0.07 * (at % 3), 9.29 + 0.042 * (at % 2) - 0.08 * Math.floor(at / 3))],
    source: 'hình minh họa của dữ liệu mẫu, không phải ranh giới thật',
  }));
  await putShapes(queriesOn(client), shapes, now);
}

/** Targets of the sample's wards for this year. */
export async function loadSampleTargets(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now }: SampleOptions,
): Promise<void> {
  await loadShapes(client, world, now);
  const year = yearOf(dayInVietnam(now));
  const chair = world.posts.find(
    (post) =>
      post.role === 'chair' &&
      world.current.some((unit) => unit.id === post.unitId && unit.kind === 'province'),
  );
  if (!chair) return;
  for (const unit of world.current.filter((one) => one.kind === 'ward'))
    for (const { figure, value } of targets)
      await insertTarget(
        queriesOn(client),
        {
          id: random.uuid() as Id<'figureTarget'>,
          unitId: unit.id,
          year,
          figure,
          value,
          why: null,
          setAt: new Date(`${year}-01-15T02:00:00Z`),
        },
        chair.id,
        undefined,
      );
}
