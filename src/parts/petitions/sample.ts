import type pg from 'pg';
import { seal } from '../../ground/access/sealing.ts';
import { applyChanges } from '../../ground/duty/changes.ts';
import type { Duty } from '../../ground/duty/duty.ts';
import { calendar } from '../../ground/law/calendar.ts';
import { powerOn } from '../../ground/law/catalogue.ts';
import { places, type Unit } from '../../ground/organization/organization.ts';
import { digestOfMoves } from '../../ground/organization/reorganisation.store.ts';
import { commitment, contentCommitment, type RecordEvent } from '../../ground/record/entry.ts';
import { type SamplePost, type SampleWorld, sampleName } from '../../ground/sample/locality.ts';
import { copyEntries, type SampleEntry } from '../../ground/sample/record.ts';
import { type CopyValue, copyRows } from '../../platform/database/copy.ts';
import { queriesOn } from '../../platform/database/database.ts';
import type { Random } from '../../platform/random.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { closeLoaded } from './cells.ts';
import { countedDue } from './counted.ts';
import { findings, isFound } from './finding.ts';
import { recordedContent } from './intake.ts';
import { comparable } from './petition.store.ts';
import {
  endStates,
  intakeRule,
  isSealed,
  needsApproval,
  type PetitionKind,
  type PetitionState,
} from './petition.ts';
import { matters, moments, type SampleMatter, streets } from './sample.texts.ts';
import { type Step, takeStep } from './steps.ts';
import { newPublicId, searchWords } from './submit.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const kindWeights: [PetitionKind, number][] = [
  ['reflection', 56],
  ['recommendation', 25],
  ['complaint', 14],
  ['denunciation', 5],
];

/** Rows to load, by table, in the order of their foreign keys. */
interface SampleRows {
  petition: CopyValue[][];
  petition_contact: CopyValue[][];
  petition_sealed: CopyValue[][];
  petition_handler: CopyValue[][];
  petition_message: CopyValue[][];
  petition_rating: CopyValue[][];
  petition_count: CopyValue[][];
  petition_words: CopyValue[][];
  unit_move: CopyValue[][];
  duty: CopyValue[][];
  entries: SampleEntry[];
}

const columnsOf = {
  petition: [
    'id',
    'number',
    'public_id',
    'kind',
    'route',
    'topic',
    'state',
    'version',
    'unit_id',
    'source',
    'language',
    'title',
    'body',
    'against',
    'place_unit',
    'hamlet',
    'received_at',
    'received_on',
    'code_hash',
    'content_salt',
    'draft',
    'finding',
    'ruling',
    'answered_on',
    'published_at',
    'public_title',
    'public_text',
  ],
  petition_words: ['petition_id', 'search', 'public_search', 'plain', 'public_plain'],
  petition_contact: ['petition_id', 'name', 'phone', 'email', 'address'],
  petition_sealed: ['petition_id', 'sealed'],
  petition_handler: ['petition_id', 'person_id'],
  petition_message: ['id', 'petition_id', 'kind', 'body', 'author_post', 'at'],
  petition_rating: ['petition_id', 'satisfied', 'reason', 'rated_at'],
  petition_count: [
    'petition_id',
    'unit_id',
    'unit_now',
    'kind',
    'received_on',
    'due_on',
    'answered_on',
    'closed_on',
    'reopened',
    'satisfied',
    'known_from',
    'extended',
    'cell_kind',
    'finding',
  ],
  duty: [
    'id',
    'subject_type',
    'subject_id',
    'owner_unit',
    'owed_to',
    'rule_code',
    'variant',
    'begun_on',
    'due_on',
    'provisional',
    'to_confirm',
    'explanation',
    'suspensions',
    'suspended_from',
    'ended',
    'ended_on',
    'opened_seq',
    'ended_seq',
  ],
  unit_move: ['reorganisation_id', 'subject_type', 'subject_id', 'from_unit', 'to_unit'],
} as const;

function emptyRows(): SampleRows {
  return {
    petition: [],
    petition_words: [],
    unit_move: [],
    petition_contact: [],
    petition_sealed: [],
    petition_handler: [],
    petition_message: [],
    petition_rating: [],
    petition_count: [],
    duty: [],
    entries: [],
  };
}

/** Numbers that go on from one batch to the next. */
interface SampleCounters {
  number: number;
  entry: number;
}

function filled(text: string, random: Random, { place, street }: { place: string; street: string }): string {
  return text
    .replaceAll('{place}', place)
    .replaceAll('{street}', street)
    .replaceAll('{when}', random.pick(moments))
    .replaceAll('{number}', String(random.whole(2, 60)));
}

