import type { SignedIn } from '../../ground/access/session.ts';
import { actDayFields } from '../../ground/act-day.ts';
import type { Duty } from '../../ground/duty/duty.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import type { MoveStop, UnitPost } from '../../ground/organization/reorganisation.store.ts';
import { paths } from '../../ground/places.ts';
import type { StoredEntry } from '../../ground/record/record.store.ts';
import type { Language } from '../../platform/language.ts';
import { Comparison } from '../../platform/page/compare.tsx';
import { Confirm } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  Prose,
  Select,
  Summary,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { AboutPage } from './about.store.ts';
import { addressees } from './addressees.ts';
import type { AnswerTemplate, Outcome } from './answer.ts';
import { findingNames, findings, isFound, rulingNames, rulings } from './finding.ts';
import { type OpeningAct, openingFields, SealedIdentity } from './identity.pages.tsx';
import type { Opened, OpeningState } from './identity.service.ts';
import { confirmWords } from './known.ts';
import {
  fieldNames,
  groundNames,
  kindNames,
  routeNames,
  sourceNames,
  stateNames,
  stepNames,
  topicNames,
  variantNames,
  varietyNames,
} from './names.ts';
import { deskPaths } from './paths.ts';
import type { Contact, FileRow, Message, PetitionRow, Rating } from './petition.store.ts';
import { endStates, extensions, kinds, refusalGrounds, routes, topics } from './petition.ts';
import { Proposal, personalDataIn } from './publication.pages.tsx';
import type { Picture } from './publication.store.ts';
import type { linkedCases, SimilarCase } from './similar.ts';
import type { PartOf } from './split.store.ts';
import { correctableSources, type StepField, stepFields } from './step.input.ts';
import type { OfficerStep } from './steps.ts';
import { AdviceOn } from './template.pages.tsx';
import { texts } from './texts.ts';
import {
  ContactRows,
  Duties,
  FileLinks,
  foundRows,
  given,
  History,
  Messages,
  receivedWords,
  whenceRow,
} from './view.tsx';

export interface DeskCase {
  frame: Frame;
  officer: SignedIn;
  today: PlainDate;
  petition: PetitionRow;
  unit: string;
  place: string | undefined;
  units: Unit[];
  duties: Duty[];
  messages: Message[];
  files: FileRow[];
  entries: (StoredEntry & { leaf_index: number | null })[];
  /** After which day the decision has effect. */
  effect: PlainDate | undefined;
  /** What was handed in before, oldest first. */
  earlierDrafts: readonly string[];
  contact: Contact | undefined;
  sealedIdentity: boolean;
  /** Who asked to open a sealed matter; undefined for others. */
  opening: OpeningState | undefined;
  /** Files are encrypted to handlers the reader is not among. */
  sealedForOthers: boolean;
  opened?: Opened | undefined;
  openingFault?: { at: OpeningAct; message: string; typed?: string } | undefined;
  rating: Rating | undefined;
  moves: MoveStop[];
  /** The page of this portal it speaks of. */
  about: AboutPage | undefined;
  /** Posts of the unit that somebody holds: to whom the head can assign. */
  colleagues: UnitPost[];
  /** Who has it; undefined while it lies with the head. */
  responsible: string | undefined;
  /** Last day on which the complaint could be lodged, when it came later. */
  limitPassed: PlainDate | undefined;
  steps: OfficerStep[];
  /** Cases that say much the same, and those linked as the same matter. */
  similar: SimilarCase[];
  linked: Awaited<ReturnType<typeof linkedCases>>;
  /** Beginnings of answers, the unit's own first. */
  templates: AnswerTemplate[];
  /** Pictures that are published with it, or will be. */
  pictures: Picture[];
  /** Parts that were split off, and the whole it was split off. */
  parts: PartOf[];
  whole: Pick<PartOf, 'id' | 'number'> | undefined;
  splitFault?: { message: string; faults: FieldErrors; typed: Record<string, string> } | undefined;
  /** One key a form. */
  keys: Record<string, string>;
  fault?: { step: OfficerStep; messages: Record<string, string>; typed: Record<string, string> } | undefined;
  done?: boolean;
}

