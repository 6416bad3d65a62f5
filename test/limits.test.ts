import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fastifyMultipart from '@fastify/multipart';
import Fastify from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { passwordFaults } from '../src/ground/access/password.ts';
import { checkIntake } from '../src/parts/petitions/intake.ts';
import { readCalendarFile } from '../src/platform/calendar/calendar-file.ts';
import { textOf } from '../src/platform/document/text.ts';
import { archiveRefusal } from '../src/platform/files/archive.worker.ts';
import { inspectFile } from '../src/platform/files/inspect.ts';
import { readFeatures } from '../src/platform/geo/features.ts';
import type { App } from '../src/platform/http/app.ts';
import { fieldReader } from '../src/platform/http/fields.ts';
import { readForm, release } from '../src/platform/http/form.ts';
import { limiter } from '../src/platform/http/limit.ts';
import { projectRoot } from '../src/platform/root.ts';
import { readSheets } from '../src/platform/sheet/sheet.ts';
import { unholdablePath } from '../src/platform/text.ts';
import { readTypedDate } from '../src/platform/time.ts';
import { apart } from '../src/platform/worker/worker.ts';
import { zip } from './support/archive.ts';
import { multipart } from './support/forms.ts';
import { openWorld, type World } from './support/world.ts';

// Waits of limiters, noted and not waited for.
const waited: number[] = vi.hoisted(() => []);
vi.mock('node:timers/promises', async (original) => ({
  ...(await original<typeof import('node:timers/promises')>()),
  setTimeout: async (milliseconds: number) => {
    waited.push(milliseconds);
  },
}));

let world: World;
let app: App;
let port: number;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as { port: number });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const mebi = 1024 * 1024;

/** Answers whether something of a size is let in. */
type Door = (size: number) => Promise<boolean>;

const form: Door = async (size) => {
  const answer = await app.inject({
    method: 'POST',
    url: '/theo-doi',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'code='.padEnd(size, 'x'),
  });
  expect([413, 422]).toContain(answer.statusCode);
  return answer.statusCode !== 413;
};
const json: Door = async (size) => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/petitions',
    headers: { 'content-type': 'application/json' },
    payload: `{"kind":"${'x'.repeat(size - 11)}"}`,
  });
  expect([413, 422, 400]).toContain(answer.statusCode);
  return answer.statusCode !== 413;
};
const head: Door = async (size) => {
  const answer = await raw(
    `GET /x HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(size - '/xHostxX'.length)}\r\n\r\n`,
  );
  return !answer.startsWith('HTTP/1.1 431');
};

function raw(sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(sent));
    socket.on('data', (chunk) => {
      got += chunk;
      if (got.includes('\r\n\r\n')) {
        socket.destroy();
        resolve(got);
      }
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
  });
}

/** A server with nothing but forms, that holds what it was sent until it is let go. */
async function formsOnly() {
  const held = Promise.withResolvers<void>();
  const arrived: (() => void)[] = [];
  const small = Fastify();
  await small.register(fastifyMultipart, { throwFileSizeLimit: false });
  small.addHook('onResponse', async (request) => release(request));
  small.post('/', async (request, reply) => {
    const read = await readForm(request);
    arrived.shift()?.();
    if (request.headers['x-hold']) await held.promise;
    return reply.send({ files: read.files.length, tooMany: read.tooManyFiles, cut: read.cutOff });
  });
  const send = (
    fields: Record<string, string>,
    files: number[],
    more: { ip?: string; hold?: boolean } = {},
  ) => {
    const { headers, payload } = multipart(
      fields,
      files.map((size, at) => ({ field: 'files', name: `${at}.bin`, bytes: Buffer.alloc(size, 1) })),
    );
    return small.inject({
      method: 'POST',
      url: '/',
      remoteAddress: more.ip ?? '203.0.113.1',
      headers: { ...headers, ...(more.hold && { 'x-hold': '1' }) },
      payload,
    });
  };
  return {
    send,
    /** Sends, and waits until all of it is held. */
    async holds(files: number[], ip: string): Promise<void> {
      const here = Promise.withResolvers<void>();
      arrived.push(here.resolve);
      void send({}, files, { ip, hold: true });
      await here.promise;
    },
    letGo: held.resolve,
    close: () => small.close(),
  };
}

