import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { submit } from '../src/parts/petitions/submit.ts';
import { boundFigures, unreadableBindings } from '../src/parts/publishing/binding.ts';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { sendForm } from './support/forms.ts';
import { intake, newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let writer: Visitor;
let head: Visitor;
let anyone: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  writer = await visitor(world, app, 'giaiquyet');
  head = await visitor(world, app, 'bantiepdan');
  anyone = await visitor(world, app);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const token = '{{petitions-answeredOnTime 01/2026-10/2026}}';
const words = {
  title: 'Kết quả trả lời kiến nghị của người dân',
  lead: 'Mười tháng đầu năm 2026.',
  body: `Trả lời đúng hạn ${token}.`,
  language: 'vi',
};
const desk = (id: string) => `/can-bo/tin/${id}`;

/** The version the form would carry. */
async function version(id: string): Promise<string> {
  const row = await world.services.db.one<{ version: number }>(
    sql`select version from article where id = ${id}`,
  );
  return String(row.version);
}

async function slugOf(id: string): Promise<string> {
  return (await world.services.db.one<{ slug: string }>(sql`select slug from article where id = ${id}`)).slug;
}

async function recorded(id: string): Promise<string[]> {
  const rows = await world.services.db.rows<{ type: string }>(
    sql`select event->>'type' as type from record_opening where subject = ${id} order by seq`,
  );
  return rows.map((row) => row.type);
}

async function submitted(given: Partial<typeof words> = {}): Promise<string> {
  const id = newId();
  expect((await writer.post(desk(id), { ...words, ...given })).statusCode).toBe(303);
  expect((await writer.post(`${desk(id)}/trinh`, {})).statusCode).toBe(303);
  return id;
}

async function publish(id: string, given: Record<string, string> = {}, by = head) {
  return sendForm(by, desk(id), 'dang', { sure: '1', ...given }, { version: await version(id) });
}

describe('from a draft to the public', () => {
  test('saved twice it is one article; a figure is inserted without losing what is typed', async () => {
    const id = newId();
    const inserted = await writer.post(desk(id), {
      ...words,
      body: 'Đang viết dở',
      go: 'insert',
      figure: 'petitions-received',
      from: '01/2026',
      to: '10/2026',
    });
    expect(inserted.body).toContain('Đang viết dở {{petitions-received 01/2026-10/2026}}');
    const rows = () => world.services.db.rows(sql`select version from article where id = ${id}`);
    expect(await rows()).toEqual([]);
    await writer.post(desk(id), words);
    await writer.post(desk(id), words);
    expect(await rows()).toEqual([{ version: 1 }]);
  });

  test('one writes, another publishes; its figures are computed, frozen and recorded', async () => {
    const id = await submitted();
    const slug = await slugOf(id);
    expect(slug).toMatch(/^ket-qua-tra-loi-kien-nghi-cua-nguoi-dan-[0-9a-f]{6}$/);
    expect((await anyone.get(`/tin/${slug}`)).statusCode).toBe(404);
    expect((await anyone.get('/tin')).body).not.toContain(slug);

    const published = await publish(id);
    expect(published.statusCode).toBe(303);
    const page = (await anyone.get(`/tin/${slug}`)).body;
    const told = /Trả lời đúng hạn (\d+,\d+% \([\d.]+\/[\d.]+\))/.exec(page)?.[1];
    expect(told).toBeTruthy();
    expect(page).not.toContain('{{');
    expect(page).toContain('/so-lieu/danh-muc/petitions-answeredOnTime?tu=01%2F2026&amp;den=10%2F2026');
    expect((await anyone.get('/')).body).toContain(slug);
    for (const list of ['/tin.atom', '/tin.rss', '/sitemap/trang.xml']) {
      const answer = await anyone.get(list);
      expect(answer.headers['content-type']).toMatch(/xml/);
      expect(answer.body).toContain(`/tin/${slug}</`);
    }
    expect(page).toContain(`<link rel="canonical" href="${world.services.config.publicUrl}/tin/${slug}"`);
    expect(page).toContain('href="mailto:?subject=');

    // Answers that come in later change what is counted, and not what was said then.
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    await owner.query(`delete from petition_count where received_on < '2026-06-01'`);
    await owner.end();
    world.services.cache.clear();
    const draft = (await writer.get(desk(id))).body;
    expect(draft).toContain('Trả lời đúng hạn');
    expect(draft).not.toContain(told);
    expect((await anyone.get(`/tin/${slug}`)).body).toContain(told);
    expect(await recorded(id)).toEqual(['article.published']);
    // Published once, it cannot be published again without a reason for a correction.
    expect((await publish(id)).statusCode).toBe(422);
  });

  test('whoever wrote it does not publish it, a head neither', async () => {
    const id = newId();
    await head.post(desk(id), words);
    await head.post(`${desk(id)}/trinh`, {});
    const refused = await publish(id);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Người viết không tự đăng');
    // An officer who did not write it is no head.
    expect((await publish(id, {}, writer)).statusCode).toBe(404);
    expect(await recorded(id)).toEqual([]);
  });

  test('words changed after they were handed over go back to their writer', async () => {
    const id = await submitted();
    await head.post(desk(id), { ...words, body: 'Lời của người đứng đầu.', version: await version(id) });
    const refused = await publish(id);
    expect(refused.statusCode).toBe(422);
    expect(await recorded(id)).toEqual([]);
  });

  test('two who change it at the same time: the second is told, and keeps what they typed', async () => {
    const id = await submitted();
    const seen = await version(id);
    await writer.post(desk(id), { ...words, body: 'Bản thứ nhất.', version: seen });
    const second = await head.post(desk(id), { ...words, body: 'Bản thứ hai.', version: seen });
    expect(second.statusCode).toBe(422);
    expect(second.body).toContain('Bản thứ hai.');
    // Published is what was looked at: an older version is not.
    await writer.post(`${desk(id)}/trinh`, {});
    const stale = await sendForm(head, desk(id), 'dang', { sure: '1' }, { version: seen });
    expect(stale.statusCode).toBe(422);
    expect(await recorded(id)).toEqual([]);
  });
});

describe('numbers that do not hold', () => {
  const wrong = { body: 'Có 22/32 dự án, đạt trên 70%.' };

  test('are shown to whoever publishes, and published only with a reason beside them', async () => {
    const id = await submitted(wrong);
    expect((await head.get(desk(id))).body).toContain('Con số không khớp');
    expect((await publish(id)).statusCode).toBe(422);
    expect(await recorded(id)).toEqual([]);
    await publish(id, { failingWhy: 'Trích nguyên văn báo cáo của sở.' });
    const page = (await anyone.get(`/tin/${await slugOf(id)}`)).body;
    expect(page).toContain('Con số không khớp');
    expect(page).toContain('Trích nguyên văn báo cáo của sở.');
  });

  test('a bound figure that does not exist is refused by name', async () => {
    const id = newId();
    await writer.post(desk(id), { ...words, body: 'Đạt {{petitions-khongco 01/2026-02/2026}}.' });
    const refused = await writer.post(`${desk(id)}/trinh`, {});
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('{{petitions-khongco 01/2026-02/2026}}');
  });

  test.each([
    ['{{petitions-received 01/2026-10/2026}}', []],
    ['{{petitions-received 13/2026-10/2026}}', ['{{petitions-received 13/2026-10/2026}}']],
    ['{{petitions-received 10/2026-01/2026}}', ['{{petitions-received 10/2026-01/2026}}']],
    ['{{petitions-received}}', ['{{petitions-received}}']],
    ['a {{ }} b', ['{{ }}']],
    ['{{petitions-received 10/2026-11/2026}}', ['{{petitions-received 10/2026-11/2026}}']],
    [
      '{{petitions-received 01/2026-10/2026 phuong-bac-lieu}} {{chart petitions-received 01/2026-10/2026}}',
      [],
    ],
    [
      '{{table petitions-received 01/2026-10/2026 no-such}}',
      ['{{table petitions-received 01/2026-10/2026 no-such}}'],
    ],
  ])('%s', (text, unreadable) => {
    expect(
      unreadableBindings(
        text,
        world.services.figures,
        [{ code: 'phuong-bac-lieu' }],
        parsePlainDate('2026-10-01'),
      ),
    ).toEqual(unreadable);
  });
});

describe('what was published', () => {
  test('is corrected openly: what it said before and why stay', async () => {
    const id = await submitted({ body: 'Có 12 hồ sơ.' });
    await publish(id);
    const slug = await slugOf(id);
    await writer.post(desk(id), { ...words, body: 'Có 13 hồ sơ.', version: await version(id) });
    expect((await anyone.get(`/tin/${slug}`)).body).toContain('Có 12 hồ sơ.');
    expect((await publish(id)).statusCode).toBe(422);
    expect((await publish(id, { why: 'Đếm sót một hồ sơ.' })).statusCode).toBe(303);
    const page = (await anyone.get(`/tin/${slug}`)).body;
    for (const said of ['Có 13 hồ sơ.', 'Có 12 hồ sơ.', 'Đếm sót một hồ sơ.']) expect(page).toContain(said);
    expect(await recorded(id)).toEqual(['article.published', 'article.corrected']);
    // What was published cannot be changed in the database either.
    const { db } = world.services;
    await expect(db.run(sql`update article_edition set body = '' where article_id = ${id}`)).rejects.toThrow(
      /permission denied/,
    );
  });

  test('is withdrawn openly: its address stays and says why', async () => {
    const id = await submitted({ body: 'Sẽ bị gỡ.' });
    await publish(id);
    const slug = await slugOf(id);
    expect((await sendForm(writer, desk(id), 'go', { why: 'x' })).statusCode).toBe(404);
    expect((await sendForm(head, desk(id), 'go', { why: ' ' })).statusCode).toBe(422);
    await sendForm(head, desk(id), 'go', { why: 'Đăng nhầm kỳ báo cáo.' });
    const page = (await anyone.get(`/tin/${slug}`)).body;
    expect(page).toContain('Đăng nhầm kỳ báo cáo.');
    expect(page).not.toContain('Sẽ bị gỡ.');
    expect((await anyone.get('/tin')).body).not.toContain(slug);
    expect((await anyone.get('/tin.atom')).body).not.toContain(slug);
    expect(await recorded(id)).toEqual(['article.published', 'article.withdrawn']);
  });

  test('is text and no program', async () => {
    const id = await submitted({ body: '<script>alert(1)</script> [x](javascript:alert(1)) **đậm**' });
    await publish(id);
    const page = (await anyone.get(`/tin/${await slugOf(id)}`)).body;
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('href="javascript');
    expect(page).toContain('<strong>đậm</strong>');
  });
});

describe('feedback on an article', () => {
  const feedback = async (page: string, fields: Record<string, string> = {}) => {
    const done = await submit(
      world.services,
      intake(world, { title: 'Số liệu về đường chưa rõ', aboutPage: page, aboutShown: 'yes', ...fields }),
      { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
    );
    if ('faults' in done) throw new Error('no handlers');
    return done.submitted.id;
  };
  const publishCase = (id: string) =>
    world.services.db.run(sql`
      update petition set state = 'answered', published_at = ${world.services.clock()} where id = ${id}`);

  test('carries the article through the form without JavaScript, whatever else is in the address', async () => {
    const start = await anyone.get('/nop-don?loai=reflection&ve=/tin/mot-bai-123456');
    expect(start.body).toContain('name="aboutPage" value="/tin/mot-bai-123456"');
    expect((await anyone.get('/nop-don?ve=https://xau.example')).body).not.toMatch(
      /(value|href)="https:\/\/xau/,
    );
    const form = {
      key: newKey(),
      kind: 'reflection',
      aboutPage: '/tin/mot-bai-123456',
      title: 'Số liệu về đường chưa rõ',
      body: 'Bài nói 22 dự án nhưng không nêu tên dự án nào.',
    };
    const details = await anyone.post('/nop-don', { ...form, at: 'kind', go: 'next' });
    expect(details.body).toContain('Cho hiện dưới bài ấy?');
    const check = await anyone.post('/nop-don', { ...form, aboutShown: 'no', at: 'contact', go: 'next' });
    expect(check.body).toContain('Cho hiện dưới bài ấy?');
    const sent = await anyone.post('/nop-don', { ...form, aboutShown: 'no', at: 'check', go: 'send' });
    expect(sent.statusCode).toBe(303);
    expect(
      await world.services.db.rows(sql`select shown from petition_about where page = '/tin/mot-bai-123456'`),
    ).toEqual([{ shown: false }]);
  });

  test('shows under it once published, where the sender agrees, and not before', async () => {
    const id = await submitted({ body: 'Có 12 hồ sơ.' });
    await publish(id);
    const page = `/tin/${await slugOf(id)}`;
    const agreed = await feedback(page);
    const silent = await feedback(page, { title: 'Không muốn ai đọc điều này', aboutShown: 'no' });
    world.services.cache.clear();
    expect((await anyone.get(page)).body).not.toContain('Số liệu về đường chưa rõ');
    await publishCase(agreed);
    await publishCase(silent);
    world.services.cache.clear();
    const shown = (await anyone.get(page)).body;
    expect(shown).toContain('Số liệu về đường chưa rõ');
    expect(shown).not.toContain('Không muốn ai đọc điều này');
  });

  test('of a denunciation nothing is kept, nor of what turns out to be one', async () => {
    const sealed = await feedback('/tin/to-cao', { kind: 'denunciation' });
    const turned = await feedback('/tin/to-cao');
    const kept = async () => {
      const owner = new pg.Client({ connectionString: world.url });
      await owner.connect();
      const { rows } = await owner.query(
        `select petition_id as id from petition_about where page = '/tin/to-cao'`,
      );
      await owner.end();
      return rows.map((row) => row.id as string);
    };
    expect(await kept()).toEqual([turned]);
    expect(await kept()).not.toContain(sealed);
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    await owner.query(`set gandan.keeping = 'on'`);
    await owner.query(`update petition set kind = 'denunciation' where id = $1`, [turned]);
    await owner.end();
    expect(await kept()).toEqual([]);
  });
});

test('another unit’s officer does not learn that a draft exists', async () => {
  const id = await submitted();
  const other = await visitor(world, app, 'thutruong');
  expect((await other.get(desk(id))).statusCode).toBe(404);
  expect((await other.post(desk(id), { ...words, version: '1' })).statusCode).toBe(404);
  expect((await other.get('/can-bo/tin')).body).not.toContain(id);
});

test('what is missing or too long is said at its field, and what was typed is kept', async () => {
  const empty = await writer.post(desk(newId()), { ...words, title: ' ' });
  expect(empty.statusCode).toBe(422);
  expect(empty.body).toContain('Mười tháng đầu năm 2026.');
  const long = await writer.post(desk(newId()), { ...words, lead: 'à'.repeat(501) });
  expect(long.statusCode).toBe(422);
  expect(long.body).toContain('à'.repeat(501));
});

test('what is told by the year only belongs to a chart as it does to the value', async () => {
  const [some] = world.services.figures;
  if (!some) throw new Error('no figure');
  const month = parsePlainDate('2025-01-01');
  const figure = {
    ...some,
    count: async () => ({
      cells: [{ month, unit: undefined, numerator: 40, denominator: undefined }],
      remainder: { numerator: 2, denominator: undefined },
    }),
  };
  const [value, chart] = await boundFigures(
    { ...world.services, figures: [figure] },
    `{{${figure.code} 01/2025-12/2025}} {{chart ${figure.code} 01/2025-12/2025}}`,
  );
  expect(value?.numerator).toBe(42);
  expect(chart?.numerator).toBe(42);
  expect(chart?.cells?.reduce((sum, cell) => sum + cell.numerator, 0)).toBe(42);
});
