import type { SentState } from '../../ground/actions.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { HistoryLine } from '../../ground/record/next.ts';
import { ActionForm, FormNotes, type FormState, QueueNotes } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import type { Option } from '../../platform/page/kit.tsx';
import { Badge, EmptyState, Prose, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { Ballot, Call, DialogueLine, Seat, Site } from './dialogue.store.ts';
import { type DialoguePromise, type Question, runningOrder } from './dialogue.ts';
import {
  answerQuestionForm,
  arrivalForm,
  assignForm,
  ballotForm,
  callForm,
  callNameForm,
  cancelForm,
  declineForm,
  dialogueForm,
  heldForm,
  joinForm,
  keepForm,
  prepareForm,
  promiseForm,
  putOffForm,
  seatForm,
  takenForm,
  withholdForm,
} from './forms.ts';
import { dialoguePaths as to } from './paths.ts';
import { texts } from './texts.ts';
import { Ballots, DialogueHistory, joinedNumbers, PromiseLine, StateBadge } from './view.tsx';

type PageState = FormState | SentState;

/** Dialogues of the units that an officer sees, and lists of voters that are open. */
export function DeskDialoguesPage(props: {
  frame: Frame;
  lines: readonly DialogueLine[];
  calls: readonly Call[];
  mayPlan: boolean;
  state: PageState;
  done: boolean;
}) {
  const { frame, lines, calls, mayPlan, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.desk, state };
  return (
    <Layout frame={frame} title={t.title} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <h1>{t.title}</h1>
      <p class="lead">{t.deskLead}</p>
      <FormNotes state={state} done={done ? t.done : undefined} />
      <ul class="inline">
        <li>
          <a href={to.deskConsultations}>{t.consultations}</a>
        </li>
        <li>
          <a href={to.deskDisclosures}>{t.disclosures}</a>
        </li>
        <li>
          <a href={to.compliance}>{t.compliance}</a>
        </li>
      </ul>
      {mayPlan && <ActionForm {...form} action="lap" title={t.plan} spec={dialogueForm} />}
      {lines.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.title}
          hideCaption
          columns={[
            { label: t.name },
            { label: t.day },
            { label: t.unit },
            { label: t.state },
            { label: t.questions, numeric: true },
            { label: t.promises, numeric: true },
          ]}
          rows={lines.map((one) => [
            <a href={to.deskOne(one.id)}>{one.title}</a>,
            formatDate(one.onDay),
            unitName(one, language),
            <StateBadge dialogue={one} language={language} />,
            formatInteger(one.questions),
            t.ofCount(formatInteger(one.kept), formatInteger(one.promises)),
          ])}
        />
      )}
      <h2>{t.calls}</h2>
      <p>{t.callsLead}</p>
      {mayPlan && <ActionForm {...form} action="de-nghi" title={t.openCall} spec={callForm} />}
      {calls.length === 0 ? (
        <p class="muted">{t.noCalls}</p>
      ) : (
        calls.map((call) => (
          <section key={call.id} class="block">
            <h3>
              <a href={to.call(call.id)}>{call.matter}</a>
            </h3>
            <p class="small muted">
              {formatInteger(call.asked)}/{formatInteger(call.voters)} ·{' '}
              {call.reachedOn ? t.callReached(formatDate(call.reachedOn)) : call.rollSource}
            </p>
            {mayPlan && !call.reachedOn && (
              <ActionForm {...form} action="ky" target={call.id} title={t.callPaper} spec={callNameForm} />
            )}
          </section>
        ))
      )}
    </Layout>
  );
}

export interface DeskDialogueView {
  frame: Frame;
  dialogue: DialogueLine;
  sites: readonly Site[];
  questions: readonly Question[];
  promises: readonly DialoguePromise[];
  ballots: readonly Ballot[];
  history: readonly HistoryLine[];
  announceBy: PlainDate | undefined;
  resultBy: PlainDate | undefined;
  today: PlainDate;
  units: Option[];
  /** Does the dialogue's own work; otherwise only what was given to the officer's unit. */
  own: boolean;
  /** Works in the unit of a question or promise. */
  worksFor(unit: string | null): boolean;
  state: PageState;
  done: boolean;
}

