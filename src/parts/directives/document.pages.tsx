import type { ComponentChildren } from 'preact';
import { documentTypes } from '../../ground/law/document-types.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  Pagination,
  Select,
  Summary,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { type Coverage, isCovered } from './clause.store.ts';
import type { DisseminationLine } from './dissemination.store.ts';
import { type Dissemination, stateOf } from './dissemination.ts';
import type { DocumentHead, DocumentLine } from './document.store.ts';
import { documentTitle } from './document.title.ts';
import {
  authorities,
  type Direction,
  type Document,
  type DocumentStanding,
  directions,
  nameOf,
  type Relation,
  relationKinds,
  secrecies,
  type TreeNode,
  urgencies,
} from './document.ts';
import { directivePaths as to } from './paths.ts';
import type { TaskLine } from './task.store.ts';
import type { CellCounts } from './task.ts';
import {
  authorityNames,
  directionNames,
  disseminationNames,
  relationNames,
  secrecyNames,
  texts,
  urgencyNames,
} from './texts.ts';
import { CellFigures, StandingBadge, TaskTable, Tree } from './view.tsx';

/** The registers a unit sees. */
export function DocumentsPage(props: {
  frame: Frame;
  filter: { tim: string; so: string; nam: string };
  documents: readonly DocumentLine[];
  standing(document: DocumentLine): DocumentStanding;
  mayRegister: boolean;
  next: string | undefined;
}) {
  const { frame, filter, documents, standing, mayRegister, next } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.documents} wide>
      <h1>{t.documents}</h1>
      <p class="lead">{t.documentsLead}</p>
      {mayRegister && (
        <p class="buttons">
          <a class="button" href={`${to.register}?so=in`}>
            {t.registerIn}
          </a>{' '}
          <a class="button second" href={`${to.register}?so=out`}>
            {t.registerOut}
          </a>{' '}
          <a href={to.book}>{t.book}</a> · <a href={to.tasks}>{t.seeTasks}</a>
        </p>
      )}
      <form method="get" action={to.documents} class="filters">
        <div class="field grow">
          <label for="tim">{t.search}</label>
          <input type="search" id="tim" name="tim" value={filter.tim} />
        </div>
        <div class="field">
          <label for="so">{t.direction}</label>
          <select id="so" name="so">
            <option value="">{t.all}</option>
            {directions.map((one) => (
              <option key={one} value={one} selected={filter.so === one}>
                {directionNames[language][one]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="nam">{t.year}</label>
          <input id="nam" name="nam" inputmode="numeric" class="narrow" value={filter.nam} />
        </div>
        <button type="submit" class="second">
          {t.filter}
        </button>
      </form>
      {documents.length === 0 ? (
        <EmptyState title={t.noDocuments} />
      ) : (
        <Table
          caption={t.documents}
          hideCaption
          columns={[
            { label: t.abstract },
            { label: t.issuer },
            { label: t.issuedOn },
            { label: t.unit },
            { label: t.state },
          ]}
          rows={documents.map((one) => [
            <>
              <a href={to.document(one.id)}>{documentTitle(one, language)}</a>
              <br />
              <span class="muted small">
                {directionNames[language][one.direction]} {one.entryNumber}/{one.year}
                {one.open && ` · ${t.isOpen}`}
              </span>
            </>,
            one.issuer,
            <span class="nowrap">{formatDate(one.issuedOn)}</span>,
            unitName(one, language),
            <>
              <StandingBadge standing={standing(one)} language={language} />
              {one.cancelledOn && (
                <>
                  <br />
                  <Badge tone="warn">
                    {t.cancelledOn(formatDate(one.cancelledOn), one.cancelledWhy ?? '')}
                  </Badge>
                </>
              )}
              {one.deployedOn && (
                <>
                  {' '}
                  <span class="muted small">{t.deployedOn(formatDate(one.deployedOn))}</span>
                </>
              )}
            </>,
          ])}
        />
      )}
      <Pagination language={language} next={next} />
    </Layout>
  );
}

/** A document being entered in a register. */
export function RegisterForm(props: {
  frame: Frame;
  direction: Direction;
  values: Record<string, string>;
  errors: FieldErrors;
}) {
  const { frame, direction, values, errors } = props;
  const { language } = frame;
  const t = texts[language];
  const title = direction === 'in' ? t.registerIn : t.registerOut;
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  const labels = {
    type: t.type,
    printedNumber: t.printedNumber,
    issuer: t.issuer,
    issuedOn: t.issuedOn,
    arrivedOn: t.arrivedOn,
    abstract: t.abstract,
    signer: t.signer,
    signerTitle: t.signerTitle,
    effectiveOn: t.effectiveOn,
    expiresOn: t.expiresOn,
    implements: t.implementsNumber,
    file: t.file,
  };
  return (
    <Layout frame={frame} title={title} hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.documents}>← {t.documents}</a>
      </p>
      <h1>{title}</h1>
      <ErrorSummary language={language} errors={errors} labels={labels} />
      <form method="post" action={to.register} enctype="multipart/form-data">
        <Hidden values={{ key: values.key, direction }} />
        <Select
          {...field('type')}
          label={t.type}
          options={[
            { value: '', label: '–' },
            ...documentTypes.map((one) => ({
              value: one.code,
              label: `${one.name[language]} (${one.code})`,
            })),
          ]}
        />
        {direction === 'in' ? (
          <>
            <Field {...field('printedNumber')} label={t.printedNumber} hint={t.printedHint} width="medium" />
            <Field {...field('issuer')} label={t.issuer} />
            <Field {...field('arrivedOn')} label={t.arrivedOn} inputmode="numeric" width="narrow" />
          </>
        ) : (
          <>
            <p class="note">{t.willNumber}</p>
            <Field {...field('office')} label={t.office} hint={t.officeHint} optional width="narrow" />
          </>
        )}
        <Field {...field('issuedOn')} label={t.issuedOn} inputmode="numeric" width="narrow" />
        <Field {...field('abstract')} label={t.abstract} rows={2} />
        <Field {...field('signer')} label={t.signer} />
        <Field {...field('signerTitle')} label={t.signerTitle} />
        <Select
          {...field('authority')}
          label={t.authority}
          options={authorities.map((value) => ({
            value,
            label: value === '' ? t.authorityNone : authorityNames[language][value],
          }))}
        />
        <Select
          {...field('urgency')}
          label={t.urgency}
          options={urgencies.map((value) => ({ value, label: urgencyNames[language][value] }))}
        />
        <Select
          {...field('secrecy')}
          label={t.secrecy}
          hint={t.secrecyHint}
          options={secrecies.map((value) => ({ value, label: secrecyNames[language][value] }))}
        />
        <Field {...field('effectiveOn')} label={t.effectiveOn} optional inputmode="numeric" width="narrow" />
        <Field {...field('expiresOn')} label={t.expiresOn} optional inputmode="numeric" width="narrow" />
        <Field
          {...field('implements')}
          label={t.implementsNumber}
          hint={t.implementsHint}
          optional
          width="medium"
        />
        <FileField language={language} name="file" label={t.file} hint={t.fileHint} error={errors.file} />
        <Field {...field('body')} label={t.body} hint={t.bodyHint} optional rows={8} />
        <button type="submit">{t.save}</button>
      </form>
    </Layout>
  );
}

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
  keys: { send: string; meeting: string };
  form: string | undefined;
  errors: FieldErrors;
  typed: Record<string, string>;
  done: boolean;
}