async function inForm<Result>(use: (forms: Awaited<ReturnType<typeof formsOnly>>) => Promise<Result>) {
  const forms = await formsOnly();
  try {
    return await use(forms);
  } finally {
    forms.letGo();
    await forms.close();
  }
}

/** Whether so many bytes are let in beside 50 MiB that are held already, of the same address or of another. */
const beside =
  (ip: string): Door =>
  (size) =>
    inForm(async (forms) => {
      await forms.holds(Array(5).fill(10 * mebi), '203.0.113.1');
      const own = size - 50 * mebi;
      const files = Array.from({ length: Math.ceil(own / (10 * mebi)) }, (_, at) =>
        Math.min(10 * mebi, own - at * 10 * mebi),
      );
      const { statusCode } = await forms.send({}, files, { ip });
      return statusCode === 200;
    });

const fullOf = (size: number) => {
  // A part that packs about 100:1.
  const part = Buffer.alloc(mebi);
  randomBytes(10_000).copy(part);
  const whole = Math.floor(size / mebi);
  const parts = Array.from({ length: whole }, (_, at) => ({ name: `p${at}`, content: part }));
  return zip([...parts, { name: 'rest', content: Buffer.alloc(size - whole * mebi) }]);
};

/** An archive of one part that inflates to 1 MiB and so many times its packed size. */
function packedBy(ratio: number): Buffer {
  const noise = randomBytes(20_000);
  const of = (size: number) => Buffer.concat([noise, Buffer.alloc(size - noise.length)]);
  // Packed, zeros take a byte per thousand: less than what a step of the ratio is.
  let content = of(mebi);
  for (let turn = 0; turn < 4; turn += 1) content = of(mebi + ratio * (deflateRawSync(content).length - 5));
  return zip([{ name: 'p', content }]);
}

