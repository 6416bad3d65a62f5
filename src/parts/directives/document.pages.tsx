import type { ComponentChildren } from 'preact';
import type { SentState } from '../../ground/actions.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { type Coverage, isCovered } from './clause.store.ts';
import type { DisseminationLine } from './dissemination.store.ts';
import { type Dissemination, stateOf } from './dissemination.ts';
import type { DocumentHead } from './document.store.ts';
import { documentTitle } from './document.title.ts';
import { type Document, type DocumentStanding, nameOf, type Relation, type TreeNode } from './document.ts';
import { correctFormFor } from './forms.ts';
import { directivePaths as to } from './paths.ts';
import type { TaskLine } from './task.store.ts';
import type { CellCounts } from './task.ts';
import {
  directionNames,
  disseminationNames,
  relationNames,
  secrecyNames,
  texts,
  urgencyNames,
} from './texts.ts';
import { CellFigures, endedNote, StandingBadge, TaskTable, Tree } from './view.tsx';

/** What a document's page shows and allows. */
export interface DocumentView {
  frame: Frame;
  document: Document;
  unit: Unit | undefined;
  standing: DocumentStanding;
  /** The last day to register it, where it came or was signed before and was late. */
  lateBy: PlainDate | undefined;
  day: PlainDate;
  /** The day that the tree is shown as of. */
  treeDay: PlainDate;
  tree: readonly TreeNode<DocumentHead>[];
  standingOf(document: DocumentHead): DocumentStanding;
  relations: { relation: Relation; other: DocumentHead; outward: boolean }[];
  coverage: Coverage;
  tasks: readonly TaskLine[];
  counts: CellCounts;
  disseminations: readonly DisseminationLine[];
  own: Dissemination | undefined;
  units: readonly Unit[];
  may: { work: boolean; lead: boolean; acknowledge: boolean; meet: boolean };
  state: FormState | SentState;
  done: boolean;
}

/** One document: what it is, what it rests on, what it orders, who has it. */
export function DocumentPage({ view }: { view: DocumentView }) {
  const { frame, document, may, state, coverage, tasks, counts, day } = view;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.document(document.id), state };
  const title = documentTitle(document, language);
  const secret = document.secrecy !== 'none';
  const ended = endedNote(document, language);
  const own = may.work || may.lead;
  return (
    <Layout
      frame={frame}
      title={nameOf(document)}
      wide
      scripts={['form']}
      hasErrors={state.sent !== undefined}
    >
      <p class="back">
        <a href={to.documents}>← {t.documents}</a>
      </p>
      <h1>{title}</h1>
      <FormNotes state={state} done={view.done ? t.saved : undefined} />
      {ended && <p class="note warn">{ended}</p>}
      <Facts view={view} />
      {own && !document.cancelledOn && (
        <ActionForm
          {...form}
          state={{ ...state, version: document.version }}
          action="dinh-chinh"
          title={t.correctDocument}
          spec={correctFormFor(document)}
          initial={standing(document)}
        />
      )}
      {own && !document.deployedOn && !ended && (
        <ActionForm {...form} action="huy" title={t.cancelDocument} />
      )}
      {may.lead && document.direction === 'out' && !ended && (
        <ActionForm {...form} action="thu-hoi" title={t.withdrawDocument} />
      )}
      {may.lead && !secret && !ended && (
        <ActionForm
          {...form}
          action={document.open ? 'thoi-cong-khai' : 'cong-khai'}
          title={document.open ? t.closeToAll : t.openToAll}
          quiet
        />
      )}
      {view.own && <OwnCopy view={view} own={view.own} />}
      {!secret && (
        <section class="full">
          <h2>{t.tasks}</h2>
          <CoverageLines coverage={coverage} document={document} language={language} />
          {may.work && coverage.clauses > 0 && (
            <p>
              <a class="button second" href={to.clauses(document.id)}>
                {t.readClauses}
              </a>
            </p>
          )}
          {document.body === '' && document.file && <p class="muted">{t.noText}</p>}
          {may.lead && !document.deployedOn && isCovered(coverage) && (
            <ActionForm {...form} action="trien-khai" title={t.deploy} />
          )}
          {tasks.length === 0 ? (
            <p class="muted">{t.noTasks}</p>
          ) : (
            <>
              {document.deployedOn && (
                <>
                  <CellFigures counts={counts} language={language} />
                  <p class="muted">
                    {t.leavesNote(formatInteger(Object.values(counts).reduce((sum, one) => sum + one, 0)))}
                  </p>
                </>
              )}
              <TaskTable caption={t.tasks} tasks={tasks} day={day} language={language} />
            </>
          )}
        </section>
      )}
      <Relations view={view} />
      {!secret && <Disseminations view={view} />}
    </Layout>
  );
}

