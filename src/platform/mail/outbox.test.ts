import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/support/world.ts';
import { sql } from '../database/database.ts';
import { postman, putMail } from './outbox.ts';

let world: World;
let server: SMTPServer;
let received: string[] = [];
/** What the server says next: undefined takes the mail. */
let refusal: number | undefined;

beforeAll(async () => {
  world = await openWorld();
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      stream.on('end', () => {
        if (refusal) return done(Object.assign(new Error('not now'), { responseCode: refusal }));
        received.push(text);
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
beforeEach(async () => {
  received = [];
  refusal = undefined;
  await world.services.db.run(sql`delete from mail`);
});
afterAll(async () => {
  await new Promise<void>((done) => server.close(() => done()));
  await world.close();
});

const sender = () =>
  postman(world.services.db, world.services.clock, {
    smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    from: 'Gần Dân <no-reply@example.vn>',
    show: false,
  });
const put = (once = 'case/1/answer') =>
  putMail(
    world.services.db,
    { once, to: 'dan@example.com', subject: 'Tin về đơn số 1', body: 'Đơn của ông/bà đã có trả lời.\n' },
    'example.vn',
    world.services.clock(),
  );
const state = () => world.services.db.one(sql`select state, attempts, error from mail`);

describe('the outbox', () => {
  test('sends each mail once, with the same id however often it is put in', async () => {
    await put();
    await put();
    await Promise.all([sender().deliver(), sender().deliver()]);
    await sender().deliver();
    expect(received).toHaveLength(1);
    expect(received[0]).toMatch(/^Message-ID: <Y2FzZS8xL2Fuc3dlcg@example\.vn>\r$/im);
    expect(await state()).toEqual({ state: 'sent', attempts: 1, error: null });
    expect(await world.services.db.one(sql`select body, leave_at from mail`)).toEqual({
      body: '',
      leave_at: null,
    });
  });

  test('tries again later when the server refuses, and keeps only the code of the refusal', async () => {
    refusal = 451;
    await put();
    await sender().deliver();
    expect(await state()).toEqual({ state: 'queued', attempts: 1, error: '451' });
    await sender().deliver();
    expect(await state()).toMatchObject({ attempts: 1 });
    refusal = undefined;
    world.later(2 * 60_000);
    await sender().deliver();
    expect(received).toHaveLength(1);
  });

  test('a mail whose sender died is sent by the next one', async () => {
    await put();
    // Leased, then nothing: as after a kill between the lease and the server's answer.
    await world.services.db.run(
      sql`update mail set attempts = 1, next_at = ${new Date(world.services.clock().getTime() + 60_000)}`,
    );
    await sender().deliver();
    expect(received).toHaveLength(0);
    world.later(6 * 60_000);
    await sender().deliver();
    expect(received).toHaveLength(1);
  });

  test('a mail of a change that was rolled back is never sent', async () => {
    await expect(
      world.services.db.transaction(async (tx) => {
        await putMail(
          tx,
          { once: 'x', to: 'dan@example.com', subject: 's', body: 'b' },
          'example.vn',
          world.services.clock(),
        );
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await sender().deliver();
    expect(received).toHaveLength(0);
  });
});