function pdfOf(pages: number): Buffer {
  const kids = Array.from({ length: pages }, (_, at) => `${at * 2 + 4} 0 R`).join(' ');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages}/Kids[${kids}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...Array.from({ length: pages }, (_, at) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F 3 0 R>>>>/Contents ${at * 2 + 5} 0 R>>`,
      '<</Length 30>>stream\nBT /F 9 Tf 9 9 Td (trang) Tj ET\nendstream',
    ]).flat(),
  ];
  let text = '%PDF-1.4\n';
  const at = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return offset;
  });
  const table = at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text);
}

const reads = async (work: Promise<unknown>) => (await work.catch(() => undefined)) !== undefined;
const square = '{"type":"Feature","properties":{},"geometry":null}';
const ring = (points: number) => `[${Array(points).fill('[1,1]').join(',')}]`;

const intakeOf = (fields: Record<string, string>) =>
  checkIntake(
    { kind: 'reflection', title: 'Đường ngập', body: 'x'.repeat(40), ...fields },
    world.services.clock(),
  );
const nested = (depth: number): unknown => {
  let value: unknown = 'x';
  for (let at = 0; at < depth; at += 1) value = [value];
  return value;
};

/** Each door with the largest it lets in, as `docs/security.md` has them. */
const doors: { door: string; limit: string; most: number; lets: Door }[] = [
  {
    door: 'Address of a request, with names and values of its headers',
    limit: '16,383 bytes',
    most: 16_383,
    lets: head,
  },
  { door: 'A form without files', limit: '1,048,576 bytes', most: mebi, lets: form },
  { door: 'JSON from a program', limit: '1,048,576 bytes', most: mebi, lets: json },
  {
    door: 'JSON, how deep',
    limit: '40 levels',
    most: 40,
    lets: async (depth) => unholdablePath(nested(depth)) === undefined,
  },
  {
    door: 'A text field of a form with files',
    limit: '2,000,000 bytes',
    most: 2_000_000,
    lets: (size) =>
      inForm(async ({ send }) => (await send({ a: 'x'.repeat(size) }, [])).json().cut.length === 0),
  },
  {
    door: 'Text fields of a form with files',
    limit: '60',
    most: 60,
    lets: (count) =>
      inForm(
        async ({ send }) =>
          (await send(Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, 'x'])), []))
            .statusCode === 200,
      ),
  },
  {
    door: 'Files of a form',
    limit: '5',
    most: 5,
    lets: (count) => inForm(async ({ send }) => !(await send({}, Array(count).fill(10))).json().tooMany),
  },
  {
    door: 'Forms with files that are held at once',
    limit: '58,720,256 bytes',
    most: 56 * mebi,
    lets: beside('203.0.113.2'),
  },
  {
    door: 'A file',
    limit: '10,485,760 bytes',
    most: 10 * mebi,
    lets: async (size) => (await inspectFile(Buffer.alloc(size, '%PDF-1.4\n'))) !== 'tooLarge',
  },
  {
    door: 'A picture',
    limit: '60,000,000 pixels',
    most: 60_000_000,
    lets: async (pixels) => {
      const image = sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } });
      const [width, height] =
        pixels === 60_000_000 ? [10_000, 6_000] : pixels < 60_000_000 ? [9_999, 6_000] : [10_001, 6_000];
      const bytes = await image.resize(width, height, { fit: 'fill', kernel: 'nearest' }).png().toBuffer();
      return typeof (await inspectFile(bytes)) !== 'string';
    },
  },
  {
    door: 'An archive, unpacked',
    limit: '104,857,600 bytes',
    most: 100 * mebi,
    lets: async (size) => (await archiveRefusal(fullOf(size))) === undefined,
  },
  {
    door: 'An archive, entries',
    limit: '2,000',
    most: 2000,
    lets: async (count) =>
      (await archiveRefusal(
        zip(Array.from({ length: count }, (_, at) => ({ name: `${at}`, content: Buffer.from('x') }))),
      )) === undefined,
  },
  {
    door: 'An archive, unpacked to packed past the first 1,048,576 bytes',
    limit: '200 : 1',
    most: 200,
    lets: async (ratio) => (await archiveRefusal(packedBy(ratio))) === undefined,
  },
  {
    door: 'A sheet',
    limit: '50,000 rows',
    most: 50_000,
    lets: (rows) => reads(readSheets('a.csv', Buffer.from(`a,b\n${'1,2\n'.repeat(rows - 1)}`))),
  },
  {
    door: 'A map',
    limit: '20,000 shapes',
    most: 20_000,
    lets: (count) =>
      reads(readFeatures(Buffer.from(`{"features":[${Array(count).fill(square).join(',')}]}`))),
  },
  {
    door: 'A map, points',
    limit: '1,000,000',
    most: 1_000_000,
    lets: (count) =>
      reads(
        readFeatures(
          Buffer.from(
            `{"features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[${ring(count)}]}}]}`,
          ),
        ),
      ),
  },
  {
    door: 'A calendar',
    limit: '5,000 events',
    most: 5_000,
    lets: (count) => {
      const event = 'BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20260101\r\nSUMMARY:x\r\nEND:VEVENT\r\n';
      return reads(
        readCalendarFile(
          `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n${event.repeat(count)}END:VCALENDAR\r\n`,
          2026,
        ),
      );
    },
  },
  {
    door: 'A document whose text is read',
    limit: '300 pages',
    most: 300,
    lets: async (pages) => 'text' in (await textOf({ bytes: pdfOf(pages), mediaType: 'application/pdf' })),
  },
  {
    door: 'Files being read or waiting to be',
    limit: '42',
    most: 42,
    lets: async (count) => {
      const file = Buffer.from('%PDF-1.4\n');
      const all = await Promise.allSettled(Array.from({ length: count }, async () => apart('inspect', file)));
      return all.every(({ status }) => status === 'fulfilled');
    },
  },
  {
    door: 'Bodies of one address on their way',
    limit: '60',
    most: 60,
    lets: async (count) => {
      const sockets = Array.from({ length: count - 1 }, () => connect(port, '127.0.0.1'));
      for (const socket of sockets) socket.on('error', () => {});
      await Promise.all(sockets.map((socket) => new Promise((open) => socket.once('connect', open))));
      const begin =
        'POST /theo-doi HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n';
      for (const socket of sockets) socket.write(`${begin}code=`);
      // Each is under way once a later request of the same connection order is answered.
      await vi.waitFor(async () =>
        expect((await raw('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')).length).toBeGreaterThan(0),
      );
      const answer = await raw(`${begin}code=abcd`);
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        sockets.map((socket) => socket.closed || new Promise((shut) => socket.once('close', shut))),
      );
      return !answer.startsWith('HTTP/1.1 429');
    },
  },
  {
    door: 'Codes typed at one address in an hour',
    limit: '100',
    most: 100,
    lets: async (count) => {
      const { pass } = limiter(10, 100, 3600);
      const all = await Promise.allSettled(Array.from({ length: count }, () => pass('203.0.113.7')));
      expect(Math.max(...waited)).toBe(4000);
      return all.every(({ status }) => status === 'fulfilled');
    },
  },
  {
    door: 'A petition’s title',
    limit: '150 letters',
    most: 150,
    lets: async (length) => intakeOf({ title: 'ộ'.repeat(length) }).ok,
  },
  {
    door: 'A petition’s text',
    limit: '20,000 letters',
    most: 20_000,
    lets: async (length) => intakeOf({ body: 'ộ'.repeat(length) }).ok,
  },
  {
    door: 'A password',
    limit: '128 letters',
    most: 128,
    lets: async (length) => {
      const typed = randomBytes(length).toString('base64url').slice(0, length);
      return (await passwordFaults(typed)) === undefined;
    },
  },
  {
    door: 'A number',
    limit: '2,000,000,000',
    most: 2_000_000_000,
    lets: async (number) => {
      const read = fieldReader({ n: String(number) }, 'vi');
      read.number('n');
      return !read.failed;
    },
  },
  {
    door: 'A year in a date',
    limit: '2200',
    most: 2200,
    lets: async (year) => readTypedDate(`31/12/${year}`) !== undefined,
  },
];

