import type { SentState } from '../../ground/actions.ts';
import type { Figure } from '../../ground/figure/catalogue.ts';
import { perShare } from '../../ground/figure/target.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { ActionForm, FormNotes, type FormState, type Initial } from '../../platform/page/form.tsx';
import type { FormSpec } from '../../platform/page/form-spec.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Prose, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { CommitmentLine } from './commitment.store.ts';
import type { Campaign, CommitmentStep, Item } from './commitment.ts';
import { reportForm } from './forms.ts';
import { commitmentPaths as to } from './paths.ts';
import type { ItemProgress } from './progress.ts';
import { Changes, type PublicView, Signatures } from './public.pages.tsx';
import { stateNames, stepNames, texts } from './texts.ts';
import { History, MarkBadge, Measure, Shown } from './view.tsx';

/** Commitments of the own unit and of those below. */
export function DeskCommitmentsPage(props: {
  frame: Frame;
  lines: readonly CommitmentLine[];
  mayOpen: boolean;
  /** Campaigns that nobody has answered yet. */
  editable: readonly Campaign[];
}) {
  const { frame, lines, mayOpen, editable } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.title} wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.deskLead}</p>
      {mayOpen && (
        <p>
          <a class="button" href={to.campaign}>
            {t.openCampaign}
          </a>
          {editable.map((one) => (
            <>
              {' '}
              <a href={to.campaignOf(one.id)}>
                {t.editCampaign} {one.year}
              </a>
            </>
          ))}
        </p>
      )}
      {lines.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.title}
          hideCaption
          columns={[
            { label: t.unit },
            { label: t.year, numeric: true },
            { label: t.state },
            { label: t.items, numeric: true },
          ]}
          rows={lines.map((one) => [
            <a href={to.one(one.id)}>{unitName(one, language)}</a>,
            String(one.year),
            <Badge tone={one.state === 'signed' ? 'good' : 'info'}>{stateNames[language][one.state]}</Badge>,
            formatInteger(one.items),
          ])}
        />
      )}
    </Layout>
  );
}

/** What the desk's page of a commitment shows and allows. */
export interface DeskView extends PublicView {
  steps: readonly CommitmentStep[];
  may: { edit: boolean; report: boolean; close: boolean; change: boolean };
  /** Changes that wait for this reader's signature, and those they may refuse. */
  toSign: readonly string[];
  toRefuse: readonly string[];
  state: FormState | SentState;
  done: boolean;
}

/** A target as it is typed. */
function typedTarget(item: Item, figures: readonly Figure[]): string {
  if (item.target === null) return '';
  const share = figures.find((one) => one.code === item.figureCode)?.denominator;
  return share ? `${String((item.target * 100) / perShare).replace('.', ',')}%` : String(item.target);
}

/** What stands in the form of an item before anything is typed. */
const startOf = (item: Item, figures: readonly Figure[]): Initial => ({
  text: item.text,
  figure: item.figureCode ?? '',
  target: typedTarget(item, figures),
  deliverable: item.deliverable ?? '',
  dueOn: formatDate(item.dueOn),
  people: item.people ? '1' : '',
});