/** The planned course of a case: steps with the hours that each takes after the one before. */
function plan(random: Random, kind: PetitionKind): [Step, number][] {
  const slow = random.chance(0.14);
  const days = (from: number, to: number) => random.whole(from, to) * 24 * (slow ? 2.8 : 1);
  const outcome = random.next();
  if (outcome < 0.05) return [['refuse', days(2, 8)]];
  if (outcome < 0.08) return [['guide', days(1, 6)]];
  if (outcome < 0.1) return [['withdraw', days(1, 12)]];
  const steps: [Step, number][] = [['accept', days(1, 7)]];
  if (kind === 'denunciation') steps.push(['notifyParties', days(1, 4)]);
  if (random.chance(0.15)) steps.push(['ask', days(1, 3)], ['reply', days(1, 4)]);
  if (slow && random.chance(0.4)) steps.push(['extend', days(2, 6)]);
  if (kind === 'complaint' && random.chance(0.15))
    steps.push(['suspend', days(1, 3)], ['resume', random.whole(5, 40) * 24]);
  steps.push(['draft', days(2, kind === 'complaint' || kind === 'denunciation' ? 18 : 7)]);
  if (needsApproval(kind)) steps.push(['submit', 2], ['approve', days(0, 2)]);
  steps.push(['send', kind === 'complaint' ? days(0, 2) : 3]);
  if (kind === 'denunciation') steps.push(['recordHandling', days(1, 6)], ['publish', days(0, 2)]);
  else if (random.chance(kind === 'complaint' ? 0.97 : 0.55)) steps.push(['publish', days(1, 6)]);
  if (random.chance(0.4)) steps.push(['rate', days(1, 5)]);
  if ((kind === 'reflection' || kind === 'recommendation') && random.chance(0.04)) {
    steps.push(['reopen', days(2, 10)], ['draft', days(2, 6)]);
    if (needsApproval(kind)) steps.push(['submit', 2], ['approve', days(0, 1)]);
    steps.push(['send', 3]);
  }
  return steps;
}

const messageOf: Partial<Record<Step, [kind: string, text: string]>> = {
  ask: ['question', 'Xin ông/bà cho biết thêm vị trí chính xác và thời điểm thường xảy ra.'],
  reply: ['reply', 'Gần trường học, thường vào buổi chiều sau mưa lớn.'],
  refuse: ['answer', 'Đơn không đủ điều kiện thụ lý theo quy định; xin xem căn cứ kèm theo.'],
  guide: ['answer', 'Nội dung thuộc thẩm quyền của cơ quan khác; đề nghị ông/bà gửi đơn đến cơ quan đó.'],
  withdraw: ['withdrawal', 'Sự việc đã được giải quyết, tôi xin rút đơn.'],
};

/**
 * Makes one case with its whole history up to `now`, by the same rules that real steps go through, and
 * adds its rows.
 *
 * @param options `recordAll`: every step becomes an entry; without it only the first does (benchmarks)
 */
