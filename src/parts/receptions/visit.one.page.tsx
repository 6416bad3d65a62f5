import type { SentState } from '../../ground/actions.ts';
import { CorrectedNotes } from '../../ground/corrected.tsx';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Prose, Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { visitDataForm } from './forms.ts';
import { receptionPaths } from './paths.ts';
import type { Visit } from './reception.store.ts';
import { kindNames, texts } from './texts.ts';

/** One line of the log: what was taken down, what was put right of it, and the form to put it right. */
export function OneVisitPage(props: {
  frame: Frame;
  visit: Visit;
  mayCorrect: boolean;
  state: FormState | SentState;
  done: boolean;
}) {
  const { frame, visit, mayCorrect, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  const title = `${t.logTitle}: ${t.columns.number} ${visit.number}/${visit.year}`;
  const row = (label: string, value: string | null): [string, string][] => (value ? [[label, value]] : []);
  return (
    <Layout frame={frame} title={title} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={receptionPaths.log}>← {t.logTitle}</a>
      </p>
      <h1>{title}</h1>
      <FormNotes state={state} done={done ? t.visitCorrected : undefined} />
      <Summary
        rows={[
          [t.columns.day, formatDate(visit.onDay)],
          [t.columns.person, visit.name ?? t.sealedName],
          ...row(t.address, visit.address),
          ...row(t.identityNote, visit.identityNote),
          [t.people, formatInteger(visit.people)],
          ...row(t.representatives, visit.representatives),
          [t.kind, kindNames[language][visit.kind]],
          [t.matter, visit.matter],
          ...row(t.handledBefore, visit.handledBefore),
          [t.outcome, t.outcomes[visit.outcome]],
          ...row(t.outcomeText, visit.outcomeText),
          ...row(t.note, visit.note),
        ]}
      />
      {visit.statement && <Prose text={visit.statement} />}
      <CorrectedNotes corrected={visit.corrected} spec={visitDataForm} language={language} />
      {mayCorrect && (
        <ActionForm
          base={receptionPaths.visitOf(visit.id)}
          action=""
          state={state}
          title={t.correctVisit}
          spec={visitDataForm}
          initial={{
            name: visit.name,
            address: visit.address,
            identityNote: visit.identityNote,
            representatives: visit.representatives,
            matter: visit.matter,
            statement: visit.statement,
            handledBefore: visit.handledBefore,
            outcomeText: visit.outcomeText,
            note: visit.note,
          }}
        >
          <p class="hint">{t.correctVisitHint}</p>
        </ActionForm>
      )}
    </Layout>
  );
}