/** A document's data as a form shows them. */
function standing(one: Document): Record<string, string> {
  const { printedNumber, issuer, abstract, signer, signerTitle, authority, urgency } = one;
  const day = (on: PlainDate | null) => (on ? formatDate(on) : '');
  return {
    ...{ printedNumber, issuer, abstract, signer, signerTitle, authority, urgency },
    arrivedOn: day(one.arrivedOn),
    issuedOn: day(one.issuedOn),
    effectiveOn: day(one.effectiveOn),
    expiresOn: day(one.expiresOn),
  };
}

function Facts({ view }: { view: DocumentView }) {
  const { frame, document, unit, standing, lateBy } = view;
  const { language } = frame;
  const t = texts[language];
  const authority = document.authority === '' ? '' : `${document.authority}. `;
  return (
    <Summary
      rows={[
        [t.issuer, document.issuer],
        [t.issuedOn, formatDate(document.issuedOn)],
        [t.signer, `${authority}${document.signerTitle}, ${document.signer}`],
        [
          t.standing,
          <>
            <StandingBadge standing={standing} language={language} />
            {document.expiresOn && ` · ${t.expiresOn} ${formatDate(document.expiresOn)}`}
          </>,
        ],
        ...(document.secrecy === 'none'
          ? []
          : ([[t.secrecy, secrecyNames[language][document.secrecy]]] as [string, string][])),
        ...(document.urgency === 'none'
          ? []
          : ([[t.urgency, urgencyNames[language][document.urgency]]] as [string, string][])),
        [
          directionNames[language][document.direction],
          `${unit?.name[language] ?? ''}, ${t.entryNumber.toLocaleLowerCase('vi')} ${document.entryNumber}/${document.year}`,
        ],
        [
          t.registeredAt,
          <>
            {formatInstant(document.registeredAt)}
            {lateBy && (
              <>
                {' '}
                <Badge tone="warn">{t.registeredLate(formatDate(lateBy))}</Badge>{' '}
                <span class="muted small">({t.ruleToConfirm})</span>
              </>
            )}
          </>,
        ],
        ...(document.file
          ? ([[t.file, <a href={`${to.document(document.id)}/tep`}>{document.file.name}</a>]] as [
              string,
              preact.JSX.Element,
            ][])
          : []),
        ...(document.direction === 'out' && document.body
          ? ([
              [
                t.paper,
                <>
                  <a href={`${to.document(document.id)}.docx`}>Word</a> ·{' '}
                  <a href={`${to.document(document.id)}.pdf`}>PDF</a>
                </>,
              ],
            ] as [string, preact.JSX.Element][])
          : []),
      ]}
    />
  );
}

/** How far the clauses of a document are covered. */
export function CoverageLines(props: {
  coverage: Coverage;
  document: Pick<Document, 'deployedOn'>;
  language: Frame['language'];
}) {
  const { coverage, document, language } = props;
  const t = texts[language];
  const n = formatInteger;
  const { clauses, undecided, orders, owned, unowned } = coverage;
  if (clauses === 0) return null;
  return (
    <p>
      {t.coverageLine(n(clauses - undecided), n(clauses))}. {t.ownedLine(n(owned), n(orders))}
      {unowned > 0 && ` (${t.unownedLine(n(unowned))})`}.{' '}
      {document.deployedOn ? (
        <Badge tone="good">{t.deployedOn(formatDate(document.deployedOn))}</Badge>
      ) : isCovered(coverage) ? (
        <Badge tone="good">{t.covered}</Badge>
      ) : (
        <Badge tone="warn">{t.notCovered}</Badge>
      )}
    </p>
  );
}