/** A dialogue with all that can be done to it. */
export function DeskDialoguePage({ view }: { view: DeskDialogueView }) {
  const { frame, dialogue, promises, ballots, history, announceBy, resultBy, today, own, state } = view;
  const { language } = frame;
  const t = texts[language];
  const base = to.deskOne(dialogue.id);
  const form = { base, state: { ...state, version: dialogue.version } };
  const running = dialogue.state === 'announced' || dialogue.state === 'held';
  return (
    <Layout frame={frame} title={dialogue.title} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.desk}>← {t.back}</a>
      </p>
      <h1>{dialogue.title}</h1>
      <FormNotes state={state} done={view.done ? t.done : undefined} />
      <p>
        <StateBadge dialogue={dialogue} language={language} /> {t.kinds[dialogue.kind]} ·{' '}
        {formatDate(dialogue.onDay)}, {dialogue.fromTime}
        {dialogue.announcedOn && (
          <>
            {' '}
            · <a href={to.one(dialogue.id)}>{t.show}</a>
          </>
        )}
      </p>
      <Summary
        rows={[
          [t.topics, <Prose text={dialogue.topics} />],
          [t.chairs, dialogue.chairs],
          ...(resultBy ? ([[t.resultBy, formatDate(resultBy)]] as [string, string][]) : []),
          [
            t.places,
            <ul class="plain">
              {view.sites.map((site) => (
                <li key={site.id}>
                  {site.name}: {formatInteger(site.taken)}/{formatInteger(site.seats)}
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
      {own && (
        <div class="actions">
          {running && (
            <p>
              <a class="button" href={to.run(dialogue.id)}>
                {t.run}
              </a>
            </p>
          )}
          {dialogue.state === 'draft' && (
            <>
              <ActionForm {...form} action="thong-bao" title={t.announce}>
                {announceBy && <p class="hint">{t.announceHint(formatDate(announceBy))}</p>}
              </ActionForm>
              <ActionForm
                {...form}
                action="sua"
                initial={{
                  kind: dialogue.kind,
                  ground: dialogue.ground,
                  title: dialogue.title,
                  topics: dialogue.topics,
                  audience: dialogue.audience,
                  chairs: dialogue.chairs,
                  onDay: formatDate(dialogue.onDay),
                  fromTime: dialogue.fromTime,
                  mode: dialogue.mode,
                  link: dialogue.link ?? undefined,
                  lateWhy: dialogue.lateWhy ?? undefined,
                }}
              />
            </>
          )}
          {dialogue.state === 'announced' && dialogue.onDay <= today && (
            <ActionForm {...form} action="da-dien-ra" title={t.hold} spec={heldForm} />
          )}
          {dialogue.state === 'held' && <ActionForm {...form} action="cong-khai" title={t.publish} />}
          {running && dialogue.onDay <= today && (
            <ActionForm {...form} action="bieu-quyet" title={t.addBallot} spec={ballotForm} />
          )}
          {(dialogue.state === 'draft' || dialogue.state === 'announced') && (
            <ActionForm {...form} action="huy" title={t.cancel} spec={cancelForm} />
          )}
        </div>
      )}
      <h2>{t.questions}</h2>
      {own && running && <ActionForm {...form} action="ghi" title={t.takeDown} spec={takenForm} />}
      <Questions view={view} form={form} />
      {own && (
        <p>
          {t.papers}: {t.minutesPaper} <a href={`${base}/bien-ban.docx`}>Word</a> ·{' '}
          <a href={`${base}/bien-ban.pdf`} aria-label={`PDF: ${t.minutesPaper}`}>
            PDF
          </a>
          ; {t.attendancePaper}{' '}
          <a href={`${base}/danh-sach.docx`} aria-label={`Word: ${t.attendancePaper}`}>
            Word
          </a>{' '}
          ·{' '}
          <a href={`${base}/danh-sach.pdf`} aria-label={`PDF: ${t.attendancePaper}`}>
            PDF
          </a>
        </p>
      )}
      <h2>{t.promises}</h2>
      {own && running && dialogue.onDay <= today && (
        <ActionForm
          {...form}
          action="hua"
          title={t.promise}
          spec={promiseForm}
          picks={{ unit: view.units }}
        />
      )}
      <Promises promises={promises} view={view} form={form} />
      <Ballots ballots={ballots} language={language} />
      <DialogueHistory lines={history} language={language} />
    </Layout>
  );
}

function Questions({ view, form }: { view: DeskDialogueView; form: { base: string; state: PageState } }) {
  const { questions, dialogue, own, worksFor, units, today } = view;
  const { language } = view.frame;
  const t = texts[language];
  const order = runningOrder(questions);
  const rest = questions.filter((one) => one.withheldWhy !== null);
  if (questions.length === 0) return <EmptyState title={t.noQuestions} />;
  const closed = dialogue.state === 'published' || dialogue.state === 'cancelled';
  return (
    <ol class="questions">
      {[...order, ...rest].map((question) => {
        const joined = joinedNumbers(questions, question);
        const others = order
          .filter((one) => one.id !== question.id)
          .map((one) => ({ value: one.id, label: `${one.number}. ${one.text.slice(0, 80)}` }));
        const one = { ...form, target: question.id };
        return (
          <li key={question.id} value={question.number}>
            <Prose text={question.text} />
            <p class="small muted">
              {t.support(formatInteger(question.votes + question.askers))}
              {joined && <> · {t.joined(joined)}</>}
              {question.unitVi && (
                <>
                  {' '}
                  · {t.assignedTo}: {language === 'vi' ? question.unitVi : question.unitEn}
                </>
              )}
            </p>
            {question.withheldWhy && (
              <p>
                <Badge tone="warn">{t.withheld}</Badge> {question.withheldWhy}
              </p>
            )}
            {question.prepared && !question.answer && (
              <div class="answer">
                <p class="small muted">{t.prepared}</p>
                <Prose text={question.prepared} />
              </div>
            )}
            {question.answer ? (
              <div class="answer">
                <p class="small muted">{t.answer}</p>
                <Prose text={question.answer} />
              </div>
            ) : (
              <p class="small">{t.unanswered}</p>
            )}
            {!closed && (
              <div class="actions">
                {own && (
                  <ActionForm
                    {...one}
                    action="tra-loi"
                    title={t.answerIt}
                    spec={answerQuestionForm}
                    initial={{ answer: question.answer ?? question.prepared ?? undefined }}
                  />
                )}
                {(own || worksFor(question.unitId)) && (
                  <ActionForm
                    {...one}
                    action="chuan-bi"
                    title={t.prepare}
                    spec={prepareForm}
                    initial={{ prepared: question.prepared ?? undefined }}
                  />
                )}
                {own && (
                  <>
                    {dialogue.onDay <= today && (
                      <ActionForm
                        {...one}
                        action="hua"
                        title={t.promise}
                        spec={promiseForm}
                        picks={{ unit: units }}
                      />
                    )}
                    <ActionForm
                      {...one}
                      action="giao"
                      title={t.assign}
                      spec={assignForm}
                      picks={{ unit: units }}
                    />
                    {others.length > 0 && !question.withheldWhy && (
                      <ActionForm
                        {...one}
                        action="gop"
                        title={t.join}
                        spec={joinForm}
                        picks={{ into: others }}
                      />
                    )}
                    {question.withheldWhy ? (
                      <ActionForm {...one} action="hien" title={t.showAgain} spec={{}} />
                    ) : (
                      <ActionForm {...one} action="an" title={t.withhold} spec={withholdForm} />
                    )}
                  </>
                )}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Promises(props: {
  promises: readonly DialoguePromise[];
  view: DeskDialogueView;
  form: { base: string; state: PageState };
}) {
  const { promises, view, form } = props;
  const t = texts[view.frame.language];
  if (promises.length === 0) return <p class="muted">{t.noPromises}</p>;
  return (
    <ul class="plain">
      {promises.map((one) => (
        <li key={one.id}>
          <PromiseLine one={one} today={view.today} language={view.frame.language} desk />
          {one.ended === null && (view.own || view.worksFor(one.unitId) || view.worksFor(one.askedUnit)) && (
            <div class="actions">
              {view.worksFor(one.askedUnit) && (
                <>
                  <ActionForm {...form} target={one.id} action="nhan-hua" title={t.takePromise} />
                  <ActionForm
                    {...form}
                    target={one.id}
                    action="khong-nhan"
                    title={t.declinePromise}
                    spec={declineForm}
                  />
                </>
              )}
              {view.worksFor(one.unitId) && one.suspendedFrom === null && one.askedUnit === null && (
                <ActionForm {...form} target={one.id} action="da-lam" title={t.keep} spec={keepForm} />
              )}
              <ActionForm {...form} target={one.id} action="lui" title={t.putOff} spec={putOffForm} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The running order on one screen: what comes next, questions from the floor, who is here. */
export function RunPage(props: {
  frame: Frame;
  dialogue: DialogueLine;
  sites: readonly Site[];
  seats: readonly Seat[];
  questions: readonly Question[];
  units: Option[];
  state: PageState;
  done: boolean;
}) {
  const { frame, dialogue, sites, seats, questions, units, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  const base = to.run(dialogue.id);
  const form = { base, state };
  const arrived = sites.reduce((sum, site) => sum + site.arrived, 0);
  const picks = { site: sites.map((site) => ({ value: site.id, label: site.name })) };
  return (
    <Layout
      frame={frame}
      title={t.runTitle}
      wide
      scripts={['form', 'outbox']}
      hasErrors={state.sent !== undefined}
    >
      <p class="back">
        <a href={to.deskOne(dialogue.id)}>← {dialogue.title}</a>
      </p>
      <h1>{t.runTitle}</h1>
      <FormNotes state={state} done={done ? t.done : undefined} />
      <QueueNotes language={frame.language} />
      <h2>{t.takeDown}</h2>
      <ActionForm
        {...form}
        action="ghi"
        title={t.takeDown}
        spec={takenForm}
        initial={{ source: 'floor' }}
        open
        queue
      />
      <h2>{t.questions}</h2>
      {questions.length === 0 ? (
        <EmptyState title={t.noQuestions} />
      ) : (
        <ol class="questions">
          {runningOrder(questions).map((question) => (
            <li key={question.id} value={question.number}>
              <Prose text={question.text} />
              {question.answer ? (
                <p class="small">
                  <Badge tone="good">{t.answer}</Badge>
                </p>
              ) : (
                question.prepared && <Prose text={question.prepared} />
              )}
              <div class="actions">
                <ActionForm
                  {...form}
                  target={question.id}
                  action="tra-loi"
                  title={t.answerIt}
                  spec={answerQuestionForm}
                  initial={{ answer: question.answer ?? question.prepared ?? undefined }}
                  queue
                />
                <ActionForm
                  {...form}
                  target={question.id}
                  action="hua"
                  title={t.promise}
                  spec={promiseForm}
                  picks={{ unit: units }}
                  queue
                />
              </div>
            </li>
          ))}
        </ol>
      )}
      <h2>{t.checkIn}</h2>
      <p>{t.arrived(formatInteger(arrived))}</p>
      <ActionForm {...form} action="den-ma" title={t.arriveBy} spec={arrivalForm} queue open />
      <ActionForm {...form} action="den-cua" title={t.atDoor} spec={seatForm} picks={picks} />
      <Table
        caption={t.checkIn}
        hideCaption
        columns={[
          { label: t.ticket, numeric: true },
          { label: t.name },
          { label: t.places },
          { label: t.state },
        ]}
        rows={seats
          .filter((seat) => seat.state !== 'cancelled')
          .map((seat) => [
            formatInteger(seat.ticket),
            seat.name,
            seat.site,
            seat.state === 'arrived' ? (
              <Badge tone="good">{t.arrivedState}</Badge>
            ) : (
              <ActionForm {...form} target={seat.id} action="diem-danh" title={t.arrive} spec={{}} quiet />
            ),
          ])}
      />
    </Layout>
  );
}
