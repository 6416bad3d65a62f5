import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt } from 'http_ece';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/support/world.ts';
import { mayPush, push } from './push.ts';

let world: World;
let server: Server;
let answer = 201;
const received: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
/** The browser's own keys. */
const browser = createECDH('prime256v1');
const auth = randomBytes(16);

beforeAll(async () => {
  world = await openWorld();
  browser.generateKeys();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await world.close();
});

const device = () => ({
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/p/1`,
  p256dh: browser.getPublicKey('base64url'),
  auth: auth.toString('base64url'),
});
const notice = { title: 'Bạc Liêu', body: 'Cầu mới thông xe', url: 'https://example.vn/tin/cau' };

describe('a notice', () => {
  test('goes out encrypted for the device alone, signed by this site, and says when it is gone', async () => {
    const services = { ...world.services, config: { ...world.services.config, development: true } };
    expect(await push(services, device(), notice)).toBe(false);
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = received;
    expect(headers).toMatchObject({ ttl: '86400', 'content-encoding': 'aes128gcm' });
    expect(headers.authorization).toMatch(/^vapid t=/);
    expect(body.toString('utf8')).not.toContain('thông xe');
    const read = decrypt(body, { version: 'aes128gcm', privateKey: browser, authSecret: auth });
    expect(JSON.parse(read.toString('utf8'))).toEqual(notice);
    answer = 410;
    expect(await push(services, device(), notice)).toBe(true);
    answer = 500;
    expect(await push(services, device(), notice)).toBe(false);
  });

  test.each([
    ['https://fcm.googleapis.com/fcm/send/x', false, true],
    ['https://updates.push.services.mozilla.com/wpush/v2/x', false, true],
    ['https://db5p.notify.windows.com/w/?token=x', false, true],
    ['http://fcm.googleapis.com/x', false, false],
    ['https://fcm.googleapis.com.example.org/x', false, false],
    ['https://169.254.169.254/latest', false, false],
    ['http://127.0.0.1:5432/', false, false],
    ['http://127.0.0.1:9000/', true, true],
    ['không phải', true, false],
  ])('%s (development: %s): %s', (endpoint, development, may) => {
    expect(mayPush(endpoint, development)).toBe(may);
  });
});
