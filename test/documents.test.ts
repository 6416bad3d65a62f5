import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { letterhead, signOf } from '../src/ground/organization/issuer.ts';
import { entriesOf } from '../src/ground/record/record.store.ts';
import { paperOf } from '../src/parts/directives/paper.ts';
import { type DocumentFacts, documentKinds, documentOf } from '../src/parts/petitions/document.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { placeAndDate } from '../src/platform/document/document.ts';
import { pdfOf } from '../src/platform/document/pdf.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { sendForm } from './support/forms.ts';
import { intake, newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let head: Visitor;
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
  head = await visitor(world, app, 'thutruong');
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** The words of a part of a Word file. */
function partOf(docx: Buffer, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(docx, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('entry', (entry) => {
        if (entry.fileName !== name) return zip.readEntry();
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(chunk as Buffer);
          resolve(Buffer.concat(chunks).toString('utf8'));
        });
      });
      zip.on('end', () => reject(new Error(`no ${name}`)));
      zip.readEntry();
    });
  });
}

async function complaint(): Promise<string> {
  const { units } = await world.services.site.read();
  const ward = units.find((unit) => unit.code === 'phuong-bac-lieu');
  const done = await submit(
    world.services,
    { ...intake(world, { kind: 'complaint', name: 'Người Gửi Mẫu' }), placeUnit: ward?.id },
    { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
  );
  if ('faults' in done) throw new Error('nobody');
  return done.submitted.id;
}
const at = (id: string, rest = '') => `/can-bo/ho-so/${id}/van-ban${rest}`;
const issued = (id: string) =>
  world.services.db.rows<{ id: string; number: string; kind: string }>(sql`
    select id, kind, content ->> 'number' as number from petition_document where petition_id = ${id}
    order by number`);

describe('the marks of Decree 30/2020', () => {
  test.each([
    ['2026-02-05', 'Bạc Liêu, ngày 05 tháng 02 năm 2026'],
    ['2026-03-05', 'Bạc Liêu, ngày 05 tháng 3 năm 2026'],
    ['2026-12-31', 'Bạc Liêu, ngày 31 tháng 12 năm 2026'],
  ])('%s', (date, words) => {
    expect(placeAndDate('Bạc Liêu', parsePlainDate(date))).toBe(words);
  });

  test.each([
    ['UBND Phường Bạc Liêu', 'UBND'],
    ['Ban Tiếp công dân', 'BTCD'],
    ['Đội Quản lý đô thị', 'ĐQLĐT'],
  ])('%s signs as %s', (unit, sign) => {
    expect(signOf(unit)).toBe(sign);
  });

  test('every paper can be set, and what a citizen wrote is no markup in it', () => {
    const facts: DocumentFacts = {
      petition: {
        number: 7,
        kind: 'complaint',
        route: 'general',
        variety: 'second',
        state: 'accepted',
        title: '#read("/etc/passwd") *đậm* $x$ [a](b)\u000b\u0001\f',
        receivedOn: parsePlainDate('2026-11-23'),
        passedOnBy: null,
      },
      sender: { name: null, address: null },
      unit: 'UBND Phường Bạc Liêu',
      parent: null,
      place: 'Bạc Liêu',
      head: undefined,
      text: null,
      receiver: null,
      ground: null,
      dueOn: null,
    };
    for (const kind of documentKinds) {
      const document = documentOf(kind, facts, 3, parsePlainDate('2026-11-24'));
      expect(document.number).toMatch(/^Số: 03\/[A-ZĐ]+-[A-Z]+$/);
      expect(JSON.stringify(document)).not.toMatch(/\\u00|\\f|\\n/);
      expect(pdfOf(document).subarray(0, 5).toString()).toBe('%PDF-');
    }
  });
});

test('a paper is looked at first, takes a number once, and stays as it was issued', async () => {
  const id = await complaint();
  await head.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
  const page = await head.get(at(id));
  expect(page.body).toContain('Thông báo thụ lý');
  expect(page.body).not.toContain('Phiếu chuyển đơn');
  const look = await head.get(at(id, '/xem/acceptance.pdf'));
  expect([look.headers['content-type'], look.body.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  expect(await issued(id)).toEqual([]);

  const key = newKey();
  await head.post(at(id), { key, kind: 'acceptance' });
  await head.post(at(id), { key, kind: 'acceptance' });
  const [one, ...more] = await issued(id);
  expect([one?.number, more]).toEqual(['Số: 01/TB-UBND', []]);
  const entry = (await entriesOf(world.services.db, id)).at(-1);
  expect(entry?.event).toMatchObject({
    type: 'petition.documentIssued',
    facts: { document: 'acceptance', number: 'Số: 01/TB-UBND' },
  });

  const word = await head.get(at(id, `/${one?.id}.docx`));
  const words = await partOf(word.rawPayload, 'word/document.xml');
  for (const expected of [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'PHƯỜNG BẠC LIÊU',
    'Số: 01/TB-UBND',
    'Về việc thụ lý đơn khiếu nại',
    'Người Gửi Mẫu',
    'TM. ỦY BAN NHÂN DÂN',
  ])
    expect(words).toContain(expected);
  expect(word.headers['content-disposition']).toBe('attachment; filename="01-TB-UBND.docx"');
  const pdf = await head.get(at(id, `/${one?.id}.pdf`));
  expect(pdf.body.slice(0, 5)).toBe('%PDF-');

  const before = await world.services.db.one(
    sql`select content from petition_document where id = ${one?.id}`,
  );
  await head.post(`/can-bo/ho-so/${id}/extend`, { key: newKey(), variant: 'complex', reason: 'Phức tạp.' });
  expect(
    await world.services.db.one(sql`select content from petition_document where id = ${one?.id}`),
  ).toEqual(before);
});

test('twenty at once take twenty numbers without a gap, in the one series of the body', async () => {
  const last = () =>
    world.services.db.rows<{ last: number }>(sql`select last from document_number where book = 'GBN'`);
  const ids = await Promise.all(Array.from({ length: 20 }, complaint));
  expect(await last()).toEqual([]);
  await Promise.all(ids.map((id) => head.post(at(id), { key: newKey(), kind: 'receipt' })));
  const numbers = await world.services.db.rows<{ number: number }>(
    sql`select number from petition_document where type = 'GBN' order by number`,
  );
  expect(numbers.map((row) => row.number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  // A second press gives no second number.
  const [id] = ids as [string];
  expect((await head.post(at(id), { key: newKey(), kind: 'receipt' })).statusCode).toBe(404);
  expect(await issued(id)).toHaveLength(1);
  expect(await last()).toEqual([{ last: 20 }]);
});

test('a case’s paper and a document of the register have one series, and the book names nobody', async () => {
  const id = await complaint();
  await head.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
  await head.post(at(id), { key: newKey(), kind: 'acceptance' });
  const [paper] = await issued(id);
  const line = await world.services.db.one<{ printed: string; abstract: string; number: number }>(sql`
    select printed_number as printed, abstract, entry_number as number from document
    where id = (select register_id from petition_document where id = ${paper?.id})`);
  expect(paper?.number).toBe(`Số: ${line.printed}`);
  expect(line.abstract).toMatch(/^Thông báo thụ lý, hồ sơ № \d+$/);
  const book = await head.get('/can-bo/van-ban/so?so=out&nam=2026');
  expect(book.body).toContain(line.printed);
  expect(book.body).not.toContain('Người Gửi Mẫu');
});

test('a paper issued by mistake is cancelled by two, keeps its number, and no longer walls its step off', async () => {
  const id = await complaint();
  const officer = await visitor(world, app, 'chuyenvien');
  await officer.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
  await officer.post(at(id), { key: newKey(), kind: 'acceptance' });
  const [paper] = await issued(id);
  const steps = await world.services.db.rows<{ id: string; name: string }>(
    sql`select id, name from step where page = ${`/can-bo/ho-so/${id}`} order by taken_at`,
  );
  const [accepted, issuing] = steps as [(typeof steps)[0], (typeof steps)[0]];
  const strike = (by: Visitor, step: string, form: string, given: Record<string, string> = {}) =>
    sendForm(by, `/can-bo/buoc/${step}`, form, given);
  expect((await strike(officer, accepted.id, 'huy', { why: 'Nhầm hồ sơ' })).body).toContain(
    'phải hai người mới hủy được',
  );
  expect((await strike(officer, issuing.id, 'huy', { why: 'Nhầm hồ sơ' })).statusCode).toBe(404);
  expect((await strike(officer, issuing.id, 'de-nghi', { why: 'Nhầm hồ sơ' })).statusCode).toBe(303);
  expect((await strike(officer, issuing.id, 'dong-y', { sure: '1' })).body).toContain('cần một người khác');
  // It waits for the head, in the one inbox.
  expect((await head.get('/can-bo/viec')).body).toContain(`/can-bo/buoc/${issuing.id}`);
  expect((await strike(head, issuing.id, 'dong-y', { sure: '1' })).statusCode).toBe(303);
  expect((await head.get('/can-bo/viec')).body).not.toContain(`/can-bo/buoc/${issuing.id}`);

  const page = (await head.get(at(id))).body;
  expect(page).toContain('Đã hủy ngày');
  expect(await issued(id)).toEqual([paper]);
  const book = (await head.get('/can-bo/van-ban/so?so=out&nam=2026')).body;
  expect(book).toContain('giữ số: Nhầm hồ sơ');
  // Now the step itself can be taken back, and another paper bears another number.
  const back = await strike(officer, accepted.id, 'huy', { why: 'Nhầm hồ sơ' });
  expect([back.statusCode, back.body.match(/<ul><li>.*?<\/li>/)?.[0]]).toEqual([303, undefined]);
  await officer.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
  expect((await officer.post(at(id), { key: newKey(), kind: 'acceptance' })).statusCode).toBe(303);
  expect(await issued(id)).toHaveLength(2);
  expect(new Set((await issued(id)).map((one) => one.number)).size).toBe(2);
});

test('a paper says who signs for a head who is away', () => {
  const of = (title: string | undefined) =>
    letterhead({
      unit: 'UBND Phường Bạc Liêu',
      parent: null,
      head: { title: 'Chủ tịch', name: 'A' },
      standIn: title ? { title, name: 'B' } : undefined,
    });
  expect(of(undefined)).toMatchObject({ signer: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], signerName: 'A' });
  expect(of('Phó Chủ tịch')).toMatchObject({
    signer: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    signerName: 'B',
  });
  expect(of('Chánh Văn phòng')).toMatchObject({
    signer: ['TUQ. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'],
    signerName: 'B',
  });
});

test('a document of the register says KT., TL., TUQ. and Q. as it was signed', () => {
  const issuer = {
    unit: 'UBND Phường Bạc Liêu',
    parent: null,
    place: 'Bạc Liêu',
    head: { title: 'Chủ tịch', name: 'A' },
  };
  const signs = (authority: 'KT' | 'TL' | 'TUQ' | 'TM' | 'Q', signerTitle: string) => {
    const { signer, signerName } = paperOf(
      {
        ...{ typeCode: 'KH', printedNumber: '05/KH-UBND', abstract: 'Kế hoạch', body: 'Một việc.' },
        ...{ authority, signerTitle, signer: 'B', issuedOn: parsePlainDate('2026-11-24') },
      },
      issuer,
    );
    return [...signer, signerName];
  };
  expect(signs('KT', 'Phó Chủ tịch')).toEqual(['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'B']);
  expect(signs('TL', 'Chánh Văn phòng')).toEqual(['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG', 'B']);
  expect(signs('TUQ', 'Chánh Văn phòng')).toEqual(['TUQ. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG', 'B']);
  expect(signs('TM', 'Chủ tịch')).toEqual(['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', 'B']);
  expect(signs('Q', 'Chủ tịch')).toEqual(['TM. ỦY BAN NHÂN DÂN', 'Q. CHỦ TỊCH', 'B']);
});

test('a notice printed late tells the day that its own step gave', async () => {
  const id = await complaint();
  await head.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
  const { due } = await world.services.db.one<{ due: string }>(
    sql`select due_on as due from duty where subject_id = ${id} and ended is null`,
  );
  await head.post(`/can-bo/ho-so/${id}/draft`, { key: newKey(), text: 'Quyết định.' });
  await head.post(`/can-bo/ho-so/${id}/submit`, { key: newKey(), finding: 'partly', ruling: 'amend' });
  await head.post(`/can-bo/ho-so/${id}/approve`, {
    key: newKey(),
    'approve-sure': '1',
    executeBy: '31/12/2027',
  });
  await head.post(at(id), { key: newKey(), kind: 'acceptance' });
  const { content } = await world.services.db.one<{ content: { paragraphs?: string[] } }>(
    sql`select content from petition_document where petition_id = ${id}`,
  );
  expect(JSON.stringify(content)).toContain(`chậm nhất ngày ${due.split('-').toReversed().join('/')}`);
});

test('a file has its slip, cover and contents: no number, no line in a register, none of a denunciation', async () => {
  const id = await complaint();
  await head.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
  const at_ = (name: string) => head.get(at(id, `/ho-so/${name}`));
  expect((await at_('submission.pdf')).statusCode, 'nothing is drafted yet').toBe(404);
  await head.post(`/can-bo/ho-so/${id}/draft`, { key: newKey(), text: 'Quyết định giữ nguyên.' });
  await head.post(at(id), { key: newKey(), kind: 'acceptance' });
  const before = await world.services.db.one<{ count: number }>(
    sql`select count(*)::int as count from document`,
  );
  const words = async (name: string) => partOf((await at_(name)).rawPayload, 'word/document.xml');
  expect(await words('submission.docx')).toContain('Quyết định giữ nguyên.');
  expect(await words('submission.docx')).toContain('NGƯỜI TRÌNH');
  expect(await words('cover.docx')).toContain('Thời hạn bảo quản');
  const contents = await words('contents.docx');
  const [paper] = await issued(id);
  for (const there of ['Đơn khiếu nại', (paper?.number ?? '?').replace('Số: ', ''), 'Tờ số'])
    expect(contents).toContain(there);
  expect((await at_('contents.pdf')).body.slice(0, 5)).toBe('%PDF-');
  const after = await world.services.db.one<{ count: number }>(
    sql`select count(*)::int as count from document`,
  );
  expect(after).toEqual(before);
  const sealed = await complaint();
  await head.post(`/can-bo/ho-so/${sealed}/classify`, { key: newKey(), kind: 'denunciation' });
  const handler = await visitor(world, app, 'bantiepdan');
  for (const who of [head, handler])
    expect((await who.get(at(sealed, '/ho-so/cover.pdf'))).statusCode).toBe(404);
});

test('a denunciation has no paper here, and a stranger sees none of any case', async () => {
  const id = await complaint();
  await head.post(at(id), { key: newKey(), kind: 'receipt' });
  const [one] = await issued(id);
  const stranger = await visitor(world, app);
  expect((await stranger.get(at(id, `/${one?.id}.pdf`))).statusCode).not.toBe(200);
  await head.post(`/can-bo/ho-so/${id}/classify`, { key: newKey(), kind: 'denunciation' });
  const handler = await visitor(world, app, 'bantiepdan');
  for (const who of [head, handler]) {
    const file = await who.get(at(id, `/${one?.id}.pdf`));
    expect(file.statusCode).toBe(404);
  }
  const kept = await world.services.db.one<{ words: string }>(
    sql`select content::text as words from petition_document where id = ${one?.id}`,
  );
  // Found to be none after all: the number is kept, and nothing breaks for want of the rest.
  const again = await handler.post(`/can-bo/ho-so/${id}/classify`, { key: newKey(), kind: 'complaint' });
  if (again.statusCode === 303) expect((await handler.get(at(id))).statusCode).toBe(200);
  expect(kept.words).toMatch(/^\{"number": "Số: \d+\/GBN-UBND"\}$/);
});

describe('an office’s own templates', () => {
  const upload = async (
    visitorOf: Visitor,
    fields: Record<string, string>,
    bytes: Buffer,
    name = 'Mẫu của phường.docx',
  ) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('file', new File([new Uint8Array(bytes)], name));
    const request = new Request('http://x', { method: 'POST', body: form });
    return app.inject({
      method: 'POST',
      url: '/can-bo/mau-van-ban',
      cookies: visitorOf.cookies,
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      payload: Buffer.from(await request.arrayBuffer()),
    });
  };

  test('what is issued after it was uploaded uses it, what was issued before does not change', async () => {
    const officer = await visitor(world, app, 'bantiepdan');
    // Each on a case of its own: a second press on one gives no second paper.
    const issued = async () => {
      const done = await submit(
        world.services,
        intake(world, { kind: 'recommendation', title: 'Xin thông cống' }),
        { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
      );
      if ('faults' in done) throw new Error('nobody');
      const { id } = done.submitted;
      await officer.post(at(id), { key: newKey(), kind: 'receipt' });
      const page = (await officer.get(at(id))).body;
      return at(id, `/${[...page.matchAll(/van-ban\/([0-9a-f-]{36})\.docx/g)].at(-1)?.[1]}.docx`);
    };
    const wordOf = async (document: string) =>
      partOf((await officer.get(document)).rawPayload, 'word/document.xml');

    const before = await issued();
    const standard = (await officer.get('/can-bo/mau-van-ban/receipt/chuan.docx')).rawPayload;
    const zip = new PizZip(standard);
    const xml = zip.file('word/document.xml')?.asText() ?? '';
    zip.file('word/document.xml', xml.replace('{trích yếu}', 'MẪU RIÊNG {trích yếu}'));
    const own: Buffer = zip.generate({ type: 'nodebuffer' });

    const nothing = await upload(officer, { kind: '' }, own);
    expect(nothing.statusCode).toBe(422);
    expect(nothing.body).toContain('Hãy chọn một văn bản.');
    expect((await upload(officer, { kind: 'receipt' }, Buffer.from('not word'))).statusCode).toBe(422);
    zip.file('word/document.xml', xml.replace('{trích yếu}', '{lời riêng}'));
    const unknown = await upload(officer, { kind: 'receipt' }, zip.generate({ type: 'nodebuffer' }));
    expect(unknown.body).toContain('Không có chỗ điền nào tên: lời riêng');
    expect((await upload(officer, { kind: 'receipt' }, own)).statusCode).toBe(303);
    const tried = (await officer.get('/can-bo/mau-van-ban/receipt/thu.docx')).rawPayload;
    expect(await partOf(tried, 'word/document.xml')).toContain('MẪU RIÊNG Về việc tiếp nhận');

    const after = await issued();
    expect(await wordOf(after)).toContain('MẪU RIÊNG');
    expect(await wordOf(before)).not.toContain('MẪU RIÊNG');
    // Of another unit it is not.
    expect((await head.get('/can-bo/mau-van-ban/receipt/rieng.docx')).statusCode).toBe(404);
    world.later(1000);
    await officer.post('/can-bo/mau-van-ban/receipt/bo', {});
    expect(await wordOf(await issued())).not.toContain('MẪU RIÊNG');
    expect(await wordOf(after)).toContain('MẪU RIÊNG');
  });
});
