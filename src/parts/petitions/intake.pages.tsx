import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { StagedFile } from '../../platform/files/store.ts';
import type { Puzzle } from '../../platform/http/work.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Choice,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  Summary,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { type FieldFault, type IntakeFaults, requiredFields } from './intake.ts';
import { RouteField, TopicAndPlace } from './matter.fields.tsx';
import { faultTexts, kindHints, kindNames, routeNames, stateNames, topicNames } from './names.ts';
import { kinds, type PetitionKind, type Route, type Topic } from './petition.ts';
import type { SimilarCase } from './similar.ts';
import { texts } from './texts.ts';

/** The steps of the form. Each page carries what the others asked, so nothing is stored before sending. */
export type IntakePage = 'kind' | 'details' | 'contact' | 'check';

/** Everything a page of the form shows. */
export interface IntakeView {
  frame: Frame;
  page: IntakePage;
  /** What was typed, as typed. */
  values: Record<string, string>;
  faults: IntakeFaults;
  files: StagedFile[];
  /** Messages about files that were not taken. */
  fileMessage?: string | undefined;
  units: Unit[];
  puzzle: Puzzle;
  /** What the page is called that it is about. */
  aboutTitle: string | undefined;
  /** Who is behind a denunciation is kept on paper only. */
  onPaper: boolean;
  /** Published cases that say much the same. */
  similar?: readonly SimilarCase[];
  /** The database is away: everything stays in the form. */
  away?: boolean;
}

const fieldsOf: Record<Exclude<IntakePage, 'check'>, string[]> = {
  kind: ['kind'],
  details: [
    'title',
    'body',
    'topic',
    'route',
    'placeUnit',
    'hamlet',
    'latitude',
    'longitude',
    'happenedOn',
    'against',
    'knownOn',
    'aboutShown',
  ],
  contact: ['name', 'phone', 'email', 'address'],
};
const always = ['key', 'files', 'aboutPage', 'plain'];

/** Values that a page must carry along because it does not ask for them itself. */
function carried(view: IntakeView): Record<string, string | undefined> {
  const own = view.page === 'check' ? [] : fieldsOf[view.page];
  return Object.fromEntries(
    [...Object.values(fieldsOf).flat(), ...always]
      .filter((name) => !own.includes(name))
      .map((name) => [name, view.values[name]]),
  );
}

/** Messages by field, in the reader's language. */
export function faultMessages(view: Pick<IntakeView, 'frame' | 'faults' | 'fileMessage'>): FieldErrors {
  const words = faultTexts[view.frame.language];
  const messages: FieldErrors = {};
  for (const [field, fault] of Object.entries(view.faults)) messages[field] = words[fault as FieldFault];
  if (view.fileMessage) messages.files = view.fileMessage;
  return messages;
}

/** What the fields are called where a list names them. */
function labelsOf(view: IntakeView): Record<string, string> {
  const t = texts[view.frame.language];
  const complaint = view.values.kind === 'complaint';
  return {
    title: t.title,
    body: t.body,
    against: complaint ? t.againstComplaint : t.againstDenunciation,
    knownOn: t.knownOn,
    happenedOn: t.happenedOn,
    hamlet: t.hamlet,
    latitude: t.latitude,
    longitude: t.longitude,
    name: t.name,
    address: t.address,
    phone: t.phone,
    email: t.email,
  };
}

function Form({ view, children }: { view: IntakeView; children: preact.ComponentChildren }) {
  return (
    <form
      method="post"
      action={paths.intake}
      enctype={view.page === 'details' ? 'multipart/form-data' : undefined}
      novalidate
    >
      <Hidden values={{ ...carried(view), at: view.page }} />
      {children}
    </form>
  );
}

function Buttons({ view, label, name = 'next' }: { view: IntakeView; label: string; name?: string }) {
  const t = texts[view.frame.language];
  return (
    <div class="buttons">
      <button type="submit" name="go" value={name} data-once={name === 'send' ? t.sending : undefined}>
        {label}
      </button>
      {view.page !== 'kind' && (
        <button type="submit" class="link" name="go" value="back">
          {t.back}
        </button>
      )}
    </div>
  );
}

function KindStep({ view }: { view: IntakeView }) {
  const { language } = view.frame;
  const t = texts[language];
  const errors = faultMessages(view);
  return (
    <Form view={view}>
      <Choice
        language={language}
        name="kind"
        legend={t.kindQuestion}
        heading
        hint={t.kindHint}
        error={errors.kind}
        value={view.values.kind}
        options={[...kinds].reverse().map((kind) => ({
          value: kind,
          label: kindNames[language][kind],
          hint: kindHints[language][kind],
        }))}
      />
      <details>
        <summary>{t.unsure}</summary>
        <div class="inside">
          <p>
            <strong>{t.helpQuestion}</strong>
          </p>
          <ol>
            <li>{t.help1}</li>
            <li>{t.help2}</li>
            <li>{t.help3}</li>
          </ol>
        </div>
      </details>
      <Buttons view={view} label={t.continue} />
    </Form>
  );
}

