import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { NewsTopic } from '../../ground/public-news.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Choice,
  ErrorSummary,
  Field,
  type FieldErrors,
  Hidden,
  Select,
  Summary,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { subscriptionTexts } from './subscription.texts.ts';
import type { Subscription } from './subscription.ts';

/** What to be told of, how often, where. */
export function SubscribePage(props: {
  frame: Frame;
  topics: readonly NewsTopic[];
  units: readonly Unit[];
  chosen: readonly string[];
  /** A page to be followed by itself. */
  page: { path: string; title: string } | undefined;
  values: Record<string, string>;
  errors: FieldErrors;
  /** By which a browser knows whose notices it takes. */
  pushKey: string;
}) {
  const { frame, topics, units, chosen, page, values, errors, pushKey } = props;
  const { language } = frame;
  const t = subscriptionTexts[language];
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  return (
    <Layout
      frame={frame}
      title={t.title}
      description={t.lead}
      hasErrors={Object.values(errors).some(Boolean)}
      scripts={['form', 'push']}
    >
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ topics: t.topics, unit: t.unit, every: t.every, email: t.email }}
      />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <form method="post" action={paths.subscriptions} novalidate>
        {page ? (
          <>
            <Hidden values={{ page: page.path }} />
            <p>{t.page(page.title)}</p>
          </>
        ) : (
          <>
            <fieldset class={errors.topics ? 'field has-error' : 'field'}>
              <legend>{t.topics}</legend>
              {errors.topics && <p class="error">{errors.topics}</p>}
              {topics.map((topic, at) => {
                const id = at === 0 ? 'topics' : `topics-${topic.code}`;
                return (
                  <div class="choice" key={topic.code}>
                    <input
                      type="checkbox"
                      id={id}
                      name="topics"
                      value={topic.code}
                      checked={chosen.includes(topic.code)}
                    />
                    <label for={id}>{topic.name[language]}</label>
                  </div>
                );
              })}
            </fieldset>
            <Select
              {...field('unit')}
              label={t.unit}
              options={[
                { value: '', label: t.all },
                ...units.map((one) => ({ value: one.code, label: one.name[language] })),
              ]}
            />
          </>
        )}
        <Choice
          {...field('every')}
          legend={t.every}
          hint={t.hours}
          options={[
            { value: 'day', label: t.day },
            { value: 'week', label: t.week },
          ]}
        />
        <Field
          {...field('email')}
          label={t.email}
          hint={t.emailHint}
          type="email"
          autocomplete="email"
          maxLength={200}
        />
        <button type="submit" data-once="yes">
          {t.send}
        </button>
        <div
          data-push={pushKey}
          data-sent={t.pushSent}
          data-denied={t.pushDenied}
          data-failed={t.pushFailed}
          hidden
        >
          <p class="hint">{t.pushHint}</p>
          <button type="button" class="second">
            {t.pushHere}
          </button>
          <p role="status" />
        </div>
      </form>
    </Layout>
  );
}

/** A page that says one thing. */
export function SaidPage({ frame, title, text }: { frame: Frame; title: string; text: string }) {
  return (
    <Layout frame={frame} title={title}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
    </Layout>
  );
}

/** What a subscription is told of, with the ways to begin and to leave: each a button, for links are opened by machines. */
export function OwnSubscriptionPage(props: {
  frame: Frame;
  subscription: Subscription;
  topics: readonly NewsTopic[];
  unit: string | undefined;
  /** Pages followed by themselves. */
  pages: readonly { path: string; title: string }[];
  here: string;
}) {
  const { frame, subscription, topics, unit, pages, here } = props;
  const { language } = frame;
  const t = subscriptionTexts[language];
  const told = [
    ...topics.filter((one) => subscription.topics.includes(one.code)).map((one) => one.name[language]),
    ...pages.map((one) => one.title),
  ];
  return (
    <Layout frame={frame} title={t.yours}>
      <h1>{t.yours}</h1>
      <p class={subscription.confirmedAt ? 'note good' : 'note'}>
        {subscription.confirmedAt ? t.confirmed : t.waiting}
      </p>
      <Summary
        rows={[
          [t.told, told.join(', ')],
          ...(subscription.pages.length === 0 ? ([[t.unit, unit ?? t.all]] as [string, string][]) : []),
          [t.every, subscription.every === 'day' ? t.day : t.week],
        ]}
      />
      {!subscription.confirmedAt && (
        <form method="post" action={`${here}/xac-nhan`}>
          <button type="submit">{t.confirm}</button>
        </form>
      )}
      <form method="post" action={`${here}/thoi`}>
        <button type="submit" class="second">
          {t.leave}
        </button>
      </form>
    </Layout>
  );
}
