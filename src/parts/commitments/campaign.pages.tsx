import type { SentState } from '../../ground/actions.ts';
import type { Figure } from '../../ground/figure/catalogue.ts';
import { ActionForm, FormNotes, type FormState, type Initial } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import type { Option } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import type { Campaign } from './commitment.ts';
import { commitmentPaths as to } from './paths.ts';
import { texts } from './texts.ts';

/** A year's campaign being opened. */
export function CampaignPage(props: {
  frame: Frame;
  /** The one that is changed; a new one without. */
  campaign?: Campaign;
  units: readonly Option[];
  figures: readonly Figure[];
  initial: Initial;
  state: FormState | SentState;
}) {
  const { frame, campaign, units, figures, initial, state } = props;
  const { language } = frame;
  const t = texts[language];
  const title = campaign ? `${t.editCampaign}: ${campaign.year}` : t.openCampaign;
  return (
    <Layout frame={frame} title={title} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>{title}</h1>
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
        base={campaign ? to.campaignOf(campaign.id) : to.campaign}
        action=""
        state={state}
        picks={{ units }}
        initial={initial}
        submit={campaign ? t.save : t.open}
        open
      />
    </Layout>
  );
}
