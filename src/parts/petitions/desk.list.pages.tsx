import { selfPaths } from '../../ground/access/self.pages.tsx';
import type { ActingPost } from '../../ground/access/session.ts';
import { rules } from '../../ground/law/catalogue.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { InboxLine } from '../../ground/petition-desk.ts';
import type { Language } from '../../platform/language.ts';
import { type Frame, paths } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Hidden, Pagination, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { kindNames, stateNames } from './names.ts';
import { deskPaths } from './paths.ts';
import type { CaseRow, InboxRow } from './petition.store.ts';
import { kinds, type PetitionKind, states } from './petition.ts';
import { texts } from './texts.ts';
import { DueBadge } from './view.tsx';

/** What the list's filters hold, as they stand in the address. */
export interface ListFilter {
  tim: string;
  loai: string;
  tinh: string;
  han: string;
  cua: string;
}

function Filters({
  frame,
  action,
  filter,
  inbox,
}: {
  frame: Frame;
  action: string;
  filter: ListFilter;
  inbox: boolean;
}) {
  const { language } = frame;
  const t = texts[language];
  return (
    <form method="get" action={action} class="filters">
      <div class="field grow">
        <label for="tim">{t.searchLabel}</label>
        <input type="search" id="tim" name="tim" value={filter.tim} placeholder={t.searchHint} />
      </div>
      <div class="field">
        <label for="loai">{t.kind}</label>
        <select id="loai" name="loai">
          <option value="">{t.allKinds}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind} selected={filter.loai === kind}>
              {kindNames[language][kind]}
            </option>
          ))}
        </select>
      </div>
      {inbox && (
        <div class="field">
          <label for="cua">{t.whose}</label>
          <select id="cua" name="cua">
            <option value="">{t.everybody}</option>
            <option value="toi" selected={filter.cua === 'toi'}>
              {t.mineOnly}
            </option>
          </select>
        </div>
      )}
      {inbox ? (
        <div class="field">
          <label for="han">{t.due}</label>
          <select id="han" name="han">
            <option value="">{t.anyDue}</option>
            <option value="qua" selected={filter.han === 'qua'}>
              {t.onlyOverdue}
            </option>
          </select>
        </div>
      ) : (
        <div class="field">
          <label for="tinh">{t.state}</label>
          <select id="tinh" name="tinh">
            <option value="">{t.allStates}</option>
            {states.map((state) => (
              <option key={state} value={state} selected={filter.tinh === state}>
                {stateNames[language][state]}
              </option>
            ))}
          </select>
        </div>
      )}
      <button type="submit" class="second">
        {t.filter}
      </button>
    </form>
  );
}

function dutyName(code: string, language: Language): string {
  return rules.find((rule) => rule.code === code)?.duty[language] ?? code;
}

function CaseLink({
  row,
  language,
}: {
  row: { petitionId: string; number: number; title: string; kind: PetitionKind };
  language: Language;
}) {
  return (
    <>
      <a href={deskPaths.case(row.petitionId)}>{row.title}</a>
      <br />
      <span class="muted small">
        № {row.number} · {kindNames[language][row.kind]}
      </span>
    </>
  );
}

