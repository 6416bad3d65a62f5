import type { VNode } from 'preact';
import type { Language } from '../../platform/language.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { ErrorSummary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { kindNames, stateNames, stepNames, varietyNames } from './names.ts';
import { processPath } from './paths.ts';
import { kinds, type PetitionKind, type PetitionState, type Variety } from './petition.ts';
import type { powersOn, Transition } from './process.ts';

const texts = catalogue(
  {
    title: 'Quy trình giải quyết đơn',
    lead: 'Đọc trực tiếp từ máy trạng thái của phần mềm: phần mềm chỉ làm đúng những bước dưới đây, theo quy định có hiệu lực vào ngày chọn.',
    kind: 'Loại đơn',
    on: 'Theo luật ngày',
    show: 'Xem',
    badDate: 'Ngày không đúng, hoặc trước 15/11/2021. Viết như 23/11/2026.',
    diagram: 'Sơ đồ',
    diagramAlt: 'Các tình trạng và đường đi giữa chúng; bảng dưới đây nói cùng điều đó bằng chữ.',
    state: 'Tình trạng',
    step: 'Bước',
    by: 'Ai làm',
    to: 'Thành',
    terms: 'Thời hạn',
    citizen: 'người gửi đơn',
    work: 'cán bộ giải quyết',
    approve: 'thủ trưởng, chủ tịch',
    opens: 'bắt đầu',
    ends: 'hoàn thành',
    lapses: 'chấm dứt mọi thời hạn',
    day: (amount: number) => `${amount} ngày`,
    workingDay: (amount: number) => `${amount} ngày làm việc`,
    same: 'giữ nguyên',
    beside: 'Việc khác làm được, không đổi tình trạng và thời hạn',
    powers: 'Quyền chỉ có trong một số thời kỳ',
    inForce: 'có hiệu lực',
    notYet: 'chưa có vào ngày này',
    suspend: 'Tạm đình chỉ, đình chỉ giải quyết khiếu nại',
    part: 'Rút một phần khiếu nại',
    tcSuspend: 'Tạm đình chỉ, đình chỉ, rút tố cáo',
    toConfirm: 'chờ xác nhận',
  },
  {
    title: 'How petitions are handled',
    lead: 'Read off the program’s own state machine: it does the steps below and no others, under the rules in force on the day chosen.',
    kind: 'Kind',
    on: 'By the law of',
    show: 'Show',
    badDate: 'This is not a date, or it is before 15/11/2021. Write it like 23/11/2026.',
    diagram: 'Diagram',
    diagramAlt: 'The states and the ways between them; the table below says the same in words.',
    state: 'State',
    step: 'Step',
    by: 'By',
    to: 'Becomes',
    terms: 'Terms',
    citizen: 'the sender',
    work: 'the officer',
    approve: 'head, chair',
    opens: 'begins',
    ends: 'fulfilled',
    lapses: 'all terms lapse',
    day: (amount: number) => `${amount} days`,
    workingDay: (amount: number) => `${amount} working days`,
    same: 'unchanged',
    beside: 'What else can be done, without a change of state or term',
    powers: 'Rights that exist in some periods only',
    inForce: 'in force',
    notYet: 'not on this day',
    suspend: 'Suspension and termination of a complaint',
    part: 'Withdrawing a part of a complaint',
    tcSuspend: 'Suspension, termination, withdrawal of a denunciation',
    toConfirm: 'to be confirmed',
  },
);

/** Where each state stands in the diagram, in columns and rows. */
const places: Record<PetitionState, [column: number, row: number]> = {
  received: [0, 1],
  accepted: [1, 1],
  awaitingApproval: [2, 1],
  approved: [3, 1],
  answered: [4, 1],
  suspended: [1, 0],
  refused: [0, 2],
  guided: [0, 3],
  transferred: [0, 4],
  returned: [1, 4],
  filed: [2, 4],
  information: [3, 4],
  withdrawn: [1, 2],
  terminated: [2, 2],
  inCourt: [3, 2],
};
const width = 180;
const height = 46;
const gapX = 44;
const gapY = 40;
const left = (state: PetitionState) => places[state][0] * (width + gapX) + 4;
const top = (state: PetitionState) => places[state][1] * (height + gapY) + 4;