function Relations({ view }: { view: DocumentView }) {
  const { frame, document, tree, treeDay, relations, may, state } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.document(document.id);
  const others = relations.filter(({ relation }) => relation.kind !== 'implements');
  const shown = tree.some((node) => node.below.length > 0);
  return (
    <section class="full">
      <h2>{t.relations}</h2>
      {shown ? (
        <>
          <h3>{t.tree}</h3>
          <form method="get" action={here} class="filters">
            <div class="field">
              <label for="ngay">{t.treeAsOf}</label>
              <input id="ngay" name="ngay" inputmode="numeric" value={formatDate(treeDay)} />
            </div>
            <button type="submit" class="second">
              {t.show}
            </button>
          </form>
          <Tree
            nodes={tree}
            standing={view.standingOf}
            href={(one) => to.document(one.id)}
            here={document.id}
            language={language}
          />
        </>
      ) : (
        <p class="muted">{t.noTree}</p>
      )}
      {others.length > 0 && (
        <>
          <h3>{t.otherRelations}</h3>
          <ul>
            {others.map(({ relation, other, outward }) => (
              <li key={`${relation.from}${relation.to}${relation.kind}`}>
                {outward
                  ? relationNames[language][relation.kind]
                  : t.isDoneTo(relationNames[language][relation.kind])}{' '}
                <a href={to.document(other.id)}>{documentTitle(other, language)}</a>{' '}
                <span class="muted">({formatDate(relation.on)})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {may.work && <ActionForm base={here} state={state} action="quan-he" title={t.addRelation} />}
    </section>
  );
}

function Due({
  done,
  by,
  day,
  language,
}: {
  done: ComponentChildren;
  by: PlainDate | null;
  day: PlainDate;
  language: Frame['language'];
}) {
  const t = texts[language];
  if (done) return <>{done}</>;
  if (!by) return <span class="muted">–</span>;
  return (
    <>
      {t.notYet}, {t.due.toLocaleLowerCase('vi')} <span class="nowrap">{formatDate(by)}</span>{' '}
      {by < day && <Badge tone="warn">{t.overdue}</Badge>}
    </>
  );
}

function Disseminations({ view }: { view: DocumentView }) {
  const { frame, document, disseminations, may, day, units, state } = view;
  const { language } = frame;
  const t = texts[language];
  if (disseminations.length === 0 && !may.work) return null;
  const done = disseminations.filter((one) => one.heldOn).length;
  return (
    <section class="full">
      <h2>{t.dissemination}</h2>
      {disseminations.length === 0 ? (
        <p class="muted">{t.notSent}</p>
      ) : (
        <>
          <p>{t.sentTo(formatInteger(done), formatInteger(disseminations.length))}.</p>
          <Table
            caption={t.dissemination}
            hideCaption
            columns={[
              { label: t.unit },
              { label: t.state },
              { label: t.sentAt },
              { label: t.acknowledged },
              { label: t.held },
              { label: t.present, numeric: true },
            ]}
            rows={disseminations.map((one) => {
              const state = stateOf(one);
              return [
                unitName(one, language),
                <Badge tone={state === 'disseminated' ? 'good' : state === 'sent' ? 'warn' : 'info'}>
                  {disseminationNames[language][state]}
                </Badge>,
                formatInstant(one.sentAt),
                <Due
                  done={one.acknowledgedAt && formatInstant(one.acknowledgedAt)}
                  by={one.acknowledgeBy}
                  day={day}
                  language={language}
                />,
                <Due
                  done={
                    one.heldOn && (
                      <>
                        {formatDate(one.heldOn)}, {one.place}
                        {one.files.map((file) => (
                          <>
                            {' '}
                            <a href={`${to.document(document.id)}/bien-ban/${file.id}`}>{file.name}</a>
                          </>
                        ))}
                      </>
                    )
                  }
                  by={one.disseminateBy}
                  day={day}
                  language={language}
                />,
                one.present === null ? '–' : formatInteger(one.present),
              ];
            })}
          />
        </>
      )}
      {may.work && (
        <ActionForm
          base={to.document(document.id)}
          state={state}
          action="gui"
          title={t.send}
          picks={{ units: units.map((unit) => ({ value: unit.id, label: unit.name[language] })) }}
        />
      )}
    </section>
  );
}

/** The unit's own copy: to acknowledge, and to note the meeting in which it was disseminated. */
function OwnCopy({ view, own }: { view: DocumentView; own: Dissemination }) {
  const { frame, document, may, state } = view;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.document(document.id), state: { ...state, version: own.version } };
  return (
    <section class="note" aria-label={t.dissemination}>
      {own.acknowledgedAt ? (
        <p>
          {t.acknowledgedNote} {formatInstant(own.acknowledgedAt)}.
        </p>
      ) : may.acknowledge ? (
        <ActionForm {...form} action="xac-nhan" title={t.acknowledgeIt} />
      ) : (
        <p>{t.onlyHead}</p>
      )}
      {own.heldOn && (
        <p>
          {t.held}: {formatDate(own.heldOn)}, {own.place}. {t.present}: {formatInteger(own.present ?? 0)}.{' '}
          {own.minutes}
        </p>
      )}
      {may.meet && own.acknowledgedAt && <ActionForm {...form} action="hop" title={t.noteMeeting} />}
    </section>
  );
}
