import type { SentState } from '../../ground/actions.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { evaluationPaths as to } from './paths.ts';
import type { Rubric } from './round.store.ts';
import { texts } from './texts.ts';

/** Local tables of criteria. */
export function RubricsPage(props: {
  frame: Frame;
  rubrics: readonly Rubric[];
  state: FormState | SentState;
}) {
  const { frame, rubrics, state } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.rubrics} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>{t.rubrics}</h1>
      <FormNotes state={state} />
      {rubrics.map((one) => (
        <section key={one.id} class="full">
          <h2>{one.name}</h2>
          <p class="muted">{one.ground}</p>
          <Table
            caption={one.name}
            hideCaption
            columns={[{ label: t.criterion }, { label: t.most, numeric: true }, { label: t.figures }]}
            rows={one.criteria.map((criterion) => [
              criterion.name[language],
              String(criterion.most),
              criterion.figure ?? '–',
            ])}
          />
        </section>
      ))}
      <h2>{t.addRubric}</h2>
      <ActionForm base={to.rubrics} action="" state={state} submit={t.addRubric} open />
    </Layout>
  );
}
