import { actDayFields } from '../../ground/act-day.ts';
import type { SentState } from '../../ground/actions.ts';
import type { LandStep } from '../../ground/law/land-law.ts';
import { parcelAreaTolerance } from '../../ground/law/parcel-area.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { HistoryLine } from '../../ground/record/next.ts';
import { stepPaths } from '../../ground/step/paths.ts';
import type { Language } from '../../platform/language.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import { formWords } from '../../platform/page/form-words.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  type Option as Choice,
  EmptyState,
  Field,
  FileField,
  Pagination,
  Prose,
  Select,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { pointMeanings } from '../../platform/sheet/amount.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatDong, formatInteger, formatThousandths } from '../../platform/vietnamese.ts';
import {
  answerForm,
  batchPaidForm,
  optionForm,
  outreachForm,
  projectDataForm,
  projectForm,
  putOffForm,
  rateEndForm,
  rateForm,
  stepDataForm,
  stepForm,
} from './forms.ts';
import { coordinateSystems, mapOf, svgOf } from './geometry.ts';
import type { Option, Question } from './household.store.ts';
import type { HouseholdLine, ProjectLine } from './land.store.ts';
import { type Act, formatArea, type Measures } from './land.ts';
import { stepNames } from './legal-path.ts';
import type { Batch, Payment, Rate } from './money.store.ts';
import type { Doubt } from './parcel-doubts.ts';
import { type ParcelFile, parcelColumns } from './parcel-file.ts';
import { landPaths as to } from './paths.ts';
import { texts } from './texts.ts';
import { ActsTimeline, Handover, MeasuresTable, ProjectHistory, ProjectSummary } from './view.tsx';

type PageState = FormState | SentState;

/** Projects of the officer's units, and those whose households they go out to. */
export function DeskProjectsPage(props: {
  frame: Frame;
  lines: readonly ProjectLine[];
  mayOpen: boolean;
  today: PlainDate;
  state: PageState;
}) {
  const { frame, lines, mayOpen, today, state } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.desk} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <h1>{t.desk}</h1>
      <FormNotes state={state} />
      {mayOpen && (
        <ActionForm base={to.desk} action="them" state={state} title={t.newProject} spec={projectForm} />
      )}
      {lines.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.desk}
          hideCaption
          columns={[
            { label: t.project },
            { label: t.unit },
            { label: t.handoverBy },
            { label: t.parcels, numeric: true },
          ]}
          rows={lines.map((one) => [
            <a href={to.deskOne(one.id)}>{one.name}</a>,
            unitName(one, language),
            <Handover one={one} today={today} language={language} />,
            t.ofCount(formatInteger(one.handed), formatInteger(one.parcels)),
          ])}
        />
      )}
    </Layout>
  );
}

/** What of a project's work is on its page for those who do it. */
export interface DeskProject {
  frame: Frame;
  project: ProjectLine;
  measures: Measures;
  acts: readonly Act[];
  stages: readonly { stage: LandStep | null; count: number }[];
  rates: readonly Rate[];
  options: readonly Option[];
  outreach: readonly { id: string; name: string }[];
  questions: readonly Question[];
  complaints: {
    counts: { all: number; open: number; overdue: number };
    looks: { title: string; href: string }[];
  };
  units: readonly Choice[];
  history: readonly HistoryLine[];
  today: PlainDate;
  /** Whether the officer does the work of the project's unit; and may read of its households. */
  own: boolean;
  reaches: boolean;
  state: PageState;
  done: boolean;
}

