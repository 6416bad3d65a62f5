import type { Duty } from '../../ground/duty/duty.ts';
import { Explanation } from '../../ground/law/explain.tsx';
import type { MoveStop } from '../../ground/organization/reorganisation.store.ts';
import { paths } from '../../ground/places.ts';
import { parseCheckpoint } from '../../ground/record/checkpoint.ts';
import { parseProof } from '../../ground/record/proof.ts';
import type { Receipt } from '../../ground/record/receipt.ts';
import type { StoredEntry } from '../../ground/record/record.store.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  Choice,
  ErrorSummary,
  Field,
  FileField,
  Hidden,
  Prose,
  Summary,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { kindNames, stateNames, stepNames } from './names.ts';
import { followPaths } from './paths.ts';
import type { FileRow, Message, PetitionRow, Rating } from './petition.store.ts';
import { endStates } from './petition.ts';
import type { PartOf } from './split.store.ts';
import { type CitizenStep, stepRules } from './steps.ts';
import { texts } from './texts.ts';
import { Duties, FileLinks, foundRows, History, Messages, receivedWords, whenceRow } from './view.tsx';

/** The receipt, shown right after sending and whenever the code is at hand. */
export function ReceiptPage(props: {
  frame: Frame;
  petition: PetitionRow;
  unit: string;
  duty: Duty;
  latestAnswer: PlainDate;
  code: string;
  qr: string;
  receipt: Receipt | undefined;
}) {
  const { frame, petition, unit, duty, latestAnswer, code, qr, receipt } = props;
  const { language } = frame;
  const t = texts[language];
  const proof = receipt && parseProof(receipt.proof);
  const size = proof && parseCheckpoint(proof.checkpoint)?.size;
  return (
    <Layout frame={frame} title={t.receiptTitle} scripts={['form']} leave={petition.kind === 'denunciation'}>
      <h1>{t.receiptTitle}</h1>
      <Summary
        rows={[
          [t.receiptNumber, String(petition.number)],
          [t.kind, kindNames[language][petition.kind]],
          [t.receivedOn, receivedWords(petition, language)],
          [t.whereItLies, unit],
        ]}
      />
      <h2>{t.codeTitle}</h2>
      <div class="receipt">
        <div>
          <p class="code" translate={false}>
            {code}
          </p>
          <p class="note warn">{t.codeOnce}</p>
        </div>
        <img class="qr" src={qr} alt={t.codeAlt} width="176" height="176" />
      </div>
      <h2>{latestAnswer === duty.dueOn ? t.firstDueAnswer : t.firstDue}</h2>
      <p class="lead">
        <strong>{formatDate(duty.dueOn)}</strong>
      </p>
      {latestAnswer !== duty.dueOn && <p>{t.latestAnswer(formatDate(latestAnswer))}</p>}
      <h3>{t.why}</h3>
      <Explanation lines={duty.explanation} language={language} />
      <h2>{t.proofTitle}</h2>
      {proof && size !== undefined ? (
        <>
          <p>{t.proofText(formatInteger(proof.index), formatInteger(size))}</p>
          <p class="mono">{receipt.key}</p>
        </>
      ) : (
        <p>{petition.kind === 'denunciation' ? `${t.proofWaits} ${t.receiptGiven}` : t.proofWaits}</p>
      )}
      {petition.kind === 'denunciation' && <p class="note warn no-print">{t.downloadsInClear}</p>}
      <div class="buttons no-print">
        {receipt && (
          <a class="button" href={`${followPaths.receipt}.json`} download>
            {t.download}
          </a>
        )}
        <a class="button second" href={`${followPaths.receipt}.txt`} download>
          {t.downloadText}
        </a>
        <button type="button" class="second" data-print hidden>
          {t.print}
        </button>
        <a href={followPaths.case}>{t.toFollow}</a>
        <a href={paths.verify}>{t.verifyLink}</a>
      </div>
    </Layout>
  );
}

/** Asks for the code. */
export function CodePage({ frame, typed, wrong }: { frame: Frame; typed?: string; wrong?: boolean }) {
  const { language } = frame;
  const t = texts[language];
  const errors = { code: wrong ? t.codeWrong : undefined };
  return (
    <Layout frame={frame} title={t.followTitle} hasErrors={Boolean(wrong)} scripts={['form']}>
      <ErrorSummary language={language} errors={errors} />
      <h1>{t.followTitle}</h1>
      <p class="lead">{t.followLead}</p>
      <form method="post" action={paths.follow} novalidate>
        <Field
          language={language}
          name="code"
          label={t.codeLabel}
          hint={t.codeHint}
          error={errors.code}
          value={typed}
          autocomplete="off"
          maxLength={60}
          width="medium"
        />
        <div class="buttons">
          <button type="submit">{t.open}</button>
        </div>
      </form>
    </Layout>
  );
}