test('a whole folder chosen by mistake comes back as a form with what was typed, not as an error', async () => {
  const { send, close } = await formsOnly();
  const answer = await send({ title: 'Đèn hỏng' }, Array(11).fill(10));
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ files: 5, tooMany: true });
  await close();
});

describe('the limit of each door', () => {
  test.each(doors)('$door: $limit', async ({ most, lets }) => {
    expect([await lets(most - 1), await lets(most), await lets(most + 1)]).toEqual([true, true, false]);
  });

  test('the table in docs/security.md has these, and no other', () => {
    const text = readFileSync(join(projectRoot, 'docs/security.md'), 'utf8');
    const [, after = ''] = text.split('## Limits of every door');
    const table = after.split('\n## ', 1)[0] ?? '';
    const rows = [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|/gm)]
      .map(([, door = '', limit = '', what = '']) => [door.trim(), limit.trim(), what.trim()])
      .filter(([door]) => door !== 'door' && !/^-+$/.test(door ?? ''));
    expect(rows.map(([door, limit]) => `${door}: ${limit}`)).toEqual(
      doors.map(({ door, limit }) => `${door}: ${limit}`),
    );
    for (const [door, , what] of rows) expect([door, what?.length ?? 0]).not.toEqual([door, 0]);
  });
});
