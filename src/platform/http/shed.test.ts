import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { setUpShedding } from './shed.ts';

test.each([
  ['at rest everybody is let in', 0, { normal: 200, intake: 200, health: 200 }],
  ['late, pages wait and intake goes on', 500, { normal: 503, intake: 200, health: 200 }],
  ['very late, only health is answered', 2000, { normal: 503, intake: 503, health: 200 }],
])('%s', async (_name, late, expected) => {
  const app = Fastify();
  setUpShedding(app, { waiting: () => 0 } as never, { now: () => late, end: () => {} });
  for (const priority of ['normal', 'intake', 'health'] as const)
    app.get(`/${priority}`, { config: { priority } }, async () => 'ok');
  const answers = Object.fromEntries(
    await Promise.all(
      Object.keys(expected).map(async (url) => [url, (await app.inject(`/${url}`)).statusCode]),
    ),
  );
  expect(answers).toEqual(expected);
  await app.close();
});
