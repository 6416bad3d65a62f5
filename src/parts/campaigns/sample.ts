import type pg from 'pg';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import { dutyOf } from '../../ground/duty/single.ts';
import { calendar } from '../../ground/law/calendar.ts';
import type { RuleCode } from '../../ground/law/rule.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { type SampleWorld, sampleName } from '../../ground/sample/locality.ts';
import { enterSample } from '../../ground/sample/record.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { queriesOn, sql } from '../../platform/database/database.ts';
import { addDays, dayInVietnam, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import { type ModelField, type ModelState, streetCriteria, type Work, type WorkId } from './campaign.ts';
import { insertWork, updateWork } from './work.store.ts';

const at = (day: PlainDate) => new Date(`${day}T02:00:00Z`);

const models: [title: string, field: ModelField, state: ModelState, content: string][] = [
  [
    'Thắp sáng hẻm nhỏ',
    'society',
    'recognised',
    'Vận động mỗi hộ một bóng đèn trước nhà, đoàn viên lắp và sửa.',
  ],
  [
    'Tổ phụ nữ góp vốn xoay vòng',
    'economy',
    'recognised',
    'Mỗi tháng góp 200.000 đồng, ưu tiên hộ khó khăn vay trước.',
  ],
  ['Bờ kè không rác', 'society', 'running', 'Mỗi khóm nhận một đoạn bờ kè, dọn vào sáng thứ Bảy.'],
  ['Camera an ninh khu dân cư', 'defence', 'running', 'Dân góp tiền lắp camera ở ngã ba, công an hướng dẫn.'],
  [
    'Cà phê thứ Bảy với dân',
    'politics',
    'registered',
    'Chủ tịch gặp dân ở quán cà phê của khóm mỗi sáng thứ Bảy.',
  ],
  ['Vườn rau trên mái nhà', 'economy', 'ended', 'Tận dụng mái bằng trồng rau sạch.'],
];

/** Made-up models, works, launches and streets; the road in Vĩnh Trạch of 2019 stands among them with sums of its own. */
export async function loadSampleCampaigns(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now }: SampleOptions,
): Promise<void> {
  const tx = queriesOn(client);
  const today = dayInVietnam(now);
  const year = yearOf(today);
  const wards = world.current.filter((one) => one.kind === 'ward');
  const [first, second] = wards;
  if (!first || !second) return;
  const enter = (unit: Unit, type: string, subject: string, seq: number, day: PlainDate, facts = {}) =>
    enterSample(tx, random, { type, subject, seq, at: at(day), role: 'officer', unit: unit.code, facts });
  const duty = async (
    subjectType: string,
    subjectId: string,
    unit: UnitId,
    rule: RuleCode,
    begunOn: PlainDate,
    given: { agreedFor?: PlainDate; done?: PlainDate | undefined },
  ) => {
    const made = dutyOf(
      {
        subjectType,
        subjectId,
        unit,
        rule,
        begunOn,
        owedTo: 'public',
        ...(given.agreedFor && { agreedFor: given.agreedFor }),
      },
      calendar,
    );
    await insertDuty(tx, given.done ? { ...made, ended: 'done', endedOn: given.done, endedSeq: 2 } : made);
  };

  let copied: string | null = null;
  for (const [index, unit] of wards.entries())
    for (const [number, [title, field, state, content]] of models.entries()) {
      if ((index + number) % 2 === 1 && index > 0) continue;
      const id = random.uuid();
      const told = state === 'recognised' || state === 'ended';
      const registered = addDays(parsePlainDate(`${year}-02-10`), number * 4 + index);
      const copies = index > 0 && number === 0 ? copied : null;
      await tx.run(sql`
        insert into campaign_model (id, unit_then, unit_id, field, subject, year, title, place, content, forces, expected, copies,
          state, why, decision, decided_on, commended, cost, people, months, lessons)
        values (${id}, ${unit.id}, ${unit.id}, ${field}, 'collective', ${year}, ${`${title} (dữ liệu mẫu)`},
          ${`Khóm ${1 + number}`}, ${content}, 'Hội Phụ nữ, Đoàn Thanh niên, tổ dân phố', 'Đường phố sáng, sạch, người dân cùng giữ.',
          ${copies}, ${state}, ${told ? 'Có sổ theo dõi và kiểm tra thực tế.' : null},
          ${state === 'recognised' ? '214/QĐ-UBND' : null}, ${told ? addDays(today, -15) : null},
          ${state === 'recognised' && index === 0 ? 'Giấy khen, Quyết định 230/QĐ-UBND' : null},
          ${told ? 18_000_000 + index * 2_500_000 : null}::bigint, ${told ? 14 + index : null}::int, ${told ? 4 : null}::int,
          ${told ? 'Chọn một khóm làm trước cho dân thấy, rồi mới nhân ra.' : null})`);
      if (index === 0 && number === 0) copied = id;
      await enter(unit, 'model.registered', id, 1, registered, { year, field });
      if (state === 'registered') continue;
      await enter(unit, 'model.appraised', id, 2, addDays(registered, 12), { state: 'running' });
      await tx.run(sql`
        insert into campaign_check (id, model_id, on_day, who, finding, words)
        values (${random.uuid()}, ${id}, ${addDays(registered, 110)}, 'Ban Tuyên giáo và Dân vận, Ủy ban MTTQ',
          ${state === 'ended' ? 'partly' : 'asRegistered'}, 'Đã xem tại chỗ, gặp năm hộ dân.')`);
      await enter(unit, 'model.checked', id, 3, addDays(registered, 110), { finding: 'asRegistered' });
      if (told) await enter(unit, 'model.ended', id, 4, addDays(today, -15), { state });
    }

  const work = async (
    unit: Unit,
    given: Partial<Work> & Pick<Work, 'title' | 'kind' | 'households' | 'proposedOn'>,
  ) => {
    const id = random.uuid() as WorkId;
    const whole: Work = {
      id,
      unitId: unit.id,
      place: 'Ấp mẫu',
      proposal: 'Mặt đường rộng 3 m, bê tông dày 12 cm.',
      state: 'proposed',
      form: null,
      decidedOn: null,
      plan: null,
      startsOn: null,
      endsOn: null,
      acceptedOn: null,
      board: null,
      acceptance: null,
      result: null,
      resultUnit: null,
      accountedOn: null,
      account: null,
      version: 1,
      ...given,
    };
    await insertWork(tx, whole);
    await updateWork(tx, whole);
    await enter(unit, 'work.proposed', id, 1, given.proposedOn, { households: given.households });
    return id;
  };
  const vote = async (id: WorkId, agree: number, disagree: number, day: PlainDate) => {
    for (let number = 0; number < agree + disagree; number += 1)
      await tx.run(sql`
        insert into work_vote (work_id, household, place, name, view, at)
        values (${id}, ${Buffer.from(random.bytes(32))}, ${`Nhà ${number + 1}`}, 'Dữ liệu mẫu',
          ${number < agree ? 'agree' : 'disagree'}, ${at(day)})`);
  };
  const give = async (
    id: WorkId,
    gifts: [kind: string, quantity: number, unit: string, what?: string][],
    from: PlainDate,
  ) => {
    for (const [number, [kind, quantity, unit, what]] of gifts.entries())
      await tx.run(sql`
        insert into work_contribution (id, work_id, number, kind, quantity, unit, what, giver, anonymous, on_day)
        values (${random.uuid()}, ${id}, ${number + 1}, ${kind}, ${quantity * 1000}::bigint, ${unit}, ${what ?? null},
          ${sampleName(random)}, ${number % 5 === 4}, ${addDays(from, number)})`);
  };
  const spend = async (id: WorkId, expenses: [amount: number, what: string][], from: PlainDate) => {
    for (const [number, [amount, what]] of expenses.entries())
      await tx.run(sql`
        insert into work_expense (id, work_id, number, amount, what, payee, on_day)
        values (${random.uuid()}, ${id}, ${number + 1}, ${amount}::bigint, ${what}, 'Cửa hàng vật liệu (mẫu)', ${addDays(from, number * 6)})`);
  };

  const commune = world.old.find((one) => one.name.vi === 'UBND Xã Vĩnh Trạch');
  const heir = commune && world.successor(commune, null);
  if (commune && heir) {
    const proposedOn = parsePlainDate('2019-02-18');
    const road = await work(heir, {
      title: 'Đường liên ấp xã Vĩnh Trạch, ra quân Dân vận khéo 2019 (số liệu mẫu)',
      kind: 'road',
      place: 'Xã Vĩnh Trạch',
      households: 86,
      proposedOn,
      state: 'accounted',
      form: 'meeting',
      decidedOn: parsePlainDate('2019-03-02'),
      plan: 'Dài 1.250 m; dân góp công, hiến đất; xã hỗ trợ vật liệu.',
      startsOn: parsePlainDate('2019-03-20'),
      endsOn: parsePlainDate('2019-05-30'),
      acceptedOn: parsePlainDate('2019-06-05'),
      board: 'Trưởng ban và bốn thành viên Ban Giám sát đầu tư của cộng đồng',
      acceptance: 'Đúng khối lượng, mặt đường phẳng, thoát nước tốt.',
      result: 1_250_000,
      resultUnit: 'm',
      accountedOn: parsePlainDate('2019-06-20'),
      account: 'Tiền còn lại chuyển vào quỹ duy tu đường của ấp, theo ý kiến các hộ.',
    });
    await tx.run(
      sql`update community_work set unit_then = ${commune.id}, unit_done = ${commune.id} where id = ${road}`,
    );
    await vote(road, 74, 5, parsePlainDate('2019-03-02'));
    await give(
      road,
      [
        ['money', 2_000_000, 'đồng'],
        ['money', 1_500_000, 'đồng'],
        ['money', 3_000_000, 'đồng'],
        ['labour', 6, 'ngày công'],
        ['labour', 12, 'ngày công'],
        ['land', 42, 'm²'],
        ['land', 18, 'm²'],
        ['material', 8, 'm³ đá 1x2', 'đá 1x2'],
        ['money', 5_000_000, 'đồng'],
        ['labour', 9, 'ngày công'],
      ],
      parsePlainDate('2019-03-05'),
    );
    await spend(
      road,
      [
        [4_200_000, 'Xi măng'],
        [3_150_000, 'Cát'],
        [2_600_000, 'Thuê máy trộn'],
      ],
      parsePlainDate('2019-03-22'),
    );
    await tx.run(sql`
      insert into work_milestone (id, work_id, on_day, words) values
        (${random.uuid()}, ${road}, '2019-03-20', 'Khởi công trong đợt ra quân'),
        (${random.uuid()}, ${road}, '2019-05-12', 'Xong mặt đường, còn lề')`);
    await duty('communityWork', road, heir.id, 'CD-ACCOUNT', parsePlainDate('2019-06-05'), {
      done: parsePlainDate('2019-06-20'),
    });
    await enter(heir, 'work.accounted', road, 2, parsePlainDate('2019-06-20'), {
      money: 11_500_000,
      spent: 9_950_000,
      rest: 1_550_000,
    });

    const day = parsePlainDate('2019-03-20');
    const launched = random.uuid();
    await tx.run(sql`
      insert into launch (id, unit_then, unit_id, title, on_day, meets, call, state, published_on)
      values (${launched}, ${commune.id}, ${heir.id}, 'Ra quân Dân vận khéo 2019 tại Vĩnh Trạch (số liệu mẫu)', ${day},
        '7 giờ, đầu tuyến đường liên ấp', 'Khởi công tuyến đường liên ấp, sửa nhà, dọn rác.', 'published', ${day})`);
    const tasks: [string, string, number, number, number, string][] = [
      ['Đắp lề, đổ bê tông đoạn đầu', 'Đoàn Thanh niên, dân quân', 60, 71, 180, 'm đường'],
      ['Sửa nhà hộ khó khăn', 'Hội Cựu chiến binh', 15, 14, 2, 'căn nhà'],
      ['Dọn rác hai bên tuyến', 'Hội Phụ nữ', 40, 46, 3, 'tấn rác'],
    ];
    for (const [what, squad, planned, attended, result, unit] of tasks)
      await tx.run(sql`
        insert into launch_task (id, launch_id, what, place, squad, planned, attended, result, result_unit)
        values (${random.uuid()}, ${launched}, ${what}, 'Xã Vĩnh Trạch', ${squad}, ${planned}, ${attended}, ${result * 1000}::bigint, ${unit})`);
    await duty('launch', launched, heir.id, 'CD-LAUNCH', addDays(day, -10), { agreedFor: day, done: day });
    await enter(heir, 'launch.announced', launched, 1, addDays(day, -10), { on_day: day });
    await enter(heir, 'launch.published', launched, 2, day, {});
  }

  const lamps = await work(first, {
    title: 'Đèn đường hẻm 12 (dữ liệu mẫu)',
    kind: 'lighting',
    place: 'Khóm 3',
    proposal: 'Mười hai bóng, mỗi hộ góp 300.000 đồng.',
    households: 40,
    proposedOn: addDays(today, -70),
    state: 'building',
    form: 'forms',
    decidedOn: addDays(today, -55),
    plan: 'Đoàn viên lắp, điện lực đấu nối.',
    startsOn: addDays(today, -40),
    endsOn: addDays(today, 10),
  });
  await vote(lamps, 31, 3, addDays(today, -55));
  await give(
    lamps,
    Array.from({ length: 14 }, (): [string, number, string] => ['money', 300_000, 'đồng']),
    addDays(today, -50),
  );
  await spend(lamps, [[2_640_000, 'Bóng đèn, dây']], addDays(today, -30));
  const bridge = await work(first, {
    title: 'Cầu qua rạch Thào Lạng (dữ liệu mẫu)',
    kind: 'bridge',
    place: 'Khóm 6',
    proposal: 'Cầu bê tông dài 9 m thay cầu ván.',
    households: 52,
    proposedOn: addDays(today, -8),
  });
  await vote(bridge, 19, 2, addDays(today, -4));

  const coming = random.uuid();
  const comingOn = addDays(today, 9);
  await tx.run(sql`
    insert into launch (id, unit_then, unit_id, title, on_day, meets, call, state)
    values (${coming}, ${first.id}, ${first.id}, 'Ra quân dọn kênh trước Tết (dữ liệu mẫu)', ${comingOn},
      '6 giờ 30, nhà văn hóa khóm 3', 'Vớt rác, trồng cây, sửa lan can.', 'announced')`);
  await tx.run(sql`
    insert into launch_task (id, launch_id, what, place, squad, planned)
    values (${random.uuid()}, ${coming}, 'Vớt rác đoạn chợ', 'Kênh 30/4', 'Đoàn Thanh niên', 35)`);
  await duty('launch', coming, first.id, 'CD-LAUNCH', addDays(today, -2), { agreedFor: comingOn });
  await enter(first, 'launch.announced', coming, 1, addDays(today, -2), { on_day: comingOn });

  const criteria = streetCriteria.map((one) => one.code);
  for (const [index, name] of ['Đường Trần Phú', 'Đường Hòa Bình'].entries()) {
    const id = random.uuid();
    const since = parsePlainDate(`${year}-01-20`);
    await tx.run(sql`
      insert into model_street (id, unit_then, unit_id, name, stretch, plan, criteria, since)
      values (${id}, ${first.id}, ${first.id}, ${name}, 'Từ cầu Kim Sơn đến ngã tư (dữ liệu mẫu)',
        'Kế hoạch 55 về trật tự đô thị và tuyến đường kiểu mẫu', ${criteria}::text[], ${since})`);
    await enter(first, 'street.named', id, 1, since, { criteria: criteria.join(' ') });
    for (let round = 0; round < 4; round += 1) {
      const on = addDays(since, 45 + round * 60);
      const met = criteria.slice(0, Math.min(criteria.length, 4 + round * 2 - index));
      await tx.run(sql`
        insert into street_round (id, street_id, on_day, who, met, words)
        values (${random.uuid()}, ${id}, ${on}, 'Tổ trật tự đô thị, Ủy ban MTTQ', ${met}::text[],
          ${round === 0 ? 'Còn bày bán trên vỉa hè gần chợ.' : null})`);
      await enter(first, 'street.checked', id, 2 + round, on, { met: met.length, of: criteria.length });
    }
  }
}
