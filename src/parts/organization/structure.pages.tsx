import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { UnitPost } from '../../ground/organization/reorganisation.store.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Pagination, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { addDays, formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { organizationPaths } from './paths.ts';
import type { CountedUnit, Neighbour, UnitSpan } from './structure.store.ts';
import { kindNames, roleNames, texts } from './texts.ts';

/** Addresses of the structure for the public, or for officers, who see names. */
export interface StructureBase {
  structure: string;
  unit(code: string): string;
}

/** What is asked of the structure, as it stands in the address. */
export interface StructureQuery {
  day: PlainDate;
  today: PlainDate;
  view: 'cay' | 'bang';
  /** What was typed as a day was none. */
  badDay: boolean;
}

const carry = (query: StructureQuery) =>
  query.day === query.today ? '' : `?${new URLSearchParams({ ngay: query.day })}`;

/** The day picker; the day stays in every link of the page. */
function DayForm({
  frame,
  action,
  query,
  choose,
}: {
  frame: Frame;
  action: string;
  query: StructureQuery;
  choose?: boolean;
}) {
  const t = texts[frame.language];
  return (
    <form method="get" action={action} class="filters">
      <div class={query.badDay ? 'field has-error' : 'field'}>
        <label for="ngay">{t.asOf}</label>
        {query.badDay && (
          <p class="error" id="ngay-error">
            {t.badDay}
          </p>
        )}
        <input
          type="date"
          id="ngay"
          name="ngay"
          value={query.day}
          aria-describedby={query.badDay ? 'ngay-error' : undefined}
        />
      </div>
      {choose && (
        <div class="field">
          <label for="kieu">{t.view}</label>
          <select id="kieu" name="kieu">
            <option value="cay">{t.tree}</option>
            <option value="bang" selected={query.view === 'bang'}>
              {t.table}
            </option>
          </select>
        </div>
      )}
      <button type="submit" class="second">
        {t.show}
      </button>
    </form>
  );
}

function Branch(props: {
  units: readonly CountedUnit[];
  parent: UnitId | null | undefined;
  base: StructureBase;
  query: StructureQuery;
  language: Language;
}) {
  const { units, parent, base, query, language } = props;
  const t = texts[language];
  const shown = new Set(units.map((unit) => unit.id));
  const here = units.filter((unit) =>
    parent === undefined ? unit.parentId === null || !shown.has(unit.parentId) : unit.parentId === parent,
  );
  if (here.length === 0) return null;
  return (
    <ul class="tree">
      {here.map((unit) => {
        const open = units.some((child) => child.parentId === unit.id);
        return (
          <li key={unit.id}>
            <a href={`${base.unit(unit.code)}${carry(query)}`}>{unit.name[language]}</a>{' '}
            <span class="muted small">
              {t.postsFilled(formatInteger(unit.filled), formatInteger(unit.posts))}
              {!open && unit.children > 0 && `, ${t.below(formatInteger(unit.children))}`}
            </span>
            <Branch {...props} parent={unit.id} />
          </li>
        );
      })}
    </ul>
  );
}

/** The structure as of a day, as a tree or as a table. */
export function StructurePage(props: {
  frame: Frame;
  base: StructureBase;
  query: StructureQuery;
  units: CountedUnit[];
  next?: string | undefined;
  /** What the officer can do here. */
  tools?: [href: string, label: string][];
}) {
  const { frame, base, query, units, next, tools = [] } = props;
  const { language } = frame;
  const t = texts[language];
  const names = new Map(units.map((unit) => [unit.id, unit.name[language]]));
  return (
    <Layout frame={frame} title={t.title} description={t.lead} wide={query.view === 'bang'}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>
        <a href={organizationPaths.reforms}>{t.reforms}</a>
        {tools.map(([href, label]) => (
          <span key={href}>
            {' · '}
            <a href={href}>{label}</a>
          </span>
        ))}
      </p>
      <DayForm frame={frame} action={base.structure} query={query} choose />
      {units.length === 0 ? (
        <EmptyState title={t.noneOn} />
      ) : query.view === 'cay' ? (
        <Branch units={units} parent={undefined} base={base} query={query} language={language} />
      ) : (
        <Table
          caption={`${t.title}, ${formatDate(query.day)}`}
          rowHeader
          columns={[
            { label: t.unit },
            { label: t.code },
            { label: t.kind },
            { label: t.parent },
            { label: t.posts, numeric: true },
            { label: t.filled, numeric: true },
          ]}
          rows={units.map((unit) => [
            <a href={`${base.unit(unit.code)}${carry(query)}`}>{unit.name[language]}</a>,
            <span class="mono">{unit.code}</span>,
            kindNames[language][unit.kind],
            unit.parentId === null ? t.top : (names.get(unit.parentId) ?? '…'),
            formatInteger(unit.posts),
            formatInteger(unit.filled),
          ])}
        />
      )}
      <Pagination language={language} next={next} />
    </Layout>
  );
}

