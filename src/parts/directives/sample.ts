import type pg from 'pg';
import { applyChanges } from '../../ground/duty/changes.ts';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import { calendar } from '../../ground/law/calendar.ts';
import { signOf } from '../../ground/organization/issuer.ts';
import type { PostId, Unit, UnitId } from '../../ground/organization/organization.ts';
import type { SampleWorld } from '../../ground/sample/locality.ts';
import { enterSample } from '../../ground/sample/record.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { type Queries, queriesOn, sql } from '../../platform/database/database.ts';
import type { Random } from '../../platform/random.ts';
import { addDays, dayInVietnam, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { type Clause, clausesOf, decideClause, insertClauses } from './clause.store.ts';
import { splitClauses } from './clause.ts';
import { insertDissemination, updateDissemination } from './dissemination.store.ts';
import {
  insertDocument,
  insertRelation,
  nextNumber,
  setFirstNumber,
  updateDocument,
} from './document.store.ts';
import { bookOf, type Document, type DocumentId, nameOf } from './document.ts';
import { insertDraft, updateDraft } from './draft.store.ts';
import type { Draft, DraftId } from './draft.ts';
import { plan55, plan70, plan106, planOfWard, planOfYear, sampleNote } from './sample.texts.ts';
import { countChild, insertStep, insertTask, updateTask } from './task.store.ts';
import type { Task, TaskId } from './task.ts';

const at = (day: PlainDate, hour = 3) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);

/** What became of a sample task. */
type Fate =
  | { kind: 'done'; on: PlainDate }
  | { kind: 'reported'; on: PlainDate }
  | { kind: 'open'; explained?: string; extended?: PlainDate };

/** Writes documents, tasks and what became of them, each with its entries. */
class Office {
  private readonly units = new Map<string, Unit>();

  constructor(
    private readonly tx: Queries,
    private readonly random: Random,
    private readonly world: SampleWorld,
  ) {
    for (const unit of [...world.old, ...world.current]) this.units.set(unit.code, unit);
  }

  unit(code: string): Unit {
    const unit = this.units.get(code);
    if (!unit) throw new Error(`no sample unit ${code}`);
    return unit;
  }

  /** The first post of a unit that leads it, else any. */
  post(unit: UnitId, roles: readonly string[] = ['chair', 'head']): PostId {
    const posts = this.world.posts.filter((post) => post.unitId === unit);
    const post = posts.find((one) => roles.includes(one.role)) ?? posts[0];
    if (!post) throw new Error('a sample unit without posts');
    return post.id;
  }

  /** A document that is being written, or waits for the head or for its number. */
  async draft(code: string, state: 'submitted' | 'signed', abstract: string, on: PlainDate): Promise<void> {
    const unit = this.unit(code);
    const one: Draft = {
      id: this.random.uuid() as DraftId,
      unitId: unit.id,
      typeCode: 'CV',
      office: 'VP',
      abstract,
      body: `${sampleNote}\n${abstract}.`,
      files: [],
      urgency: 'none',
      effectiveOn: null,
      expiresOn: null,
      implementsId: null,
      state,
      draftedBy: this.post(unit.id, ['officer', 'clerk']),
      draftedOn: on,
      submittedOn: on,
      returnedWhy: null,
      ...(state === 'signed'
        ? { signedOn: on, signer: 'Theo bản gốc', signerTitle: 'Chủ tịch', authority: 'TM' }
        : { signedOn: null, signer: null, signerTitle: null, authority: null }),
      documentId: null,
      version: 1,
    };
    await insertDraft(this.tx, { ...one, state: 'draft' });
    await updateDraft(this.tx, one);
  }

