import type pg from 'pg';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import { dutyBefore, dutyOf } from '../../ground/duty/single.ts';
import { calendar } from '../../ground/law/calendar.ts';
import { publishedItems } from '../../ground/law/grassroots.ts';
import type { RuleCode } from '../../ground/law/rule.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { SampleWorld } from '../../ground/sample/locality.ts';
import { enterSample } from '../../ground/sample/record.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { queriesOn, sql } from '../../platform/database/database.ts';
import { addDays, dayInVietnam, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import { insertConsultation, insertDisclosure } from './consultation.store.ts';
import type { ConsultationId } from './consultation.ts';
import { insertAsker, insertCall, insertDialogue, insertPromise, insertSite } from './dialogue.store.ts';
import type { CallId, Dialogue, DialogueId, PromiseId, QuestionId } from './dialogue.ts';

const at = (day: PlainDate) => new Date(`${day}T02:00:00Z`);

const asked: [
  text: string,
  answer: string,
  promise?: [text: string, days: number, doneAfter: number | null],
][] = [
  [
    'Hẻm nhà tôi ngập mỗi khi triều cường, bao giờ phường nâng cấp cống?',
    'Phường đã khảo sát ba điểm ngập. Việc nâng cống thuộc vốn của phường năm nay.',
    ['Nạo vét và thay nắp cống tại ba điểm ngập', 60, 52],
  ],
  [
    'Đèn đường trên đoạn gần chợ hỏng nhiều tháng, ai sửa?',
    'Phường đã nhận danh sách 14 bóng hỏng và sẽ thay.',
    ['Thay 14 bóng đèn đường khu vực chợ', 30, 45],
  ],
  [
    'Hộ kinh doanh nhỏ muốn làm thủ tục buổi tối có được không?',
    'Có thể, theo lịch hẹn trước.',
    ['Mở thêm một buổi tối mỗi tuần tại bộ phận một cửa', 90, null],
  ],
  ['Sao tiếng loa phường mở sớm quá?', 'Từ nay loa mở từ 6 giờ 30, không mở vào chủ nhật.'],
];

/**
 * Made-up dialogues: a conference held with what became of its promises, one with businesses to come, a list of voters,
 * two drafts, and what the wards published.
 */
export async function loadSampleDialogues(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now }: SampleOptions,
): Promise<void> {
  const tx = queriesOn(client);
  const today = dayInVietnam(now);
  const year = yearOf(today);
  const wards = world.current.filter((one) => one.kind === 'ward');
  const enter = (unit: Unit, type: string, subject: string, seq: number, day: PlainDate, facts = {}) =>
    enterSample(tx, random, { type, subject, seq, at: at(day), role: 'officer', unit: unit.code, facts });
  const duty = async (
    subjectType: string,
    subjectId: string,
    unit: UnitId,
    rule: RuleCode,
    begunOn: PlainDate,
    given: { agreedFor?: PlainDate; eventOn?: PlainDate; done?: PlainDate | undefined },
  ) => {
    const owed = { subjectType, subjectId, unit, rule, begunOn, owedTo: 'public' as const };
    const made = given.eventOn
      ? dutyBefore({ ...owed, eventOn: given.eventOn }, calendar)
      : dutyOf({ ...owed, ...(given.agreedFor && { agreedFor: given.agreedFor }) }, calendar);
    await insertDuty(tx, given.done ? { ...made, ended: 'done', endedOn: given.done, endedSeq: 2 } : made);
    return made;
  };

  const plan = async (
    unit: Unit,
    one: Pick<Dialogue, 'kind' | 'title' | 'topics' | 'audience' | 'onDay' | 'state'> & {
      announced: PlainDate;
      published?: PlainDate;
      attended?: number;
    },
  ): Promise<DialogueId> => {
    const { announced, published, attended, ...rest } = one;
    const id = random.uuid() as DialogueId;
    await insertDialogue(tx, {
      ...rest,
      id,
      unitId: unit.id,
      mode: 'inPerson',
      ground: one.kind === 'conference' ? 'yearly' : 'needed',
      chairs: 'Chủ tịch UBND, Chủ tịch HĐND, Chủ tịch Ủy ban MTTQ',
      fromTime: '08:00',
      link: null,
      announcedOn: announced,
      publishedOn: published ?? null,
      attended: attended ?? null,
      officials: attended ? 'Chủ tịch UBND, trưởng các phòng chuyên môn, đại diện Ủy ban MTTQ' : null,
      why: null,
      lateWhy: null,
      overWhy: null,
      version: 2,
    });
    await insertSite(tx, id, `Hội trường ${unit.name.vi}`, 150);
    await duty('dialogue', id, unit.id, 'DT-ANNOUNCE', addDays(announced, -5), {
      eventOn: one.onDay,
      done: announced,
    });
    await enter(unit, 'dialogue.planned', id, 1, addDays(announced, -5), { on_day: one.onDay });
    await enter(unit, 'dialogue.announced', id, 2, announced, { state: 'announced' });
    return id;
  };

  for (const [index, unit] of wards.entries()) {
    const years = random.uuid();
    await tx.run(sql`
      insert into dialogue_year (id, unit_then, unit_id, year) values (${years}, ${unit.id}, ${unit.id}, ${year})`);
    const day = addDays(today, -150 + index * 20);
    const held = index < wards.length - 1 && yearOf(day) === year;
    await duty('dialogueYear', years, unit.id, 'DT-YEARLY', parsePlainDate(`${year}-01-02`), {
      agreedFor: parsePlainDate(`${year}-12-31`),
      ...(held && { done: day }),
    });
    await enter(unit, 'dialogueYear.owed', years, 1, parsePlainDate(`${year}-01-02`), { year });
    if (!held) continue;
    // One of them told people too late, and published too late.
    const late = index === 1;
    const published = addDays(day, late ? 16 : 8);
    const id = await plan(unit, {
      kind: 'conference',
      title: `Hội nghị đối thoại với Nhân dân năm ${year}, ${unit.name.vi.replace('UBND ', '')}`,
      topics: 'Hạ tầng khu dân cư, thủ tục hành chính, an ninh trật tự, môi trường.',
      audience: 'Mọi cử tri',
      onDay: day,
      state: 'published',
      announced: addDays(day, late ? -4 : -12),
      published,
      attended: 90 + index * 12,
    });
    await duty('dialogue', id, unit.id, 'DT-RESULT', day, { done: published });
    await enter(unit, 'dialogue.held', id, 3, day, { on_day: day, attended: 90 + index * 12 });
    await enter(unit, 'dialogue.published', id, 4, published, { questions: asked.length });
    for (const [number, [text, answer, promised]] of asked.entries()) {
      const question = random.uuid() as QuestionId;
      await tx.run(sql`
        insert into dialogue_question (id, dialogue_id, number, text, source, answer, answered_on)
        values (${question}, ${id}, ${number + 1}, ${text}, ${number === 3 ? 'floor' : 'web'}, ${answer}, ${day})`);
      await insertAsker(tx, question, { name: null, phone: null, email: null, language: 'vi', at: at(day) });
      if (!promised) continue;
      const [words, days, after] = promised;
      const promise = random.uuid() as PromiseId;
      const promisedFor = addDays(day, days);
      const done = after !== null && addDays(day, after) <= today ? addDays(day, after) : undefined;
      await insertPromise(tx, {
        id: promise,
        dialogueId: id,
        questionId: question,
        text: words,
        unitId: unit.id,
        promisedFor,
      });
      await duty('dialoguePromise', promise, unit.id, 'DT-PROMISE', day, { agreedFor: promisedFor, done });
      await enter(unit, 'dialoguePromise.made', promise, 1, day, { text: words, due_on: promisedFor });
      if (done) {
        await tx.run(sql`
          update dialogue_promise set kept_words = 'Đã làm xong, có biên bản nghiệm thu của tổ dân phố.' where id = ${promise}`);
        await enter(unit, 'dialoguePromise.kept', promise, 2, done, { due_on: promisedFor });
      }
    }
  }

  const [first, second] = wards;
  if (!first || !second) return;
  const coming = await plan(first, {
    kind: 'thematic',
    title: 'Đối thoại với doanh nghiệp và hộ kinh doanh',
    topics: 'Mặt bằng kinh doanh, trật tự đô thị, thủ tục đăng ký, thuế.',
    audience: 'Doanh nghiệp, hộ kinh doanh',
    onDay: addDays(today, 12),
    state: 'announced',
    announced: addDays(today, -3),
  });
  for (const [number, text] of [
    'Bao giờ có chỗ đậu xe tải giao hàng gần chợ?',
    'Phí sử dụng vỉa hè tính thế nào, thu ở đâu?',
  ].entries()) {
    const question = random.uuid() as QuestionId;
    await tx.run(sql`
      insert into dialogue_question (id, dialogue_id, number, text, source)
      values (${question}, ${coming}, ${number + 1}, ${text}, 'web')`);
    await insertAsker(tx, question, {
      name: null,
      phone: null,
      email: null,
      language: 'vi',
      at: at(addDays(today, -1)),
    });
    await enter(first, 'dialogue.asked', coming, 3 + number, addDays(today, -1), {
      question: number + 1,
      source: 'web',
    });
  }

  const call = random.uuid() as CallId;
  await insertCall(tx, {
    id: call,
    unitId: second.id,
    matter: 'Đối thoại về tuyến thu gom rác và điểm tập kết',
    voters: 8_412,
    rollSource: 'Danh sách cử tri bầu cử 2026 (dữ liệu mẫu)',
    openedOn: addDays(today, -20),
  });
  await enter(second, 'dialogueCall.opened', call, 1, addDays(today, -20), { voters: 8_412 });

  const draft = async (
    unit: Unit,
    one: { item: string; title: string; body: string; posted: PlainDate; answered?: PlainDate },
  ) => {
    const id = random.uuid() as ConsultationId;
    const closesOn = addDays(one.posted, 30);
    await insertConsultation(tx, {
      id,
      unitId: unit.id,
      item: one.item,
      title: one.title,
      body: one.body,
      files: [],
      postedOn: one.posted,
      closesOn,
      households: 1_240,
      state: one.answered ? 'answered' : 'open',
      outcome: one.answered ? 'Kế hoạch được sửa hai điểm theo ý kiến Nhân dân rồi ban hành.' : null,
      answeredOn: one.answered ?? null,
      version: 1,
    });
    await duty('consultation', id, unit.id, 'LYK-ANSWER', closesOn, { done: one.answered });
    await enter(unit, 'consultation.posted', id, 1, one.posted, { title: one.title, closes_on: closesOn });
    return id;
  };
  await draft(first, {
    item: 'convention',
    title: 'Dự thảo quy ước khu dân cư: giờ giấc, tiếng ồn, vệ sinh',
    body: 'Dự thảo quy định giờ yên tĩnh từ 22 giờ, giữ vệ sinh trước nhà, dùng hệ thống loa kéo.',
    posted: addDays(today, -10),
  });
  const done = await draft(second, {
    item: 'plan',
    title: `Dự thảo kế hoạch kinh tế - xã hội năm ${year + 1}`,
    body: 'Các chỉ tiêu về hạ tầng, giảm nghèo, môi trường; danh mục công trình.',
    posted: addDays(today, -70),
    answered: addDays(today, -35),
  });
  const group = random.uuid();
  await tx.run(sql`
    insert into consultation_group (id, consultation_id, title, answer, changed)
    values (${group}, ${done}, 'Ưu tiên hẻm ngập trước', 'Tiếp thu.', 'Đưa ba tuyến hẻm ngập lên đầu danh mục.')`);
  const views = ['agree', 'agree', 'agree', 'agree', 'other', 'disagree'];
  for (let number = 1; number <= 60; number += 1) {
    const view = views[number % views.length] ?? 'agree';
    await tx.run(sql`
      insert into consultation_opinion (id, consultation_id, number, who, person, view, text, name, place, source, group_id, at)
      values (${random.uuid()}, ${done}, ${number}, ${Buffer.from(random.bytes(32))}, false, ${view},
        ${view === 'other' ? 'Nên làm các hẻm ngập trước.' : null}, 'Dữ liệu mẫu', 'Dữ liệu mẫu', 'paper',
        ${view === 'other' ? group : null}::uuid, ${at(addDays(today, -60))})`);
  }

  for (const [index, unit] of wards.entries())
    for (const item of publishedItems.slice(0, 11 - index * 2)) {
      const id = random.uuid();
      const onDay = addDays(parsePlainDate(`${year}-01-15`), index * 3);
      await insertDisclosure(tx, {
        id,
        unitId: unit.id,
        item: item.code,
        year,
        title: `${item.name.vi} (dữ liệu mẫu)`,
        href: item.code === 'reception' ? '/tiep-cong-dan' : null,
        files: [],
        form: 'Niêm yết tại trụ sở và nhà văn hóa khóm',
        onDay,
      });
      await enter(unit, 'disclosure.published', id, 1, onDay, { item: item.code, year });
    }
}