export interface CitizenCase {
  frame: Frame;
  today: PlainDate;
  petition: PetitionRow;
  /** After which day the decision has effect. */
  effect: PlainDate | undefined;
  unit: string;
  duties: Duty[];
  messages: Message[];
  files: FileRow[];
  entries: (StoredEntry & { leaf_index: number | null })[];
  rating: Rating | undefined;
  moves: MoveStop[];
  /** The second stage that is open: with whom, until when. */
  second: { unit: string; due: PlainDate } | undefined;
  appealKey: string;
  /** A key for each form, so that a repeated click does nothing twice. */
  /** The term of the matter itself has passed. */
  overdue: boolean;
  /** Parts that were split off, each with its own code. */
  parts: (Omit<PartOf, 'key'> & { code: string })[];
  /** Answers of the case that this one is handled with. */
  mergedInto: { number: number; answers: string[] } | undefined;
  keys: Record<CitizenStep, string>;
  fault?: { step: CitizenStep | 'appeal'; message: string; typed: string } | undefined;
}

function StepForm(props: {
  view: CitizenCase;
  step: CitizenStep;
  field: 'text' | 'reason';
  label: string;
  files?: boolean;
}) {
  const { view, step, field, label, files } = props;
  const { language } = view.frame;
  const t = texts[language];
  const fault = view.fault?.step === step ? view.fault : undefined;
  return (
    <details open={Boolean(fault)}>
      <summary>{stepNames[language][step]}</summary>
      <form
        method="post"
        action={`${followPaths.case}/${step}`}
        enctype={files ? 'multipart/form-data' : undefined}
        novalidate
      >
        <Hidden values={{ key: view.keys[step] }} />
        <div class={fault ? 'field has-error' : 'field'}>
          <label for={`${step}-${field}`}>{label}</label>
          {fault && (
            <p class="error" id={`${step}-error`}>
              {fault.message}
            </p>
          )}
          <textarea
            id={`${step}-${field}`}
            name={field}
            rows={4}
            aria-describedby={fault ? `${step}-error` : undefined}
          >
            {fault?.typed}
          </textarea>
        </div>
        {files && <FileField language={language} name="files" label={t.filesLabel} hint={t.filesHint} />}
        <button type="submit">{stepNames[language][step]}</button>
      </form>
    </details>
  );
}

