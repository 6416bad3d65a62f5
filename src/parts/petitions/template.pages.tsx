import { paths } from '../../ground/places.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { ErrorSummary, Field, type FieldErrors, Hidden, Prose, Select } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { type AnswerTemplate, adviceOn, outcomes, placeholders, shippedTemplates } from './answer.ts';
import { deskPaths } from './paths.ts';
import { answerTexts } from './template.texts.ts';
import { texts } from './texts.ts';

/** Advice on a draft, for the one who writes it and the one who signs it. */
export function AdviceOn({ text, language }: { text: string; language: Language }) {
  const advice = adviceOn(text);
  const t = answerTexts[language];
  if (advice.length === 0) return null;
  return (
    <details class="note">
      <summary>
        {texts[language].adviceTitle} ({advice.length})
      </summary>
      <ul>
        {advice.map((one) => (
          <li key={`${one.code} ${one.about}`}>
            {t.advice[one.code]} {one.about && <q>{one.about}</q>}
            {one.plainer && (
              <>
                {' '}
                {t.instead} {one.plainer}
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The templates of a unit and those that come with the program. */
export function TemplatesPage(props: { frame: Frame; own: readonly AnswerTemplate[]; done: boolean }) {
  const { frame, own, done } = props;
  const { language } = frame;
  const t = answerTexts[language];
  const one = (template: AnswerTemplate, label: string) => (
    <li key={template.id}>
      <details>
        <summary>
          {t.outcomes[template.outcome]}: {template.name}
        </summary>
        <div class="inside">
          <Prose text={template.body} />
          <a href={`${deskPaths.template(template.id)}`}>
            {label}
            <span class="visually-hidden"> {template.name}</span>
          </a>
        </div>
      </details>
    </li>
  );
  return (
    <Layout frame={frame} title={t.title}>
      <a class="back" href={paths.inbox}>
        ← {texts[language].inboxTitle}
      </a>
      {done && (
        <p class="note good" role="status">
          {t.saved}
        </p>
      )}
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>
        <a class="button" href={deskPaths.template('moi')}>
          {t.add}
        </a>
      </p>
      <h2>{t.own}</h2>
      {own.length === 0 && <p>{t.noOwn}</p>}
      <ul class="plain-list">{own.map((template) => one(template, t.change))}</ul>
      <h2>{t.shipped}</h2>
      <ul class="plain-list">{shippedTemplates.map((template) => one(template, t.copy))}</ul>
    </Layout>
  );
}

/** One template being written. */
export function TemplatePage(props: {
  frame: Frame;
  id: string;
  values: Record<string, string>;
  errors: FieldErrors;
  /** It exists and can be deleted. */
  exists: boolean;
}) {
  const { frame, id, values, errors, exists } = props;
  const { language } = frame;
  const t = answerTexts[language];
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  const title = exists ? t.edit : t.add;
  return (
    <Layout frame={frame} title={title} hasErrors={Object.values(errors).some(Boolean)} scripts={['form']}>
      <a class="back" href={deskPaths.templates}>
        ← {t.title}
      </a>
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ outcome: t.outcome, name: t.name, body: t.body }}
      />
      <h1>{title}</h1>
      <form method="post" action={deskPaths.template(id)} novalidate>
        <Hidden values={{ id: values.id }} />
        <Select
          {...field('outcome')}
          label={t.outcome}
          options={[
            { value: '', label: texts[language].chooseOption },
            ...outcomes.map((value) => ({ value, label: t.outcomes[value] })),
          ]}
        />
        <Field {...field('name')} label={t.name} maxLength={100} />
        <Field
          {...field('body')}
          label={t.body}
          hint={t.bodyHint(placeholders.map((name) => `{${name}}`).join(', '))}
          rows={12}
        />
        <div class="buttons">
          <button type="submit">{t.save}</button>
          {exists && (
            <button type="submit" class="link" name="drop" value="yes">
              {t.drop}
            </button>
          )}
        </div>
      </form>
    </Layout>
  );
}
