import type { Frame } from '../../platform/page/frame.ts';
import { Prose, Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant } from '../../platform/time.ts';
import type { Forwarded } from './forward.store.ts';
import { kindNames, stateNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { texts } from './texts.ts';
import { given } from './view.tsx';

/** A petition as the unit that passed it on still sees it: how far it is, and what was answered. */
export function ForwardedPage(props: {
  frame: Frame;
  one: Forwarded;
  answers: readonly { body: string; at: Date }[];
}) {
  const { frame, one, answers } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={`№ ${one.number} ${one.title}`}>
      <p class="back">
        <a href={deskPaths.forwarded}>← {t.forwarded}</a>
      </p>
      <h1>{one.title}</h1>
      <p class="note">{t.forwardedOnly}</p>
      <Summary
        rows={[
          [t.receiptNumber, String(one.number)],
          [t.kind, kindNames[language][one.kind]],
          [t.receivedOn, formatDate(one.receivedOn)],
          [t.forwardedOn, formatDate(one.onDay)],
          [t.whereItLies, language === 'vi' ? one.unitVi : one.unitEn],
          [t.state, stateNames[language][one.state]],
          ...given(t.due, one.dueOn && formatDate(one.dueOn)),
        ]}
      />
      {answers.map((answer) => (
        <section key={answer.at.toISOString()}>
          <h2>
            {t.answerOf} {formatInstant(answer.at)}
          </h2>
          <Prose text={answer.body} />
        </section>
      ))}
    </Layout>
  );
}