function options(field: StepField, view: DeskCase): { value: string; label: string }[] {
  const { language } = view.frame;
  const { kind } = view.petition;
  switch (field) {
    case 'ground':
      return refusalGrounds[kind].map((value) => ({ value, label: groundNames[language][value] ?? value }));
    case 'kind':
      return kinds.map((value) => ({ value, label: kindNames[language][value] }));
    case 'route':
      return routes.map((value) => ({ value, label: routeNames[language][value] }));
    case 'variety':
      return (['ordinary', 'discipline', 'second'] as const).map((value) => ({
        value,
        label: varietyNames[language][value],
      }));
    case 'sentBy':
      return [
        { value: 'online', label: texts[language].wayOnline },
        { value: 'post', label: texts[language].wayPost },
        { value: 'hand', label: texts[language].wayHand },
      ];
    case 'executed':
      return [
        { value: 'yes', label: texts[language].yes },
        { value: 'no', label: texts[language].notYetWholly },
      ];
    case 'source':
      return correctableSources.map((value) => ({ value, label: sourceNames[language][value] }));
    case 'finding':
      return findings.map((value) => ({ value, label: findingNames[language][value] }));
    case 'ruling':
      return rulings.map((value) => ({ value, label: rulingNames[language][value] }));
    case 'topic':
      return topics.map((value) => ({ value, label: topicNames[language][value] }));
    case 'unit':
      return view.units
        .filter((unit) => unit.id !== view.petition.unitId)
        .map((unit) => ({ value: unit.id, label: unit.name[language] }));
    case 'assignee':
      return view.colleagues.map((post) => ({
        value: post.id,
        label: `${post.personName}, ${language === 'vi' ? post.titleVi : post.titleEn}`,
      }));
    case 'variant':
      return extensions(kind, view.petition.route, view.petition.receivedOn, view.petition.variety).map(
        (value) => ({
          value,
          label: variantNames[language][value],
        }),
      );
    default:
      return [];
  }
}

function startValue(step: OfficerStep, field: StepField, view: DeskCase): string | undefined {
  const { petition } = view;
  if (field === 'text' && ['draft', 'send', 'approve'].includes(step)) return petition.draft ?? undefined;
  if (step === 'correctAnswer' && field === 'text')
    return view.messages.findLast((one) => one.kind === 'answer' || one.kind === 'correctedAnswer')?.body;
  if (step === 'correctEntry' && field === 'source') return petition.source;
  if (step === 'correctEntry' && field === 'receivedOn') return formatDate(petition.receivedOn);
  if (step === 'correctEntry' && contactFields.includes(field))
    return view.contact?.[field as keyof typeof view.contact] ?? undefined;
  if (field === 'finding' || field === 'ruling' || field === 'damages') return petition[field] ?? undefined;
  if (step === 'propose' && field === 'publicTitle') return petition.proposedTitle ?? petition.title;
  if (step === 'propose' && field === 'publicText') return petition.proposedText ?? undefined;
  if (step === 'propose' && field === 'withheld') return petition.proposedWithheld ?? undefined;
  if (step === 'classify' && (field === 'kind' || field === 'route' || field === 'topic'))
    return petition[field];
  return undefined;
}

/** Fields of one line; the others are as long as they need. */
const lineFields: readonly StepField[] = [
  'receiver',
  'publicTitle',
  'name',
  'phone',
  'email',
  'address',
  'criteria',
  'heldOn',
  'sameAs',
  'onDay',
  'lateWhy',
  'receivedOn',
  'paperNumber',
  'sentNumber',
  'executeBy',
  'firstDecision',
];

/** Where they are asked at all, something has to be chosen. */
const neededFields: readonly StepField[] = ['checked', 'finding', 'ruling'];

const onPaperFields: readonly StepField[] = ['onDay', 'lateWhy'];
const contactFields: readonly StepField[] = ['name', 'phone', 'email', 'address'];