function DetailsStep({ view }: { view: IntakeView }) {
  const { language } = view.frame;
  const { values } = view;
  const t = texts[language];
  const errors = faultMessages(view);
  const kind = values.kind as PetitionKind;
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  return (
    <Form view={view}>
      <h1>{t.detailsTitle}</h1>
      {kind === 'denunciation' && <BeforeWriting frame={view.frame} onPaper={view.onPaper} />}
      {values.aboutPage && kind !== 'denunciation' && (
        <p class="note">
          {t.aboutPage}: <a href={values.aboutPage}>{view.aboutTitle ?? values.aboutPage}</a>
        </p>
      )}
      <Field {...field('title')} label={t.title} hint={t.titleHint} maxLength={150} />
      <Field {...field('body')} label={t.body} hint={t.bodyHint} rows={8} />
      {(kind === 'complaint' || kind === 'denunciation') && (
        <Field
          {...field('against')}
          label={kind === 'complaint' ? t.againstComplaint : t.againstDenunciation}
          hint={kind === 'complaint' ? t.againstComplaintHint : t.againstDenunciationHint}
          rows={2}
        />
      )}
      {kind === 'complaint' && (
        <Field
          {...field('knownOn')}
          label={t.knownOn}
          hint={t.knownOnHint}
          optional
          inputmode="numeric"
          width="narrow"
        />
      )}
      {(kind === 'recommendation' || kind === 'reflection') && (
        <RouteField language={language} values={values} errors={errors} />
      )}
      <TopicAndPlace language={language} values={values} errors={errors} units={view.units} />
      <details open={Boolean(values.latitude || errors.latitude || errors.longitude)}>
        <summary>{t.point}</summary>
        <div class="inside" data-locate={t.locate}>
          <p class="hint">{t.pointHint}</p>
          <Field {...field('latitude')} label={t.latitude} optional inputmode="decimal" width="narrow" />
          <Field {...field('longitude')} label={t.longitude} optional inputmode="decimal" width="narrow" />
        </div>
      </details>
      <p />
      <Field
        {...field('happenedOn')}
        label={t.happenedOn}
        hint={t.dateHint}
        optional
        inputmode="numeric"
        width="narrow"
      />
      {apart(view) ? (
        <p class="hint">{t.filesOnPaper}</p>
      ) : (
        <FileField
          language={language}
          name="files"
          label={t.filesLabel}
          hint={t.filesHint}
          error={errors.files}
        />
      )}
      <Files view={view} />
      {values.aboutPage && kind !== 'denunciation' && (
        <Choice
          {...field('aboutShown')}
          legend={t.aboutShown}
          hint={t.aboutShownHint}
          value={values.aboutShown ?? 'no'}
          options={[
            { value: 'no', label: t.no },
            { value: 'yes', label: t.yes },
          ]}
        />
      )}
      <Buttons view={view} label={t.continue} />
    </Form>
  );
}

