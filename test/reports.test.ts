// A periodic report from template to publication: bound figures, tables and charts, what the author fills in,
// papers, pictures, the hour of publication, and recomputing what was published.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PizZip from 'pizzip';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recompute } from '../src/cli/recompute.ts';
import { publishDue } from '../src/parts/publishing/article.service.ts';
import { boundFigures } from '../src/parts/publishing/binding.ts';
import { blocksOf } from '../src/parts/publishing/paper.tsx';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { sendForm } from './support/forms.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

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

const desk = (id: string) => `/can-bo/tin/${id}`;
const read = (id: string) =>
  world.services.db.one<{
    slug: string;
    body: string;
    title: string;
    lead: string;
    version: number;
    state: string;
    publishAt: Date | null;
  }>(
    sql`select slug, body, title, lead, version, state, publish_at as "publishAt" from article where id = ${id}`,
  );

/** A draft from a template, its author's places filled in. */
async function drafted(template: string, given: Record<string, string> = {}): Promise<string> {
  const id = newId();
  const asked = { template, period: '1', unit: '', month: '10/2026', audience: 'public', ...given };
  const made = await writer.post('/can-bo/tin/bao-cao', { id, ...asked });
  expect(made.statusCode).toBe(303);
  return id;
}
async function filledIn(id: string, more = ''): Promise<void> {
  const { title, lead, body, version } = await read(id);
  const done = body.replace(/\[…[^\]]*\]/g, 'Đã làm theo kế hoạch.') + more;
  const saved = await writer.post(desk(id), {
    title,
    lead,
    body: done,
    category: 'report',
    version: String(version),
  });
  expect(saved.statusCode).toBe(303);
}
const publish = async (id: string, given: Record<string, string> = {}) =>
  sendForm(head, desk(id), 'dang', { sure: '1', ...given }, { version: String((await read(id)).version) });

