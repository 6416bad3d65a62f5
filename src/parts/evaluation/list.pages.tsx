import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { evaluationPaths as to } from './paths.ts';
import type { FileLine } from './round.store.ts';
import type { Round } from './round.ts';
import { fileStateNames, levelNames, texts } from './texts.ts';

import { periodWords } from './view.tsx';
/** The own files, and the rounds of the own agency. */
export function EvaluationPage(props: {
  frame: Frame;
  own: readonly (FileLine & { year: number; quarter: number | null; round: string })[];
  rounds: readonly (Round & { files: number; decided: number })[];
  mayOpen: boolean;
}) {
  const { frame, own, rounds, mayOpen } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.title} wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {mayOpen && (
        <p class="buttons">
          <a class="button" href={to.newRound}>
            {t.newRound}
          </a>{' '}
          <a href={to.rubrics}>{t.rubrics}</a>
        </p>
      )}
      <h2>{t.mine}</h2>
      {own.length === 0 ? (
        <p class="muted">{t.none}</p>
      ) : (
        <Table
          caption={t.mine}
          hideCaption
          cards
          columns={[{ label: t.period }, { label: t.state }, { label: t.level }]}
          rows={own.map((one) => [
            <a href={to.file(one.id)}>
              {one.round} ({periodWords(one, language)})
            </a>,
            fileStateNames[language][one.state],
            one.level && one.notifiedOn ? levelNames[language][one.level] : '–',
          ])}
        />
      )}
      {mayOpen && (
        <>
          <h2>{t.rounds}</h2>
          {rounds.length === 0 ? (
            <EmptyState title={t.none} />
          ) : (
            <Table
              caption={t.rounds}
              hideCaption
              columns={[
                { label: t.period },
                { label: t.subject },
                { label: t.decided, numeric: true },
                { label: t.files, numeric: true },
                { label: t.state },
              ]}
              rows={rounds.map((one) => [
                <a href={to.round(one.id)}>
                  {one.title} ({periodWords(one, language)})
                </a>,
                one.subject === 'people' ? t.people : t.units,
                formatInteger(one.decided),
                formatInteger(one.files),
                one.closedOn ? t.closedOn(formatDate(one.closedOn)) : '',
              ])}
            />
          )}
        </>
      )}
    </Layout>
  );
}
