import type { Unit } from '../../ground/organization/organization.ts';
import { passedOnSources } from '../../ground/petition-desk.ts';
import { paths } from '../../ground/places.ts';
import type { StagedFile } from '../../platform/files/store.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Choice,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  Select,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { RouteField, TopicAndPlace } from './matter.fields.tsx';
import { kindNames, sourceNames } from './names.ts';
import { paperSources } from './paper.ts';
import { deskPaths } from './paths.ts';
import { kinds } from './petition.ts';
import { texts } from './texts.ts';

/** The clerk's one page for a petition on paper. */
export function PaperPage(props: {
  frame: Frame;
  values: Record<string, string>;
  errors: FieldErrors;
  files: readonly StagedFile[];
  units: readonly Unit[];
  /** Who is behind a denunciation is kept on paper only. */
  onPaper: boolean;
}) {
  const { frame, values, errors, files, units, onPaper } = props;
  const { language } = frame;
  const t = texts[language];
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  // In the order of the page: each message leads to its field, the first to the first.
  const labels = {
    source: t.source,
    arrivedOn: t.arrivedOn,
    passedOnBy: t.passedOnBy,
    passedOnReference: t.passedOnReference,
    reportBy: t.reportBy,
    name: t.name,
    address: t.address,
    phone: t.phone,
    email: t.email,
    people: t.people,
    representatives: t.representatives,
    authority: t.authority,
    translated: t.translated,
    paperReference: t.paperReference,
    kind: t.kind,
    title: t.title,
    body: t.body,
    against: t.paperAgainst,
    knownOn: t.paperKnownOn,
    route: t.route,
    topic: t.topic,
    placeUnit: t.place,
    hamlet: t.hamlet,
    files: t.scans,
  };
  const inOrder = Object.fromEntries(Object.keys(labels).map((name) => [name, errors[name]]));
  return (
    <Layout
      frame={frame}
      title={t.paperTitle}
      hasErrors={Object.values(errors).some(Boolean)}
      scripts={['form']}
    >
      <a class="back" href={paths.inbox}>
        ← {t.inboxTitle}
      </a>
      <ErrorSummary language={language} errors={inOrder} labels={labels} />
      <h1>{t.paperTitle}</h1>
      <p class="lead">{t.paperLead}</p>
      <form method="post" action={deskPaths.paper} enctype="multipart/form-data" novalidate>
        <Hidden values={{ key: values.key, files: values.files }} />
        <h2>{t.paperHow}</h2>
        <Select
          {...field('source')}
          label={t.source}
          options={[
            { value: '', label: t.chooseOption },
            ...paperSources.map((value) => ({ value, label: sourceNames[language][value] })),
          ]}
        />
        <Field
          {...field('arrivedOn')}
          label={t.arrivedOn}
          hint={t.arrivedOnHint}
          inputmode="numeric"
          width="narrow"
        />
        <details
          open={
            passedOnSources.some((one) => one === values.source) ||
            Boolean(values.passedOnBy || values.passedOnReference || values.reportBy)
          }
        >
          <summary>{t.passedOn}</summary>
          <div class="inside">
            <p class="hint">{t.passedOnHint}</p>
            <Field {...field('passedOnBy')} label={t.passedOnBy} />
            <Field
              {...field('passedOnReference')}
              label={t.passedOnReference}
              optional
              width="medium"
              maxLength={100}
            />
            <Field
              {...field('reportBy')}
              label={t.reportBy}
              hint={t.reportByHint}
              inputmode="numeric"
              width="narrow"
            />
          </div>
        </details>
        <h2>{t.paperWho}</h2>
        <p class="hint">{t.paperWhoHint}</p>
        <Field {...field('name')} label={t.name} optional />
        <Field {...field('address')} label={t.address} optional />
        <Field {...field('phone')} label={t.phone} optional type="tel" inputmode="tel" width="medium" />
        <Field {...field('email')} label={t.email} optional type="email" inputmode="email" width="medium" />
        <Field {...field('people')} label={t.people} inputmode="numeric" width="narrow" />
        <Field
          {...field('representatives')}
          label={t.representatives}
          hint={t.representativesHint}
          optional
          rows={2}
        />
        <Field {...field('authority')} label={t.authority} hint={t.authorityHint} optional />
        <Field {...field('translated')} label={t.translated} hint={t.translatedHint} optional />
        {onPaper && (
          <Field
            {...field('paperReference')}
            label={t.paperReference}
            hint={t.paperReferenceHint}
            optional
            width="medium"
          />
        )}
        <h2>{t.paperWhat}</h2>
        <Choice
          language={language}
          name="kind"
          legend={t.kind}
          hint={t.kindByContent}
          error={errors.kind}
          value={values.kind}
          options={kinds.map((value) => ({ value, label: kindNames[language][value] }))}
        />
        <details open={Boolean(values.firstNumber || values.firstDecision || errors.firstNumber)}>
          <summary>{t.secondStage}</summary>
          <div class="inside">
            <p class="hint">{t.secondStageHint}</p>
            <Field
              {...field('firstNumber')}
              label={t.firstNumber}
              optional
              inputmode="numeric"
              width="narrow"
            />
            <Field {...field('firstDecision')} label={t.firstDecision} hint={t.firstDecisionHint} optional />
          </div>
        </details>
        <Field {...field('title')} label={t.title} hint={t.titleHint} maxLength={150} />
        <Field {...field('body')} label={t.body} hint={t.paperBodyHint} rows={8} />
        <Field {...field('against')} label={t.paperAgainst} optional rows={2} />
        <Field {...field('knownOn')} label={t.paperKnownOn} optional inputmode="numeric" width="narrow" />
        <RouteField language={language} values={values} errors={errors} />
        <TopicAndPlace language={language} values={values} errors={errors} units={units} />
        <FileField language={language} name="files" label={t.scans} hint={t.filesHint} error={errors.files} />
        {files.length > 0 && (
          <p>
            {t.filesTaken} {files.map((file) => file.name).join(', ')}
          </p>
        )}
        <div class="buttons">
          <button type="submit" data-once={t.sending}>
            {t.paperEnter}
          </button>
        </div>
      </form>
    </Layout>
  );
}

/** What the clerk hands over: the number, the code, the day by which there is an answer. */
export function PaperTakenPage(props: {
  frame: Frame;
  taken: { id: string; number: number; code: string; dueOn: PlainDate };
  mayOpen: boolean;
  /** It is a denunciation: from now on only its handlers open it. */
  sealed: boolean;
  /** The other unit that has it from now on. */
  sentTo: string | undefined;
}) {
  const { frame, taken, mayOpen, sealed, sentTo } = props;
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.paperTaken(taken.number)} scripts={['form']}>
      <p class="note good" role="status">
        {t.paperTaken(taken.number)}
      </p>
      <h1>{t.paperTaken(taken.number)}</h1>
      <p>
        {t.due}: <strong>{formatDate(taken.dueOn)}</strong>
      </p>
      <p>{t.giveCode}</p>
      <p class="code" translate={false}>
        {taken.code}
      </p>
      {sealed && <p class="note warn">{t.paperSealed}</p>}
      {sentTo && <p class="note">{t.paperSent(sentTo)}</p>}
      <div class="buttons no-print">
        <a class="button" href={deskPaths.paper}>
          {t.paperNext}
        </a>
        {mayOpen && <a href={deskPaths.case(taken.id)}>{t.paperOpen}</a>}
        <button type="button" class="second" data-print hidden>
          {t.print}
        </button>
      </div>
    </Layout>
  );
}