export function DeskProjectPage({ view }: { view: DeskProject }) {
  const { frame, project, state, own, today } = view;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.deskOne(project.id), state };
  const open = own && !project.handedOn;
  return (
    <Layout frame={frame} title={project.name} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.desk}>← {t.desk}</a>
      </p>
      <h1>{project.name}</h1>
      <FormNotes state={state} done={view.done ? t.done : undefined} />
      <ProjectSummary one={project} today={today} language={language} />
      <ul class="inline">
        {view.reaches && (
          <li>
            <a href={to.households(project.id)}>{t.households}</a>
          </li>
        )}
        {own && (
          <li>
            <a href={to.payments(project.id)}>{t.openPayments}</a>
          </li>
        )}
        {open && (
          <li>
            <a href={to.parcels(project.id)}>{t.importParcels}</a>
          </li>
        )}
        <li>
          <a href={to.one(project.id)}>{t.publicPage}</a>
        </li>
      </ul>
      {view.stages.length > 0 && (
        <p class="small">
          {t.stages}:{' '}
          {view.stages
            .map(
              (one) =>
                `${one.stage ? stepNames[one.stage][language] : t.notBegun} (${formatInteger(one.count)})`,
            )
            .join(', ')}
        </p>
      )}
      {open && (
        <div class="actions">
          <ActionForm
            {...form}
            action="buoc"
            title={t.takeStep}
            spec={stepForm}
            picks={{ decider: view.units }}
            initial={{ decider: project.unitId }}
          />
          <ActionForm {...form} action="lui" title={t.putOff} spec={putOffForm} />
          <ActionForm
            {...form}
            action="sua-du-an"
            title={t.correctProject}
            spec={projectDataForm}
            initial={{
              name: project.name,
              purpose: project.purpose,
              basis: project.basis,
              investor: project.investor,
              place: project.place,
            }}
          />
          <ActionForm {...form} action="don-gia" title={t.addRate} spec={rateForm} />
          <ActionForm {...form} action="tai-dinh-cu" title={t.addOption} spec={optionForm} />
          <ActionForm
            {...form}
            action="cung-di"
            title={t.addOutreach}
            spec={outreachForm}
            picks={{ unit: view.units }}
          />
        </div>
      )}
      <h2>{t.measures}</h2>
      <MeasuresTable measures={view.measures} language={language} />
      <h2>{t.complaints}</h2>
      <p>
        {t.complaintCounts(
          formatInteger(view.complaints.counts.open),
          formatInteger(view.complaints.counts.overdue),
          formatInteger(view.complaints.counts.all),
        )}
      </p>
      {view.complaints.looks.length > 0 && (
        <ul>
          {view.complaints.looks.map((one) => (
            <li key={one.href}>
              <a href={one.href}>{one.title}</a>
            </li>
          ))}
        </ul>
      )}
      {view.outreach.length > 0 && <h2>{t.outreach}</h2>}
      <ul>
        {view.outreach.map((one) => (
          <li key={one.id}>
            {one.name}
            {open && (
              <ActionForm {...form} action="thoi" target={one.id} title={t.dropOutreach} spec={{}} quiet />
            )}
          </li>
        ))}
      </ul>
      {view.questions.some((one) => !one.answer) && (
        <>
          <h2>{t.openQuestions}</h2>
          <ul class="plain">
            {view.questions
              .filter((one) => !one.answer)
              .map((one) => (
                <li key={one.id}>
                  <Prose text={one.text} />
                  {own && (
                    <ActionForm
                      {...form}
                      action="tra-loi"
                      target={one.id}
                      title={t.answerIt}
                      spec={answerForm}
                    />
                  )}
                </li>
              ))}
          </ul>
        </>
      )}
      {view.rates.length > 0 && (
        <>
          <h2>{t.rates}</h2>
          <Table
            caption={t.rates}
            hideCaption
            cards
            rowHeader
            columns={[
              { label: t.rate },
              { label: t.price, numeric: true },
              { label: t.decision },
              ...(view.own ? [{ label: t.endRate }] : []),
            ]}
            rows={view.rates.map((one) => [
              one.name,
              `${formatDong(one.price)}/${one.per}`,
              `${one.decision} (${formatDate(one.fromOn)}${one.untilOn ? ` – ${formatDate(one.untilOn)}` : ''})`,
              ...(view.own
                ? [
                    one.kind === 'interest' ? (
                      ''
                    ) : (
                      <ActionForm
                        {...form}
                        action="het-gia"
                        target={one.id}
                        title={t.endRate}
                        about={one.name}
                        spec={rateEndForm}
                        quiet
                      />
                    ),
                  ]
                : []),
            ])}
          />
        </>
      )}
      {view.options.length > 0 && (
        <>
          <h2>{t.options}</h2>
          <ul>
            {view.options.map((one) => (
              <li key={one.id}>
                {one.name}: {t.left(formatInteger(one.left))} / {formatInteger(one.count)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.timeline}</h2>
      {own && !project.publishedOn && (
        <>
          <p class="note warn">{t.notPublished}</p>
          <ActionForm {...form} action="cong-bo" title={t.publishProject} />
        </>
      )}
      <ActsTimeline
        acts={view.acts}
        project={project.id}
        today={today}
        language={language}
        {...(own && {
          correct: (act: Act) => (
            <ActionForm
              {...form}
              action="sua-buoc"
              target={act.id}
              title={t.correctStep}
              spec={stepDataForm}
              initial={{ number: act.number, present: act.present?.toString(), words: act.words }}
            />
          ),
        })}
      />
      <ProjectHistory lines={view.history} language={language} />
    </Layout>
  );
}

/** What was read of a file, and under what id it is kept where it has no fault. */
export interface ReadParcels {
  file: ParcelFile;
  households: number;
  doubts: Doubt[];
  draft: string | undefined;
}

/** A file of parcels: read first, entered once it is without fault. */
export function ParcelsPage(props: {
  frame: Frame;
  project: ProjectLine;
  state: PageState;
  read: ReadParcels | undefined;
  missing: boolean;
}) {
  const { frame, project, state, read, missing } = props;
  const { language } = frame;
  const t = texts[language];
  const faults = read?.file.faults ?? [];
  return (
    <Layout
      frame={frame}
      title={t.importParcels}
      wide
      scripts={['form']}
      hasErrors={missing || state.sent !== undefined || faults.length > 0}
    >
      <p class="back">
        <a href={to.deskOne(project.id)}>← {project.name}</a>
      </p>
      <h1>{t.importParcels}</h1>
      <FormNotes state={state} />
      {read?.file.sheet && <SheetNote t={t} sheet={read.file.sheet} />}
      {faults.length > 0 && (
        <div class="note warn" role="alert">
          <p>{t.faults(formatInteger(faults.length))}</p>
          <ul>
            {faults.slice(0, 50).map((fault, at) => (
              <li key={at}>
                {fault.line > 0 && `${t.faultLine(String(fault.line))}: `}
                {fault.words[language]}
              </li>
            ))}
          </ul>
        </div>
      )}
      {read?.draft && <ParcelsRead {...{ language, project, state, read, draft: read.draft }} />}
      {read && <h2>{t.parcelFile}</h2>}
      <p>{t.importLead}</p>
      <p class="small muted">{t.columnsNote(parcelColumns.join(', '))}</p>
      <p>
        <a href={`${to.parcels(project.id)}/mau.xlsx`}>{t.sampleFile}</a>
      </p>
      <form method="post" action={to.parcels(project.id)} enctype="multipart/form-data" novalidate>
        <FileField
          language={language}
          name="file"
          label={t.parcelFile}
          hint={t.parcelFileHint}
          error={missing ? formWords[language].required : undefined}
          single
          accept=".csv,.tsv,.txt,.xlsx,.ods,.geojson,.json"
        />
        <Select
          language={language}
          name="system"
          label={t.system}
          options={coordinateSystems.map((one) => ({ value: one.code, label: one.name }))}
          value={state.typed.system ?? 'vn2000-10500'}
        />
        <Select
          language={language}
          name="point"
          label={t.point}
          options={pointMeanings.map((value) => ({ value, label: t.points[value] }))}
          value={state.typed.point ?? 'ask'}
        />
        <Field
          language={language}
          name="sheet"
          label={t.sheetName}
          value={state.typed.sheet ?? ''}
          optional
        />
        <button type="submit">{t.lookAt}</button>
      </form>
    </Layout>
  );
}

type Words = (typeof texts)[Language];

function SheetNote({ t, sheet }: { t: Words; sheet: NonNullable<ParcelFile['sheet']> }) {
  return (
    <p class={sheet.was ? 'note warn' : 'note'}>
      {t.sheetRead(sheet.read)}
      {sheet.others.length > 0 && ` ${t.otherSheets(sheet.others.join(', '))}`}
      {sheet.was && ` ${t.was[sheet.was]}`}
    </p>
  );
}

const mostPreviewed = 100;

/** What would be entered: what is to be looked at, the map, the rows, and the button. */
function ParcelsRead(props: {
  language: Language;
  project: ProjectLine;
  state: PageState;
  read: ReadParcels;
  draft: string;
}) {
  const { language, project, state, read, draft } = props;
  const t = texts[language];
  const { parcels } = read.file;
  const [count, households] = [formatInteger(parcels.length), formatInteger(read.households)];
  const map = mapOf(parcels.flatMap(({ rings }) => (rings ? [{ rings, group: 'before' }] : [])));
  return (
    <>
      <p class="note good" role="status">
        {t.readFine(count, households)}
      </p>
      {read.doubts.length > 0 && (
        <>
          <p class="note warn">
            {t.doubts(formatInteger(read.doubts.length))}. {t.doubtsLead(parcelAreaTolerance.source)}
          </p>
          <Table
            caption={t.doubts(formatInteger(read.doubts.length))}
            columns={[{ label: t.doubtParcel }, { label: t.doubtIs }]}
            rows={read.doubts.slice(0, mostPreviewed).map((one) => [one.parcel, one.words[language]])}
          />
        </>
      )}
      {map && (
        <img
          class="map"
          alt={t.previewMap}
          width={map.width}
          height={map.height}
          src={`data:image/svg+xml;base64,${Buffer.from(svgOf(map)).toString('base64')}`}
        />
      )}
      {parcels.length > mostPreviewed && (
        <p class="small muted">{t.previewFirst(formatInteger(mostPreviewed), count)}</p>
      )}
      <Table
        caption={t.preview}
        columns={[
          { label: t.parcels },
          { label: t.landType },
          { label: t.area, numeric: true },
          { label: t.household },
        ]}
        rows={parcels.slice(0, mostPreviewed).map((one) => [
          `${one.sheet}-${one.number}`,
          one.landType,
          // Exactly as it will be entered.
          `${formatThousandths(one.area)} m²`,
          `${one.household.name} (${one.household.key})`,
        ])}
      />
      <ActionForm
        base={to.parcels(project.id)}
        state={state}
        action="ghi"
        target={draft}
        title={
          read.doubts.length > 0
            ? t.enterDoubted(count, households, formatInteger(read.doubts.length))
            : t.enter(count, households)
        }
        spec={{}}
      />
    </>
  );
}

/** Households of a project, for those who go out to them. */
export function HouseholdsPage(props: {
  frame: Frame;
  project: ProjectLine;
  rows: readonly HouseholdLine[];
  words: string;
  count: number;
  previous: string | undefined;
  next: string | undefined;
}) {
  const { frame, project, rows, words, count, previous, next } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.households} wide>
      <p class="back">
        <a href={to.deskOne(project.id)}>← {project.name}</a>
      </p>
      <h1>
        {t.households} ({formatInteger(count)})
      </h1>
      <form method="get" action={to.households(project.id)} class="search">
        <div class="field">
          <label for="tim">{t.searchHouseholds}</label>
          <input id="tim" name="tim" value={words} />
        </div>
        <button type="submit">{t.search}</button>
      </form>
      {rows.length === 0 ? (
        <EmptyState title={t.noParcels} />
      ) : (
        <Table
          caption={t.households}
          hideCaption
          columns={[
            { label: t.household },
            { label: t.place },
            { label: t.parcels, numeric: true },
            { label: t.area, numeric: true },
            { label: t.stage },
            { label: t.lastVisit },
          ]}
          rows={rows.map((one) => [
            <a href={to.household(one.id)}>
              {one.name} ({one.key})
            </a>,
            one.place,
            t.ofCount(formatInteger(one.handed), formatInteger(one.parcels)),
            formatArea(one.area),
            one.stage ? stepNames[one.stage][language] : '–',
            one.lastVisit ? formatDate(one.lastVisit) : '–',
          ])}
        />
      )}
      <Pagination language={language} previous={previous} next={next} />
    </Layout>
  );
}

/** Payments of a project with the sums by which each is checked. */
const isOpen = (one: Payment) => one.paidOn === null && one.droppedOn === null;

/** To whom a payment is, how much, and when and how each was paid. */
function Recipients({ lines, language }: { lines: readonly Payment[]; language: Language }) {
  const t = texts[language];
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{t.recipients}</summary>
      <Table
        caption={t.recipients}
        hideCaption
        cards
        rowHeader
        columns={[{ label: t.household }, { label: t.sum, numeric: true }, { label: t.paidOnHow }]}
        rows={lines.map((one) => [
          `${one.name} (${one.key})`,
          one.droppedOn ? <del>{formatDong(one.amount)}</del> : formatDong(one.amount),
          one.paidOn
            ? `${formatDate(one.paidOn)}, ${batchPaidForm.how.options.find((way) => way.value === one.how)?.label[language] ?? ''}; ${t.proofs(formatInteger(one.files.length))}`
            : one.droppedOn
              ? `${t.dropped(formatDate(one.droppedOn))}: ${one.droppedWhy}`
              : t.notPaid,
        ])}
      />
    </details>
  );
}

