import type { SentState } from '../../ground/actions.ts';
import type { Figure } from '../../ground/figure/catalogue.ts';
import { ActionForm, FormNotes, type FormState, type Initial } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import type { Option } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { commitmentPaths as to } from './paths.ts';
import { texts } from './texts.ts';

/** A year's campaign being opened. */
export function CampaignPage(props: {
  frame: Frame;
  units: readonly Option[];
  figures: readonly Figure[];
  initial: Initial;
  state: FormState | SentState;
}) {
  const { frame, units, figures, initial, state } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.openCampaign} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>{t.openCampaign}</h1>
      <FormNotes state={state} />
      <details>
        <summary>{t.figureCodes}</summary>
        <ul class="small">
          {figures.map((one) => (
            <li key={one.code}>
              <code>{one.code}</code>: {one.name[language]}
            </li>
          ))}
        </ul>
      </details>
      <ActionForm
        base={to.campaign}
        action=""
        state={state}
        picks={{ units }}
        initial={initial}
        submit={t.open}
        open
      />
    </Layout>
  );
}