async function addSampleCase(
  rows: SampleRows,
  world: SampleWorld,
  random: Random,
  counters: SampleCounters,
  receivedAt: Date,
  now: Date,
  options: { recordAll: boolean },
): Promise<void> {
  const kind = random.weighted(kindWeights);
  const matter = random.pick(matters.filter((one) => one.kind === kind));
  const units = dayInVietnam(receivedAt) < world.reformDay ? world.old : world.current;
  const place = random.pick(places(units));
  const sealed = isSealed(kind);
  const desk = units.find((unit) => unit.kind === 'reception') as Unit;
  const received = sealed || random.chance(0.12) ? desk : place;
  const hamlet = random.pick(place.hamlets);
  const id = random.uuid();
  const number = ++counters.number;
  const where = `${hamlet.replace(/ \(.*\)$/, '')}, ${place.name.vi.replace('UBND ', '')}`;
  const at = { place: where, street: random.pick(streets) };
  const title = filled(matter.title, random, at);
  const body = filled(matter.body, random, at);
  const name = sampleName(random);
  const salt = random.bytes(32);

  const history = simulate({ kind, unit: received, id, receivedAt, now, random, matter, at });
  const { state, duties } = history;
  // Open on the day of the reform it went to the successor; closed cases are the successor's as well.
  const reformed = dayInVietnam(receivedAt) < world.reformDay && now >= reformMoment(world);
  const unit = reformed ? world.successor(received, hamlet) : received;
  const openThen = reformed && (history.endedOn === null || history.endedOn >= world.reformDay);
  if (openThen && unit.id !== received.id)
    rows.unit_move.push([world.reform, 'petition', id, received.id, unit.id]);
  const unitThen = (at: Date) => (dayInVietnam(at) < world.reformDay ? received : unit);
  const content = recordedContent({ title, body, against: null, happenedOn: null, hamlet, files: [] });
  const first = duties[0] as Duty;
  const postFor = (step: Step, at: Date): SamplePost | undefined =>
    world.posts.find(
      (post) =>
        post.unitId === unitThen(at).id &&
        post.role ===
          (['approve', 'refuse', 'extend', 'suspend', 'publish', 'reopen'].includes(step)
            ? 'head'
            : 'officer'),
    );

  addEntry(rows, random, {
    type: 'petition.received',
    subject: id,
    seq: 1,
    at: receivedAt.toISOString(),
    role: 'citizen',
    unit: received.code,
    facts: {
      kind,
      received_on: dayInVietnam(receivedAt),
      due_on: first.dueOn,
      rule: first.ruleCode,
      duties: `open ${first.ruleCode} ${first.dueOn}`,
      content: contentCommitment(salt, content),
    },
  });
  for (const step of options.recordAll ? history.steps : []) {
    const citizen = ['reply', 'rate', 'withdraw'].includes(step.step);
    addEntry(rows, random, {
      type: `petition.${step.step}`,
      subject: id,
      seq: step.seq,
      at: step.at.toISOString(),
      role: citizen ? 'citizen' : (postFor(step.step, step.at)?.role ?? 'officer'),
      unit: citizen ? null : unitThen(step.at).code,
      facts: {
        state: step.state,
        ...(step.fact && { duties: step.fact }),
        ...(step.counted && { due_on: step.counted === 'infinity' ? null : step.counted }),
        ...(step.step === 'rate' && { satisfied: step.satisfied }),
      },
    });
    const message = step.step === 'send' ? (['answer', history.draft] as const) : messageOf[step.step];
    if (message) {
      const author = citizen ? null : (postFor(step.step, step.at)?.id ?? null);
      rows.petition_message.push([random.uuid(), id, message[0], message[1], author, step.at]);
    }
  }

  const { publishedAt } = history;
  const publicTitle = publishedAt ? title : null;
  const publicText = publishedAt ? `${body}\n\n${history.draft}` : null;
  // A fixed mix of right, partly right and wrong.
  const finding =
    history.answeredOn && isFound(kind)
      ? (findings[[2, 2, 2, 1, 2, 0, 2, 1, 2, 0][number % 10] ?? 2] ?? null)
      : null;
  rows.petition.push([
    id,
    number,
    newPublicId(),
    kind,
    'general',
    matter.topic,
    state,
    options.recordAll ? history.seq : 1,
    unit.id,
    'web',
    'vi',
    title,
    body,
    kind === 'complaint' || kind === 'denunciation' ? 'Nêu trong đơn' : null,
    place.id,
    hamlet,
    receivedAt,
    dayInVietnam(receivedAt),
    random.bytes(32),
    salt,
    state === 'answered' ? null : history.draft || null,
    finding,
    kind === 'complaint' ? finding && { right: 'annul', partly: 'amend', wrong: 'keep' }[finding] : null,
    history.answeredOn,
    publishedAt,
    publicTitle,
    publicText,
  ]);
  rows.petition_words.push([
    id,
    [...new Set(searchWords({ kind, title, body, hamlet, name }).split(' '))].join(' '),
    publishedAt ? [...new Set(foldedWords(`${publicTitle} ${publicText}`))].join(' ') : '',
    comparable(searchWords({ kind, title, body, hamlet, name })),
    publishedAt ? comparable(foldedWords(`${publicTitle} ${publicText}`).join(' ')) : '',
  ]);
  if (sealed) {
    const contact = { name, phone: '0900000000', email: null, address: where };
    rows.petition_sealed.push([
      id,
      world.recipients.length > 0
        ? await seal({ contact, title, body, against: null }, world.recipients)
        : Buffer.from('-'),
    ]);
    for (const post of world.posts.filter((one) => one.handles))
      rows.petition_handler.push([id, post.personId]);
  } else {
    const anonymous = kind === 'reflection' && random.chance(0.4);
    rows.petition_contact.push([
      id,
      anonymous ? null : name,
      anonymous ? null : '0900000000',
      null,
      anonymous ? null : where,
    ]);
  }
  const ended = endStates.includes(state) && state !== 'answered';
  const knownFrom = [
    dayInVietnam(receivedAt),
    history.answeredOn,
    ended ? history.endedOn : null,
    history.ratedAt && dayInVietnam(history.ratedAt),
  ]
    .filter((day) => day !== null)
    .toSorted()
    .at(-1) as PlainDate;
  rows.petition_count.push([
    id,
    received.id,
    unit.id,
    kind,
    dayInVietnam(receivedAt),
    history.dueOn,
    history.answeredOn,
    ended ? history.endedOn : null,
    history.reopened,
    history.satisfied,
    knownFrom,
    history.steps.some((step) => step.step === 'extend'),
    kind,
    finding,
  ]);
  if (history.satisfied !== null) rows.petition_rating.push([id, history.satisfied, null, history.ratedAt]);
  for (const duty of duties) {
    rows.duty.push([
      duty.id,
      duty.subjectType,
      duty.subjectId,
      duty.ended === null ? unit.id : unitThen(new Date(`${duty.endedOn}T00:00:00+07:00`)).id,
      duty.owedTo,
      duty.ruleCode,
      duty.variant,
      duty.begunOn,
      duty.dueOn,
      duty.provisional,
      duty.toConfirm,
      JSON.stringify(duty.explanation),
      JSON.stringify(duty.suspensions),
      duty.suspendedFrom,
      duty.ended,
      duty.endedOn,
      duty.openedSeq,
      duty.endedSeq,
    ]);
  }
}

