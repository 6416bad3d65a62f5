import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashCode, parseCode } from '../src/ground/code.ts';
import { transitionsOf } from '../src/parts/petitions/process.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import {
  dayMs,
  handIn,
  intake,
  newKey,
  openCase,
  openWorld,
  type Visitor,
  visitor,
  type World,
} from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const caseOf = (id: string) =>
  world.services.db.one<{ state: string; variety: string; unit: string; version: number }>(sql`
    select state, variety, unit.code as unit, version from petition join unit on unit.id = unit_id
    where petition.id = ${id}`);
const dutiesOf = (id: string) =>
  world.services.db.rows<{ rule: string; due: string; ended: string | null }>(sql`
    select rule_code as rule, due_on as due, ended from duty where subject_id = ${id} order by opened_seq, rule_code`);

async function go(
  officer: Visitor,
  id: string,
  step: string,
  values: Record<string, string> = {},
): Promise<void> {
  const done = await officer.post(`/can-bo/ho-so/${id}/${step}`, {
    key: newKey(),
    [`${step}-sure`]: '1',
    ...values,
  });
  expect([step, done.statusCode]).toEqual([step, 303]);
}

test('a complaint through both stages, with a suspension and a part withdrawn', async () => {
  const { units } = await world.services.site.read();
  const ward = units.find((unit) => unit.code === 'phuong-bac-lieu');
  const done = await submit(
    world.services,
    { ...intake(world, { kind: 'complaint' }), placeUnit: ward?.id },
    { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
  );
  if ('faults' in done) throw new Error('nobody');
  const { id } = done.submitted;
  const head = await visitor(world, app, 'thutruong');
  const citizen = await visitor(world, app);
  const code = String(done.code);
  await openCase(citizen, code);

  // Received and accepted on Monday 23 November: thirty days, to Wednesday 23 December.
  await go(head, id, 'accept');
  expect((await dutiesOf(id)).find((duty) => duty.rule === 'KN-L1')?.due).toBe('2026-12-23');
  await go(head, id, 'suspend', { reason: 'Chờ kết quả đo đạc' });
  world.later(10 * dayMs);
  const again = await visitor(world, app, 'thutruong');
  await go(again, id, 'resume', { reason: 'Đã có kết quả' });
  // Ten days stood still, and the new end is a Saturday.
  expect((await dutiesOf(id)).find((duty) => duty.rule === 'KN-L1')?.due).toBe('2027-01-04');
  await citizen.post('/theo-doi/ho-so/withdrawPart', { key: newKey(), reason: 'Rút phần về hàng rào.' });
  expect((await caseOf(id)).state).toBe('accepted');
  await go(again, id, 'holdDialogue', { heldOn: '01/12/2026', text: 'Hai bên trình bày; chưa thống nhất.' });
  await go(again, id, 'draft', { text: 'Quyết định giải quyết khiếu nại lần đầu.' });
  await go(again, id, 'submit', { finding: 'wrong', ruling: 'keep' });
  await go(again, id, 'approve');
  await go(again, id, 'send');
  expect((await caseOf(id)).state).toBe('answered');

  await openCase(citizen, code);
  const page = await citizen.get('/theo-doi/ho-so');
  expect(page.body).toContain('Khiếu nại lần hai');
  expect(page.body).toContain('Giữ nguyên quyết định, hành vi bị khiếu nại');
  const short = await citizen.post('/theo-doi/khieu-nai-lan-hai', { key: newKey(), appealReason: 'Không' });
  expect(short.statusCode).toBe(422);
  const key = newKey();
  const reason = 'Quyết định chưa xem xét bản vẽ năm 1998 mà tôi đã nộp.';
  const sent = await citizen.post('/theo-doi/khieu-nai-lan-hai', { key, appealReason: reason });
  expect(sent.statusCode).toBe(303);
  const twice = await citizen.post('/theo-doi/khieu-nai-lan-hai', { key, appealReason: reason });
  const newCode = async (answer: typeof sent) => {
    const open = answer.cookies.find((cookie) => cookie.name === '__Host-case')?.value ?? '';
    const receipt = await app.inject({ url: '/theo-doi/bien-nhan', cookies: { '__Host-case': open } });
    return /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}\b/.exec(receipt.body)?.[0] ?? '';
  };
  expect(await newCode(twice)).toBe(await newCode(sent));
  const parsed = parseCode(await newCode(sent));
  const second = await world.services.db.one<{ id: string; previous: string }>(sql`
    select id, previous_id as previous from petition where code_hash = ${parsed && hashCode(parsed)}`);
  expect(second.previous).toBe(id);
  // With the unit above: the chair of the province decides on what a ward's chair decided.
  expect(await caseOf(second.id)).toMatchObject({ variety: 'second', unit: 'tinh-ca-mau' });
  const entries = await world.services.db.rows<{ type: string }>(
    sql`select event->>'type' as type from record_opening where subject = ${id} order by seq`,
  );
  expect(entries.at(-1)?.type).toBe('petition.appealed');

  const chair = await visitor(world, app, 'chutich');
  await go(chair, second.id, 'accept');
  expect((await dutiesOf(second.id)).map((duty) => duty.rule)).toContain('KN-L2');
  await go(chair, second.id, 'draft', { text: 'Quyết định giải quyết khiếu nại lần hai.' });
  await go(chair, second.id, 'submit', { finding: 'wrong', ruling: 'keep' });
  const refused = await chair.post(`/can-bo/ho-so/${second.id}/approve`, {
    key: newKey(),
    'approve-sure': '1',
  });
  expect([refused.statusCode, refused.body.includes('phải đối thoại trước khi quyết định')]).toEqual([
    422,
    true,
  ]);
  await go(chair, second.id, 'returnDraft', { reason: 'Chưa đối thoại' });
  await go(chair, second.id, 'holdDialogue', { heldOn: '03/12/2026', text: 'Đã đối thoại.' });
  await go(chair, second.id, 'submit');
  await go(chair, second.id, 'approve');
  expect((await dutiesOf(second.id)).map((duty) => [duty.rule, duty.ended])).toEqual(
    expect.arrayContaining([
      ['KN-L2', 'done'],
      ['KN-L2-SEND', null],
      ['KN-PUB', null],
    ]),
  );
});