/** One document: what it is, what it rests on, what it orders, who has it. */
export function DocumentPage({ view }: { view: DocumentView }) {
  const { frame, document, may, errors, coverage, tasks, counts, day } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.document(document.id);
  const title = documentTitle(document, language);
  const secret = document.secrecy !== 'none';
  return (
    <Layout frame={frame} title={nameOf(document)} wide hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.documents}>← {t.documents}</a>
      </p>
      <h1>{title}</h1>
      {view.done && (
        <p class="note" role="status">
          {t.saved}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} />
      {document.cancelledOn && (
        <p class="note warn">
          {t.cancelledOn(formatDate(document.cancelledOn), document.cancelledWhy ?? '')}
        </p>
      )}
      <Facts view={view} />
      {(may.work || may.lead) && !document.deployedOn && !document.cancelledOn && (
        <details open={view.form === 'cancel'}>
          <summary>{t.cancelDocument}</summary>
          <form method="post" action={`${here}/huy`} novalidate>
            <Field
              language={language}
              name="cancelWhy"
              label={t.cancelWhy}
              hint={t.cancelHint}
              rows={2}
              value={view.typed.cancelWhy}
              error={errors.cancelWhy}
            />
            <button type="submit" class="second">
              {t.cancelDocument}
            </button>
          </form>
        </details>
      )}
      {may.lead && !secret && !document.cancelledOn && (
        <form method="post" action={`${here}/cong-khai`} class="inline">
          <Hidden values={{ open: document.open ? '' : '1' }} />
          <button type="submit" class="second">
            {document.open ? t.closeToAll : t.openToAll}
          </button>
        </form>
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
            <form method="post" action={`${here}/trien-khai`}>
              <button type="submit">{t.deploy}</button>
            </form>
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
  const { frame, document, tree, treeDay, relations, may, typed, errors, form } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.document(document.id);
  const others = relations.filter(({ relation }) => relation.kind !== 'implements');
  const shown = tree.some((node) => node.below.length > 0);
  const field = (name: string) => ({
    language,
    name,
    value: form === 'relation' ? typed[name] : undefined,
    error: form === 'relation' ? errors[name] : undefined,
  });
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
      {may.work && (
        <details open={form === 'relation'}>
          <summary>{t.addRelation}</summary>
          <form method="post" action={`${here}/quan-he`}>
            <Select
              {...field('kind')}
              label={t.relationKind}
              options={relationKinds.map((value) => ({ value, label: relationNames[language][value] }))}
            />
            <Field {...field('number')} label={t.relationNumber} width="medium" />
            <Field {...field('on')} label={t.relationOn} inputmode="numeric" width="narrow" />
            <button type="submit" class="second">
              {t.addRelation}
            </button>
          </form>
        </details>
      )}
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
  const { frame, document, disseminations, may, day, units, keys, form, errors, typed } = view;
  const { language } = frame;
  const t = texts[language];
  if (disseminations.length === 0 && !may.work) return null;
  const field = (name: string) => ({
    language,
    name,
    value: form === 'send' ? typed[name] : undefined,
    error: form === 'send' ? errors[name] : undefined,
  });
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
        <details open={form === 'send'}>
          <summary>{t.send}</summary>
          <form method="post" action={`${to.document(document.id)}/gui`}>
            <Hidden values={{ key: keys.send }} />
            <UnitBoxes
              name="units"
              legend={t.sendUnits}
              units={units}
              ticked={form === 'send' ? (typed.units ?? '').split(' ') : []}
              language={language}
              error={form === 'send' ? errors.units : undefined}
            />
            <Field {...field('acknowledgeBy')} label={t.acknowledgeBy} inputmode="numeric" width="narrow" />
            <Field
              {...field('disseminateBy')}
              label={t.disseminateBy}
              optional
              inputmode="numeric"
              width="narrow"
            />
            <button type="submit" class="second">
              {t.send}
            </button>
          </form>
        </details>
      )}
    </section>
  );
}

