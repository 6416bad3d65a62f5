import type { Figure } from '../../ground/figure/catalogue.ts';
import { perShare } from '../../ground/figure/target.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  Prose,
  Select,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { CommitmentLine } from './commitment.store.ts';
import type { CommitmentStep, Item } from './commitment.ts';
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
}) {
  const { frame, lines, mayOpen } = props;
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

/** A year's campaign being opened. */
export function CampaignForm(props: {
  frame: Frame;
  units: readonly Unit[];
  ticked: readonly string[];
  figures: readonly Figure[];
  values: Record<string, string>;
  errors: FieldErrors;
}) {
  const { frame, units, ticked, figures, values, errors } = props;
  const { language } = frame;
  const t = texts[language];
  const field = (name: string) => ({ language, name, value: values[name], error: errors[name] });
  const labels = {
    year: t.year,
    title: t.campaignTitle,
    ground: t.ground,
    signBy: t.signBy,
    items: t.templateItems,
    units: t.units,
  };
  return (
    <Layout frame={frame} title={t.openCampaign} hasErrors={Object.values(errors).some(Boolean)}>
      <p class="back">
        <a href={to.desk}>← {t.title}</a>
      </p>
      <h1>{t.openCampaign}</h1>
      <ErrorSummary language={language} errors={errors} labels={labels} />
      <form method="post" action={to.campaign}>
        <Hidden values={{ key: values.key }} />
        <Field {...field('year')} label={t.year} inputmode="numeric" width="narrow" />
        <Field {...field('title')} label={t.campaignTitle} />
        <Field {...field('ground')} label={t.ground} hint={t.groundHint} />
        <Field {...field('signBy')} label={t.signBy} inputmode="numeric" width="narrow" />
        <Field {...field('items')} label={t.templateItems} hint={t.templateHint} rows={6} />
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
        <fieldset class={errors.units ? 'field has-error' : 'field'}>
          <legend>{t.units}</legend>
          {errors.units && (
            <p class="error" id="units-error">
              {errors.units}
            </p>
          )}
          {units.map((unit, at) => {
            const id = at === 0 ? 'units' : `units-${unit.id}`;
            return (
              <div class="choice" key={unit.id}>
                <input
                  type="checkbox"
                  id={id}
                  name="units"
                  value={unit.id}
                  checked={ticked.includes(unit.id)}
                />
                <label for={id}>{unit.name[language]}</label>
              </div>
            );
          })}
        </fieldset>
        <button type="submit">{t.open}</button>
      </form>
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
  key: string;
  /** The form that came back: what it was about, what was typed, what is wrong. */
  form: string | undefined;
  errors: FieldErrors;
  typed: Record<string, string>;
  done: boolean;
}

/** A target as it is typed. */
function typedTarget(item: Item, figures: readonly Figure[]): string {
  if (item.target === null) return '';
  const share = figures.find((one) => one.code === item.figureCode)?.denominator;
  return share ? `${String((item.target * 100) / perShare).replace('.', ',')}%` : String(item.target);
}

function ItemFields({ view, item, form }: { view: DeskView; item: Item | undefined; form: string }) {
  const { frame, figures, typed, errors } = view;
  const { language } = frame;
  const t = texts[language];
  const mine = view.form === form;
  const start: Record<string, string> = item
    ? {
        text: item.text,
        figure: item.figureCode ?? '',
        target: typedTarget(item, figures),
        deliverable: item.deliverable ?? '',
        dueOn: formatDate(item.dueOn),
        people: item.people ? '1' : '',
      }
    : { dueOn: `31/12/${view.line.year}` };
  const prefix = item ? item.id : 'new';
  const field = (name: string) => ({
    language,
    name: `${prefix}-${name}`,
    value: mine ? typed[`${prefix}-${name}`] : start[name],
    error: mine ? errors[`${prefix}-${name}`] : undefined,
  });
  return (
    <>
      <Field {...field('text')} label={t.promise} rows={2} />
      <Select
        {...field('figure')}
        label={t.figure}
        options={[
          { value: '', label: t.none2 },
          ...figures.map((one) => ({ value: one.code, label: one.name[language] })),
        ]}
      />
      <Field {...field('target')} label={t.target} hint={t.targetHint} optional width="narrow" />
      <Field {...field('deliverable')} label={t.deliverable} optional />
      <Field {...field('dueOn')} label={t.dueOn} inputmode="numeric" width="narrow" />
      <Select
        {...field('people')}
        label={t.people}
        options={[
          { value: '', label: '–' },
          { value: '1', label: t.people },
        ]}
      />
    </>
  );
}

/** A commitment as its two sides see it. */
export function DeskCommitmentPage({ view }: { view: DeskView }) {
  const { frame, line, progress, signatures, figures, steps, errors, may } = view;
  const { language } = frame;
  const t = texts[language];
  const here = to.one(line.id);
  const unit = unitName(line, language);
  const title = `${t.title} ${line.year}: ${unit}`;
  return (
    <Layout frame={frame} title={title} wide hasErrors={Object.values(errors).some(Boolean)}>
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
      {view.done && (
        <p class="note" role="status">
          {t.saved}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} />
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
        <details open={view.form === 'new'}>
          <summary>{t.addItem}</summary>
          <form method="post" action={`${here}/muc`}>
            <Hidden values={{ version: String(line.version), form: 'new' }} />
            <ItemFields view={view} item={undefined} form="new" />
            <button type="submit">{t.saveItem}</button>
          </form>
        </details>
      )}
      {steps.length > 0 && (
        <section>
          <h2>{t.toDo}</h2>
          {steps.map((step) => (
            <StepForm key={step} view={view} step={step} />
          ))}
        </section>
      )}
      <ChangeForms view={view} />
      <h2>{t.history}</h2>
      <History events={view.events} language={language} />
    </Layout>
  );
}

function StepForm({ view, step }: { view: DeskView; step: CommitmentStep }) {
  const { frame, line, form, errors, typed } = view;
  const { language } = frame;
  const t = texts[language];
  const mine = form === step;
  const signs = step === 'signHead' || step === 'signSuperior';
  const field = (name: string) => ({
    language,
    name: `${step}-${name}`,
    value: mine ? typed[`${step}-${name}`] : undefined,
    error: mine ? errors[`${step}-${name}`] : undefined,
  });
  return (
    <details open={mine || signs}>
      <summary>{stepNames[language][step]}</summary>
      <form method="post" action={`${to.one(line.id)}/buoc/${step}`}>
        <Hidden values={{ version: String(line.version) }} />
        {signs && <Field {...field('name')} label={t.typedName} hint={t.typedNameHint} autocomplete="off" />}
        {(step === 'giveBack' || step === 'propose' || step === 'agree') && (
          <Field {...field('text')} label={t.words} rows={3} optional={step !== 'giveBack'} />
        )}
        <button type="submit" class={step === 'giveBack' ? 'second' : undefined}>
          {stepNames[language][step]}
        </button>
      </form>
    </details>
  );
}

function ItemForms({ view, one }: { view: DeskView; one: ItemProgress }) {
  const { frame, line, may, form, errors, typed, key } = view;
  const { language } = frame;
  const t = texts[language];
  const { item, reports } = one;
  const here = to.one(line.id);
  const mine = (name: string) => form === `${name}-${item.id}`;
  const field = (of: string, name: string) => ({
    language,
    name: `${of}-${item.id}-${name}`,
    value: mine(of) ? typed[`${of}-${item.id}-${name}`] : undefined,
    error: mine(of) ? errors[`${of}-${item.id}-${name}`] : undefined,
  });
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
        <details open={form === item.id}>
          <summary>{t.editItem}</summary>
          <form method="post" action={`${here}/muc`}>
            <Hidden values={{ version: String(line.version), item: item.id, form: item.id }} />
            <ItemFields view={view} item={item} form={item.id} />
            <p class="buttons">
              <button type="submit">{t.saveItem}</button>{' '}
              {!item.binding && (
                <button type="submit" class="second" name="remove" value="1">
                  {t.removeItem}
                </button>
              )}
            </p>
          </form>
        </details>
      )}
      {may.report && open && (
        <details open={mine('report')}>
          <summary>{t.report}</summary>
          <form method="post" action={`${here}/bao-cao`} enctype="multipart/form-data">
            <Hidden values={{ key: `${key}-${item.position}`, item: item.id }} />
            <Select
              {...field('report', 'quarter')}
              label={t.quarter}
              options={['1', '2', '3', '4'].map((value) => ({ value, label: value }))}
            />
            <Field {...field('report', 'text')} label={t.words} rows={3} />
            {item.figureCode && (
              <Field
                {...field('report', 'claimed')}
                label={t.claimed}
                hint={t.claimedHint}
                optional
                width="narrow"
              />
            )}
            <FileField
              language={language}
              name={`report-${item.id}-files`}
              label={t.evidence}
              hint={t.evidenceHint}
              error={mine('report') ? errors[`report-${item.id}-files`] : undefined}
            />
            <p class="buttons">
              <button type="submit" class="second">
                {t.send}
              </button>{' '}
              {item.deliverable && item.state === 'active' && (
                <button type="submit" name="delivered" value="1">
                  {t.delivered}
                </button>
              )}
            </p>
          </form>
        </details>
      )}
      {may.close && (item.state === 'delivered' || one.mark === 'overdue' || one.mark === 'nothing') && (
        <details open={mine('close')}>
          <summary>{item.state === 'delivered' ? t.accept : t.close}</summary>
          <form method="post" action={`${here}/ket-thuc`}>
            <Hidden values={{ version: String(line.version), item: item.id }} />
            <Field {...field('close', 'text')} label={t.words} rows={2} optional />
            <p class="buttons">
              {item.state === 'delivered' && (
                <>
                  <button type="submit" name="as" value="kept">
                    {t.accept}
                  </button>{' '}
                  <button type="submit" name="as" value="back" class="second">
                    {t.giveBack}
                  </button>{' '}
                </>
              )}
              {(one.mark === 'overdue' || one.mark === 'nothing') && (
                <button type="submit" name="as" value="missed" class="second">
                  {t.close}
                </button>
              )}
            </p>
          </form>
        </details>
      )}
      {may.change && item.state === 'active' && (
        <details open={form === `change-${item.id}`}>
          <summary>{t.askChange}</summary>
          <form method="post" action={`${here}/thay-doi`}>
            <Hidden values={{ version: String(line.version), item: item.id }} />
            <Field
              language={language}
              name={`change-${item.id}-reason`}
              label={t.changeReason}
              rows={2}
              value={mine('change') ? typed[`change-${item.id}-reason`] : undefined}
              error={mine('change') ? errors[`change-${item.id}-reason`] : undefined}
            />
            <ItemFields view={view} item={item} form={`change-${item.id}`} />
            <p class="buttons">
              <button type="submit" class="second">
                {t.askChange}
              </button>{' '}
              <button type="submit" class="second" name="drop" value="1">
                {t.drop}
              </button>
            </p>
          </form>
        </details>
      )}
    </>
  );
}