export function PaymentsPage(props: {
  frame: Frame;
  project: ProjectLine;
  batches: readonly Batch[];
  /** To whom the newest payments are, by payment. */
  lines: ReadonlyMap<string, readonly Payment[]>;
  state: PageState;
  done: boolean;
}) {
  const { frame, project, batches, lines, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.payments(project.id), state };
  return (
    <Layout frame={frame} title={t.openPayments} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.deskOne(project.id)}>← {project.name}</a>
      </p>
      <h1>{t.openPayments}</h1>
      <FormNotes state={state} done={done ? t.done : undefined} />
      <p class="small muted">{t.newBatchNote}</p>
      <ActionForm {...form} action="lap" title={t.newBatch} />
      {batches.length === 0 && <EmptyState title={t.noBatches} />}
      {batches.map((batch) => (
        <section key={batch.id}>
          <h2>
            {batch.cancelledOn ? (
              <del>{t.batchOf(formatInteger(batch.number))}</del>
            ) : (
              t.batchOf(formatInteger(batch.number))
            )}
            , {formatDate(batch.madeOn)}
          </h2>
          {batch.lateWhy && (
            <p class="small">
              {actDayFields.lateWhy.label[language]}: {batch.lateWhy}
            </p>
          )}
          {batch.cancelledOn && (
            <p class="note">
              {t.batchCancelled(formatDate(batch.cancelledOn))}: {batch.cancelledWhy}
            </p>
          )}
          <p>
            {t.paymentsCount}: {formatInteger(batch.payments)} · {t.sum}: {formatDong(batch.total)} · {t.paid}
            : {formatDong(batch.paid)}
          </p>
          <p class="small muted break">
            {t.digest}: {batch.digest}
          </p>
          <p>
            <a href={`${to.payments(project.id)}/${batch.id}.xlsx`}>{t.excel}</a>
            {batch.step && !batch.cancelledOn && batch.paid === 0n && (
              <>
                {' '}
                · <a href={stepPaths.strike(batch.step)}>{t.cancelBatch}</a>
              </>
            )}
          </p>
          <Recipients lines={lines.get(batch.id) ?? []} language={language} />
          {batch.open > 0 && (
            <>
              <ActionForm {...form} action="tra" target={batch.id} title={t.markPaid} spec={batchPaidForm} />
              <details>
                <summary>
                  {t.notPaid}: {formatInteger(batch.open)}
                </summary>
                <ul class="plain">
                  {(lines.get(batch.id) ?? []).filter(isOpen).map((one) => (
                    <li key={one.id}>
                      {one.name} ({one.key}): {formatDong(one.amount)}
                      <ActionForm
                        {...form}
                        action="tra-mot"
                        target={one.id}
                        title={t.markOnePaid}
                        spec={batchPaidForm}
                      />
                    </li>
                  ))}
                </ul>
              </details>
            </>
          )}
        </section>
      ))}
    </Layout>
  );
}