/** Units to tick. */
export function UnitBoxes(props: {
  name: string;
  legend: string;
  units: readonly Unit[];
  ticked?: readonly string[];
  error?: string | undefined;
  language?: Frame['language'];
}) {
  const { name, legend, units, ticked = [], error, language = 'vi' } = props;
  return (
    <fieldset class={error ? 'field has-error' : 'field'}>
      <legend>{legend}</legend>
      {error && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <div class="choices">
        {units.map((unit, at) => {
          const id = at === 0 ? name : `${name}-${unit.id}`;
          return (
            <div class="choice" key={unit.id}>
              <input type="checkbox" id={id} name={name} value={unit.id} checked={ticked.includes(unit.id)} />
              <label for={id}>{unit.name[language]}</label>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

/** The unit's own copy: to acknowledge, and to note the meeting in which it was disseminated. */
function OwnCopy({ view, own }: { view: DocumentView; own: Dissemination }) {
  const { frame, document, may, form, errors, typed, keys } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.document(document.id);
  const field = (name: string) => ({
    language,
    name,
    value: form === 'meeting' ? typed[name] : undefined,
    error: form === 'meeting' ? errors[name] : undefined,
  });
  return (
    <section class="note" aria-label={t.dissemination}>
      {own.acknowledgedAt ? (
        <p>
          {t.acknowledgedNote} {formatInstant(own.acknowledgedAt)}.
        </p>
      ) : may.acknowledge ? (
        <form method="post" action={`${here}/xac-nhan`}>
          <button type="submit">{t.acknowledgeIt}</button>
        </form>
      ) : (
        <p>{t.onlyHead}</p>
      )}
      {own.heldOn && (
        <p>
          {t.held}: {formatDate(own.heldOn)}, {own.place}. {t.present}: {formatInteger(own.present ?? 0)}.{' '}
          {own.minutes}
        </p>
      )}
      {may.meet && own.acknowledgedAt && (
        <details open={form === 'meeting'}>
          <summary>{t.noteMeeting}</summary>
          <form method="post" action={`${here}/hop`} enctype="multipart/form-data">
            <Hidden values={{ key: keys.meeting, version: String(own.version) }} />
            <Field {...field('heldOn')} label={t.heldOn} inputmode="numeric" width="narrow" />
            <Field {...field('present')} label={t.present} inputmode="numeric" width="narrow" />
            <Field {...field('place')} label={t.place} />
            <Field {...field('minutes')} label={t.minutes} rows={4} optional />
            <FileField
              language={language}
              name="files"
              label={t.minutesFile}
              hint={t.minutesHint}
              error={form === 'meeting' ? errors.files : undefined}
            />
            <button type="submit" class="second">
              {t.noteMeeting}
            </button>
          </form>
        </details>
      )}
    </section>
  );
}

/** The register of a body in a year, as the book is kept. */
export function BookPage(props: {
  frame: Frame;
  year: number;
  direction: Direction;
  unit: Unit | undefined;
  lines: readonly DocumentLine[];
  /** The book on paper can be gone on with. */
  mayBegin: boolean;
  values: Record<string, string>;
  errors: FieldErrors;
}) {
  const { frame, year, direction, unit, lines, mayBegin, values, errors } = props;
  const { language } = frame;
  const t = texts[language];
  const query = (format: string) =>
    `${to.book}?${new URLSearchParams({ nam: String(year), so: direction, dang: format })}`;
  const title = `${t.book}: ${directionNames[language][direction]} ${year}`;
  return (
    <Layout frame={frame} title={title} wide hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.documents}>← {t.documents}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        {unit?.name[language]}. {t.gapless}
      </p>
      <form method="get" action={to.book} class="filters">
        <div class="field">
          <label for="so">{t.direction}</label>
          <select id="so" name="so">
            {directions.map((one) => (
              <option key={one} value={one} selected={one === direction}>
                {directionNames[language][one]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="nam">{t.year}</label>
          <input id="nam" name="nam" inputmode="numeric" class="narrow" value={String(year)} />
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      {lines.length === 0 ? (
        <EmptyState title={t.noDocuments} />
      ) : (
        <>
          <p>
            <a href={query('csv')}>{t.csv}</a> · <a href={query('xlsx')}>{t.xlsx}</a>
          </p>
          <Table
            caption={title}
            hideCaption
            columns={[
              { label: t.entryNumber, numeric: true },
              { label: t.registeredAt },
              { label: t.number },
              { label: t.issuedOn },
              { label: t.issuer },
              { label: t.abstract },
              { label: t.signer },
            ]}
            rows={lines.map((one) => [
              String(one.entryNumber),
              formatInstant(one.registeredAt),
              <a href={to.document(one.id)}>{nameOf(one)}</a>,
              formatDate(one.issuedOn),
              one.issuer,
              one.secrecy === 'none' ? one.abstract : t.secretAbstract,
              one.signer,
            ])}
          />
        </>
      )}
      {mayBegin && (
        <details open={Object.values(errors).some(Boolean)}>
          <summary>{t.beginBook}</summary>
          <form method="post" action={to.book}>
            <ErrorSummary
              language={language}
              errors={errors}
              labels={{ first: t.firstNumber, book: t.type }}
            />
            <Select
              language={language}
              name="book"
              label={t.book}
              value={values.book}
              options={[
                { value: 'in', label: directionNames[language].in },
                ...documentTypes.map((one) => ({
                  value: one.code,
                  label: `${one.name[language]} (${one.code})`,
                })),
              ]}
            />
            <Field
              language={language}
              name="first"
              label={t.firstNumber}
              hint={t.beginBookHint}
              value={values.first}
              error={errors.first}
              inputmode="numeric"
              width="narrow"
            />
            <button type="submit" class="second">
              {t.begin}
            </button>
          </form>
        </details>
      )}
    </Layout>
  );
}