/** A commitment as its two sides see it. */
export function DeskCommitmentPage({ view }: { view: DeskView }) {
  const { frame, line, progress, signatures, figures, steps, state, may } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.one(line.id);
  const form = { base: here, state: { ...state, version: line.version } };
  const unit = unitName(line, language);
  const title = `${t.title} ${line.year}: ${unit}`;
  return (
    <Layout frame={frame} title={title} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>{title}</h1>
      <p>
        <Badge tone={line.state === 'signed' ? 'good' : 'info'}>{stateNames[language][line.state]}</Badge>{' '}
        {line.publishedAt && (
          <a href={to.publicOne(line.id)}>{t.published(formatInstant(line.publishedAt))}</a>
        )}
      </p>
      <FormNotes state={state} done={view.done ? t.saved : undefined} />
      <Signatures signatures={signatures} language={language} />
      <p>
        {t.paper}: <a href={`${here}.docx`}>Word</a> · <a href={`${here}.pdf`}>PDF</a> ·{' '}
        <a href={`${here}.xlsx`}>Excel</a>
      </p>
      <p class="muted">
        {t.asOf} {formatDate(view.asOf)}. {t.unitNote}
      </p>
      {progress.map((one) => (
        <section key={one.item.id} class="full">
          <h2 id={`muc-${one.item.position}`}>
            {one.item.position}. {one.item.text}
          </h2>
          <p>
            <MarkBadge mark={one.mark} language={language} />{' '}
            {one.item.people && <Badge tone="info">{t.people}</Badge>}{' '}
            {one.item.binding && <Badge tone="plain">{t.binding}</Badge>}
          </p>
          <p>
            {t.measure}: <Measure terms={one.item} figures={figures} language={language} />. {t.dueOn}:{' '}
            {formatDate(one.item.dueOn)}.
          </p>
          <Shown progress={one} figures={figures} language={language} />
          <ItemForms view={view} one={one} />
        </section>
      ))}
      {may.edit && (
        <ActionForm
          {...form}
          action="muc"
          title={t.addItem}
          submit={t.saveItem}
          initial={{ dueOn: `31/12/${line.year}` }}
        />
      )}
      {steps.length > 0 && (
        <section>
          <h2>{t.toDo}</h2>
          {steps.map((step) => (
            <ActionForm
              key={step}
              {...form}
              action={step}
              title={stepNames[language][step]}
              open={step === 'signHead' || step === 'signSuperior'}
            />
          ))}
        </section>
      )}
      <ChangeForms view={view} />
      <h2>{t.history}</h2>
      <History events={view.events} language={language} />
    </Layout>
  );
}

/** What is asked of a report on an item: a number where it is measured by one, whether it is there where it is a thing. */
function reportOf(item: Item): FormSpec {
  const { claimed, delivered, files, ...words } = reportForm;
  return {
    ...words,
    ...(item.figureCode && { claimed }),
    ...(item.deliverable && item.state === 'active' && { delivered }),
    files,
  };
}

function ItemForms({ view, one }: { view: DeskView; one: ItemProgress }) {
  const { frame, line, may, state, figures } = view;
  const { language } = frame;
  const t = texts[language];
  const { item, reports } = one;
  const here = to.one(line.id);
  const form = { base: here, state: { ...state, version: line.version }, target: item.id };
  const open = item.state === 'active' || item.state === 'delivered';
  return (
    <>
      {reports.length > 0 && (
        <ul class="small">
          {reports.map((report, at) => (
            <li key={at}>
              {t.quarter} {report.quarter}: {report.text}
              {report.files.map((file) => (
                <>
                  {' '}
                  · <a href={`${here}/tep/${item.id}/${file.id}`}>{file.name}</a>
                </>
              ))}
            </li>
          ))}
        </ul>
      )}
      {may.edit && (
        <ActionForm
          {...form}
          action="sua"
          title={t.editItem}
          submit={t.saveItem}
          initial={startOf(item, figures)}
        />
      )}
      {may.edit && !item.binding && <ActionForm {...form} action="bo" title={t.removeItem} quiet />}
      {may.report && open && (
        <ActionForm {...form} action="bao-cao" title={t.report} submit={t.send} spec={reportOf(item)} />
      )}
      {may.close && item.state === 'delivered' && (
        <>
          <ActionForm {...form} action="dat" title={t.accept} />
          <ActionForm {...form} action="tra-lai" title={t.giveBack} />
        </>
      )}
      {may.close && (one.mark === 'overdue' || one.mark === 'nothing') && (
        <ActionForm {...form} action="khong-dat" title={t.close} />
      )}
      {may.change && item.state === 'active' && (
        <>
          <ActionForm {...form} action="thay-doi" title={t.askChange} initial={startOf(item, figures)} />
          <ActionForm {...form} action="xin-bo" title={t.drop} />
        </>
      )}
    </>
  );
}

function ChangeForms({ view }: { view: DeskView }) {
  const { frame, line, changes, figures, toSign, toRefuse, state } = view;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.one(line.id), state: { ...state, version: line.version } };
  if (changes.length === 0) return null;
  return (
    <section>
      <Changes changes={changes} figures={figures} language={language} />
      {changes
        .filter((one) => one.state === 'asked' && (toSign.includes(one.id) || toRefuse.includes(one.id)))
        .map((one) => (
          <div key={one.id}>
            <Prose text={one.reason} />
            {toSign.includes(one.id) && (
              <ActionForm {...form} action="ky" target={one.id} title={t.signChange} open />
            )}
            {toRefuse.includes(one.id) && (
              <ActionForm {...form} action="khong-ky" target={one.id} title={t.refuseChange} />
            )}
          </div>
        ))}
    </section>
  );
}