test('the second stage closes when its thirty days are over', async () => {
  const done = await handIn(world, { kind: 'complaint' });
  const head = await visitor(world, app, 'bantiepdan');
  for (const [step, values] of [
    ['accept', {}],
    ['draft', { text: 'Quyết định.' }],
    ['submit', { finding: 'wrong', ruling: 'keep' }],
    ['approve', {}],
    ['send', {}],
  ] as const)
    await go(head, done.submitted.id, step, values);
  const citizen = await visitor(world, app);
  await openCase(citizen, String(done.code));
  world.later(60 * dayMs);
  await openCase(citizen, String(done.code));
  expect((await citizen.get('/theo-doi/ho-so')).body).not.toContain('Gửi khiếu nại lần hai');
  const late = await citizen.post('/theo-doi/khieu-nai-lan-hai', {
    key: newKey(),
    appealReason: 'Tôi không đồng ý với quyết định này.',
  });
  expect(late.statusCode).toBe(422);
});

test('petitions on the same matter are pointed at without diacritics, and linked by a person', async () => {
  const { units } = await world.services.site.read();
  const ward = units.find((unit) => unit.code === 'phuong-bac-lieu');
  const handIn = async (title: string, body: string, kind = 'reflection') => {
    const done = await submit(
      world.services,
      { ...intake(world, { kind, title, body }), placeUnit: ward?.id },
      { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
    );
    if ('faults' in done) throw new Error('nobody');
    return done.submitted;
  };
  const first = await handIn(
    'Đèn đường hẻm 12 Hoàng Diệu bị hỏng',
    'Ba bóng đèn trong hẻm 12 Hoàng Diệu tắt cả tuần.',
  );
  const again = await handIn(
    'Den duong hem 12 Hoang Dieu hong',
    'Ba bong den trong hem 12 Hoang Dieu tat ca tuan nay.',
  );
  await handIn('Rác tồn đọng ở chợ phường', 'Rác ở cổng chợ không được lấy bốn ngày nay.');
  const head = await visitor(world, app, 'thutruong');
  const page = (await head.get(`/can-bo/ho-so/${again.id}`)).body;
  expect(page).toContain(`№ ${first.number}`);
  expect(page).not.toContain('Rác tồn đọng');
  const unknown = await head.post(`/can-bo/ho-so/${again.id}/linkSame`, {
    key: newKey(),
    sameAs: '99999999',
    reason: 'Cùng việc',
  });
  expect([unknown.statusCode, unknown.body.includes('Không có hồ sơ số này')]).toEqual([422, true]);
  await go(head, again.id, 'linkSame', { sameAs: String(first.number), reason: 'Cùng hẻm, cùng đèn' });
  expect((await head.get(`/can-bo/ho-so/${first.id}`)).body).toContain('Cùng việc này: 1 đơn khác');

  // Another unit's case is no case to whoever cannot see it: its number tells neither title nor that it is.
  const clerk = await visitor(world, app, 'chuyenvien');
  const foreign = await world.services.db.one<{ number: number }>(sql`
    select number from petition join unit on unit.id = unit_id
    where unit.code <> 'phuong-bac-lieu' and petition.kind <> 'denunciation' limit 1`);
  const refused = await clerk.post(`/can-bo/ho-so/${again.id}/linkSame`, {
    key: newKey(),
    sameAs: String(foreign.number),
    reason: 'Cùng việc',
  });
  expect([refused.statusCode, refused.body.includes('Không có hồ sơ số này')]).toEqual([422, true]);
});

test('a case found to be a denunciation takes with it all that leads to its sender', async () => {
  const done = await submit(
    world.services,
    intake(world, { kind: 'complaint', name: 'CANARY Mẫu', email: 'canary@example.com' }),
    { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
  );
  if ('faults' in done) throw new Error('nobody');
  const { id, number } = done.submitted;
  const other = await handIn(world);
  const head = await visitor(world, app, 'bantiepdan');
  await go(head, other.submitted.id, 'linkSame', { sameAs: String(number), reason: 'Cùng người gửi' });
  await head.post(`/can-bo/ho-so/${id}/van-ban`, { key: newKey(), kind: 'receipt' });
  await go(head, id, 'classify', { kind: 'denunciation' });
  const left = await world.services.db.one<Record<string, number>>(sql`
    select (select count(*)::int from mail where recipient like 'canary%') as mails,
      (select count(*)::int from petition_link where same_as = ${id}) as links,
      (select count(*)::int from petition_document where content::text like '%CANARY%') as papers,
      (select count(*)::int from petition_contact where name like 'CANARY%') as contacts`);
  expect(left).toEqual({ mails: 0, links: 0, papers: 0, contacts: 0 });
});

test('what may give somebody away is not published before a person has looked', async () => {
  const done = await handIn(world);
  const { id } = done.submitted;
  const head = await visitor(world, app, 'bantiepdan');
  await go(head, id, 'accept');
  await go(head, id, 'send', { text: 'Đã thông cống.' });
  const words = { publicTitle: 'Ngập hẻm 3', publicText: 'Ông Trần Văn Bé, 0912 345 678, báo hẻm ngập.' };
  const officer = await visitor(world, app, 'giaiquyet');
  const refused = await officer.post(`/can-bo/ho-so/${id}/propose`, { key: newKey(), ...words });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('Ông Trần Văn Bé; 0912 345 678');
  await go(officer, id, 'propose', { ...words, checked: 'yes' });
  // Who publishes looks at the same words with their own eyes.
  const again = await head.post(`/can-bo/ho-so/${id}/publish`, { key: newKey() });
  expect(again.statusCode).toBe(422);
  expect(again.body).toContain('Ông Trần Văn Bé; 0912 345 678');
  await go(head, id, 'returnProposal', { reason: 'Bỏ tên và số điện thoại' });
  await go(officer, id, 'propose', { ...words, publicText: 'Một người dân báo hẻm ngập.' });
  await go(head, id, 'publish');
});

test('the process page shows what a case can reach, and nothing else', () => {
  const states = (kind: 'complaint' | 'reflection') =>
    new Set(transitionsOf(kind, 'ordinary', parsePlainDate('2026-11-24')).map((one) => one.from));
  expect([...states('complaint')]).toEqual(
    expect.arrayContaining(['suspended', 'awaitingApproval', 'inCourt']),
  );
  expect(states('reflection').has('suspended')).toBe(false);
  expect(states('reflection').has('awaitingApproval')).toBe(false);
});

describe('what is published has passed two pairs of eyes', () => {
  const answered = async () => {
    const key = newKey();
    const picture = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const file = await world.services.files.stage(key, 'Nhà ông Bé.jpg', {
      bytes: picture,
      mediaType: 'image/jpeg',
      extension: 'jpg',
    });
    const done = await submit(world.services, intake(world), {
      key,
      source: 'web',
      language: 'vi',
      fileIds: [file.id],
    });
    if ('faults' in done) throw new Error('nobody');
    const { id } = done.submitted;
    const head = await visitor(world, app, 'bantiepdan');
    await go(head, id, 'accept');
    await go(head, id, 'send', { text: 'Đã thông cống.' });
    return { id, head, file };
  };
  const words = {
    publicTitle: 'Ngập hẻm',
    publicText: 'Cống đã thông.',
    withheld: 'Tên người gửi: dữ liệu cá nhân.',
  };

  test('whoever words it does not publish it', async () => {
    const { id, head } = await answered();
    expect((await head.post(`/can-bo/ho-so/${id}/publish`, { key: newKey() })).body).toContain(
      'Chưa có nội dung đề xuất công khai.',
    );
    await go(head, id, 'propose', words);
    const own = await head.post(`/can-bo/ho-so/${id}/publish`, { key: newKey() });
    expect(own.statusCode).toBe(422);
    expect(own.body).toContain('Người đề xuất không tự duyệt');
  });

  test('of a picture only the covered copy is public, made anew, and the public is told', async () => {
    const { id, head, file } = await answered();
    const officer = await visitor(world, app, 'giaiquyet');
    const home = `/can-bo/ho-so/${id}/anh-cong-khai`;
    expect((await officer.get(home)).body).toContain('Chọn và che');
    // Two clicks on a picture 320 pixels wide: the left half of it.
    const first = await officer.get(`${home}/${file.id}?o=&p.x=1&p.y=1`);
    const carried = /name="o" value="([^"]*)"/.exec(first.body)?.[1] ?? '';
    const second = await officer.get(`${home}/${file.id}?o=${carried}&p.x=160&p.y=160`);
    const boxes = /name="o" value="([^"]*)"/.exec(second.body)?.[1] ?? '';
    expect(second.body).toContain('Đã che 1 chỗ.');
    const noWords = await officer.post(`${home}/${file.id}`, { o: boxes, alt: '' });
    expect(noWords.statusCode).toBe(422);
    expect(noWords.body).toContain('Hãy viết một câu.');
    const kept = await officer.post(`${home}/${file.id}`, {
      o: boxes,
      alt: 'Cống sau khi thông',
      moment: 'after',
    });
    expect(kept.statusCode).toBe(303);
    await go(officer, id, 'propose', words);
    expect((await head.get(`/can-bo/ho-so/${id}`)).body).toContain('Cống sau khi thông');
    // Changed after it was proposed: it is proposed anew.
    await officer.post(`${home}/${file.id}`, { o: boxes, alt: 'Cống đã thông', moment: 'after' });
    expect((await head.post(`/can-bo/ho-so/${id}/publish`, { key: newKey() })).statusCode).toBe(422);
    await go(officer, id, 'propose', words);
    const { publicId } = await world.services.db.one<{ publicId: string }>(
      sql`select public_id as "publicId" from petition where id = ${id}`,
    );
    const stranger = await visitor(world, app);
    const picture = await world.services.db.one<{ id: string }>(
      sql`select id from petition_picture where petition_id = ${id}`,
    );
    const address = `/ho-so/${publicId}/anh/${picture.id}.jpg`;
    expect((await stranger.get(address)).statusCode).toBe(404);
    await go(head, id, 'publish');
    const page = (await stranger.get(`/ho-so/${publicId}`)).body;
    expect(page).toContain('alt="Cống đã thông"');
    expect(page).toContain('Tên người gửi: dữ liệu cá nhân.');
    expect(page).toContain('1 chỗ trong ảnh được che');
    expect(page).not.toContain('Nhà ông Bé');
    const shown = await stranger.get(address);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    const { data, info } = await sharp(shown.rawPayload).raw().toBuffer({ resolveWithObject: true });
    const brightness = (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? -1;
    expect(brightness(100, 100)).toBeLessThan(20);
    expect(brightness(300, 100)).toBeGreaterThan(235);
    // And no later change by one person alone.
    expect((await officer.get(home)).statusCode).toBe(404);
    await go(head, id, 'unpublish', { reason: 'Xem lại' });
    expect((await stranger.get(address)).statusCode).toBe(404);
  });
});

