import type { ComponentChildren } from 'preact';
import { unitName } from '../../ground/organization/organization.ts';
import type { Language } from '../../platform/language.ts';
import { Badge, Table, type Tone } from '../../platform/page/kit.tsx';
import { daysBetween, formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { DocumentHead } from './document.store.ts';
import { documentTitle } from './document.title.ts';
import { type Document, type DocumentStanding, nameOf, type TreeNode } from './document.ts';
import { directivePaths as to } from './paths.ts';
import type { TaskLine } from './task.store.ts';
import { type CellCounts, cellOf, sharesOf, type TaskCell, taskCells } from './task.ts';
import { cellNames, standingNames, taskStateNames, texts } from './texts.ts';

const cellTones: Record<TaskCell, Tone> = {
  openInTime: 'info',
  openOverdue: 'warn',
  doneOnTime: 'good',
  doneLate: 'warn',
  openNoDate: 'plain',
  doneNoDate: 'plain',
  cancelled: 'plain',
};

const standingTones: Record<DocumentStanding, Tone> = {
  notYet: 'info',
  inForce: 'good',
  amended: 'warn',
  replaced: 'plain',
  expired: 'plain',
  withdrawn: 'warn',
};

export function StandingBadge({ standing, language }: { standing: DocumentStanding; language: Language }) {
  return <Badge tone={standingTones[standing]}>{standingNames[language][standing]}</Badge>;
}

/** What became of a document that is none any more: cancelled in its book, or called back; empty where it stands. */
export function endedNote(
  one: Pick<Document, 'cancelledOn' | 'cancelledWhy' | 'withdrawnOn' | 'withdrawnWhy'>,
  language: Language,
): string {
  const t = texts[language];
  if (one.cancelledOn) return t.cancelledOn(formatDate(one.cancelledOn), one.cancelledWhy ?? '');
  return one.withdrawnOn ? t.withdrawnOn(formatDate(one.withdrawnOn), one.withdrawnWhy ?? '') : '';
}

/** Where a task stands on a day: its cell, and how late it is. */
export function CellBadge({ task, day, language }: { task: TaskLine; day: PlainDate; language: Language }) {
  const t = texts[language];
  const cell = cellOf(task, task.dueOn ? { ...task, dueOn: task.dueOn } : undefined, day);
  const late = cell === 'openOverdue' && task.dueOn ? daysBetween(task.dueOn, day) : 0;
  return (
    <>
      <Badge tone={cellTones[cell]}>{cellNames[language][cell]}</Badge>
      {task.state === 'reported' && (
        <>
          {' '}
          <Badge tone="info">{taskStateNames[language].reported}</Badge>
        </>
      )}
      {late > 0 && <span class="muted small"> {t.daysLate(formatInteger(late))}</span>}
    </>
  );
}

/** The four cells and the shares, each with its whole. */
export function CellFigures({ counts, language }: { counts: CellCounts; language: Language }) {
  const t = texts[language];
  const { done, all, onTime, due } = sharesOf(counts);
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${formatPercent(part, whole)} (${formatInteger(part)}/${formatInteger(whole)})`;
  return (
    <>
      <dl class="figures full">
        {taskCells
          .filter(
            (cell) =>
              counts[cell] > 0 || (cell !== 'openNoDate' && cell !== 'doneNoDate' && cell !== 'cancelled'),
          )
          .map((cell) => (
            <div key={cell}>
              <dt>{cellNames[language][cell]}</dt>
              <dd>
                <span class="value">{formatInteger(counts[cell])}</span>
              </dd>
            </div>
          ))}
      </dl>
      <p>
        {t.doneShare}: <strong>{share(done, all)}</strong>. {t.onTimeShare}:{' '}
        <strong>{share(onTime, due)}</strong>.
      </p>
    </>
  );
}

/** Tasks as a table; on a narrow screen each is a card. */
export function TaskTable(props: {
  caption: string;
  tasks: readonly TaskLine[];
  day: PlainDate;
  language: Language;
  linked?: boolean;
  /** A last column. */
  more?: { label: string; of(task: TaskLine): ComponentChildren };
}) {
  const { caption, tasks, day, language, linked = true, more } = props;
  const t = texts[language];
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { label: t.what },
        { label: t.doneBy },
        { label: t.due },
        { label: t.state },
        ...(more ? [{ label: more.label }] : []),
      ]}
      rows={tasks.map((task) => [
        <>
          {linked && task.state !== 'draft' ? <a href={to.task(task.id)}>{task.title}</a> : task.title}
          <br />
          <span class="muted small">{nameOf(task)}</span>
        </>,
        unitName(task, language),
        <DueOf task={task} language={language} />,
        task.state === 'draft' ? (
          <Badge tone="plain">{taskStateNames[language].draft}</Badge>
        ) : (
          <CellBadge task={task} day={day} language={language} />
        ),
        ...(more ? [more.of(task)] : []),
      ])}
    />
  );
}

function DueOf({ task, language }: { task: TaskLine; language: Language }) {
  const date = task.dueOn ?? task.askedFor;
  if (!date) return <span class="muted">{texts[language].dueContinuous}</span>;
  return <span class="nowrap">{formatDate(date)}</span>;
}

/** Documents from the uppermost down, as nested lists. */
export function Tree(props: {
  nodes: readonly TreeNode<DocumentHead>[];
  standing(document: DocumentHead): DocumentStanding;
  href(document: DocumentHead): string | undefined;
  here?: string | undefined;
  language: Language;
}) {
  const { nodes, standing, href, here, language } = props;
  return (
    <ul class="tree">
      {nodes.map(({ document, below }) => {
        const address = href(document);
        const title = documentTitle(document, language);
        return (
          <li key={document.id}>
            {document.id === here ? (
              <strong>{title}</strong>
            ) : address ? (
              <a href={address}>{title}</a>
            ) : (
              title
            )}{' '}
            <StandingBadge standing={standing(document)} language={language} />
            <br />
            <span class="muted small">
              {document.issuer}, {formatDate(document.issuedOn)}
            </span>
            {below.length > 0 && <Tree {...props} nodes={below} />}
          </li>
        );
      })}
    </ul>
  );
}