describe('a periodic report', () => {
  test('is drafted with bound figures, and not published before its author has filled it in', async () => {
    const id = await drafted('outreach', { period: '6', month: '06/2026' });
    const again = await writer.post('/can-bo/tin/bao-cao', {
      id,
      template: 'outreach',
      period: '6',
      unit: '',
      month: '06/2026',
      audience: 'public',
    });
    expect(again.statusCode).toBe(303);
    const draft = await read(id);
    expect(draft).toMatchObject({
      version: 1,
      title: 'Kết quả công tác dân vận chính quyền 6 tháng đầu năm 2026',
    });
    for (const token of [
      '{{petitions-received 01/2026-06/2026}}',
      '{{chart petitions-answeredOnTime 07/2025-06/2026}}',
      '{{table petitions-answeredOnTime 01/2026-06/2026}}',
    ])
      expect(draft.body).toContain(token);
    const early = await writer.post(`${desk(id)}/trinh`, {});
    expect(early.statusCode).toBe(422);
    expect(early.body).toContain('Còn chỗ mẫu để trống cho người viết');
  });

  test.each([
    [{ template: 'nothing' }, 'Hãy chọn một mẫu.'],
    [{ period: '2' }, 'Hãy chọn một kỳ.'],
    [{ audience: '' }, 'Hãy chọn báo cáo dành cho ai.'],
    [{ month: '11/2026' }, 'Tháng này chưa hết.'],
    [{ month: '13/2026' }, 'Tháng không đúng.'],
  ])('%j is refused with what was typed kept', async (given, message) => {
    const values = {
      id: newId(),
      template: 'reception',
      period: '1',
      unit: '',
      month: '10/2026',
      audience: 'public',
      ...given,
    };
    const answer = await writer.post('/can-bo/tin/bao-cao', values);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).toContain(`value="${values.month}"`);
  });

  test('shows chart, table and values, as page, PDF, Word and data that is recomputed', async () => {
    const id = await drafted('reception');
    await filledIn(id);
    expect((await writer.post(`${desk(id)}/trinh`, {})).statusCode).toBe(303);
    expect((await publish(id)).statusCode).toBe(303);
    const { slug } = await read(id);
    const page = (await anyone.get(`/tin/${slug}`)).body;
    expect(page).toContain('<svg class="chart"');
    expect(page).toContain('Trả lời đúng hạn, của đơn nhận trong kỳ, 10/2026');
    expect(page).not.toContain('{{');
    expect((await anyone.get('/tin?loai=report')).body).toContain(slug);
    expect((await anyone.get('/tin?loai=notice')).body).not.toContain(slug);

    const pdf = await anyone.get(`/tin/${slug}.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    const word = new PizZip((await anyone.get(`/tin/${slug}.docx`)).rawPayload);
    const text = word.file('word/document.xml')?.asText() ?? '';
    for (const part of ['BÁO CÁO', 'I. Tiếp công dân', '<w:tbl>', 'Mẫu số', 'Đã làm theo kế hoạch.'])
      expect(text).toContain(part);
    expect(word.file(/word\/media\/.*\.png/).length).toBeGreaterThan(0);

    await world.services.publication.flush();
    const folder = mkdtempSync(join(tmpdir(), 'gandan-report-'));
    const report = (await anyone.get(`/tin/${slug}.json`)).json();
    writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
    // One file of a year's entries serves every figure: each takes the months that it speaks of.
    for (const set of ['petitions', 'receptions']) {
      const opened = (await anyone.get(`/so-lieu/mo/${set}.jsonl?tu=11/2025&den=10/2026`)).body;
      writeFileSync(join(folder, `${set}.jsonl`), opened);
    }
    const run = async () => {
      const said: string[] = [];
      const places = { record: join(world.dataDir, 'record'), openings: folder };
      await recompute(join(folder, 'report.json'), places, (line) => said.push(line));
      return said.join('\n');
    };
    expect(await run()).toMatch(/petitions-received: agrees; recomputed [1-9]/);
    // A number of the text that is not the sum of its months is named.
    report.bound.find((one: { code: string }) => one.code === 'petitions-received').numerator += 1;
    writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
    await expect(run()).rejects.toThrow('1 numbers differ');
    expect(report.figures.filter((one: { openings: string | null }) => one.openings).length).toBeGreaterThan(
      5,
    );
  });

  test('of one unit tells its own numbers, and what has changed since stands beside them', async () => {
    const id = await drafted('reception', { unit: 'ban-tcd', month: '09/2026' });
    await filledIn(id);
    await writer.post(`${desk(id)}/trinh`, {});
    await publish(id);
    const { slug } = await read(id);
    const { figures } = await world.services.db.one<{
      figures: { code: string; unit?: { code: string }; numerator: number }[];
    }>(sql`select figures from article_edition where article_id = ${id}`);
    const received = figures.find((one) => one.code === 'petitions-received');
    expect(received?.unit?.code).toBe('ban-tcd');
    const whole = (
      await anyone.get('/so-lieu/danh-muc/petitions-received.json?tu=09/2026&den=09/2026')
    ).json();
    const all = whole.rows.reduce((sum: number, row: { numerator: number }) => sum + row.numerator, 0);
    expect(received?.numerator).toBeLessThan(all);
    expect((await anyone.get(`/tin/${slug}`)).body).toContain('không đổi');
  });
});

describe('a report for offices', () => {
  test('has the true numbers, small groups too, takes a number, and is on no public page', async () => {
    const id = await drafted('reception', { period: '12', month: '10/2026', audience: 'office' });
    await filledIn(id);
    expect((await writer.post(`${desk(id)}/trinh`, {})).statusCode).toBe(303);
    expect((await publish(id)).statusCode).toBe(303);
    const { slug, title } = await read(id);
    const { figures } = await world.services.db.one<{
      figures: { code: string; kind?: { code: string }; numerator: number }[];
    }>(sql`select figures from article_edition where article_id = ${id}`);
    const told = (code: string, kind?: string) =>
      figures.find((one) => one.code === code && one.kind?.code === kind)?.numerator;
    const { all, denunciations, visits } = await world.services.db.one<Record<string, number>>(sql`
      select (select count(*)::int from petition_count where received_on between '2025-11-01' and '2026-10-31') as all,
        (select count(*)::int from petition_count where kind = 'denunciation'
          and received_on between '2025-11-01' and '2026-10-31') as denunciations,
        (select count(*)::int from reception_visit where on_day between '2025-11-01' and '2026-10-31') as visits`);
    expect(denunciations).toBeGreaterThan(0);
    expect(told('petitions-received')).toBe(all);
    expect(told('petitions-received', 'denunciation')).toBe(denunciations);
    expect(told('receptions-visits')).toBe(visits);
    const kinds = ['complaint', 'denunciation', 'recommendation', 'reflection'];
    expect(kinds.reduce((sum, kind) => sum + (told('petitions-received', kind) ?? 0), 0)).toBe(all);

    for (const address of [`/tin/${slug}`, `/tin/${slug}.pdf`, `/tin/${slug}.json`])
      expect((await anyone.get(address)).statusCode).toBe(404);
    for (const address of [
      '/tin',
      '/tin?loai=report',
      '/',
      '/tim?q=khiếu nại tố cáo',
      '/tin.atom',
      '/sitemap.xml',
    ])
      expect((await anyone.get(encodeURI(address))).body).not.toContain(slug);
    const page = await writer.get(desk(id));
    expect(page.body).toContain('đã ban hành nội bộ');
    const word = new PizZip((await writer.get(`${desk(id)}.docx`)).rawPayload);
    expect(word.file('word/document.xml')?.asText()).toContain(title.slice(0, 20));
    const [entry] = await world.services.db.rows<{ facts: object }>(sql`
      select event->'facts' as facts from record_opening where subject = ${id} and event->>'type' = 'article.issued'`);
    expect(Object.keys(entry?.facts ?? {}).toSorted()).toEqual(['edition', 'sha256']);

    // It has a number of the register, and can be withdrawn all the same: each is the next entry of its own.
    const clerk = await visitor(world, app, 'vanthu');
    expect((await sendForm(clerk, desk(id), 'so', { sure: '1' })).statusCode).toBe(303);
    expect((await sendForm(head, desk(id), 'go', { why: 'Lập lại theo mẫu mới.' })).statusCode).toBe(303);
    const entries = await world.services.db.rows<{ type: string; seq: number }>(sql`
      select event->>'type' as type, seq from record_opening where subject = ${id} order by seq`);
    expect(entries).toEqual([
      { type: 'article.issued', seq: 1 },
      { type: 'article.numbered', seq: 2 },
      { type: 'article.withdrawn', seq: 3 },
    ]);
    expect((await anyone.get(`/tin/${slug}`)).statusCode).toBe(404);
  });

  test('a public one tells nothing by kind that could point at somebody', async () => {
    const page = (await anyone.get('/so-lieu/danh-muc/receptions-visits?tu=01/2026&den=10/2026')).body;
    expect(page).not.toContain('Tố cáo');
    const { db } = world.services;
    const visits = world.services.figures.find((one) => one.code === 'receptions-visits');
    const asked = {
      from: parsePlainDate('2026-01-01'),
      to: parsePlainDate('2026-10-01'),
      asOf: world.services.clock(),
    };
    const told = (kind: string, exact: boolean) =>
      visits?.count({ ...world.services, db }, { ...asked, by: {}, kind, exact });
    expect((await told('denunciation', false))?.cells).toEqual([]);
    expect((await told('complaint', false))?.cells).toEqual([]);
    expect((await told('complaint', true))?.cells.length).toBeGreaterThan(0);
  });
});

describe('a unit with all below it', () => {
  test('is the sum of its units, those that are no more with their heirs', async () => {
    const { services } = world;
    const { units, ended } = await services.site.read();
    const of = async (code: string) => {
      const unit = [...units, ...ended].find((one) => one.code === code);
      const text = `{{tasks-done 01/2020-10/2026 ${code}+}}`;
      const [figure] = await boundFigures(services, text, 'office');
      return { unit, figure };
    };
    const ward = await of('phuong-bac-lieu');
    const below = units.filter((one) => one.parentId === ward.unit?.id).map((one) => one.code);
    expect(below.length).toBeGreaterThan(1);
    const alone = await Promise.all(
      ['phuong-bac-lieu', ...below].map(async (code) => {
        const [figure] = await boundFigures(services, `{{tasks-done 01/2020-10/2026 ${code}}}`, 'office');
        return figure?.denominator ?? 0;
      }),
    );
    expect(ward.figure?.denominator).toBeGreaterThanOrEqual(alone.reduce((sum, one) => sum + one, 0));
    expect(ward.figure?.unit).toMatchObject({ code: 'phuong-bac-lieu', below: true });
    // The province has everything below it: also what is told of no unit.
    const [whole] = await boundFigures(services, '{{petitions-received 01/2026-10/2026}}');
    const [province] = await boundFigures(services, '{{petitions-received 01/2026-10/2026 tinh-ca-mau+}}');
    expect(province?.numerator).toBe(whole?.numerator);
    expect(whole?.numerator).toBeGreaterThan(100);
  });

  test('the sample’s yearly report of the province stands without a typed number', async () => {
    const { body, title, state } = await world.services.db.one<{
      body: string;
      title: string;
      state: string;
    }>(sql`select body, title, state from article where category = 'report' and state = 'inReview'`);
    expect([title, state]).toEqual(['Kết quả công tác dân vận chính quyền năm 2025', 'inReview']);
    const typed = body
      .replace(/\{\{[^}]*\}\}/g, '')
      .replace(/# [IVX]+\./g, '')
      .match(/\d[\d.,]*/g);
    expect(typed).toBeNull();
    const figures = await boundFigures(world.services, body);
    const told = new Set(figures.filter((one) => one.numerator > 0).map((one) => one.code));
    for (const code of ['petitions-received', 'receptions-visits', 'receptions-held', 'staffing-reduced'])
      expect(told).toContain(code);
    expect(figures.length).toBeGreaterThan(25);
  });
});

describe('pictures', () => {
  const boundary = 'xxBOUNDARYxx';
  const send = (id: string, fields: Record<string, string>, picture?: Buffer) => {
    const parts = Object.entries(fields).map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const file = picture
      ? [
          Buffer.from(
            `--${boundary}\r\ncontent-disposition: form-data; name="picture"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
          ),
          picture,
          Buffer.from('\r\n'),
        ]
      : [];
    return app.inject({
      method: 'POST',
      url: `${desk(id)}/anh`,
      cookies: writer.cookies,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([Buffer.from(parts.join('')), ...file, Buffer.from(`--${boundary}--\r\n`)]),
    });
  };

  test('need words for those who cannot see them, are kept once, and open only with the article', async () => {
    const id = newId();
    const words = {
      title: 'Đường mới',
      lead: 'Khánh thành.',
      body: 'Chữ.',
      language: 'vi',
      category: 'news',
    };
    await writer.post(desk(id), words);
    const photo = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#386' } })
      .withExif({ IFD0: { Make: 'SecretPhone' } })
      .jpeg()
      .toBuffer();
    const silent = await send(id, { alt: '', caption: 'Con đường' }, photo);
    expect(silent.statusCode).toBe(422);
    expect(silent.body).toContain('value="Con đường"');
    expect((await send(id, { alt: 'x', caption: '' }, Buffer.from('no picture'))).body).toContain(
      'Không đọc được hình này.',
    );
    for (let turn = 0; turn < 2; turn++)
      expect(
        (await send(id, { alt: 'Người dân đi trên đường mới', caption: 'Con đường' }, photo)).statusCode,
      ).toBe(303);
    const kept = await world.services.db.rows<{ id: string; large: Buffer }>(
      sql`select id, large from article_picture where article_id = ${id}`,
    );
    expect(kept).toHaveLength(1);
    const [picture] = kept as [{ id: string; large: Buffer }];
    expect(picture.large.includes('SecretPhone')).toBe(false);
    const address = `/tin/anh/${picture.id}-middle.jpg`;
    const stranger = await anyone.get(address);
    expect([303, 404]).toContain(stranger.statusCode);

    const { version } = await read(id);
    await writer.post(desk(id), {
      ...words,
      body: `Trước.\n\n{{picture ${picture.id.slice(-8)}}}\n\nSau.`,
      version: String(version),
    });
    await writer.post(`${desk(id)}/trinh`, {});
    expect((await publish(id)).statusCode).toBe(303);
    const shown = await anyone.get(address);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    expect((await sharp(shown.rawPayload).metadata()).width).toBe(960);
    const page = (await anyone.get(`/tin/${(await read(id)).slug}`)).body;
    expect(page).toContain('alt="Người dân đi trên đường mới"');
    expect(page).toContain(`${picture.id}-small.jpg 480w`);
  });
});