describe('several matters in one petition, and one matter in several', () => {
  const both = async (fields: Record<string, string> = {}) => {
    const done = await handIn(world, { kind: 'recommendation', ...fields });
    const citizen = await visitor(world, app);
    await openCase(citizen, done.code);
    return { id: done.submitted.id, number: done.submitted.number, citizen, code: done.code };
  };

  test('a part is a case of its own, under its own rules, from the day the whole came', async () => {
    const { id, citizen, code: whole } = await both();
    world.later(3 * dayMs);
    const officer = await visitor(world, app, 'bantiepdan');
    const key = newKey();
    const wrong = await officer.post(`/can-bo/ho-so/${id}/tach`, {
      key,
      kind: '',
      title: 'Thu hồi đất',
      body: '',
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('value="Thu hồi đất"');
    const values = {
      key,
      kind: 'complaint',
      title: 'Bồi thường chưa đúng',
      body: 'Quyết định bồi thường tính thiếu diện tích.',
    };
    const denounced = await officer.post(`/can-bo/ho-so/${id}/tach`, { ...values, kind: 'denunciation' });
    expect(denounced.body).toContain('Phần tố cáo không tách từ đơn thường');
    const made = await officer.post(`/can-bo/ho-so/${id}/tach`, values);
    expect(made.statusCode).toBe(303);
    const part = String(made.headers.location).split('/').at(-1) ?? '';
    const again = await officer.post(`/can-bo/ho-so/${id}/tach`, values);
    expect(again.headers.location).toBe(made.headers.location);
    const stored = await world.services.db.one<Record<string, unknown>>(sql`
      select kind, received_on::text as received, (select received_on::text from petition whole where whole.id = ${id}) as whole,
        (select name from petition_contact where petition_id = petition.id) as name,
        (select count(*)::int from petition_part where whole_id = ${id}) as parts
      from petition where id = ${part}`);
    expect(stored).toMatchObject({ kind: 'complaint', name: 'Trần Văn Mẫu', parts: 1 });
    expect(stored.received).toBe(stored.whole);
    expect((await officer.get(`/can-bo/ho-so/${part}`)).body).toContain('Tách từ đơn');

    // Who holds the code of the whole opens the part from there.
    await openCase(citizen, whole);
    const page = await citizen.get('/theo-doi/ho-so');
    expect(page.body).toContain('Bồi thường chưa đúng');
    const code = /name="code" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const opened = await citizen.post('/theo-doi', { code });
    expect(opened.statusCode).toBe(303);
    const { cookies } = opened;
    citizen.cookies['__Host-case'] = cookies.find((one) => one.name === '__Host-case')?.value ?? '';
    expect((await citizen.get('/theo-doi/ho-so')).body).toContain(
      'Quyết định bồi thường tính thiếu diện tích.',
    );
  });

  test('handled together: the other sender reads the one answer, without who sent the first', async () => {
    const first = await both();
    const second = await both({ name: 'Người Thứ Hai' });
    const officer = await visitor(world, app, 'bantiepdan');
    await go(officer, second.id, 'merge', { sameAs: String(first.number), text: 'Cùng một cống nghẹt.' });
    expect((await second.citizen.get('/theo-doi/ho-so')).body).toContain('Cùng một cống nghẹt.');
    await go(officer, first.id, 'accept');
    await go(officer, first.id, 'draft', {
      text: 'Ông Trần Văn Mẫu báo đúng: cống đã được thông ngày 24/11.',
    });
    await go(officer, first.id, 'submit');
    await go(officer, first.id, 'approve');
    await go(officer, first.id, 'send');
    const page = (await second.citizen.get('/theo-doi/ho-so')).body;
    expect(page).toContain('[đã che: họ tên] báo đúng: cống đã được thông ngày 24/11.');
    expect(page).not.toMatch(/Trần Văn Mẫu|RẦN VĂN MẪU/);
    const open = await world.services.db.one<{ count: number }>(
      sql`select count(*)::int as count from duty where subject_id = ${second.id} and ended is null`,
    );
    expect(open.count).toBe(0);
  });

  test('no circle of petitions handled together, and none that nobody answers', async () => {
    const first = await both();
    const second = await both();
    const third = await both();
    const officer = await visitor(world, app, 'bantiepdan');
    const merge = (id: string, number: number) =>
      officer.post(`/can-bo/ho-so/${id}/merge`, {
        'merge-sure': '1',
        key: newKey(),
        sameAs: String(number),
        text: 'Cùng việc.',
      });
    expect((await merge(second.id, first.number)).statusCode).toBe(303);
    expect((await merge(third.id, second.number)).body).toContain('Đơn kia đã kết thúc');
    expect((await merge(first.id, third.number)).body).toContain('Có đơn khác được gộp vào đơn này');
    // The first sender withdraws: the others still wait, so it goes on.
    await first.citizen.post('/theo-doi/ho-so/withdraw', { key: newKey(), reason: 'Tôi rút đơn' });
    const { state } = await world.services.db.one<{ state: string }>(
      sql`select state from petition where id = ${first.id}`,
    );
    expect(state).toBe('received');
  });

  test('a letter to many bodies is pointed out to the officer', async () => {
    const { id } = await both({
      body: 'Kính gửi:\n- UBND Phường 1\n- Báo Cà Mau\nTôi xin kiến nghị thông cống.',
    });
    const officer = await visitor(world, app, 'bantiepdan');
    expect((await officer.get(`/can-bo/ho-so/${id}`)).body).toContain(
      'Đơn ghi gửi nhiều nơi: UBND Phường 1; Báo Cà Mau.',
    );
  });
});

test('a denunciation not settled in time: the sender tells the body above, which asks and is answered', async () => {
  const done = await handIn(world, { kind: 'denunciation', against: 'một cán bộ' });
  const { id } = done.submitted;
  const citizen = await visitor(world, app);
  await openCase(citizen, done.code);
  const handler = await visitor(world, app, 'giaiquyet');
  await go(handler, id, 'accept');
  const early = await citizen.post('/theo-doi/ho-so/reportDelay', { key: newKey(), reason: 'Chậm quá' });
  expect(early.statusCode).toBe(422);
  expect(early.body).toContain('Việc này chưa quá hạn.');
  world.later(60 * dayMs);
  await openCase(citizen, done.code);
  expect((await citizen.get('/theo-doi/ho-so')).body).toContain('Báo cấp trên: quá hạn chưa giải quyết');
  for (const [turn, status] of [303, 422].entries())
    expect(
      (await citizen.post('/theo-doi/ho-so/reportDelay', { key: newKey(), reason: `Đã quá hạn ${turn}` }))
        .statusCode,
    ).toBe(status);
  // The head right above sees number and terms, and nothing of the matter; others see nothing at all.
  const { parent } = await world.services.db.one<{ parent: string }>(sql`
    select parent_id as parent from unit_version where unit_id = (
      select owner_unit from duty where subject_id = ${id} limit 1) order by lower(valid) desc limit 1`);
  const above = await world.services.db.one<{ username: string }>(sql`
    select username from account join holding on holding.person_id = account.person_id and upper_inf(holding.valid)
    join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
    where post.unit_id = ${parent} and role in ('chair', 'head') limit 1`);
  const chair = await visitor(world, app, above.username);
  const inbox = (await chair.get('/can-bo/viec')).body;
  const address = new RegExp(`/can-bo/to-cao-qua-han/${id}`).exec(inbox)?.[0] ?? '';
  expect(address).not.toBe('');
  const page = (await chair.get(address)).body;
  expect(page).toContain('quá hạn giải quyết');
  expect(page).not.toContain('Đường Cao Văn Lầu');
  expect((await chair.get(`/can-bo/ho-so/${id}`)).statusCode).toBe(404);
  const stranger = await visitor(world, app, 'thutruong');
  expect((await stranger.get(address)).statusCode).toBe(404);
  expect((await chair.post(address, { key: newKey(), text: '' })).statusCode).toBe(422);
  const key = newKey();
  expect((await chair.post(address, { key, text: 'Báo cáo lý do chậm trước ngày 5.' })).statusCode).toBe(303);
  expect((await chair.get('/can-bo/viec')).body).not.toContain(address);
  const fresh = await visitor(world, app, 'giaiquyet');
  expect((await fresh.get(`/can-bo/ho-so/${id}`)).body).toContain('Báo cáo lý do chậm trước ngày 5.');
  await go(fresh, id, 'answerReport', { text: 'Đang chờ giám định, xong trong tháng.' });
  const duties = await world.services.db.rows<{ code: string; ended: string }>(sql`
    select rule_code as code, ended from duty where subject_id = ${id} and rule_code like 'TC-LATE%' order by rule_code`);
  expect(duties).toEqual([
    { code: 'TC-LATE-1', ended: 'done' },
    { code: 'TC-LATE-2', ended: 'done' },
  ]);
});