  async document(given: {
    unit: string;
    direction: 'in' | 'out';
    type: string;
    number: string | number;
    issuer?: string;
    on: PlainDate;
    /** When it came, where that was later. */
    arrived?: PlainDate;
    title: string;
    signerTitle: string;
    body?: string;
    expiresOn?: PlainDate;
    implements?: DocumentId;
    replaces?: DocumentId;
  }): Promise<{ document: Document; clauses: Clause[] }> {
    const { tx, random } = this;
    const unit = this.unit(given.unit);
    // Units that are no more handed their books on with their work.
    const answers = this.world.current.some((one) => one.id === unit.id)
      ? unit
      : this.world.successor(unit, null);
    const entered = given.arrived ?? given.on;
    const year = yearOf(entered);
    const book = bookOf(given.direction, given.type);
    if (typeof given.number === 'number') await setFirstNumber(tx, unit.id, year, book, given.number);
    const entryNumber = await nextNumber(tx, unit.id, year, book);
    const document: Document = {
      id: random.uuid() as DocumentId,
      unitId: unit.id,
      direction: given.direction,
      year,
      book,
      entryNumber,
      typeCode: given.type,
      printedNumber:
        typeof given.number === 'number'
          ? `${String(given.number).padStart(2, '0')}/${given.type}-${signOf(unit.name.vi)}`
          : given.number,
      issuer: given.issuer ?? unit.name.vi,
      issuedOn: given.on,
      effectiveOn: null,
      expiresOn: given.expiresOn ?? null,
      signer: 'Theo bản gốc',
      signerTitle: given.signerTitle,
      authority: given.direction === 'out' ? 'TM' : '',
      abstract: given.title,
      secrecy: 'none',
      urgency: 'none',
      arrivedOn: given.direction === 'in' ? entered : null,
      registeredAt: at(entered, 8),
      body: given.body ?? '',
      file: null,
      open: true,
      deployedOn: null,
      cancelledOn: null,
      cancelledWhy: null,
      withdrawnOn: null,
      withdrawnWhy: null,
      version: 1,
    };
    const by = this.post(unit.id, ['clerk']);
    const words = foldedWords([nameOf(document), document.issuer, document.abstract].join(' ')).join(' ');
    await insertDocument(tx, document, by, words);
    if (answers.id !== unit.id)
      await tx.run(sql`update document set unit_id = ${answers.id} where id = ${document.id}`);
    if (document.body) await insertClauses(tx, document.id, splitClauses(document.body));
    for (const [kind, to] of [
      ['implements', given.implements],
      ['replaces', given.replaces],
    ] as const)
      if (to) await insertRelation(tx, { from: document.id, to, kind, on: given.on });
    await enterSample(tx, random, {
      type: 'document.registered',
      subject: document.id,
      seq: 1,
      at: document.registeredAt,
      role: 'clerk',
      unit: unit.code,
      facts: {
        direction: document.direction,
        book,
        number: entryNumber,
        year,
        issued_on: given.on,
        secret: false,
      },
    });
    return { document, clauses: await clausesOf(tx, document.id) };
  }

  /** Says of every clause whether it orders something: those that tasks are given of do. */
  async deploy(
    document: Document,
    clauses: readonly Clause[],
    orders: readonly string[],
    on: PlainDate,
    without = '',
  ): Promise<void> {
    const { tx, random } = this;
    for (const clause of clauses) {
      const does = orders.includes(clause.mark);
      await decideClause(tx, document.id, clause.id, {
        orders: does || clause.mark === without,
        noOwner: clause.mark === without ? 'Làm khi có kinh phí; chưa giao đơn vị nào trong năm nay.' : null,
      });
    }
    await updateDocument(tx, { ...document, deployedOn: on, version: 2 });
    await enterSample(tx, random, {
      type: 'document.deployed',
      subject: document.id,
      seq: 2,
      at: at(on, 9),
      role: 'chair',
      unit: null,
      facts: { clauses: clauses.length, orders: orders.length },
    });
  }