function ChangeForms({ view }: { view: DeskView }) {
  const { frame, line, changes, figures, toSign, toRefuse, form, errors, typed } = view;
  const { language } = frame;
  const t = texts[language];
  if (changes.length === 0) return null;
  return (
    <section>
      <Changes changes={changes} figures={figures} language={language} />
      {changes
        .filter((one) => one.state === 'asked' && (toSign.includes(one.id) || toRefuse.includes(one.id)))
        .map((one) => (
          <form key={one.id} method="post" action={`${to.one(line.id)}/thay-doi/${one.id}`}>
            <Prose text={one.reason} />
            <Hidden values={{ version: String(line.version) }} />
            {toSign.includes(one.id) && (
              <Field
                language={language}
                name={`${one.id}-name`}
                label={t.typedName}
                hint={t.typedNameHint}
                value={form === one.id ? typed[`${one.id}-name`] : undefined}
                error={form === one.id ? errors[`${one.id}-name`] : undefined}
                autocomplete="off"
              />
            )}
            {toRefuse.includes(one.id) && (
              <Field
                language={language}
                name={`${one.id}-text`}
                label={t.words}
                optional
                value={form === one.id ? typed[`${one.id}-text`] : undefined}
                error={form === one.id ? errors[`${one.id}-text`] : undefined}
              />
            )}
            <p class="buttons">
              {toSign.includes(one.id) && (
                <button type="submit" name="sign" value="1">
                  {t.signChange}
                </button>
              )}{' '}
              {toRefuse.includes(one.id) && (
                <button type="submit" class="second">
                  {t.refuseChange}
                </button>
              )}
            </p>
          </form>
        ))}
    </section>
  );
}
