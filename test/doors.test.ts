import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../src/platform/http/app.ts';
import { frontServer } from '../src/platform/http/front.ts';
import { securityHeaders } from '../src/platform/http/security.ts';
import { openWorld, visitor, type World } from './support/world.ts';

let world: World;
let app: App;
let port: number;
beforeAll(async () => {
  world = await openWorld({
    template: 'sample',
    env: {
      GANDAN_PUBLIC_URL: 'https://gandan.example.vn',
      GANDAN_DEVELOPMENT: 'false',
      GANDAN_METRICS_TOKEN: 'a-token-for-the-metrics',
    },
  });
  app = await world.app();
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = (app.server.address() as { port: number }).port;
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** Sends bytes as they are and gives what comes back, to the end of the first answer's head. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk;
      if (said.includes('\r\n\r\n')) {
        socket.destroy();
        resolve(said);
      }
    });
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}

describe('every answer carries the headers', () => {
  test.each([
    ['a page', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 200],
    ['the same page, kept ready', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 200],
    ['an address that cannot be read', 'GET /% HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['nothing there', 'GET /khong-co HTTP/1.1\r\nHost: x\r\n\r\n', 404],
    ['a file', 'GET /assets/icon.svg HTTP/1.1\r\nHost: x\r\n\r\n', 200],
    ['data', 'GET /api/v1/units HTTP/1.1\r\nHost: x\r\n\r\n', 200],
    ['what is no request', 'NONSENSE\r\n\r\n', 400],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400],
    ['a wrong method', 'PUT /nop-don HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n', 405],
  ])('%s', async (_name, request, status) => {
    const said = (await raw(request)).toLowerCase();
    expect(said.startsWith(`http/1.1 ${status}`)).toBe(true);
    expect(said).toContain('strict-transport-security: max-age=31536000; includesubdomains');
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(said).toContain(`${name}: `);
      if (name !== 'content-security-policy') expect(said).toContain(`${name}: ${value.toLowerCase()}`);
    }
  });

  test('a wrong method is told the right ones; an address that is none is not found', async () => {
    const said = await app.inject({ method: 'DELETE', url: '/nop-don' });
    expect([said.statusCode, String(said.headers.allow).split(', ').toSorted()]).toEqual([
      405,
      ['GET', 'HEAD', 'POST'],
    ]);
    expect((await app.inject({ method: 'DELETE', url: '/khong-co' })).statusCode).toBe(404);
  });

  test('data of one reader is kept nowhere; the language’s cookie is ours alone', async () => {
    const officer = await visitor(world, app, 'vanthu');
    for (const url of ['/can-bo/viec', '/can-bo/toi/du-lieu.json'])
      expect([url, (await officer.get(url)).headers['cache-control']]).toEqual([url, 'no-store']);
    const chosen = await app.inject({ url: '/?lang=en' });
    expect(String(chosen.headers['set-cookie'])).toMatch(/^__Host-lang=en; .*Secure/);
    const english = await app.inject({ url: '/tim', headers: { cookie: '__Host-lang=en' } });
    expect(english.body).toContain('<html lang="en"');
  });
});

describe('the numbers of the machine', () => {
  const metrics = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    app.inject({ url: '/metrics', headers, remoteAddress });
  test('are for the machine itself, or for a token', async () => {
    expect((await metrics()).statusCode).toBe(200);
    // What a proxy on the machine passes on is somebody else's.
    expect((await metrics({ 'x-forwarded-for': '203.0.113.9' })).statusCode).toBe(404);
    expect((await metrics({}, '203.0.113.9')).statusCode).toBe(404);
    expect((await metrics({ authorization: 'Bearer wrong' }, '203.0.113.9')).statusCode).toBe(404);
    expect(
      (await metrics({ authorization: 'Bearer a-token-for-the-metrics' }, '203.0.113.9')).statusCode,
    ).toBe(200);
  });
});

describe('slow senders', () => {
  test('do not keep others out: 150 bodies on their way count for nothing', async () => {
    const sockets = Array.from({ length: 150 }, () => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          'POST /nop-don HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nkind=',
        ),
      );
      socket.on('error', () => {});
      return socket;
    });
    await Promise.all(sockets.map((socket) => new Promise((open) => socket.once('connect', open))));
    // A page made anew and a submission both go through beside them.
    const page = await raw(`GET /tim?tim=${Date.now()} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(page.startsWith('HTTP/1.1 200')).toBe(true);
    for (const socket of sockets) socket.destroy();
  });

  test('one address holds so many connections and no more', async () => {
    const server = frontServer((_request, response) => response.end('ok'), {
      headers: {},
      ready: () => false,
      perAddress: 3,
    });
    await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
    const { port: at } = server.address() as { port: number };
    const open = Array.from({ length: 5 }, () => connect(at, '127.0.0.1'));
    for (const socket of open) socket.on('error', () => {});
    await Promise.all(open.map((socket) => new Promise((go) => socket.once('connect', go))));
    while (open.filter((socket) => socket.closed).length < 2) await sleep(5);
    expect(open.filter((socket) => !socket.closed)).toHaveLength(3);
    for (const socket of open) socket.destroy();
    server.close();
  });
});