function StepInput({
  step,
  field,
  optional,
  view,
}: {
  step: OfficerStep;
  field: StepField;
  optional?: boolean | undefined;
  view: DeskCase;
}) {
  const { language } = view.frame;
  const fault = view.fault?.step === step ? view.fault : undefined;
  const error = fault?.messages[field];
  const value = fault?.typed[field] ?? startValue(step, field, view);
  const id = `${step}-${field}`;
  const choices = options(field, view);
  const label = labelOf(step, field, language);
  const attributes = {
    id,
    name: field,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : undefined,
  };
  return (
    <div class={error ? 'field has-error' : 'field'}>
      <label for={id}>
        {label}{' '}
        {optional && !neededFields.includes(field) && (
          <span class="muted">{language === 'vi' ? '(không bắt buộc)' : '(optional)'}</span>
        )}
      </label>
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {field === 'checked' ? (
        <input {...attributes} type="checkbox" value="yes" checked={value !== undefined} />
      ) : choices.length > 0 ? (
        <select {...attributes}>
          <option value="">{texts[language].chooseOption}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : lineFields.includes(field) ? (
        <input {...attributes} type="text" value={value} maxLength={200} />
      ) : (
        <textarea
          {...attributes}
          rows={
            (field === 'text' && ['draft', 'send', 'approve', 'correctAnswer'].includes(step)) ||
            field === 'publicText'
              ? 8
              : 4
          }
        >
          {value}
        </textarea>
      )}
    </div>
  );
}

function StepForm({ step, view }: { step: OfficerStep; view: DeskCase }) {
  const { language } = view.frame;
  const t = texts[language];
  const { petition, fault, keys } = view;
  const failed = fault?.step === step ? fault : undefined;
  const files = step === 'note' || step === 'noteCourt';
  const sure = confirmWords(step, petition.kind);
  const fields = stepFields[step].filter(({ field }) => asked(step, field, petition));
  return (
    <details open={Boolean(failed)} id={`step-${step}`}>
      <summary>{stepNames[language][step]}</summary>
      <form
        method="post"
        action={`${deskPaths.case(petition.id)}/${step}`}
        enctype={files ? 'multipart/form-data' : undefined}
        novalidate
      >
        <Hidden values={{ key: keys[step], version: String(petition.version) }} />
        {/* What Enter does in a field: the step itself, not the first button of the page. */}
        <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true">
          {stepNames[language][step]}
        </button>
        {failed?.messages['*'] && (
          <p class="error" role="alert">
            {failed.messages['*']}
          </p>
        )}
        {petition.state === 'approved' && step === 'send' && petition.draft && (
          <>
            <p class="muted">{t.draftNow}</p>
            <Prose text={petition.draft} />
          </>
        )}
        {(step === 'publish' || step === 'returnProposal') && petition.proposedBy && <Proposal view={view} />}
        {step === 'propose' && (
          <p>
            <a href={deskPaths.pictures(petition.id)}>{t.choosePictures}</a>
            {view.pictures.length > 0 && <span class="muted"> ({view.pictures.length})</span>}
          </p>
        )}
        {fields
          .filter(({ field }) => !onPaperFields.includes(field))
          .map(({ field, optional }) => (
            <StepInput key={field} step={step} field={field} optional={optional} view={view} />
          ))}
        {fields.some(({ field }) => onPaperFields.includes(field)) && (
          <details open={onPaperFields.some((one) => failed?.typed[one] || failed?.messages[one])}>
            <summary>{actDayFields.onDay.under[language]}</summary>
            {onPaperFields.map((field) => (
              <StepInput key={field} step={step} field={field} optional view={view} />
            ))}
          </details>
        )}
        <Templates step={step} view={view} />
        {(step === 'draft' || step === 'send' || step === 'approve') && petition.draft && (
          <AdviceOn text={petition.draft} language={language} />
        )}
        {sure && (
          <Confirm
            why={sure}
            prefix={step}
            state={{
              language,
              typed: failed?.typed ?? {},
              errors: { [`${step}-sure`]: failed?.messages.sure },
            }}
          />
        )}
        {files && (
          <FileField language={language} name={`${step}-files`} label={t.evidence} hint={t.filesHint} />
        )}
        <button type="submit" data-once="…">
          {stepNames[language][step]}
        </button>
      </form>
    </details>
  );
}

const outcomeOf: Partial<Record<OfficerStep, Outcome>> = {
  draft: 'answer',
  send: 'answer',
  refuse: 'refuse',
  guide: 'guide',
  transferOut: 'transferOut',
  returnPapers: 'returnPapers',
  declineReopening: 'declineReopening',
};

/** Beginnings of the answer that a step sends; inserting one keeps what was typed. */
function Templates({ step, view }: { step: OfficerStep; view: DeskCase }) {
  const { language } = view.frame;
  const t = texts[language];
  const fitting = view.templates.filter((one) => one.outcome === outcomeOf[step]);
  if (fitting.length === 0 || (step === 'send' && view.petition.state === 'approved')) return null;
  return (
    <div class="field">
      <label for={`${step}-template`}>{t.useTemplate}</label>
      <div class="together">
        <select id={`${step}-template`} name="template">
          {fitting.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        <button type="submit" class="second" formaction={`${deskPaths.case(view.petition.id)}/${step}/mau`}>
          {t.addTemplate}
        </button>
      </div>
    </div>
  );
}

/** Splits one of several matters off, as a case of its own. */
function Split({ view }: { view: DeskCase }) {
  const { language } = view.frame;
  const t = texts[language];
  const { petition, splitFault, keys } = view;
  const field = (name: string) => ({
    language,
    name,
    value: splitFault?.typed[name],
    error: splitFault?.faults[name],
  });
  return (
    <details open={Boolean(splitFault)} id="split">
      <summary>{t.splitTitle}</summary>
      <form method="post" action={`${deskPaths.case(petition.id)}/tach`} novalidate>
        <Hidden values={{ key: splitFault?.typed.key ?? keys.note }} />
        <p class="hint">{t.splitHint}</p>
        {splitFault?.message && <p class="error">{splitFault.message}</p>}
        <Select
          {...field('kind')}
          label={t.kind}
          options={[
            { value: '', label: t.chooseOption },
            ...kinds
              .filter((kind) => kind !== 'denunciation')
              .map((value) => ({ value, label: kindNames[language][value] })),
          ]}
        />
        <Field {...field('title')} label={t.title} maxLength={150} />
        <Field {...field('body')} label={t.splitBody} rows={4} />
        <button type="submit" data-once="…">
          {t.split}
        </button>
      </form>
    </details>
  );
}

/** Sealed matters have no public words, and an approved answer is sent as it was approved. */
function asked(step: OfficerStep, field: StepField, petition: PetitionRow): boolean {
  if (step === 'publish') return petition.kind !== 'denunciation' && personalDataIn(petition).length > 0;
  if (field === 'finding') return isFound(petition.kind);
  if (field === 'sameAs' && step === 'classify') return petition.kind === 'complaint';
  if (field === 'firstDecision') return petition.kind === 'complaint';
  if (field === 'ruling' || field === 'damages' || field === 'executeBy')
    return petition.kind === 'complaint';
  if (field === 'criteria') return petition.kind === 'denunciation';
  if (field === 'variety') return petition.kind === 'complaint';
  if (step === 'answerCorrection' && field !== 'text') return petition.kind !== 'denunciation';
  return !(step === 'send' && field === 'text' && petition.state === 'approved');
}

/** A field of a step, by the name it has there. */
function labelOf(step: OfficerStep, field: StepField, language: Language): string {
  if (step === 'classify' && field === 'sameAs') return texts[language].firstNumber;
  // Shown as it stands, so that what is emptied is taken out.
  if (step === 'correctEntry' && contactFields.includes(field))
    return texts[language].rightContact[field as 'name' | 'phone' | 'email' | 'address'];
  if (step === 'noteCourt' && field === 'receiver') return texts[language].court;
  if (step === 'verify')
    return field === 'receiver'
      ? texts[language].whoVerifies
      : field === 'text'
        ? texts[language].whatToVerify
        : fieldNames[language][field];
  return field === 'text' && ['draft', 'send', 'approve', 'correctAnswer'].includes(step)
    ? texts[language].draftLabel
    : fieldNames[language][field];
}

/** What an error is about: the field, or the step as a whole. */
function whatIsWrong(step: OfficerStep, field: string, language: Language): string {
  return field in fieldNames[language]
    ? labelOf(step, field as StepField, language)
    : stepNames[language][step];
}

/** One case on the officer's desk: what it is, what is owed, what can be done now. */
export function DeskCasePage({ view }: { view: DeskCase }) {
  const { frame, today, petition, unit, place, duties, messages, files, entries, contact, rating } = view;
  const { language } = frame;
  const t = texts[language];
  const fileHref = (file: FileRow) =>
    `${deskPaths.case(petition.id)}/tep/${file.id}${file.sealed ? '/mo' : ''}`;
  const ended = endStates.includes(petition.state);
  const many = addressees(petition.body);
  return (
    <Layout
      frame={frame}
      title={`№ ${petition.number} ${petition.title}`}
      wide
      hasErrors={Boolean(
        view.openingFault || view.splitFault || Object.keys(view.fault?.messages ?? {}).length > 0,
      )}
      scripts={['form']}
    >
      <a class="back" href={paths.inbox}>
        ← {t.inboxTitle}
      </a>
      {view.done && (
        <p class="note good" role="status">
          {t.stepDone}
        </p>
      )}
      {view.fault && Object.keys(view.fault.messages).length > 0 && (
        <ErrorSummary
          language={language}
          errors={Object.fromEntries(
            Object.entries(view.fault.messages).map(([field, message]) => [
              field === '*' ? `step-${view.fault?.step}` : `${view.fault?.step}-${field}`,
              `${whatIsWrong(view.fault?.step as OfficerStep, field, language)}: ${message}`,
            ]),
          )}
        />
      )}
      {view.splitFault && (
        <ErrorSummary
          language={language}
          errors={{ split: view.splitFault.message || undefined, ...view.splitFault.faults }}
          labels={{ kind: t.kind, title: t.title, body: t.splitBody }}
        />
      )}
      {view.openingFault && (
        <ErrorSummary
          language={language}
          errors={{ [openingFields[view.openingFault.at]]: view.openingFault.message }}
        />
      )}
      <h1>{petition.title}</h1>
      <p>
        № {petition.number} · {kindNames[language][petition.kind]} · {topicNames[language][petition.topic]} ·{' '}
        <Badge tone={ended ? 'good' : 'info'}>{stateNames[language][petition.state]}</Badge>
      </p>
      {view.whole && (
        <p>
          {t.partOf} <a href={deskPaths.case(view.whole.id)}>№ {view.whole.number}</a>
        </p>
      )}
      {petition.kind === 'denunciation' && <p class="note warn">{t.sealedNote}</p>}
      {petition.state === 'received' && many.length > 1 && (
        <p class="note warn">{t.sentToMany(many.join('; '))}</p>
      )}
      {view.limitPassed && <p class="note warn">{t.limitWarning(formatDate(view.limitPassed))}</p>}
      <div class="case full">
        <div>
          <Prose text={petition.body} />
          <FileLinks files={files.filter((file) => file.messageId === null)} fileHref={fileHref} />
          <Summary
            rows={[
              [t.received, receivedWords(petition, language)],
              [t.source, sourceNames[language][petition.source]],
              ...given(
                t.passedOn,
                [petition.passedOnBy, petition.passedOnReference].filter(Boolean).join(', '),
              ),
              ...given(t.people, petition.people > 1 ? formatInteger(petition.people) : null),
              [t.whereItLies, unit],
              ...whenceRow(view.moves, language),
              [t.responsible, view.responsible ?? t.withHead],
              ...(petition.variety === 'ordinary'
                ? []
                : ([[t.kind, varietyNames[language][petition.variety]]] as [string, string][])),
              ...given(t.firstDecision, petition.firstDecision),
              ...(petition.previousId
                ? ([[t.previous, <a href={deskPaths.case(petition.previousId)}>{t.previous}</a>]] as [
                    string,
                    preact.VNode,
                  ][])
                : []),
              ...given(t.dialogueOn, petition.dialogueOn && formatDate(petition.dialogueOn)),
              ...(petition.state === 'approved' || petition.state === 'answered'
                ? foundRows(petition, language, view.effect)
                : []),
              ...given(petition.kind === 'complaint' ? t.against : t.denounced, petition.against),
              ...(view.about
                ? ([[t.aboutPage, <a href={view.about.page}>{view.about.page}</a>]] as [
                    string,
                    preact.VNode,
                  ][])
                : []),
              [t.placeLabel, [petition.hamlet, place].filter(Boolean).join(', ') || t.notGiven],
              ...given(t.mapPoint, petition.latitude && `${petition.latitude}, ${petition.longitude}`),
              ...given(t.happenedLabel, petition.happenedOn && formatDate(petition.happenedOn)),
              ...given(t.knownLabel, petition.knownOn && formatDate(petition.knownOn)),
            ]}
          />
          <h2>{t.contact}</h2>
          {view.opening ? (
            <SealedIdentity view={view} />
          ) : view.sealedForOthers ? (
            <p>{t.sealedForOthers}</p>
          ) : contact?.name || contact?.phone || contact?.email ? (
            <ContactRows contact={contact} language={language} />
          ) : (
            <p>{t.anonymous}</p>
          )}
          {petition.state === 'awaitingApproval' && petition.draft && (
            <>
              <h2>{t.draftWaits}</h2>
              <Prose text={petition.draft} />
              {view.earlierDrafts.length > 1 && (
                <details>
                  <summary>
                    {t.draftBefore} ({t.draftAgain(view.earlierDrafts.length)})
                  </summary>
                  <Comparison
                    before={view.earlierDrafts.at(-2) ?? ''}
                    after={petition.draft}
                    language={language}
                  />
                </details>
              )}
              {isFound(petition.kind) && <Summary rows={foundRows(petition, language)} />}
            </>
          )}
          {messages.length > 0 && (
            <>
              <h2>{t.messagesTitle}</h2>
              <Messages
                language={language}
                messages={messages}
                files={files}
                fileHref={fileHref}
                forCitizen={false}
              />
            </>
          )}
          {rating && (
            <p class={rating.satisfied ? 'note good' : 'note warn'}>
              {rating.satisfied ? t.ratedYes : t.ratedNo} {rating.reason}
            </p>
          )}
        </div>
        <div>
          <h2>{t.owed}</h2>
          <Duties language={language} today={today} duties={duties} />
          <h2>{t.steps}</h2>
          {view.steps.length === 0 && <p>{t.noSteps}</p>}
          {view.steps.map((step) => (
            <StepForm key={step} step={step} view={view} />
          ))}
          {view.steps.includes('linkSame') && !endStates.includes(petition.state) && <Split view={view} />}
          {view.parts.length > 0 && (
            <>
              <h2>{t.parts(view.parts.length)}</h2>
              <ul>
                {view.parts.map((part) => (
                  <li key={part.id}>
                    <a href={deskPaths.case(part.id)}>
                      № {part.number} {part.title}
                    </a>{' '}
                    <span class="muted">{stateNames[language][part.state]}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          {view.linked.length > 0 && (
            <>
              <h2>{t.linked(view.linked.length)}</h2>
              <ul>
                {view.linked.map((one) => (
                  <li key={one.id}>
                    <a href={deskPaths.case(one.id)}>
                      № {one.number} {one.title}
                    </a>{' '}
                    <span class="muted">
                      {formatDate(one.receivedOn)}: {one.why}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
          {view.similar.length > 0 && (
            <>
              <h2>{t.similar}</h2>
              <ul>
                {view.similar.map((one) => (
                  <li key={one.id}>
                    <a href={deskPaths.case(one.id)}>
                      № {one.number} {one.title}
                    </a>{' '}
                    <span class="muted">
                      {formatDate(one.receivedOn)}, {stateNames[language][one.state]}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <p>
            <a href={deskPaths.documents(petition.id)}>{t.documents}</a>
          </p>
          <h2>{t.history}</h2>
          <History language={language} entries={entries} inside />
          <p>
            <a href={deskPaths.who(petition.id)}>{t.whoMay}</a>
          </p>
        </div>
      </div>
    </Layout>
  );
}
