import { unitName } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { HistoryLine } from '../../ground/record/next.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Prose, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { Question } from './household.store.ts';
import type { handoverYears, ProjectLine, stagesBySheet } from './land.store.ts';
import type { Act, Measures } from './land.ts';
import { landPaths as to } from './paths.ts';
import { texts } from './texts.ts';
import {
  ActsTimeline,
  groupOf,
  Handover,
  MeasuresTable,
  ProjectHistory,
  ProjectSummary,
  stageGroups,
} from './view.tsx';

/** All projects, and how many were handed over on time in each year. */
export function ProjectsPage(props: {
  frame: Frame;
  lines: readonly ProjectLine[];
  years: Awaited<ReturnType<typeof handoverYears>>;
  today: PlainDate;
}) {
  const { frame, lines, years, today } = props;
  const { language } = frame;
  const t = texts[language];
  const open = lines.filter((one) => one.handedOn === null);
  const over = lines.filter((one) => one.handedOn !== null);
  return (
    <Layout frame={frame} title={t.title} wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>
        <a href={to.own}>{t.ownLink}</a>
      </p>
      {years.length > 0 && (
        <>
          <h2>{t.years}</h2>
          <Table
            caption={t.years}
            hideCaption
            rowHeader
            columns={[
              { label: t.year },
              { label: t.onTime, numeric: true },
              { label: t.ofAll, numeric: true },
              { label: t.share, numeric: true },
            ]}
            rows={years.map((one) => [
              String(one.year),
              formatInteger(one.inTime),
              formatInteger(one.all),
              formatPercent(one.inTime, one.all),
            ])}
          />
        </>
      )}
      <h2>{t.running}</h2>
      {open.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <ProjectTable caption={t.running} lines={open} today={today} language={language} />
      )}
      {over.length > 0 && (
        <details>
          <summary>{t.handedProjects(formatInteger(over.length))}</summary>
          <ProjectTable
            caption={t.handedProjects(formatInteger(over.length))}
            lines={over}
            today={today}
            language={language}
          />
        </details>
      )}
    </Layout>
  );
}

function ProjectTable(props: {
  caption: string;
  lines: readonly ProjectLine[];
  today: PlainDate;
  language: 'vi' | 'en';
}) {
  const { caption, lines, today, language } = props;
  const t = texts[language];
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { label: t.project },
        { label: t.unit },
        { label: t.handoverBy },
        { label: t.parcels, numeric: true },
      ]}
      rows={lines.map((one) => [
        <a href={to.one(one.id)}>{one.name}</a>,
        unitName(one, language),
        <Handover one={one} today={today} language={language} />,
        one.parcels > 0 ? t.ofCount(formatInteger(one.handed), formatInteger(one.parcels)) : '',
      ])}
    />
  );
}

/** A project as everybody sees it: no household is named, its land only coarsely drawn. */
export function ProjectPage(props: {
  frame: Frame;
  project: ProjectLine;
  measures: Measures;
  acts: readonly Act[];
  mapped: boolean;
  sheets: Awaited<ReturnType<typeof stagesBySheet>>;
  questions: readonly Question[];
  history: readonly HistoryLine[];
  today: PlainDate;
}) {
  const { frame, project, measures, acts, mapped, sheets, questions, history, today } = props;
  const { language } = frame;
  const t = texts[language];
  const bySheet = Map.groupBy(sheets, (row) => row.sheet);
  const answered = questions.filter((one) => one.answer !== null);
  return (
    <Layout frame={frame} title={project.name} wide>
      <p class="back">
        <a href={to.public}>← {t.back}</a>
      </p>
      <h1>{project.name}</h1>
      <ProjectSummary one={project} today={today} language={language} />
      <p class="buttons">
        <a class="button" href={to.own}>
          {t.ownLink}
        </a>{' '}
        <a class="button second" href={to.question(project.id)}>
          {t.askQuestion}
        </a>
      </p>
      <h2>{t.measures}</h2>
      <MeasuresTable measures={measures} language={language} />
      <h2>{t.timeline}</h2>
      <ActsTimeline acts={acts} project={project.id} today={today} language={language} />
      {mapped && (
        <>
          <h2>{t.map}</h2>
          <img
            class="parcels"
            src={to.map(project.id)}
            alt={t.mapAlt}
            loading="lazy"
            width={800}
            height={400}
          />
          <ul class="legend">
            {stageGroups.map((group) => (
              <li key={group}>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <rect class={`fill-${group}`} width="16" height="16" />
                </svg>{' '}
                {t.groups[group]}
              </li>
            ))}
          </ul>
          <p class="small muted">{t.mapNote}</p>
        </>
      )}
      {bySheet.size > 0 && (
        <>
          <h2>{t.list}</h2>
          <Table
            caption={t.list}
            hideCaption
            cards
            rowHeader
            columns={[
              { label: t.sheet },
              ...stageGroups.map((group) => ({ label: t.groups[group], numeric: true })),
              { label: t.total, numeric: true },
            ]}
            rows={[...bySheet].map(([sheet, rows]) => {
              const count = (group?: string) =>
                rows
                  .filter((row) => group === undefined || groupOf(row.stage) === group)
                  .reduce((sum, row) => sum + row.count, 0);
              return [
                `${t.sheet} ${sheet}`,
                ...stageGroups.map((group) => formatInteger(count(group))),
                formatInteger(count()),
              ];
            })}
          />
        </>
      )}
      <h2>{t.questions}</h2>
      {answered.length === 0 ? (
        <p>{t.noQuestions}</p>
      ) : (
        <ul class="questions plain">
          {answered.map((one) => (
            <li key={one.id}>
              <Prose text={one.text} />
              <div class="answer">
                <p class="small muted">
                  {t.answer}
                  {one.answeredOn && <>, {formatDate(one.answeredOn)}</>}
                </p>
                <Prose text={one.answer ?? ''} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <ProjectHistory lines={history} language={language} />
      <p>
        <a href={`${paths.subscriptions}?${new URLSearchParams({ ve: to.one(project.id) })}`}>{t.follow}</a>
      </p>
    </Layout>
  );
}