/** The citizen's page of a case, opened with the code. */
export function CitizenCasePage({ view }: { view: CitizenCase }) {
  const { frame, today, petition, unit, duties, messages, files, entries, rating } = view;
  const { language } = frame;
  const t = texts[language];
  const asked = messages.findLast((message) => !['note', 'question', 'reply'].includes(message.kind));
  const can = (step: CitizenStep) => {
    const { from, kinds } = stepRules[step];
    // Asked once, it waits for its answer.
    if (step === 'askReopening' && asked?.kind === 'reopenRequest') return false;
    return from.includes(petition.state) && (!kinds || kinds.includes(petition.kind));
  };
  const visible = messages.filter((message) => message.kind !== 'note');
  const fileHref = (file: FileRow) => (file.sealed ? undefined : `${followPaths.case}/tep/${file.id}`);
  const ended = endStates.includes(petition.state);
  return (
    <Layout
      frame={frame}
      title={t.caseTitle(String(petition.number))}
      hasErrors={Boolean(view.fault)}
      scripts={['form']}
      leave={petition.kind === 'denunciation'}
    >
      <h1>{petition.title}</h1>
      <Summary
        rows={[
          [t.receiptNumber, String(petition.number)],
          [t.kind, kindNames[language][petition.kind]],
          [t.receivedOn, receivedWords(petition, language)],
          [t.whereItLies, unit],
          ...whenceRow(view.moves, language),
          [t.state, <Badge tone={ended ? 'good' : 'info'}>{stateNames[language][petition.state]}</Badge>],
          ...(petition.kind === 'complaint' && petition.state === 'answered'
            ? foundRows(petition, language, view.effect)
            : []),
          ...(petition.publishedAt
            ? ([[t.published, <a href={`${paths.cases}/${petition.publicId}`}>{t.published}</a>]] as [
                string,
                preact.VNode,
              ][])
            : []),
        ]}
      />
      {visible.length > 0 && (
        <>
          <h2>{t.messagesTitle}</h2>
          <Messages language={language} messages={visible} files={files} fileHref={fileHref} forCitizen />
        </>
      )}
      {view.mergedInto && view.mergedInto.answers.length > 0 && (
        <section aria-labelledby="merged-title">
          <h2 id="merged-title">{t.mergedAnswer(String(view.mergedInto.number))}</h2>
          {view.mergedInto.answers.map((answer) => (
            <Prose key={answer} text={answer} />
          ))}
        </section>
      )}
      {view.parts.length > 0 && (
        <section aria-labelledby="parts-title">
          <h2 id="parts-title">{t.parts(view.parts.length)}</h2>
          <ul class="plain-list">
            {view.parts.map((part) => (
              <li key={part.id}>
                <p>
                  № {part.number} {part.title}{' '}
                  <Badge tone={endStates.includes(part.state) ? 'good' : 'info'}>
                    {stateNames[language][part.state]}
                  </Badge>{' '}
                  {part.dueOn && (
                    <span class="muted">
                      {t.due} {formatDate(part.dueOn)}
                    </span>
                  )}
                </p>
                <form method="post" action={paths.follow}>
                  <Hidden values={{ code: part.code }} />
                  <button type="submit" class="link">
                    {t.openPart}
                    <span class="visually-hidden"> № {part.number}</span>
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.second && (
        <section aria-labelledby="appeal-title">
          <h2 id="appeal-title">{t.appealTitle}</h2>
          <p class="note">{t.nextStage(formatDate(view.second.due))}</p>
          <details open={view.fault?.step === 'appeal'}>
            <summary>{t.appealSend}</summary>
            <form method="post" action={followPaths.appeal} novalidate>
              <Hidden values={{ key: view.appealKey }} />
              <Field
                language={language}
                name="appealReason"
                label={t.appealWhy}
                hint={t.appealHint(view.second.unit, formatDate(view.second.due))}
                rows={6}
                value={view.fault?.step === 'appeal' ? view.fault.typed : undefined}
                error={view.fault?.step === 'appeal' ? view.fault.message : undefined}
              />
              <button type="submit" data-once="…">
                {t.appealSend}
              </button>
            </form>
          </details>
        </section>
      )}
      {can('rate') && (
        <section aria-label={t.rateTitle}>
          {rating && <p class="note good">{rating.satisfied ? t.ratedYes : t.ratedNo}</p>}
          <form method="post" action={`${followPaths.case}/rate`} novalidate>
            <Hidden values={{ key: view.keys.rate }} />
            <Choice
              language={language}
              name="satisfied"
              legend={t.rateTitle}
              value={rating ? (rating.satisfied ? 'yes' : 'no') : undefined}
              error={view.fault?.step === 'rate' ? view.fault.message : undefined}
              options={[
                { value: 'yes', label: t.yes },
                { value: 'no', label: t.no },
              ]}
            />
            <Field
              language={language}
              name="reason"
              label={language === 'vi' ? 'Vì sao?' : 'Why?'}
              optional
              rows={3}
            />
            <button type="submit">{stepNames[language].rate}</button>
          </form>
        </section>
      )}
      <h2>{t.owed}</h2>
      <Duties language={language} today={today} duties={duties} />
      <h2>{t.handedIn}</h2>
      <Prose text={petition.body} />
      <Summary
        rows={(
          [
            [petition.kind === 'complaint' ? t.against : t.denounced, petition.against],
            [t.placeLabel, petition.hamlet],
            [t.happenedLabel, petition.happenedOn && formatDate(petition.happenedOn)],
            [t.knownLabel, petition.knownOn && formatDate(petition.knownOn)],
          ] as [string, string | null][]
        ).flatMap(([term, value]): [string, string][] => (value ? [[term, value]] : []))}
      />
      <FileLinks files={files.filter((file) => file.messageId === null)} fileHref={fileHref} />
      {petition.kind === 'denunciation' && (
        <p class="hint">{files.length > 0 ? `${t.hiddenCopy} ${t.filesEncrypted}` : t.hiddenCopy}</p>
      )}
      <div>
        {can('reply') && <StepForm view={view} step="reply" field="text" label={t.body} files />}
        {can('askReopening') && (
          <StepForm view={view} step="askReopening" field="reason" label={t.reopenRequest} />
        )}
        <StepForm view={view} step="askCorrection" field="reason" label={t.correctionRequest} />
        {can('reportDelay') && (view.overdue || view.fault?.step === 'reportDelay') && (
          <StepForm view={view} step="reportDelay" field="reason" label={t.delayReport} />
        )}
        {can('withdrawPart') && (
          <StepForm view={view} step="withdrawPart" field="reason" label={t.partialWithdrawal} />
        )}
        {can('withdraw') && <StepForm view={view} step="withdraw" field="reason" label={t.withdrawal} />}
      </div>
      <h2>{t.history}</h2>
      <History language={language} entries={entries} />
      <div class="buttons">
        <a class="button second" href={followPaths.receipt}>
          {t.verifyLink}
        </a>
        <a href={followPaths.kept}>{t.keptTitle}</a>
        <form method="post" action={followPaths.leave}>
          <button type="submit" class="link">
            {t.leave}
          </button>
        </form>
      </div>
    </Layout>
  );
}
