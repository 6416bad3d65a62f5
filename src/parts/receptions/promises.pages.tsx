import type { SentState } from '../../ground/actions.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { WaitsForWord } from '../../ground/promise/waits.tsx';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import type { PromiseLine } from './reception.store.ts';
import { texts } from './texts.ts';

/** What leaders promised, open ones first. */
export function PromisesPage(props: {
  frame: Frame;
  promises: readonly PromiseLine[];
  today: PlainDate;
  mayKeep: (line: PromiseLine) => boolean;
  state: FormState | SentState;
  done: boolean;
}) {
  const { frame, promises, today, mayKeep, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.promises} hasErrors={state.sent !== undefined} wide scripts={['form']}>
      <p class="back">
        <a href={receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <FormNotes state={state} done={done ? t.done : undefined} />
      <h1>{t.promises}</h1>
      {promises.length === 0 ? (
        <EmptyState title={t.promiseEmpty} />
      ) : (
        <Table
          caption={t.promises}
          hideCaption
          columns={[{ label: t.due }, { label: t.promise }, { label: t.unit }, { label: t.keptHow }]}
          rows={promises.map((line) => [
            <>
              <span class="nowrap">{formatDate(line.dueOn)}</span>{' '}
              {line.ended === null && line.suspendedFrom === null && line.dueOn < today && (
                <Badge tone="warn">{t.overdue}</Badge>
              )}
              {line.ended === 'done' && line.endedOn && (
                <Badge tone={line.endedOn <= line.dueOn ? 'good' : 'warn'}>
                  {t.kept} {formatDate(line.endedOn)}
                </Badge>
              )}
            </>,
            line.text,
            unitName(line, language),
            line.ended === null && line.suspendedFrom !== null ? (
              <>
                <WaitsForWord promise={line} duty={line.dutyId} language={language} />
                {line.keptText}
              </>
            ) : line.ended === null && mayKeep(line) ? (
              <ActionForm
                base={receptionPaths.promises}
                action="da-lam"
                target={line.dutyId}
                state={state}
                about={line.text}
              />
            ) : (
              (line.keptText ?? '')
            ),
          ])}
        />
      )}
    </Layout>
  );
}
