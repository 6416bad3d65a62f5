import type pg from 'pg';
import { codeFor, hashCode } from '../../ground/code.ts';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import { dutyOf } from '../../ground/duty/single.ts';
import { calendar } from '../../ground/law/calendar.ts';
import type { LandStep } from '../../ground/law/land-law.ts';
import type { RuleCode } from '../../ground/law/rule.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { type SampleWorld, sampleName } from '../../ground/sample/locality.ts';
import { enterSample } from '../../ground/sample/record.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { queriesOn, sql } from '../../platform/database/database.ts';
import { addDays, dayInVietnam, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import { insertAct, insertParcels, insertProject } from './land.store.ts';
import {
  type ActId,
  type HouseholdId,
  householdKey,
  type LineId,
  type Project,
  type ProjectId,
  type Rings,
} from './land.ts';
import { handedOver } from './legal-path.ts';
import { insertLine } from './money.store.ts';
import type { FileParcel } from './parcel-file.ts';

const at = (day: PlainDate) => new Date(`${day}T02:00:00Z`);

/** Of 2018 the report says that 22 of 32 projects were handed over on time; which ones it does not say. */
const projectsOf2018 = { all: 32, inTime: 22 };

/** Parcels in two rows along a road, as a file would have them. */
function sampleParcels(count: number, perHousehold: number, name: () => string): FileParcel[] {
  const [west, south] = [105.7205, 9.2841];
  const names = new Map<string, string>();
  return Array.from({ length: count }, (_, index): FileParcel => {
    const key = `H${String(Math.floor(index / perHousehold) + 1).padStart(3, '0')}`;
    const holder = names.get(key) ?? name();
    names.set(key, holder);
    const column = index % Math.ceil(count / 2);
    const row = Math.floor(index / Math.ceil(count / 2));
    const [x, y] = [west + column * 0.00018, south + row * 0.0004];
    const depth = 0.0002 + ((index * 7) % 5) * 0.00002;
    const ring: [number, number][] = [
      [x, y],
      [x + 0.00017, y + 0.00001],
      [x + 0.00017, y + depth],
      [x, y + depth - 0.00001],
      [x, y],
    ];
    const farmland = index % 3 === 2;
    return {
      sheet: String(14 + row),
      number: String(101 + column),
      landType: farmland ? 'CLN' : 'ODT',
      farmland,
      area: (180 + ((index * 37) % 140)) * 1000 + 500,
      rings: [ring] as Rings,
      household: {
        key,
        name: holder,
        kind: index === count - 1 ? 'organisation' : 'household',
        place: `Khóm ${1 + (index % 7)}`,
        resettles: false,
      },
    };
  });
}

/** Made-up projects: those of 2018 as the report counts them, one that runs and one that begins. */
export async function loadSampleLand(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now, codes }: SampleOptions,
): Promise<void> {
  const tx = queriesOn(client);
  const today = dayInVietnam(now);
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
        owedTo: subjectType === 'landProject' ? 'public' : 'citizen',
        ...(given.agreedFor && { agreedFor: given.agreedFor }),
      },
      calendar,
    );
    await insertDuty(tx, given.done ? { ...made, ended: 'done', endedOn: given.done, endedSeq: 2 } : made);
  };

  const open = async (unit: Unit, one: Omit<Project, 'id' | 'unitId' | 'investor' | 'urgent'>) => {
    const id = random.uuid() as ProjectId;
    await insertProject(tx, {
      ...one,
      id,
      unitId: unit.id,
      investor: 'Ban Quản lý dự án đầu tư xây dựng',
      urgent: false,
    });
    await duty('landProject', id, unit.id, 'DAT-HANDOVER', one.registeredOn, {
      agreedFor: one.handoverFirst,
      done: one.handedOn ?? undefined,
    });
    await enter(unit, 'landProject.opened', id, 1, one.registeredOn, { handover_on: one.handoverFirst });
    return id;
  };

  const city = world.old.find((one) => one.code === 'ubnd');
  const heir = city && world.successor(city, null);
  if (city && heir)
    for (let index = 0; index < projectsOf2018.all; index += 1) {
      const due = parsePlainDate(`2018-${String(1 + (index % 12)).padStart(2, '0')}-25`);
      const late = index >= projectsOf2018.inTime;
      const handedOn = addDays(due, late ? 40 + index * 7 : -(index % 15));
      const id = await open(heir, {
        name: `Dự án năm 2018, số ${index + 1} (dữ liệu mẫu)`,
        purpose: 'Hạ tầng đô thị',
        basis: 'Kế hoạch sử dụng đất năm 2018 (dữ liệu mẫu)',
        place: 'TP. Bạc Liêu',
        area: null,
        handoverFirst: due,
        handedOn,
        registeredOn: parsePlainDate('2018-01-02'),
        publishedOn: parsePlainDate('2018-01-02'),
      });
      await tx.run(
        sql`update land_project set unit_then = ${city.id}, unit_done = ${city.id} where id = ${id}`,
      );
      await enter(heir, 'landProject.step', id, 2, handedOn, { step: 'handover', on_day: handedOn });
    }

  const ward = world.current.find((one) => one.code === 'phuong-bac-lieu');
  const second = world.current.find((one) => one.kind === 'ward' && one.code !== 'phuong-bac-lieu');
  const front = world.current.find((one) => one.kind === 'front');
  if (!ward || !second) return;

  const registeredOn = addDays(today, -300);
  const road = await open(ward, {
    name: 'Mở rộng đường liên khóm (dữ liệu mẫu)',
    purpose: 'Đường giao thông, thoát nước',
    basis: 'Nghị quyết về danh mục dự án thu hồi đất; kế hoạch sử dụng đất hằng năm (dữ liệu mẫu)',
    place: 'Phường Bạc Liêu',
    area: 7_100_000,
    handoverFirst: addDays(today, 45),
    handedOn: null,
    registeredOn,
    publishedOn: registeredOn,
  });
  if (front) await tx.run(sql`insert into land_outreach (project_id, unit_id) values (${road}, ${front.id})`);
  const parcels = sampleParcels(28, 2, () => sampleName(random));
  await insertParcels(tx, road, parcels, (household) => hashCode(codeFor(codes, householdKey(household))));
  const rows = await tx.rows<{
    id: string;
    household: HouseholdId;
    key: string;
    farmland: boolean;
    area: number;
  }>(sql`
    select parcel.id, household_id as household, holder.key, farmland, area::float8 as area from land_parcel parcel
    join land_household holder on holder.id = parcel.household_id where parcel.project_id = ${road}
    order by holder.key, parcel.number`);
  const rate = async (kind: string, name: string, per: string, price: number) => {
    const id = random.uuid();
    await tx.run(sql`
      insert into land_rate (id, project_id, kind, name, per, price, decision, from_on)
      values (${id}, ${road}, ${kind}, ${name}, ${per}, ${price}, 'Bảng giá và đơn giá mẫu', ${registeredOn})`);
    return { id, price: String(price) };
  };
  const house = await rate('land', 'Đất ở tại đô thị', 'm²', 8_500_000);
  const farm = await rate('land', 'Đất trồng cây lâu năm', 'm²', 620_000);
  const moving = await rate('support', 'Hỗ trợ di chuyển', 'hộ', 9_000_000);
  for (const row of rows)
    await insertLine(tx, {
      id: random.uuid() as LineId,
      household: row.household,
      rate: row.farmland ? farm : house,
      quantity: row.area,
      note: null,
      addedWhy: null,
      at: at(addDays(today, -210)),
    });
  const households = [...new Map(rows.map((row) => [row.household, row.key])).entries()];
  for (const [household] of households)
    await insertLine(tx, {
      id: random.uuid() as LineId,
      household,
      rate: moving,
      quantity: 1000,
      note: null,
      addedWhy: null,
      at: at(addDays(today, -210)),
    });
  const views = (index: number) =>
    index === 3 || index === 9 ? 'disagree' : index === 6 ? 'other' : 'agree';
  for (const [index, [household]] of households.entries())
    await tx.run(sql`
      insert into land_opinion (household_id, view, text, source, at)
      values (${household}, ${views(index)}, ${index === 3 ? 'Giá đất ở thấp hơn giá tuyến đường bên.' : null}, 'paper',
        ${at(addDays(today, -166))})`);

  let seq = 1;
  const step = async (
    name: LandStep,
    days: number,
    of: readonly { id: string }[],
    more: { number?: string; present?: number; counts?: [number, number, number]; words?: string } = {},
  ) => {
    const onDay = addDays(today, days);
    const [agree = null, disagree = null, other = null] = more.counts ?? [];
    await insertAct(
      tx,
      road,
      {
        id: random.uuid() as ActId,
        step: name,
        onDay,
        decidedBy: more.number ? ward.name.vi : null,
        number: more.number ?? null,
        words: more.words ?? null,
        files: [],
        present: more.present ?? null,
        agree,
        disagree,
        other,
        enteredAt: at(onDay),
        fromFile: false,
      },
      of.map((one) => one.id as never),
      handedOver.includes(name),
    );
    seq += 1;
    await enter(ward, 'landProject.step', road, seq, onDay, {
      step: name,
      on_day: onDay,
      parcels: of.length,
    });
  };
  const of = (from: number, to: number) => {
    const keys = households.slice(from, to).map(([household]) => household);
    return rows.filter((row) => keys.includes(row.household));
  };
  await step('meeting', -290, rows, { present: 31 });
  await step('notice', -285, rows, { number: '112/TB-UBND' });
  await step('posting', -283, rows);
  await step('survey', -245, rows);
  await step('planPosted', -205, rows);
  await step('opinionMeeting', -165, rows, { present: 29, counts: [11, 2, 1] });
  await step(
    'objectorDialogue',
    -150,
    rows.filter((row) => [3, 9].some((index) => households[index]?.[0] === row.household)),
    { present: 4 },
  );
  await step('appraisal', -125, rows);
  await step('approval', -101, rows, { number: '845/QĐ-UBND' });
  await step('recovery', -95, rows, { number: '871/QĐ-UBND' });
  const paidTo = 10;
  const batch = random.uuid();
  const amounts = await tx.rows<{ household: HouseholdId; amount: string }>(sql`
    select household_id as household, sum(amount)::text as amount from land_line
    where household_id = any(${households.slice(0, paidTo).map(([id]) => id)}::uuid[]) group by 1`);
  const total = amounts.reduce((sum, one) => sum + BigInt(one.amount), 0n);
  await tx.run(sql`
    insert into land_batch (id, project_id, number, made_on, payments, total, digest)
    values (${batch}, ${road}, 1, ${addDays(today, -85)}, ${amounts.length}, ${total.toString()}::bigint, 'dữ liệu mẫu')`);
  for (const one of amounts)
    await tx.run(sql`
      insert into land_payment (id, batch_id, household_id, amount, paid_on, how)
      values (${random.uuid()}, ${batch}, ${one.household}, ${one.amount}::bigint, ${addDays(today, -78)}, 'transfer')`);
  for (const [index, [household]] of households.entries())
    await duty('landHousehold', household, ward.id, 'DAT-PAY', addDays(today, -101), {
      done: index < paidTo ? addDays(today, -78) : undefined,
    });
  await step('payment', -78, of(0, paidTo));
  await step('handover', -40, of(0, 8));

  const visit = async (
    household: HouseholdId,
    unit: Unit,
    day: PlainDate,
    notes: { who: string; asked: string; told: string } | undefined,
  ) => {
    const id = random.uuid();
    await tx.run(sql`
      insert into land_visit (id, household_id, unit_id, planned_on, held_on, who, asked, told)
      values (${id}, ${household}, ${unit.id}, ${day}, ${notes ? day : null}, ${notes?.who ?? null},
        ${notes?.asked ?? null}, ${notes?.told ?? null})`);
    await duty('landVisit', id, unit.id, 'DAT-VISIT', addDays(day, -5), {
      agreedFor: day,
      done: notes ? day : undefined,
    });
    await enter(unit, 'landVisit.planned', id, 1, addDays(day, -5), { planned_on: day });
    if (notes) await enter(unit, 'landVisit.held', id, 2, day, { held_on: day });
    return id;
  };
  const goer = front ?? ward;
  const asking = households[10]?.[0];
  const later = households[11]?.[0];
  if (asking) {
    const held = await visit(asking, goer, addDays(today, -30), {
      who: 'Ủy ban MTTQ, Hội Nông dân, trưởng khóm',
      asked: 'Bao giờ được trả tiền? Cây trồng thêm sau kiểm đếm có được tính không?',
      told: 'Đợt chi trả tới lập trong tháng. Cây trồng sau thông báo thu hồi đất không được bồi thường, theo quy định.',
    });
    const promise = random.uuid();
    await tx.run(sql`
      insert into land_promise (id, household_id, visit_id, unit_id, text, promised_for)
      values (${promise}, ${asking}, ${held}, ${ward.id}, 'Trả lời bằng văn bản về diện tích sân đo thiếu', ${addDays(today, 6)})`);
    await duty('landPromise', promise, ward.id, 'DAT-PROMISE', addDays(today, -30), {
      agreedFor: addDays(today, 6),
    });
    await enter(goer, 'landPromise.made', promise, 1, addDays(today, -30), { due_on: addDays(today, 6) });
    const correction = random.uuid();
    await tx.run(sql`
      insert into land_correction (id, visit_id, unit_id, text, at)
      values (${correction}, ${held}, ${goer.id}, 'Tôi hỏi về diện tích sân, không hỏi về cây trồng.', ${at(addDays(today, -2))})`);
    await duty('landCorrection', correction, goer.id, 'DAT-CORRECTION', addDays(today, -2), {});
    await enter(goer, 'landCorrection.asked', correction, 1, addDays(today, -2), {});
  }
  if (later) await visit(later, goer, addDays(today, 4), undefined);
  await tx.run(sql`
    insert into land_question (id, project_id, text, at, answer, answered_on)
    values (${random.uuid()}, ${road}, 'Hộ chỉ mất một phần sân thì có được xây lại cổng không?', ${at(addDays(today, -60))},
      'Được, theo chỉ giới xây dựng mới; phường cấp giấy xác nhận trong 5 ngày làm việc.', ${addDays(today, -55)})`);
  await tx.run(sql`
    insert into land_question (id, project_id, text, at)
    values (${random.uuid()}, ${road}, 'Khi nào đoạn gần trường học thi công?', ${at(addDays(today, -1))})`);

  await open(second, {
    name: 'Mở rộng trường mầm non (dữ liệu mẫu)',
    purpose: 'Giáo dục',
    basis: 'Kế hoạch sử dụng đất hằng năm (dữ liệu mẫu)',
    place: second.name.vi.replace('UBND ', ''),
    area: 2_150_000,
    handoverFirst: addDays(today, 260),
    handedOn: null,
    registeredOn: addDays(today, -12),
    publishedOn: addDays(today, -12),
  });
}