function reformMoment(world: SampleWorld): Date {
  return new Date(`${world.reformDay}T00:00:00+07:00`);
}

function addEntry(rows: SampleRows, random: Random, given: Omit<RecordEvent, 'v'>): void {
  const salt = random.bytes(32);
  const event: RecordEvent = { v: 1, ...given };
  rows.entries.push({ id: 0, commitment: commitment(salt, event), salt, event });
}

interface Course {
  kind: PetitionKind;
  unit: Unit;
  id: string;
  receivedAt: Date;
  now: Date;
  random: Random;
  matter: SampleMatter;
  /** Where it happened, as its words say. */
  at: { place: string; street: string };
}

/** Office hours: steps of officers fall on a morning or an afternoon. */
function inOfficeHours(at: Date, random: Random): Date {
  const day = dayInVietnam(at);
  return new Date(new Date(`${day}T00:30:00Z`).getTime() + random.whole(0, 9 * 60) * 60_000);
}

function simulate(course: Course) {
  const { kind, unit, id, now, random } = course;
  const context = { subjectType: 'petition', subjectId: id, unit: unit.id, calendar };
  const receivedOn = dayInVietnam(course.receivedAt);
  const start = applyChanges(
    [],
    [{ do: 'open', rule: intakeRule(kind, 'general'), begunOn: receivedOn, owedTo: 'citizen' }],
    { ...context, today: receivedOn, seq: 1 },
  );
  let duties: Duty[] = start.opened;
  let state: PetitionState = 'received';
  let seq = 1;
  let at = course.receivedAt;
  let draft = '';
  let answeredOn: PlainDate | null = null;
  let endedOn: PlainDate | null = null;
  let publishedAt: Date | null = null;
  let ratedAt: Date | null = null;
  let satisfied: boolean | null = null;
  let reopened = false;
  let dueOn: PlainDate | 'infinity' = (duties[0] as Duty).dueOn;
  const steps: {
    step: Step;
    at: Date;
    seq: number;
    state: PetitionState;
    fact: string;
    counted: PlainDate | 'infinity' | undefined;
    satisfied: boolean | null;
  }[] = [];

  for (const [step, hours] of plan(random, kind)) {
    const next = inOfficeHours(new Date(at.getTime() + hours * hourMs), random);
    at = next > at ? next : new Date(at.getTime() + hourMs);
    if (at > now) break;
    const today = dayInVietnam(at);
    const outcome = takeStep(
      {
        kind,
        route: 'general',
        state,
        unit: unit.id,
        receivedOn,
        hasDraft: draft !== '',
        variety: 'ordinary',
        dialogueHeld: false,
        verified: true,
        reopeningAsked: false,
        reportOwed: false,
        variant: duties.find((duty) => duty.ended === null && duty.variant !== null)?.variant ?? null,
        published: publishedAt !== null,
        proposed: true,
        correctionAsked: false,
        othersRely: false,
        answerDue: null,
        delay: 'none',
      },
      step,
      today,
      { variant: 'complex' },
    );
    // The law of the day may not know the step yet (suspension before July 2026): it did not happen.
    if (typeof outcome === 'string') continue;
    seq += 1;
    const changed = applyChanges(duties, outcome.duties, {
      ...context,
      today,
      seq,
      suspensionBasis: powerOn('KN-SUSPEND', today)?.basis,
    });
    const updated = new Map(changed.updated.map((duty) => [duty.id, duty]));
    duties = [...duties.map((duty) => updated.get(duty.id) ?? duty), ...changed.opened];
    state = outcome.state;
    const counted = countedDue({ state, kind, route: 'general', variety: 'ordinary' }, changed.open);
    if (counted) dueOn = counted;
    if (step === 'rate') satisfied = random.chance(0.78);
    steps.push({ step, at, seq, state, fact: changed.fact, counted, satisfied });
    if (step === 'draft') draft = filled(course.matter.answer, random, course.at);
    if (
      (step === 'approve' && outcome.duties.some((change) => change.do === 'done')) ||
      (step === 'send' && answeredOn === null)
    )
      answeredOn = today;
    if (step === 'publish' && !isSealed(kind)) publishedAt = at;
    if (step === 'reopen') {
      reopened = true;
      answeredOn = null;
    }
    if (step === 'rate') ratedAt = at;
    if (endStates.includes(state)) endedOn = today;
  }
  return {
    state,
    duties,
    dueOn,
    seq,
    steps,
    draft,
    answeredOn,
    endedOn,
    publishedAt,
    ratedAt,
    satisfied,
    reopened,
  };
}