/**
 * An arrow's way, along the lanes between the boxes so that it crosses none: straight to a neighbour, else
 * out into a lane, along it, and into the box from above.
 */
function wayBetween(from: PetitionState, to: PetitionState): string {
  const [[column, row], [toColumn, toRow]] = [places[from], places[to]];
  const middle = (state: PetitionState) => left(state) + width / 2;
  const halfway = top(from) + height / 2;
  const forth = toColumn > column || (toColumn === column && toRow > row);
  // There and back between the same two states: beside each other.
  const aside = forth ? -7 : 7;
  if (row === toRow && Math.abs(toColumn - column) === 1) {
    const [start, end] = forth ? [left(from) + width, left(to)] : [left(from), left(to) + width];
    return `M${start} ${halfway + aside} H${end}`;
  }
  if (column === toColumn && Math.abs(toRow - row) === 1) {
    const [start, end] = toRow > row ? [top(from) + height, top(to)] : [top(from), top(to) + height];
    return `M${middle(from) + aside} ${start} V${end}`;
  }
  if (row === toRow) {
    const lane = top(from) - gapY / 2 + aside;
    return `M${middle(from) + 3 * aside} ${top(from)} V${lane} H${middle(to) + 3 * aside} V${top(to)}`;
  }
  const lane = left(from) + width + gapX / 2 + aside;
  const above = toRow > row ? top(to) - gapY / 2 : top(to) + height + gapY / 2;
  const into = toRow > row ? top(to) : top(to) + height;
  return `M${left(from) + width} ${halfway + 2 * aside} H${lane} V${above} H${middle(to) + 2 * aside} V${into}`;
}

