import { unitName } from '../../ground/organization/organization.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Pagination, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { kindNames, stateNames } from './names.ts';
import { deskPaths } from './paths.ts';
import type { CaseRow } from './petition.store.ts';
import { kinds, type PetitionKind, states } from './petition.ts';
import { texts } from './texts.ts';
import { DueBadge } from './view.tsx';

/** What the list's filters hold, as they stand in the address. */
export interface ListFilter {
  tim: string;
  loai: string;
  tinh: string;
}

function Filters({ frame, filter }: { frame: Frame; filter: ListFilter }) {
  const { language } = frame;
  const t = texts[language];
  return (
    <form method="get" action={deskPaths.cases} class="filters">
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
      <button type="submit" class="second">
        {t.filter}
      </button>
    </form>
  );
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
      <Filters frame={frame} filter={filter} />
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