  async task(given: {
    document: Document;
    clause: Clause | undefined;
    giver: UnitId;
    unit: UnitId;
    title: string;
    on: PlainDate;
    due: PlainDate | null;
    fate: Fate;
    above?: Task | undefined;
    post?: PostId;
  }): Promise<Task> {
    const { tx, random } = this;
    const { document, above, fate } = given;
    const id = random.uuid() as TaskId;
    const base: Task = {
      id,
      documentId: document.id,
      clauseId: given.clause?.id ?? null,
      parentId: above?.id ?? null,
      path: [...(above?.path ?? []), id],
      originId: above?.originId ?? document.id,
      title: given.title,
      giverUnit: given.giver,
      unitId: given.unit,
      withUnits: [],
      postId: given.post ?? null,
      askedFor: given.due,
      laterWhy: null,
      state: 'draft',
      extensions: 0,
      wantedDate: null,
      wantedWhy: null,
      declinedWhy: null,
      reportedBy: null,
      explained: false,
      children: 0,
      version: 1,
    };
    await insertTask(tx, base);
    if (above) await countChild(tx, above.id, 1);
    const unit = given.unit;
    const steps: { type: string; day: PlainDate; text: string | null; state: Task['state']; unit: UnitId }[] =
      [{ type: 'given', day: given.on, text: null, state: 'open', unit: given.giver }];
    let due = given.due;
    if (fate.kind === 'open' && fate.extended) {
      steps.push({
        type: 'askLater',
        day: addDays(given.due ?? given.on, -5),
        text: 'Khối lượng hồ sơ lớn, đề nghị thêm thời gian.',
        state: 'open',
        unit,
      });
      steps.push({
        type: 'grantLater',
        day: addDays(given.due ?? given.on, -3),
        text: null,
        state: 'open',
        unit: given.giver,
      });
    }
    if (fate.kind === 'open' && fate.explained)
      steps.push({
        type: 'explain',
        day: addDays(due ?? given.on, 3),
        text: fate.explained,
        state: 'open',
        unit,
      });
    if (fate.kind !== 'open')
      steps.push({
        type: 'report',
        day: fate.on,
        text: 'Đã hoàn thành, có báo cáo kèm theo.',
        state: 'reported',
        unit,
      });
    if (fate.kind === 'done')
      steps.push({ type: 'accept', day: addDays(fate.on, 2), text: null, state: 'done', unit: given.giver });
    const late = fate.kind === 'done' && due !== null && fate.on > due;
    if (late && due)
      steps.splice(1, 0, {
        type: 'explain',
        day: addDays(due, 1),
        text: 'Chờ số liệu của các khu phố.',
        state: 'open',
        unit,
      });
    let task = base;
    for (const [index, step] of steps.entries()) {
      if (step.type === 'grantLater' && fate.kind === 'open') due = fate.extended ?? due;
      task = {
        ...task,
        version: index + 2,
        state: step.state,
        extensions: task.extensions + Number(step.type === 'grantLater'),
        explained: task.explained || step.type === 'explain',
      };
      const doneOn = step.state === 'done' && fate.kind === 'done' ? fate.on : null;
      const moment = at(step.day, 4 + index);
      await insertStep(tx, {
        task,
        at: moment,
        type: step.type,
        post: this.post(step.unit),
        person: null,
        text: step.text,
        files: [],
        dueOn: due,
        doneOn,
      });
      await enterSample(tx, random, {
        type: `task.${step.type}`,
        subject: id,
        seq: index + 1,
        at: moment,
        role: 'head',
        unit: null,
        facts: {
          document: document.id,
          state: step.state,
          ...(due && { due_on: due }),
          ...(doneOn && { done_on: doneOn }),
        },
      });
    }
    await updateTask(tx, task);
    if (given.due && due) {
      const { opened } = applyChanges(
        [],
        [{ do: 'open', rule: 'VB-TASK', begunOn: given.on, owedTo: 'unit', agreedFor: due }],
        { subjectType: 'task', subjectId: id, unit, today: given.on, seq: 2, calendar },
      );
      const [duty] = opened;
      if (duty)
        await insertDuty(tx, {
          ...duty,
          responsiblePost: task.postId,
          extended: task.extensions,
          wholeId: task.originId,
          dueOn: due,
          ...(fate.kind === 'done' && { ended: 'done' as const, endedOn: fate.on, endedSeq: task.version }),
          ...(fate.kind === 'reported' && { suspendedFrom: fate.on }),
        });
    }
    return task;
  }

