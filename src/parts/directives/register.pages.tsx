import type { SentState } from '../../ground/actions.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import type { Direction } from './document.ts';
import { registerFormFor } from './forms.ts';
import { directivePaths as to } from './paths.ts';
import { texts } from './texts.ts';

/** A document being entered in a register. */
export function RegisterForm(props: {
  frame: Frame;
  direction: Direction;
  day: PlainDate;
  state: FormState | SentState;
}) {
  const { frame, direction, day, state } = props;
  const t = texts[frame.language];
  const title = direction === 'in' ? t.registerIn : t.registerOut;
  return (
    <Layout frame={frame} title={title} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.documents}>← {t.documents}</a>
      </p>
      <h1>{title}</h1>
      <FormNotes state={state} />
      <ActionForm
        base={to.register}
        action=""
        state={state}
        spec={registerFormFor(direction)}
        initial={{ direction, [direction === 'in' ? 'arrivedOn' : 'issuedOn']: formatDate(day) }}
        submit={t.save}
        open
      >
        {direction === 'out' && <p class="note">{t.willNumber}</p>}
      </ActionForm>
    </Layout>
  );
}
