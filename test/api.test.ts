import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createToken } from '../src/ground/access/session.ts';
import type { ApiDocument } from '../src/platform/http/api-document.ts';
import type { App } from '../src/platform/http/app.ts';
import { undeclared } from './support/declared.ts';
import { newKey, openWorld, type World } from './support/world.ts';

let world: World;
let app: App;
let document: ApiDocument;
let token: string;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  await app.ready();
  document = app.swagger() as unknown as ApiDocument;
  const { post } = await world.officer('chuyenvien');
  token = await createToken(world.services.db, post, 'test', world.services.clock(), 1);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

type Method = 'GET' | 'POST';
const operations = () =>
  Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase() as Method,
      operation,
    })),
  );
const unknownId = '0190a000-0000-7000-8000-000000000000';
const addressOf = (path: string, value = unknownId) =>
  path.replace('{step}', 'note').replace(/\{[a-zA-Z]+\}/g, value);

describe('the API keeps what its document says', () => {
  test('every operation has an id of its own, a tag, and says whether it is public', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('getPetitionsById');
    for (const { path, operation } of operations()) {
      expect([path, operation.tags?.length]).toEqual([path, 1]);
      expect([path, Array.isArray(operation.security)]).toEqual([path, true]);
      for (const [status, answer] of Object.entries(operation.responses ?? {}))
        if (Number(status) >= 400)
          expect([path, status, Object.keys(answer.content ?? {})]).toEqual([
            path,
            status,
            ['application/problem+json'],
          ]);
    }
  });

  test('every answer is declared, with its media type', async () => {
    const wrong: unknown[] = [];
    const seen = new Set<number>();
    const headers = {
      token: { authorization: `Bearer ${token}` },
      none: {},
    };
    for (const { path, method, operation } of operations()) {
      const ask = async (name: string, more: object) => {
        const answer = await app.inject({ method, url: addressOf(path), ...more });
        seen.add(answer.statusCode);
        const fault = undeclared(operation, answer);
        if (fault) wrong.push([method, path, name, fault]);
      };
      const json = { 'content-type': 'application/json', 'idempotency-key': newKey(), 'case-code': 'x' };
      await ask('without a token', { headers: headers.none });
      await ask('with a token', {
        headers: { ...headers.token, ...json },
        ...(method === 'POST' && { payload: '{}' }),
      });
      await ask('a spoilt cursor', {
        url: `${addressOf(path)}?cursor=spoilt`,
        headers: { ...headers.token },
      });
      await ask('a limit that is none', {
        url: `${addressOf(path)}?limit=viele`,
        headers: { ...headers.token },
      });
      await ask('half a character in the address', {
        url: `${addressOf(path)}?query=%00`,
        headers: headers.token,
      });
      await ask('a thing that is not there', { url: addressOf(path, 'khong-co'), headers: headers.token });
      if (method !== 'POST') continue;
      await ask('no JSON', { headers: { ...headers.token, ...json }, payload: '{' });
      await ask('another media type', {
        headers: { ...headers.token, ...json, 'content-type': 'text/csv' },
        payload: 'a,b',
      });
      await ask('more than is taken', {
        headers: { ...headers.token, ...json },
        payload: JSON.stringify({ text: 'x'.repeat(1_100_000) }),
      });
      await ask('text that nothing holds', {
        headers: { ...headers.token, ...json },
        payload: '{"text":"a\\u0000b"}',
      });
      await ask('from another site', {
        headers: {
          ...headers.token,
          ...json,
          origin: 'https://evil.example',
          'sec-fetch-site': 'cross-site',
        },
        payload: '{}',
      });
    }
    expect(wrong).toEqual([]);
    for (const status of [200, 400, 401, 403, 404, 413, 415, 422]) expect([...seen]).toContain(status);
  });

  test('a wrong method is 405 with Allow, told as a problem', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/api/v1/cases' });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test.each(['/api/v1/cases?cursor=', '/ho-so?sau=', '/tin?sau='])(
    'a spoilt place in a list is 400 and never page one: %s',
    async (url) => {
      for (const place of ['spoilt', 'W10', 'eyJhIjoxfQ', Buffer.from('["x","y"]').toString('base64url')]) {
        const answer = await app.inject({ url: `${url}${place}` });
        expect([place, answer.statusCode]).toEqual([place, 400]);
      }
    },
  );
});