/** The officer's inbox: open duties, due soonest first. */
export function InboxPage(props: {
  frame: Frame;
  today: PlainDate;
  rows: InboxRow[];
  overdue: number;
  filter: ListFilter;
  next: string | undefined;
  /** Posts that were handed to the reader and whose inbox is another one. */
  handed: readonly ActingPost[];
  /** Duties that are no petitions: promises, postings. */
  others: readonly InboxLine[];
}) {
  const { frame, today, rows, overdue, filter, next, handed, others } = props;
  const { language } = frame;
  const t = texts[language];
  const filtered = Boolean(filter.loai || filter.han || filter.cua);
  return (
    <Layout frame={frame} title={t.inboxTitle} wide>
      <h1>{t.inboxTitle}</h1>
      <p class="lead">
        {overdue > 0 ? (
          <Badge tone="warn">{t.inboxLead(formatInteger(overdue))}</Badge>
        ) : (
          <Badge tone="good">{t.inboxLead('0')}</Badge>
        )}{' '}
        <a href={deskPaths.cases}>{t.allCases}</a> · <a href={deskPaths.paper}>{t.paperTitle}</a> ·{' '}
        <a href={deskPaths.templates}>{t.templatesTitle}</a> ·{' '}
        <a href={deskPaths.wordTemplates}>{t.wordTemplatesTitle}</a> ·{' '}
        <a href={deskPaths.signs}>{t.signsTitle}</a> · <a href={deskPaths.statistics}>{t.statisticsTitle}</a>{' '}
        · <a href={paths.deskNews}>{t.newsTitle}</a>
      </p>
      {handed.map((one) => (
        <form key={one.delegation} method="post" action={selfPaths.post} class="note">
          <Hidden values={{ post: one.post, delegation: one.delegation ?? undefined, tiep: paths.inbox }} />
          {t.handedToYou(`${one.title[language]}, ${one.unit[language]}`)}{' '}
          <button type="submit" class="link">
            {t.actThere}
          </button>
        </form>
      ))}
      <Filters frame={frame} action={paths.inbox} filter={filter} inbox />
      {rows.length === 0 ? (
        <EmptyState title={filtered ? t.inboxEmptyFilter : t.inboxEmpty} />
      ) : (
        <Table
          caption={t.inboxTitle}
          hideCaption
          cards
          columns={[
            { label: t.due },
            { label: t.case },
            { label: t.duty },
            { label: t.state },
            { label: t.unit },
          ]}
          rows={rows.map((row) => [
            <>
              <span class="nowrap">{formatDate(row.dueOn)}</span>
              <br />
              <DueBadge language={language} today={today} duty={row} />
            </>,
            <CaseLink row={row} language={language} />,
            dutyName(row.ruleCode, language),
            stateNames[language][row.state],
            <>
              {unitName(row, language)}
              {row.responsible && (
                <>
                  <br />
                  <span class="muted small">{row.responsible}</span>
                </>
              )}
            </>,
          ])}
        />
      )}
      <Pagination language={language} next={next} />
      {others.length > 0 && (
        <Table
          caption={t.otherDuties}
          cards
          columns={[{ label: t.due }, { label: t.duty }, { label: t.unit }]}
          rows={others.map((line) => [
            <>
              <span class="nowrap">{formatDate(line.dueOn)}</span>{' '}
              <DueBadge language={language} today={today} duty={{ dueOn: line.dueOn, suspendedFrom: null }} />
            </>,
            <>
              <a href={line.href}>{line.title}</a>
              <br />
              <span class="muted small">{line.duty}</span>
            </>,
            line.unit,
          ])}
        />
      )}
    </Layout>
  );
}

/** All cases the officer may see, newest first, with search. */
export function CaseListPage(props: {
  frame: Frame;
  today: PlainDate;
  rows: CaseRow[];
  filter: ListFilter;
  next: string | undefined;
  /** Named to handle denunciations, which no search by words finds. */
  handlesSealed: boolean;
}) {
  const { frame, today, rows, filter, next, handlesSealed } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.allCases} wide>
      <h1>{t.allCases}</h1>
      <p>
        <a href={deskPaths.register}>{t.registerFile}</a>
      </p>
      <Filters frame={frame} action={deskPaths.cases} filter={filter} inbox={false} />
      {filter.tim && handlesSealed && <p class="muted">{t.sealedNotSearched}</p>}
      {rows.length === 0 ? (
        <EmptyState title={t.listEmpty}>
          <a href={deskPaths.cases}>{t.clear}</a>
          <br />
          <a href={deskPaths.whyNot}>{t.whyNot}</a>
        </EmptyState>
      ) : (
        <Table
          caption={t.allCases}
          hideCaption
          cards
          columns={[
            { label: t.received },
            { label: t.case },
            { label: t.state },
            { label: t.due },
            { label: t.unit },
          ]}
          rows={rows.map((row) => [
            <span class="nowrap">{formatDate(row.receivedOn)}</span>,
            <CaseLink row={row} language={language} />,
            stateNames[language][row.state],
            row.dueOn ? (
              <>
                <span class="nowrap">{formatDate(row.dueOn)}</span>{' '}
                <DueBadge
                  language={language}
                  today={today}
                  duty={{ dueOn: row.dueOn, suspendedFrom: row.suspendedFrom }}
                />
              </>
            ) : (
              '—'
            ),
            unitName(row, language),
          ])}
        />
      )}
      <Pagination language={language} next={next} />
    </Layout>
  );
}