/** What to know before the first word of a denunciation is typed. */
function BeforeWriting({ frame, onPaper }: { frame: Frame; onPaper: boolean }) {
  const t = texts[frame.language];
  return (
    <section class="note warn" aria-labelledby="before-title">
      <h2 id="before-title">{t.beforeTitle}</h2>
      <ul>
        {t.before.split('\n').map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>{onPaper ? t.beforeOnPaper : t.beforeReaders}</li>
      </ul>
    </section>
  );
}

/** Whether nothing of who sends it is taken here. */
function apart(view: IntakeView): boolean {
  return view.onPaper && view.values.kind === 'denunciation';
}

function Files({ view }: { view: IntakeView }) {
  const t = texts[view.frame.language];
  if (view.files.length === 0) return null;
  return (
    <>
      <p>
        <strong>{t.filesTaken}</strong>
      </p>
      <ul class="plain-list">
        {view.files.map((file) => (
          <li key={file.id}>
            {file.name} <span class="muted">({Math.ceil(file.size / 1024)} kB)</span>{' '}
            <button type="submit" class="link" name="go" value={`remove:${file.id}`}>
              {t.remove}
              <span class="visually-hidden"> {file.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function ContactStep({ view }: { view: IntakeView }) {
  const { language } = view.frame;
  const { values } = view;
  const t = texts[language];
  const errors = faultMessages(view);
  const kind = values.kind as PetitionKind;
  const needed = requiredFields(kind);
  const field = (name: string) => ({
    language,
    name,
    value: values[name],
    error: errors[name],
    optional: !needed.includes(name as never),
  });
  if (apart(view)) {
    return (
      <Form view={view}>
        <h1>{t.contactTitle}</h1>
        <p class="note">{t.contactOnPaper}</p>
        <Buttons view={view} label={t.continue} />
      </Form>
    );
  }
  return (
    <Form view={view}>
      <h1>{t.contactTitle}</h1>
      <p class="note">
        {kind === 'reflection'
          ? t.contactReflection
          : kind === 'denunciation'
            ? t.contactSealed
            : t.contactLaw}
      </p>
      <Field {...field('name')} label={t.name} autocomplete="name" />
      <Field {...field('address')} label={t.address} autocomplete="street-address" />
      <Field
        {...field('phone')}
        label={t.phone}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        width="medium"
      />
      <Field
        {...field('email')}
        label={t.email}
        hint={kind === 'denunciation' ? undefined : t.emailHint}
        type="email"
        inputmode="email"
        autocomplete="email"
        width="medium"
      />
      <Buttons view={view} label={t.continue} />
    </Form>
  );
}

function CheckStep({ view }: { view: IntakeView }) {
  const { language } = view.frame;
  const { values } = view;
  const t = texts[language];
  const kind = values.kind as PetitionKind;
  const place = view.units.find((unit) => unit.id === values.placeUnit)?.name[language];
  const change = (page: IntakePage, what: string) => (
    <button type="submit" class="link" name="go" value={`edit:${page}`}>
      {t.change}
      <span class="visually-hidden"> {what}</span>
    </button>
  );
  const row = (page: IntakePage, term: string, value: string | undefined): [string, string, preact.VNode] => [
    term,
    value || t.notGiven,
    change(page, term),
  ];
  return (
    <Form view={view}>
      <h1>{t.checkTitle}</h1>
      <Summary
        rows={[
          row('kind', t.kind, kindNames[language][kind]),
          row('details', t.title, values.title),
          row('details', t.body, values.body),
          ...(kind === 'complaint' || kind === 'denunciation'
            ? [
                row(
                  'details',
                  kind === 'complaint' ? t.againstComplaint : t.againstDenunciation,
                  values.against,
                ),
              ]
            : []),
          row('details', t.place, [values.hamlet, place].filter(Boolean).join(', ')),
          ...(values.latitude || values.longitude
            ? [row('details', t.point, `${values.latitude}, ${values.longitude}`)]
            : []),
          row('details', t.happenedOn, values.happenedOn),
          ...(kind === 'complaint' ? [row('details', t.knownOn, values.knownOn)] : []),
          row('details', t.topic, topicNames[language][(values.topic || 'other') as Topic]),
          ...(kind === 'recommendation' || kind === 'reflection'
            ? [row('details', t.route, routeNames[language][(values.route || 'general') as Route])]
            : []),
          ...(values.aboutPage && kind !== 'denunciation'
            ? [row('details', t.aboutShown, values.aboutShown === 'yes' ? t.yes : t.no)]
            : []),
          row('details', t.filesLabel, view.files.map((file) => file.name).join('\n')),
          ...(apart(view)
            ? []
            : [
                row('contact', t.name, values.name),
                row('contact', t.address, values.address),
                row('contact', t.phone, values.phone),
                row('contact', t.email, values.email),
              ]),
        ]}
      />
      {view.similar && view.similar.length > 0 && (
        <section class="note" aria-label={t.similar}>
          <p>{t.similarHint}</p>
          <ul>
            {view.similar.map((one) => (
              <li key={one.id}>
                <a href={`${paths.cases}/${one.publicId}`}>{one.publicTitle}</a>{' '}
                <span class="muted">{stateNames[language][one.state]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>{t.truth}</p>
      <input type="hidden" name="challenge" value={view.puzzle.challenge} />
      <input type="hidden" name="solution" value="" data-puzzle={view.puzzle.bits} />
      <Buttons view={view} label={t.send} name="send" />
    </Form>
  );
}

const stepsInOrder: IntakePage[] = ['kind', 'details', 'contact', 'check'];

/** One page of the form for handing in a petition. */
export function IntakeForm({ view }: { view: IntakeView }) {
  const { frame, page } = view;
  const t = texts[frame.language];
  const errors = faultMessages(view);
  const hasErrors = Object.values(errors).some(Boolean);
  return (
    <Layout
      frame={frame}
      title={t.intakeTitle}
      hasErrors={hasErrors}
      scripts={['form']}
      leave={view.values.kind === 'denunciation'}
    >
      <p class="muted">
        {t.intakeTitle} · {t.step(stepsInOrder.indexOf(page) + 1, stepsInOrder.length)}
      </p>
      {view.away && (
        <div class="note warn" role="alert">
          <p>
            <strong>{t.cannotTakeTitle}</strong>
          </p>
          <p>{t.cannotTake}</p>
        </div>
      )}
      <ErrorSummary language={frame.language} errors={errors} labels={labelsOf(view)} />
      {page === 'kind' && <KindStep view={view} />}
      {page === 'details' && <DetailsStep view={view} />}
      {page === 'contact' && <ContactStep view={view} />}
      {page === 'check' && <CheckStep view={view} />}
    </Layout>
  );
}

/** Fields that a step of the form asks for. */
export function fieldsOfPage(page: IntakePage): string[] {
  return page === 'check' ? [] : fieldsOf[page];
}