/** A small drawing of the states that a kind can be in, with an arrow for every way between two. */
function Diagram({ transitions, language }: { transitions: readonly Transition[]; language: Language }) {
  const t = texts[language];
  const ways = new Map<string, Transition[]>();
  for (const one of transitions)
    if (one.from !== one.to) {
      const key = `${one.from} ${one.to}`;
      ways.set(key, [...(ways.get(key) ?? []), one]);
    }
  const shown = [...new Set([...ways.values()].flat().flatMap((one) => [one.from, one.to]))];
  const rows = Math.max(...shown.map((state) => places[state][1]));
  const columns = Math.max(...shown.map((state) => places[state][0]));
  const lines: VNode[] = [...ways.values()].map((of) => {
    const [first] = of as [Transition];
    const { from, to } = first;
    return (
      <path
        key={`${from} ${to}`}
        d={wayBetween(from, to)}
        fill="none"
        stroke="#77705f"
        stroke-width="1.5"
        marker-end="url(#arrow)"
      >
        <title>{of.map((one) => stepNames[language][one.step]).join(', ')}</title>
      </path>
    );
  });
  return (
    <svg
      role="img"
      aria-label={t.diagramAlt}
      viewBox={`0 0 ${(columns + 1) * (width + gapX)} ${(rows + 1) * (height + gapY)}`}
      class="diagram"
    >
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 L8 4 L0 8 z" fill="#77705f" />
        </marker>
      </defs>
      {lines}
      {shown.map((state) => (
        <g key={state}>
          <rect
            x={left(state)}
            y={top(state)}
            width={width}
            height={height}
            rx="4"
            fill={places[state][1] === 1 ? '#f7f4ee' : '#ffffff'}
            stroke="#8a1c1c"
          />
          <text
            x={left(state) + width / 2}
            y={top(state) + height / 2 + 5}
            text-anchor="middle"
            font-size="13.5"
            fill="#1c1a17"
          >
            {stateNames[language][state]}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** The process of a kind on a day: diagram, steps with who and which terms, and rights by period. */
export function ProcessPage(props: {
  frame: Frame;
  kind: PetitionKind;
  variety: Variety;
  on: PlainDate;
  typed: string;
  badDate: boolean;
  transitions: readonly Transition[];
  powers: ReturnType<typeof powersOn>;
}) {
  const { frame, kind, variety, on, typed, badDate, transitions, powers } = props;
  const { language } = frame;
  const t = texts[language];
  const choices: { value: string; label: string; selected: boolean }[] = kinds.flatMap((one) =>
    (one === 'complaint' ? (['ordinary', 'second', 'discipline'] as const) : (['ordinary'] as const)).map(
      (course) => ({
        value: course === 'ordinary' ? one : `${one}-${course}`,
        label:
          one === 'complaint'
            ? `${kindNames[language][one]}: ${varietyNames[language][course]}`
            : kindNames[language][one],
        selected: one === kind && course === variety,
      }),
    ),
  );
  const term = (rule: Transition['opens'][number]) =>
    `${rule.code} ${rule.unit === 'day' ? t.day(rule.amount) : t.workingDay(rule.amount)}, ${rule.basis[language]}${
      rule.standing === 'toConfirm' ? ` (${t.toConfirm})` : ''
    }`;
  // What another body is owed stands beside the process of the matter itself.
  const ends = (one: Transition) => one.ends.filter((rule) => rule.code !== 'XLD-REPORT');
  const moves = (one: Transition) =>
    one.to !== one.from || one.opens.length + ends(one).length > 0 || one.lapsesAll;
  const moving = transitions.filter(moves);
  const beside = transitions.filter((one) => !moves(one));
  const powerNames = { 'KN-SUSPEND': t.suspend, 'KN-WITHDRAW-PART': t.part, 'TC-SUSPEND': t.tcSuspend };
  return (
    <Layout frame={frame} title={t.title} description={t.lead} hasErrors={badDate} wide>
      <ErrorSummary language={language} errors={badDate ? { ngay: t.badDate } : {}} labels={{ ngay: t.on }} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <form method="get" action={processPath} class="filters">
        <div class="field grow">
          <label for="loai">{t.kind}</label>
          <select id="loai" name="loai">
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value} selected={choice.selected}>
                {choice.label}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="ngay">{t.on}</label>
          <input
            id="ngay"
            name="ngay"
            inputmode="numeric"
            value={badDate ? typed : formatDate(on)}
            aria-invalid={badDate ? true : undefined}
          />
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      <h2>{t.diagram}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <section class="table-scroll" tabIndex={0} aria-label={t.diagram}>
        <Diagram transitions={transitions} language={language} />
      </section>
      <Table
        caption={t.title}
        hideCaption
        columns={[
          { label: t.state },
          { label: t.step },
          { label: t.by },
          { label: t.to },
          { label: t.terms },
        ]}
        rows={moving.map((one) => [
          stateNames[language][one.from],
          <strong>{stepNames[language][one.step]}</strong>,
          t[one.by],
          one.to === one.from ? <span class="muted">{t.same}</span> : stateNames[language][one.to],
          <>
            {one.ends.map((rule) => (
              <span key={rule.code} class="small">
                {t.ends}: {rule.code}
                <br />
              </span>
            ))}
            {one.opens.map((rule) => (
              <span key={rule.code} class="small">
                {t.opens}: {term(rule)}
                <br />
              </span>
            ))}
            {one.lapsesAll && <span class="small">{t.lapses}</span>}
          </>,
        ])}
      />
      <h2>{t.beside}</h2>
      <Table
        caption={t.beside}
        hideCaption
        rowHeader
        columns={[{ label: t.state }, { label: t.step }]}
        rows={[...Map.groupBy(beside, (one) => one.from)].map(([state, of]) => [
          stateNames[language][state],
          of.map((one) => `${stepNames[language][one.step]} (${t[one.by]})`).join('; '),
        ])}
      />
      <h2>{t.powers}</h2>
      <Table
        caption={t.powers}
        hideCaption
        columns={[{ label: t.step }, { label: t.state }, { label: t.terms }]}
        rows={powers.map(({ code, power }) => [
          powerNames[code],
          power ? t.inForce : t.notYet,
          power ? `${power.basis[language]}, ${formatDate(power.from)}` : '',
        ])}
      />
    </Layout>
  );
}