/** Moments of receipt, spread over two years up to now, more of them lately and in the rainy season. */
function* sampleMoments(random: Random, count: number, now: Date): Generator<Date> {
  const span = 2 * 365 * dayMs;
  const moments: number[] = [];
  for (let at = 0; at < count; at++) moments.push(now.getTime() - Math.floor(random.next() ** 1.1 * span));
  yield* moments.sort((a, b) => a - b).map((time) => new Date(time));
}

/** Gives the entries their ids in the order of time. */
function numberEntries(rows: SampleRows, counters: SampleCounters): void {
  rows.entries.sort((a, b) =>
    a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : a.event.seq - b.event.seq,
  );
  for (const entry of rows.entries) entry.id = ++counters.entry;
}

/** Writes a batch. The record's sequencer finds the entries waiting and gives them their places. */
async function copyCases(client: pg.ClientBase, rows: SampleRows, counters: SampleCounters): Promise<void> {
  numberEntries(rows, counters);
  for (const [table, columns] of Object.entries(columnsOf)) {
    await copyRows(client, table, columns, rows[table as keyof typeof columnsOf]);
  }
  await copyEntries(client, rows.entries);
  if (counters.number > 0) await client.query("select setval('petition_number', $1)", [counters.number]);
}

const batchSize = 2000;

/** Loads `count` made-up cases. */
export async function loadSampleCases(
  client: pg.ClientBase,
  world: SampleWorld,
  options: {
    random: Random;
    count: number;
    now: Date;
    recordAll: boolean;
    onProgress: (done: number, of: number) => void;
  },
): Promise<void> {
  const { random, count, now, recordAll, onProgress } = options;
  const counters: SampleCounters = { number: 0, entry: 0 };
  let rows = emptyRows();
  for (const entry of world.entries) addEntry(rows, random, entry);
  let done = 0;
  for (const moment of sampleMoments(random, count, now)) {
    await addSampleCase(rows, world, random, counters, moment, now, { recordAll });
    done += 1;
    // Entries are numbered in the order of time, so a whole history is kept together.
    if (!recordAll && rows.petition.length >= batchSize) {
      await copyCases(client, rows, counters);
      rows = emptyRows();
    }
    if (done % batchSize === 0) onProgress(done, count);
  }
  await copyCases(client, rows, counters);
  await client.query('select petition_count_rebuild_past()');
  await closeLoaded(queriesOn(client), now);
  await client.query(
    'select petition_total_fold(month) from (select distinct month from petition_total) months',
  );
  await noteWhatMoved(client, world);
  onProgress(count, count);
}

/** The reform's own account of what it moved, now that there are cases that were open on its day. */
async function noteWhatMoved(client: pg.ClientBase, world: SampleWorld): Promise<void> {
  const digest = await digestOfMoves(queriesOn(client), world.reform);
  await client.query(
    `update reorganisation set outcome = outcome || jsonb_build_object(
       'work', jsonb_build_object('petition', (select count(*) from unit_move where reorganisation_id = $1)),
       'duties', (select count(*) from unit_move join duty on duty.subject_id = unit_move.subject_id
         where reorganisation_id = $1 and begun_on < $2 and (ended_on is null or ended_on >= $2)),
       'digest', $3::text)
     where id = $1`,
    [world.reform, world.reformDay, digest],
  );
}
