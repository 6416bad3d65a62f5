import type pg from 'pg';
import type { SampleWorld } from '../../ground/sample/locality.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { queriesOn } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import { dayInVietnam, yearOf } from '../../platform/time.ts';
import { insertTarget } from './target.store.ts';

/** What the sample's wards set out to reach this year. */
const targets = [
  { figure: 'petitions-answeredOnTime', value: 9500 },
  { figure: 'petitions-reopened', value: 200 },
  { figure: 'receptions-held', value: 10_000 },
] as const;

/** Targets of the sample's wards for this year. */
export async function loadSampleTargets(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now }: SampleOptions,
): Promise<void> {
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