describe('at an hour to come', () => {
  const words = {
    title: 'Đăng sau',
    lead: 'Tóm tắt.',
    body: 'Nhận {{petitions-received 10/2026-10/2026}} đơn.',
    language: 'vi',
    category: 'news',
  };

  test('it publishes itself, once, with the figures of the day before it', async () => {
    world.at('2026-11-23T02:00:00Z');
    const id = newId();
    await writer.post(desk(id), words);
    await writer.post(`${desk(id)}/trinh`, {});
    for (const wrong of ['hôm qua', '22/11/2026 07:00', '25/11/2026 25:00']) {
      const refused = await publish(id, { at: wrong });
      expect(refused.statusCode).toBe(422);
      expect(refused.body).toContain(`value="${wrong}"`);
    }
    expect((await publish(id, { at: '24/11/2026 07:00' })).statusCode).toBe(303);
    await publishDue(world.services);
    expect(await read(id)).toMatchObject({ state: 'inReview' });
    world.at('2026-11-24T00:00:30Z');
    await Promise.all([publishDue(world.services), publishDue(world.services)]);
    const { state, slug } = await read(id);
    expect(state).toBe('published');
    const editions = await world.services.db.rows<{ figures: { asOf: string }[] }>(
      sql`select figures from article_edition where article_id = ${id}`,
    );
    expect(editions).toHaveLength(1);
    expect(editions[0]?.figures[0]?.asOf).toBe('2026-11-23T16:59:59.999Z');
    expect((await anyone.get(`/tin/${slug}`)).statusCode).toBe(200);
    world.at('2026-11-23T02:00:00Z');
  });

  test('other words than those approved wait for approval again', async () => {
    const id = newId();
    await writer.post(desk(id), words);
    await writer.post(`${desk(id)}/trinh`, {});
    await publish(id, { at: '24/11/2026 07:00' });
    const { version } = await read(id);
    await writer.post(desk(id), { ...words, body: 'Chữ khác.', version: String(version) });
    expect(await read(id)).toMatchObject({ state: 'draft', publishAt: null });
    world.at('2026-11-25T00:00:00Z');
    await publishDue(world.services);
    expect(await read(id)).toMatchObject({ state: 'draft' });
    world.at('2026-11-23T02:00:00Z');
  });
});

