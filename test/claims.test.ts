import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countWhole } from '../src/ground/figure/catalogue.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { Program } from './support/program.ts';
import { openWorld, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
const folder = mkdtempSync(join(tmpdir(), 'gandan-claims-'));
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
});
afterAll(async () => {
  await app.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

const wrong = 'Mở đầu.\nBàn giao đúng hẹn, đạt trên 70% (22/32 dự án).';
const right = 'Thành phố đã giảm được 111/207 biên chế, đạt trên 53%.';

test('the command: a line a claim where it stands; 1 when one does not hold, 0 when all do', () => {
  const program = new Program(folder);
  const file = join(folder, 'bai.txt');
  writeFileSync(file, wrong);
  const failing = program.run(['check', file]);
  expect(failing.status).toBe(1);
  expect(failing.output).toContain(
    `${file}:2:24: không khớp: “trên 70%” (22/32 là 68,75%; nên viết: 68,75% (gần 69%))`,
  );
  expect(program.run(['check', '-'], {}, right)).toMatchObject({
    status: 0,
    output: '-:1:46: khớp: “trên 53%” (111/207 là 53,62%)\n',
  });
  const json = JSON.parse(program.run(['check', '--json', '-'], {}, right).output);
  expect(json).toMatchObject({
    language: 'vi',
    claims: [{ quote: 'trên 53%', verdict: 'holds', truth: '53,62%' }],
  });
  expect(program.run(['check', join(folder, 'none.txt')]).output).toContain('cannot be read');
}, 30_000);

test('the command reads what offices keep, and refuses what it would only half read', async () => {
  const program = new Program(folder);
  const write = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const little = Buffer.from(`\ufeff${wrong}`, 'utf16le');
  const odt = new PizZip();
  odt.file('mimetype', 'application/vnd.oasis.opendocument.text');
  odt.file(
    'content.xml',
    `<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:h>Mở đầu.</text:h><text:p>Bàn giao,<text:s/>đạt trên <text:span>70%</text:span> (22/32 dự án).</text:p></office:text></office:body></office:document-content>`,
  );
  const word = await Packer.toBuffer(
    new Document({ sections: [{ children: wrong.split('\n').map((line) => new Paragraph(line)) }] }),
  );
  for (const file of [
    write('a16le.txt', little),
    write('a16be.txt', Buffer.from(little).swap16()),
    write('a.odt', odt.generate({ type: 'nodebuffer' })),
    write('a.docx', word),
  ]) {
    const { status, output } = program.run(['check', file]);
    expect(output, file).toContain('không khớp: “trên 70%”');
    expect(status).toBe(1);
  }
  for (const file of [
    write('latin.txt', Buffer.from('B\xe0n giao \xf0\xfang h\xb9n', 'latin1')),
    write('unmarked.txt', Buffer.from(wrong, 'utf16le')),
    write('broken.docx', Buffer.from('PK nothing')),
  ]) {
    const { status, output } = program.run(['check', file]);
    expect(output, file).toMatch(/is no text in UTF-8|holds no text that can be read/);
    expect(status).toBe(1);
  }
}, 60_000);

test('for programs: the same verdicts, with places in the text', async () => {
  const post = (body: unknown) =>
    app.inject({
      method: 'POST',
      url: '/api/claims/check',
      payload: body as object,
      headers: { 'content-type': 'application/json' },
    });
  const answer = (await post({ text: wrong })).json();
  expect(answer).toMatchObject({
    language: 'vi',
    holds: false,
    claims: [
      { quote: 'trên 70%', verdict: 'fails', truth: '68,75%', explanation: expect.stringContaining('22/32') },
    ],
  });
  const [claim] = answer.claims;
  expect(wrong.slice(claim.at, claim.end)).toBe('trên 70%');
  // Letters with their marks apart are the same letters.
  expect((await post({ text: wrong.normalize('NFD') })).json()).toMatchObject({ holds: false });
  expect((await post({ text: right })).json()).toMatchObject({ holds: true });
  expect((await post({ text: 'They settled 84 of 120 complaints, over 70%.' })).json()).toMatchObject({
    language: 'en',
    holds: false,
  });
  expect((await post({ text: '' })).statusCode).toBe(400);
  expect((await post({ text: 'x'.repeat(200_001) })).statusCode).toBe(400);
});

test('the page keeps what was pasted, marks what was found, and says what is missing', async () => {
  const reader = await visitor(world, app);
  const page = await reader.post('/kiem-con-so', { text: `${wrong} <b>đậm</b>` });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('1 không khớp');
  expect(page.body).toContain('22/32 là 68,75%');
  expect(page.body).toContain('<mark class="fails">');
  expect(page.body).not.toContain('<b>đậm</b>');
  expect((await reader.post('/kiem-con-so', { text: ' ' })).body).toContain('Hãy dán bài viết vào đây.');
  expect((await reader.post('/kiem-con-so', { text: 'Không có gì.' })).body).toContain(
    'Không thấy câu nào có con số.',
  );
});

describe('against the published figures', () => {
  let sample: World;
  beforeAll(async () => {
    sample = await openWorld({ template: 'sample' });
  });
  afterAll(() => sample.close());

  test('a sentence that names a figure and its months is held against it, and told where', async () => {
    const figure = sample.services.figures.find((one) => one.code === 'petitions-answeredOnTime');
    if (!figure) throw new Error('no such figure');
    const sum = await countWhole(
      sample.services,
      figure,
      parsePlainDate('2026-01-01'),
      parsePlainDate('2026-06-01'),
      sample.services.clock(),
    );
    const share = ((sum.numerator / (sum.denominator ?? 1)) * 100).toLocaleString('vi-VN', {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    const served = await sample.app();
    const reader = await visitor(sample, served);
    const right = `6 tháng đầu năm 2026, tỷ lệ đơn được trả lời đúng hạn đạt ${share}%.`;
    const wrongly = '6 tháng đầu năm 2026, tỷ lệ đơn được trả lời đúng hạn đạt 12,3%.';
    const ask = async (text: string) =>
      (
        await served.inject({
          method: 'POST',
          url: '/api/claims/check',
          headers: { 'content-type': 'application/json' },
          payload: { text },
        })
      ).json().claims[0];
    expect(await ask(right)).toMatchObject({
      verdict: 'unchecked',
      published: {
        code: 'petitions-answeredOnTime',
        from: '2026-01',
        to: '2026-06',
        agrees: true,
        numerator: sum.numerator,
      },
    });
    expect(await ask(wrongly)).toMatchObject({ published: { agrees: false } });
    const page = await reader.post('/kiem-con-so', { text: wrongly });
    expect(page.body).toContain('/so-lieu/danh-muc/petitions-answeredOnTime?tu=01%2F2026');
    // How much it rose is not what it is; and a sentence without months is held against nothing.
    expect((await ask('Năm 2026, tỷ lệ đơn trả lời đúng hạn tăng 12%.')).published).toBeNull();
    expect((await ask('Tỷ lệ đơn trả lời đúng hạn đạt 12%.')).published).toBeNull();
    expect((await ask('Tháng 3/2026, tỷ lệ hộ có nước sạch đạt 12%.')).published).toBeNull();
    await served.close();
  });
});
