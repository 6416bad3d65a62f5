import type { SentState } from '../../ground/actions.ts';
import { reductionGrounds } from '../../ground/law/staff-reduction.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import type { UnitPost } from '../../ground/organization/reorganisation.store.ts';
import { paths } from '../../ground/places.ts';
import type { Language } from '../../platform/language.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import type { Reduction, ReductionStep } from './reduction.ts';
import { Figures, type StaffingFigures } from './staffing.pages.tsx';
import { routeNames, stateNames, stepNames, texts } from './texts.ts';

/** Everything the officers' page shows. */
export interface StaffingDesk {
  frame: Frame;
  base: string;
  figures: StaffingFigures;
  reductions: Reduction[];
  /** Units for which this officer may propose. */
  own: Unit[];
  posts: UnitPost[];
  mayPlan: boolean;
  /** Whether a plan may be made, which binds everybody. */
  mayMakePlans: boolean;
  /** Units whose targets and approved posts may be set. */
  plannedUnits: Unit[];
  steps(row: Reduction): ReductionStep[];
  state: FormState | SentState;
  done: boolean;
}

export function StaffingDeskPage({ view }: { view: StaffingDesk }) {
  const { frame, base, figures, reductions, own, posts, state } = view;
  const { language } = frame;
  const t = texts[language];
  const { plan } = figures.query;
  const form = { base, state };
  return (
    <Layout frame={frame} title={t.title} scripts={['form']} hasErrors={state.sent !== undefined} wide>
      <FormNotes state={state} done={view.done ? t.done : undefined} />
      <h1>{t.title}</h1>
      <p class="lead">{t.deskLead}</p>
      <p>
        <a href={paths.staffing}>{t.publicPage}</a>
      </p>
      <Figures frame={frame} base={base} figures={figures} />
      {own.length > 0 && plan && (
        <>
          <h2>{t.list}</h2>
          {reductions.length === 0 ? (
            <EmptyState title={t.none} />
          ) : (
            <Table
              caption={t.list}
              hideCaption
              columns={[
                { label: t.effectiveOn },
                { label: t.post },
                { label: t.person },
                { label: t.route },
                { label: t.state },
              ]}
              rows={reductions.map((row) => [
                <span class="nowrap">{formatDate(row.leftOn ?? row.effectiveOn)}</span>,
                <>
                  {row.postTitle}
                  <br />
                  <span class="muted small">{figures.units.get(row.unitNow)?.name[language]}</span>
                </>,
                <>
                  {row.personName ?? '—'}
                  {row.ratings && (
                    <>
                      <br />
                      <span class="muted small">{row.ratings}</span>
                    </>
                  )}
                </>,
                <>
                  {routeNames[language][row.route]}
                  <br />
                  <GroundName code={row.groundCode} language={language} />
                </>,
                <>
                  <Badge tone={row.state === 'left' ? 'good' : row.state === 'proposed' ? 'warn' : 'info'}>
                    {stateNames[language][row.state]}
                  </Badge>
                  {view.steps(row).map((step) => (
                    <ActionForm
                      key={step}
                      base={base}
                      action={step}
                      target={row.id}
                      state={{ ...state, version: row.version }}
                      title={stepNames[language][step]}
                      about={row.postTitle}
                      initial={{ leftOn: formatDate(row.effectiveOn) }}
                      quiet
                    />
                  ))}
                </>,
              ])}
            />
          )}
          <ActionForm
            {...form}
            action="giam"
            title={t.propose}
            submit={t.proposeButton}
            picks={{
              unit: own.map((unit) => ({ value: unit.id, label: unit.name[language] })),
              post: posts
                .filter((post) => post.personId !== null)
                .map((post) => ({
                  value: post.id,
                  label: `${post.personName}, ${language === 'vi' ? post.titleVi : post.titleEn}, ${figures.units.get(post.unitId)?.name[language] ?? ''}`,
                })),
            }}
            initial={{ plan: plan.id }}
          />
        </>
      )}
      {view.mayPlan && <PlanForms view={view} />}
    </Layout>
  );
}

function GroundName({ code, language }: { code: string; language: Language }) {
  const ground = reductionGrounds.find((one) => one.code === code);
  return (
    <span class="muted small">
      {ground?.name[language] ?? code}
      {ground?.standing === 'toConfirm' && ` (${texts[language].toConfirm})`}
    </span>
  );
}

function PlanForms({ view }: { view: StaffingDesk }) {
  const { frame, base, plannedUnits, figures, state } = view;
  const { language } = frame;
  const t = texts[language];
  const form = {
    base,
    state,
    submit: t.save,
    picks: {
      unit: plannedUnits.map((unit) => ({ value: unit.id, label: unit.name[language] })),
      plan: figures.plans.map((plan) => ({ value: plan.id, label: plan.title[language] })),
    },
  };
  return (
    <>
      {figures.plans.length > 0 && <ActionForm {...form} action="chi-tieu" title={t.setTarget} />}
      <ActionForm {...form} action="bien-che" title={t.setQuota} />
      {view.mayMakePlans && <ActionForm {...form} action="ke-hoach" title={t.newPlan} />}
    </>
  );
}