  /** Sends a document to units: how far each has come with it. */
  async send(
    document: Document,
    on: PlainDate,
    to: readonly { unit: UnitId; come: 'sent' | 'opened' | 'acknowledged' | 'held' }[],
  ): Promise<void> {
    const { tx, random } = this;
    for (const { unit, come } of to) {
      const id = random.uuid() as never;
      await insertDissemination(tx, { id, documentId: document.id, unitId: unit, sentAt: at(on) });
      const { opened } = applyChanges(
        [],
        [
          { do: 'open', rule: 'VB-ACKNOWLEDGE', begunOn: on, owedTo: 'unit', agreedFor: addDays(on, 5) },
          { do: 'open', rule: 'VB-DISSEMINATE', begunOn: on, owedTo: 'unit', agreedFor: addDays(on, 25) },
        ],
        { subjectType: 'dissemination', subjectId: id, unit, today: on, seq: 1, calendar },
      );
      const acknowledged = come === 'acknowledged' || come === 'held';
      const held = come === 'held' ? addDays(on, 18) : null;
      for (const duty of opened) {
        const day = duty.ruleCode === 'VB-ACKNOWLEDGE' ? (acknowledged ? addDays(on, 2) : null) : held;
        await insertDuty(tx, day ? { ...duty, ended: 'done', endedOn: day, endedSeq: 2 } : duty);
      }
      await updateDissemination(
        tx,
        {
          id,
          documentId: document.id,
          unitId: unit,
          sentAt: at(on),
          openedAt: come === 'sent' ? null : at(addDays(on, 1)),
          acknowledgedAt: acknowledged ? at(addDays(on, 2)) : null,
          heldOn: held,
          present: held ? random.whole(18, 60) : null,
          place: held ? 'Hội trường UBND' : null,
          minutes: held ? 'Quán triệt nội dung, phân công từng bộ phận.' : null,
          files: [],
          version: 2,
        },
        {},
      );
      await enterSample(tx, random, {
        type: 'dissemination.sent',
        subject: id,
        seq: 1,
        at: at(on),
        role: 'clerk',
        unit: null,
        facts: { document: document.id },
      });
    }
  }
}

/**
 * Resolution 25 and the three plans that the article names, with made-up clauses and tasks; and a plan of this
 * year whose tasks go down to a ward, its departments and a person.
 */
