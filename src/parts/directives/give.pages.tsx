import type { SentState } from '../../ground/actions.ts';
import {
  ActionForm,
  FormNotes,
  type FormState,
  type Initial,
  type Picks,
} from '../../platform/page/form.tsx';
import { needed } from '../../platform/page/form-spec.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Prose } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { taskForm } from './forms.ts';
import { texts } from './texts.ts';

/** A task being given: from a clause, or on below another task. */
export function GivePage(props: {
  frame: Frame;
  /** Where it is given. */
  address: string;
  back: { href: string; text: string };
  title: string;
  /** The words it comes from. */
  words: string | undefined;
  picks: Picks;
  initial: Initial;
  /** The document is running already: why it orders more now is asked. */
  later?: boolean;
  state: FormState | SentState;
}) {
  const { frame, address, back, title, words, picks, initial, later, state } = props;
  const t = texts[frame.language];
  // What there is nothing to choose from is not asked.
  const { parent, post, addedWhy, ...rest } = taskForm;
  const spec = {
    ...rest,
    ...(later && { addedWhy: needed(addedWhy) }),
    ...(picks.parent?.length && { parent }),
    ...(picks.post?.length && { post }),
  };
  return (
    <Layout frame={frame} title={title} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={back.href}>← {back.text}</a>
      </p>
      <h1>{title}</h1>
      <FormNotes state={state} />
      {words && (
        <blockquote class="quoted">
          <Prose text={words} />
        </blockquote>
      )}
      <ActionForm
        base={address}
        action=""
        state={state}
        spec={spec}
        picks={picks}
        initial={initial}
        submit={t.give}
        open
      />
    </Layout>
  );
}