/** Where work went or came from, with the decision behind it. */
export function Neighbours(props: {
  title: string;
  rows: readonly Neighbour[];
  base: StructureBase;
  language: Language;
  topics: Readonly<Record<string, string>>;
}) {
  const { title, rows, base, language, topics } = props;
  const t = texts[language];
  if (rows.length === 0) return null;
  const part = (row: Neighbour) => {
    if (row.part === 'area') return t.partArea(row.items.join(', '));
    if (row.part === 'kind') return t.partKind(row.items.map((item) => topics[item] ?? item).join(', '));
    return row.part === 'case' ? t.partCase(formatInteger(row.items.length)) : t.partRest;
  };
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {rows.map((row, at) => (
          <li key={at}>
            <a href={base.unit(row.code)}>{language === 'vi' ? row.nameVi : row.nameEn}</a>: {part(row)}{' '}
            <span class="muted">
              (
              <a href={organizationPaths.reform(row.reorganisationId)}>
                {t.by(row.number, formatDate(row.on))}
              </a>
              )
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Everything about one unit on a day; a unit that is no more says where its work went. */
export interface UnitView {
  frame: Frame;
  base: StructureBase;
  query: StructureQuery;
  /** As it was on the day, or last was, or first would be. */
  span: UnitSpan;
  alive: boolean;
  history: UnitSpan[];
  above: Unit[];
  below: CountedUnit[];
  posts: UnitPost[];
  /** Officers see who holds a post; the public sees whether somebody does. */
  names: boolean;
  after: Neighbour[];
  before: Neighbour[];
  topics: Readonly<Record<string, string>>;
}

export function UnitPage({ view }: { view: UnitView }) {
  const { frame, base, query, span, alive, history, above, below, posts, names, after, before, topics } =
    view;
  const { language } = frame;
  const t = texts[language];
  const { unit } = span;
  const last = history.at(-1);
  const over = last?.until != null && last.until <= query.day;
  return (
    <Layout frame={frame} title={unit.name[language]}>
      <p class="back">
        <a href={`${base.structure}${carry(query)}`}>← {t.title}</a>
      </p>
      <h1>{over ? t.endedTitle(unit.name[language]) : unit.name[language]}</h1>
      {over && last?.until && <p class="note">{t.endedOn(formatDate(addDays(last.until, -1)))}</p>}
      {!over && !alive && history[0] && <p class="note">{t.notYet(formatDate(history[0].from))}</p>}
      <Neighbours title={t.wentTo} rows={after} base={base} language={language} topics={topics} />
      <DayForm frame={frame} action={base.unit(unit.code)} query={query} />
      <Summary
        rows={[
          [t.code, <span class="mono">{unit.code}</span>],
          [t.kind, kindNames[language][unit.kind]],
          [
            t.parent,
            above.length === 0
              ? t.top
              : above.map((one, at) => (
                  <>
                    {at > 0 && ' › '}
                    <a key={one.id} href={`${base.unit(one.code)}${carry(query)}`}>
                      {one.name[language]}
                    </a>
                  </>
                )),
          ],
          ...(unit.hamlets.length > 0 ? [[t.hamlets, unit.hamlets.join(', ')] as [string, string]] : []),
        ]}
      />
      {below.length > 0 && (
        <>
          <h2>{t.below(formatInteger(below.length))}</h2>
          <Branch units={below} parent={undefined} base={base} query={query} language={language} />
        </>
      )}
      {alive && posts.length > 0 && (
        <Table
          caption={t.posts}
          rowHeader
          columns={[{ label: t.post }, { label: t.role }, { label: t.holder }]}
          rows={posts.map((post) => [
            language === 'vi' ? post.titleVi : post.titleEn,
            <>
              {roleNames[language][post.role as keyof (typeof roleNames)['vi']]}
              {names && post.handlesDenunciations && <span class="muted">, {t.handlesDenunciations}</span>}
            </>,
            post.personId === null ? <em>{t.vacant}</em> : names ? post.personName : t.filled,
          ])}
        />
      )}
      <Neighbours title={t.cameFrom} rows={before} base={base} language={language} topics={topics} />
      <h2>{t.history}</h2>
      <ol class="timeline">
        {history.map((one) => (
          <li key={one.from}>
            <p class="timeline-head">
              <strong>{one.unit.name[language]}</strong>{' '}
              <span class="muted">
                {one.until
                  ? t.until(formatDate(one.from), formatDate(addDays(one.until, -1)))
                  : t.since(formatDate(one.from))}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </Layout>
  );
}