describe('what a second pair of eyes has not seen', () => {
  const words = { title: 'Thông tin', lead: 'Tóm tắt.', body: 'Chữ.', language: 'vi', category: 'news' };
  const live = async (given: Partial<typeof words> = {}) => {
    const id = newId();
    await writer.post(desk(id), { ...words, ...given });
    await writer.post(`${desk(id)}/trinh`, {});
    expect((await publish(id)).statusCode).toBe(303);
    return id;
  };

  test('does not show: another sort of article waits for its edition', async () => {
    const id = await live();
    const { slug, version } = await read(id);
    await writer.post(desk(id), { ...words, category: 'notice', version: String(version) });
    expect((await anyone.get('/tin?loai=notice')).body).not.toContain(slug);
    expect((await anyone.get('/tin?loai=news')).body).toContain(slug);
    await publish(id, { why: 'Xếp lại loại bài.' });
    expect((await anyone.get('/tin?loai=notice')).body).toContain(slug);
  });

  test('what is typed into an article that a colleague withdrew, or changed, is not lost', async () => {
    const id = await live();
    const before = await read(id);
    await sendForm(head, desk(id), 'go', { why: 'Nhầm.' });
    const late = await writer.post(desk(id), {
      ...words,
      body: 'Chữ đang gõ dở',
      version: String(before.version),
    });
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain('Chữ đang gõ dở');
    const now = await writer.post(desk(id), {
      ...words,
      body: 'Chữ gõ lại',
      version: String((await read(id)).version),
    });
    expect(now.statusCode).toBe(422);
    expect(now.body).toContain('Chữ gõ lại');
    const other = newId();
    await writer.post(desk(other), words);
    await writer.post(desk(other), { ...words, body: 'Của người khác', version: '1' });
    const conflict = await writer.post(desk(other), { ...words, body: 'Của tôi', version: '1' });
    for (const part of ['Của tôi', 'Của người khác', 'Bản mà người khác vừa lưu'])
      expect(conflict.body).toContain(part);
  });

  test('bullets of Word, signs that no typeface has, and a nought byte break nothing', async () => {
    const id = await live({ body: '\uF0B7 Việc thứ nhất \u{1F600} 中\n\nDòng\0 hai' });
    const { slug } = await read(id);
    for (const format of ['pdf', 'docx'])
      expect((await anyone.get(`/tin/${slug}.${format}`)).statusCode).toBe(200);
    expect(blocksOf('\uF0B7 a 中')).toEqual(['– a □']);
    expect((await anyone.get(`/tin/anh/${'-'.repeat(36)}-small.jpg`)).statusCode).toBe(404);
  });

  test('a report that goes out as a paper has its number in the one register, once; by mistake, two cancel it', async () => {
    const id = await live({ category: 'report', body: 'Chữ.' });
    const number = (by: Visitor, given: Record<string, string> = { sure: '1' }) =>
      sendForm(by, desk(id), 'so', given);
    expect((await number(writer)).statusCode).toBe(422);
    expect((await number(head, {})).statusCode).toBe(422);
    expect((await number(head)).statusCode).toBe(303);
    expect((await number(head)).statusCode).toBe(422);
    const numbered = async () =>
      (
        await world.services.db.one<{ number: string | null }>(
          sql`select paper_number as number from article where id = ${id}`,
        )
      ).number;
    const first = await numbered();
    expect(first).toMatch(/^\d{2,}\/BC-/);
    const book = async () => (await head.get('/can-bo/van-ban/so?so=out')).body;
    expect(await book()).toContain(first);
    const { step } = await world.services.db.one<{ step: string }>(
      sql`select id as step from step where page = ${desk(id)} and name like '%/so'`,
    );
    expect(
      (await sendForm(writer, `/can-bo/buoc/${step}`, 'de-nghi', { why: 'Báo cáo chưa gửi' })).statusCode,
    ).toBe(303);
    expect((await sendForm(head, `/can-bo/buoc/${step}`, 'dong-y', { sure: '1' })).statusCode).toBe(303);
    expect(await numbered()).toBeNull();
    expect(await book()).toContain('giữ số: Báo cáo chưa gửi');
    expect((await number(head)).statusCode).toBe(303);
    expect(await numbered()).not.toBe(first);
  });

  test('handing in, and going to the pictures, take what is being written along', async () => {
    const id = newId();
    await writer.post(desk(id), words);
    const next = await writer.post(desk(id), { ...words, body: 'Chữ mới gõ', version: '1', go: 'picture' });
    expect(next.headers.location).toBe(`${desk(id)}?hinh#pictures`);
    expect(await read(id)).toMatchObject({ body: 'Chữ mới gõ', state: 'draft' });
    const form = (await writer.get(desk(id))).body;
    expect(form).toContain('form="article" name="go" value="submit"');
    expect(form).not.toContain('name="picture"');
    expect((await writer.get(`${desk(id)}?hinh`)).body).toContain('name="picture"');
    await writer.post(desk(id), { ...words, body: 'Chữ cuối cùng', version: '2', go: 'submit' });
    expect(await read(id)).toMatchObject({ body: 'Chữ cuối cùng', state: 'inReview' });
    // Whoever may publish it finds it among what is owed; its writer does not.
    expect((await head.get('/can-bo/viec')).body).toContain(desk(id));
    expect((await writer.get('/can-bo/viec')).body).not.toContain(desk(id));
  });

  test('withdrawn, its numbers can still be held against the record, and its editions are named', async () => {
    const id = await live({ body: 'Nhận {{petitions-received 10/2026-10/2026}} đơn.' });
    const { slug, version } = await read(id);
    await writer.post(desk(id), { ...words, body: 'Chữ.', version: String(version) });
    await publish(id, { why: 'Rút gọn bài.' });
    await sendForm(head, desk(id), 'go', { why: 'Nhầm tên người.' });
    const page = (await anyone.get(`/tin/${slug}`)).body;
    for (const part of ['Nhầm tên người.', 'Rút gọn bài.', 'Bản 1']) expect(page).toContain(part);
    expect(page).not.toContain('Thông tin</h1>');
    expect((await anyone.get(`/tin/${slug}.json`)).json()).toMatchObject({ title: null, edition: 2 });
    expect((await anyone.get('/minh-bach')).body).toContain('Rút gọn bài.');
  });

  test('given back it says why, to its writer, until it is handed in again', async () => {
    const id = newId();
    await writer.post(desk(id), { ...words, go: 'save' });
    await writer.post(`${desk(id)}/trinh`, {});
    const silent = await sendForm(head, desk(id), 'tra', { returnWhy: ' ' });
    expect(silent.statusCode).toBe(422);
    expect(silent.body).toContain('Trả lại phải ghi lý do');
    expect((await sendForm(head, desk(id), 'tra', { returnWhy: 'Thiếu tên đường.' })).statusCode).toBe(303);
    expect((await writer.get(desk(id))).body).toContain('Được trả lại: Thiếu tên đường.');
    await writer.post(`${desk(id)}/trinh`, {});
    expect((await writer.get(desk(id))).body).not.toContain('Thiếu tên đường.');
  });

  test('a month that runs, and more figures than anyone reads, are refused', async () => {
    const id = newId();
    await writer.post(desk(id), { ...words, body: 'Nhận {{petitions-received 11/2026-11/2026}}.' });
    expect((await writer.post(`${desk(id)}/trinh`, {})).body).toContain('của tháng chưa hết');
    const inserted = await writer.post(desk(newId()), {
      ...words,
      go: 'insert',
      figure: 'petitions-received',
      from: '11/2026',
      to: '11/2026',
    });
    expect(inserted.statusCode).toBe(422);
    const many = newId();
    await writer.post(desk(many), { ...words, body: '{{petitions-received 10/2026-10/2026}} '.repeat(101) });
    expect((await writer.post(`${desk(many)}/trinh`, {})).body).toContain('Quá nhiều số liệu');
  });
});

test('Markdown becomes blocks of a paper', () => {
  expect(
    blocksOf('# Một\n\nĐoạn **đậm**\nnối.\n\n- a\n- b\n\n1. x\n2. y\n\n| A | B |\n| --- | --- |\n| 1 | 2 |'),
  ).toEqual([
    { heading: 'Một' },
    'Đoạn đậm nối.',
    '- a',
    '- b',
    '1. x',
    '2. y',
    { caption: '', head: ['A', 'B'], rows: [['1', '2']] },
  ]);
});
