import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Prose, Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import type { SubjectLook } from '../duty/subject.ts';
import { paths } from '../places.ts';
import { promisePaths } from './paths.ts';
import type { OpenReport, returnedReports } from './promise.service.ts';
import { texts } from './texts.ts';

/** A promise that is reported as kept, and the word of somebody else on it. */
export function PromisePage(props: {
  frame: Frame;
  duty: string;
  report: OpenReport | undefined;
  look: SubjectLook | undefined;
  returned: Awaited<ReturnType<typeof returnedReports>>;
  may: boolean;
  state: FormState;
  done: boolean;
}) {
  const { frame, duty, report, look, returned, may, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  const form = { base: promisePaths.report(duty), state };
  return (
    <Layout frame={frame} title={t.title} hasErrors={state.sent !== undefined} scripts={['form']}>
      <p class="back">
        <a href={look?.href ?? paths.inbox}>← {look?.title ?? t.what}</a>
      </p>
      <h1>{t.title}</h1>
      <FormNotes state={state} done={done ? t.done : undefined} />
      <p>{t.lead}</p>
      {report ? (
        <>
          <Summary
            rows={[
              [t.what, look?.title ?? ''],
              [t.due, formatDate(report.dueOn)],
              [t.reported, formatDate(report.reportedOn)],
              [t.words, <Prose text={report.words} />],
            ]}
          />
          {may ? (
            <>
              <ActionForm {...form} action="xac-nhan" open />
              <ActionForm {...form} action="tra-lai" />
            </>
          ) : (
            <p class="note">{t.own}</p>
          )}
        </>
      ) : (
        <p class="note">{t.gone}</p>
      )}
      {returned.map((one) => (
        <p key={one.endedAt.getTime()} class="small muted">
          {t.returned(formatDate(one.reportedOn))}: {one.endedWhy}
        </p>
      ))}
    </Layout>
  );
}
