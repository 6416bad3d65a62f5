import type { SentState } from '../../ground/actions.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, type Option, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { evaluationPaths as to } from './paths.ts';
import type { Commendation, FileLine } from './round.store.ts';
import type { Round } from './round.ts';
import type { CapLine } from './score.ts';
import { fileStateNames, groupNames, levelNames, texts } from './texts.ts';

import { periodWords, Rules } from './view.tsx';
/** A round being opened. */
export function RoundForm(props: {
  frame: Frame;
  rubrics: readonly Option[];
  year: number;
  state: FormState | SentState;
}) {
  const { frame, rubrics, year, state } = props;
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.newRound} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>{t.newRound}</h1>
      <FormNotes state={state} />
      <ActionForm
        base={to.newRound}
        action=""
        state={state}
        picks={{ rubric: rubrics }}
        initial={{ year: String(year) }}
        submit={t.open}
        open
      />
    </Layout>
  );
}

/** What a round's page shows. */
export interface RoundView {
  frame: Frame;
  round: Round;
  files: readonly FileLine[];
  cap: readonly CapLine[];
  commendations: readonly Commendation[];
  state: FormState | SentState;
  done: boolean;
}

/** A round: its files, the cap of the whole and of each group, how it is closed. */
export function RoundPage({ view }: { view: RoundView }) {
  const { frame, round, files, cap, commendations, state, done } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.round(round.id);
  const people = round.subject === 'people';
  const byId = new Map(files.map((one) => [one.id, one]));
  const may = files.filter(
    (one) => one.state === 'final' && (one.level === 'excellent' || one.level === 'good'),
  );
  const nameOf = (one: FileLine) => one.personName ?? unitName(one, language);
  const form = { base: here, state: { ...state, version: round.version } };
  return (
    <Layout frame={frame} title={round.title} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>
        {round.title} ({periodWords(round, language)})
      </h1>
      <FormNotes state={state} done={done ? t.saved : undefined} />
      {round.rulesCode && <Rules code={round.rulesCode} language={language} />}
      <p>
        {t.summary}: <a href={`${here}.docx`}>Word</a> · <a href={`${here}.pdf`}>PDF</a> ·{' '}
        <a href={`${here}.xlsx`}>Excel</a>
      </p>
      {people && round.state === 'open' && <ActionForm {...form} action="doc-lai" title={t.refill} quiet />}
      <Table
        caption={t.files}
        columns={[
          { label: people ? t.person : t.unit },
          ...(people ? [{ label: t.post }, { label: t.unit }] : []),
          { label: t.state },
          { label: t.level },
        ]}
        rows={files.map((one) => [
          <a href={to.file(one.id)}>{nameOf(one)}</a>,
          ...(people ? [one.title ?? '', unitName(one, language)] : []),
          fileStateNames[language][one.state],
          one.level ? levelNames[language][one.level] : '–',
        ])}
      />
      {people && (
        <section class="full">
          <h2>{t.cap}</h2>
          <p>
            {t.capLead(String(round.capShare))} {round.capWhy}
          </p>
          <Table
            caption={t.cap}
            hideCaption
            columns={[
              { label: t.group },
              { label: t.excellent, numeric: true },
              { label: t.good, numeric: true },
              { label: t.allowed, numeric: true },
              { label: t.state },
            ]}
            rows={cap.map((one) => [
              groupNames[language][one.group] ?? one.group,
              formatInteger(one.excellent),
              formatInteger(one.good),
              formatInteger(one.most),
              one.broken ? <Badge tone="warn">{t.broken}</Badge> : '',
            ])}
          />
        </section>
      )}
      {round.closedOn ? (
        <p class="note">
          {t.closedOn(formatDate(round.closedOn))}. {round.closedWhy}
        </p>
      ) : (
        <ActionForm {...form} action="dong" title={t.close} />
      )}
      <h2>{t.commendations}</h2>
      {commendations.length > 0 && (
        <ul>
          {commendations.map((one) => {
            const file = byId.get(one.fileId);
            return (
              <li key={`${one.fileId}${one.form}`}>
                {file && nameOf(file)}: {one.form} ({one.ground}, {formatDate(one.decidedOn)})
              </li>
            );
          })}
        </ul>
      )}
      {may.length > 0 && (
        <ActionForm
          {...form}
          action="khen-thuong"
          title={t.commend}
          picks={{ file: may.map((one) => ({ value: one.id, label: nameOf(one) })) }}
        />
      )}
    </Layout>
  );
}