export async function loadSampleDirectives(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now }: SampleOptions,
): Promise<void> {
  const tx = queriesOn(client);
  const office = new Office(tx, random, world);
  const day = parsePlainDate;
  const today = dayInVietnam(now);
  const clause = (clauses: readonly Clause[], mark: string) => clauses.find((one) => one.mark === mark);

  const resolution = await office.document({
    unit: 'ubnd',
    direction: 'in',
    type: 'NQ',
    number: '25-NQ/TW',
    issuer: 'Ban Chấp hành Trung ương',
    on: day('2013-06-03'),
    arrived: day('2018-01-08'),
    title: 'Tăng cường và đổi mới sự lãnh đạo của Đảng đối với công tác dân vận trong tình hình mới',
    signerTitle: 'Tổng Bí thư',
  });
  await office.document({
    unit: 'ubnd',
    direction: 'in',
    type: 'KH',
    number: '70-KH/TU',
    issuer: 'Thành ủy Bạc Liêu',
    on: day('2018-02-05'),
    title: 'Thực hiện Nghị quyết 25 của Ban Chấp hành Trung ương về công tác dân vận',
    signerTitle: 'Bí thư Thành ủy',
    body: plan70,
    implements: resolution.document.id,
  });
  const scheme = await office.document({
    unit: 'ubnd',
    direction: 'out',
    type: 'KH',
    number: 106,
    on: day('2018-06-18'),
    title:
      'Xây dựng phương án sắp xếp, tinh gọn tổ chức bộ máy các đơn vị sự nghiệp trên địa bàn TP. Bạc Liêu',
    signerTitle: 'Chủ tịch',
    body: plan106,
    expiresOn: day('2018-12-31'),
  });
  const streets = await office.document({
    unit: 'ubnd',
    direction: 'out',
    type: 'KH',
    number: 55,
    on: day('2019-02-20'),
    title: 'Thực hiện trật tự đô thị và xây dựng tuyến đường kiểu mẫu năm 2019',
    signerTitle: 'Chủ tịch',
    body: plan55,
    expiresOn: day('2019-12-31'),
  });
  const city = office.unit('ubnd');
  const oldTask = async (
    of: { document: Document; clauses: Clause[] },
    mark: string,
    unit: Unit,
    title: string,
    due: PlainDate,
    done: PlainDate,
  ) =>
    office.task({
      document: of.document,
      clause: clause(of.clauses, mark),
      giver: city.id,
      unit: unit.id,
      title,
      on: of.document.issuedOn,
      due,
      fate: { kind: 'done', on: done },
    });
  await oldTask(
    scheme,
    '1',
    office.unit('noi-vu'),
    'Xây dựng phương án sắp xếp các đơn vị sự nghiệp',
    day('2018-09-28'),
    day('2018-09-20'),
  );
  await oldTask(
    streets,
    '1',
    office.unit('qldt'),
    'Lập danh sách tuyến đường kiểu mẫu',
    day('2019-03-29'),
    day('2019-03-28'),
  );
  for (const [index, unit] of world.old.filter((one) => one.kind === 'ward').entries())
    await oldTask(
      streets,
      '2',
      unit,
      'Ra quân lập lại trật tự lòng đường, vỉa hè',
      day('2019-11-29'),
      index % 4 === 3 ? day('2019-12-12') : day('2019-11-22'),
    );
  await office.deploy(scheme.document, scheme.clauses, ['1', '2'], day('2018-06-19'));
  await office.deploy(streets.document, streets.clauses, ['1', '2'], day('2019-02-21'));
  await oldTask(
    scheme,
    '2',
    office.unit('noi-vu'),
    'Rà soát biên chế, tài sản của hai trung tâm',
    day('2018-08-15'),
    day('2018-08-10'),
  );
  // What the units of then had was taken over by those of now.
  for (const unit of world.old)
    await tx.run(sql`update task set unit_id = ${world.successor(unit, null).id} where unit_id = ${unit.id}`);
  await tx.run(sql`
    update task set giver_unit = ${world.successor(city, null).id} where giver_unit = ${city.id}`);

  // The year whose plan runs: of January the last one.
  const year = today.slice(5) < '02-15' ? yearOf(today) - 1 : yearOf(today);
  const province = office.unit('tinh-ca-mau');
  const begun = day(`${year}-01-20`);
  const plan = await office.document({
    unit: 'tinh-ca-mau',
    direction: 'out',
    type: 'KH',
    number: 15,
    on: begun,
    title: `Công tác dân vận chính quyền năm ${year}`,
    signerTitle: 'Chủ tịch',
    body: planOfYear(year),
    implements: resolution.document.id,
  });
  const wards = world.current.filter((one) => one.kind === 'ward');
  const on = (monthDay: string) => day(`${year}-${monthDay}`);
  const past = (date: PlainDate) => date < today;
  const tasksOf = async (mark: string, title: string, due: PlainDate, fates: readonly Fate[]) => {
    const tasks: Task[] = [];
    for (const [index, ward] of wards.entries())
      tasks.push(
        await office.task({
          document: plan.document,
          clause: clause(plan.clauses, mark),
          giver: province.id,
          unit: ward.id,
          title,
          on: begun,
          due,
          fate: fates[index % fates.length] ?? { kind: 'open' },
        }),
      );
    return tasks;
  };
  const ended = (date: PlainDate): Fate => (past(date) ? { kind: 'done', on: date } : { kind: 'open' });
  // The first ward gives it on by a plan of its own: it is done when those below are.
  const [first] = await tasksOf('II.1', 'Rà soát, giải quyết dứt điểm các kiến nghị tồn đọng', on('06-30'), [
    {
      kind: 'open',
      explained: 'Còn vướng hồ sơ đất đai tại hai khóm; đang làm việc với chi nhánh đăng ký đất đai.',
    },
    ended(on('06-25')),
    ended(on('07-08')),
  ]);
  await tasksOf('II.2', 'Tổ chức đối thoại với nhân dân, doanh nghiệp', on('09-30'), [
    ended(on('09-24')),
    { kind: 'open', extended: on('10-30') },
    past(on('09-29')) ? { kind: 'reported', on: on('09-29') } : { kind: 'open' },
  ]);
  await tasksOf('II.3', 'Công khai kết quả giải quyết kiến nghị trên cổng', on('12-15'), [{ kind: 'open' }]);
  await office.task({
    document: plan.document,
    clause: clause(plan.clauses, 'II.4'),
    giver: province.id,
    unit: office.unit('thanh-tra-tinh').id,
    title: 'Kiểm tra trách nhiệm tiếp công dân tại các phường',
    on: begun,
    due: on('10-30'),
    fate: ended(on('10-28')),
  });
  await office.task({
    document: plan.document,
    clause: clause(plan.clauses, 'II.5'),
    giver: province.id,
    unit: office.unit('ban-tcd').id,
    title: 'Duy trì lịch tiếp công dân',
    on: begun,
    due: null,
    fate: { kind: 'open' },
  });
  await office.deploy(plan.document, plan.clauses, ['II.1', 'II.2', 'II.3', 'II.4', 'II.5'], begun, 'II.6');
  await office.send(plan.document, begun, [
    { unit: wards[0]?.id as UnitId, come: 'held' },
    { unit: wards[1]?.id as UnitId, come: 'acknowledged' },
    { unit: wards[2]?.id as UnitId, come: 'opened' },
    { unit: office.unit('thanh-tra-tinh').id, come: 'held' },
    { unit: office.unit('ban-tcd').id, come: 'sent' },
  ]);

  const ward = world.current.find((one) => one.id === first?.unitId) as Unit;
  const own = await office.document({
    unit: ward.code,
    direction: 'out',
    type: 'KH',
    number: 1,
    on: on('02-10'),
    title: `Thực hiện Kế hoạch công tác dân vận chính quyền năm ${year} trên địa bàn`,
    signerTitle: 'Chủ tịch',
    body: planOfWard(year),
    implements: plan.document.id,
  });
  const short = ward.code.replace('phuong-', '');
  for (const [mark, code, title, fate] of [
    ['1', `vh-xh-${short}`, 'Rà soát các kiến nghị tồn đọng về chính sách', ended(on('06-12'))],
    ['2', `kt-ht-dt-${short}`, 'Rà soát các kiến nghị tồn đọng về đất đai, hạ tầng', { kind: 'open' }],
  ] as const) {
    const unit = office.unit(code);
    const task = await office.task({
      document: own.document,
      clause: clause(own.clauses, mark),
      giver: ward.id,
      unit: unit.id,
      title,
      on: on('02-10'),
      due: on('06-15'),
      fate,
      above: first,
    });
    if (fate.kind === 'open')
      await office.task({
        document: own.document,
        clause: undefined,
        giver: unit.id,
        unit: unit.id,
        title: 'Lập danh sách hồ sơ đất đai còn vướng theo từng khóm',
        on: on('02-16'),
        due: on('06-01'),
        fate: { kind: 'open' },
        above: task,
        post: office.post(unit.id, ['officer']),
      });
  }
  await office.deploy(own.document, own.clauses, ['1', '2'], on('02-11'));
  await office.draft(
    'tinh-ca-mau',
    'submitted',
    'Đôn đốc trả lời kiến nghị của cử tri trước kỳ họp cuối năm',
    today,
  );
  await office.draft(ward.code, 'signed', 'Thông báo lịch nghỉ và trực tiếp công dân cuối năm', today);
  await tx.run(sql`
    insert into task_tally (unit_id, month, open, on_time, late)
    select task.unit_id, date_trunc('month', duty.due_on::timestamp)::date, count(*) filter (where duty.ended is null),
      count(*) filter (where duty.ended_on <= duty.due_on), count(*) filter (where duty.ended_on > duty.due_on)
    from duty join task on task.id = duty.subject_id
    where duty.subject_type = 'task' and duty.ended is distinct from 'lapsed' and task.children = 0 group by 1, 2`);
}
