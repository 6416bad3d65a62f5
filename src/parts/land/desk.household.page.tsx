import type { SentState } from '../../ground/actions.ts';
import { ActionForm, FormNotes, type FormState, QueueNotes } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import type { Option as Choice } from '../../platform/page/kit.tsx';
import { Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import type { PlainDate } from '../../platform/time.ts';
import { formatDate } from '../../platform/time.ts';
import { formatDong, formatThousandths } from '../../platform/vietnamese.ts';
import {
  answerForm,
  cancelVisitForm,
  holderForm,
  holderNameForm,
  keptForm,
  lineForm,
  opinionForm,
  planVisitForm,
  replaceForm,
  visitDataForm,
  visitForm,
} from './forms.ts';
import { type Money, MoneySummary, ParcelPaths } from './household.pages.tsx';
import type { LandPromise, Opinion, Option, Visit } from './household.store.ts';
import type { ParcelWithCase, ProjectLine } from './land.store.ts';
import type { Household } from './land.ts';
import type { Rate } from './money.store.ts';
import { landPaths as to } from './paths.ts';
import { texts } from './texts.ts';
import { LinesTable, PromiseWords, VisitNotes } from './view.tsx';

/** What is on a household's page for those who work with it. */
export interface DeskHousehold {
  frame: Frame;
  household: Household;
  project: ProjectLine;
  parcels: readonly (ParcelWithCase & { landType: string })[];
  /** Money and code are the project's unit's; who only goes out to households does not see them. */
  own: { money: Money; rates: readonly Rate[]; code: string } | undefined;
  visits: readonly Visit[];
  promises: readonly LandPromise[];
  opinion: Opinion | undefined;
  options: readonly Option[];
  asksOpinion: boolean;
  /** Whether the officer does the work of a unit. */
  worksFor(unit: string): boolean;
  units: readonly Choice[];
  today: PlainDate;
  state: FormState | SentState;
  done: boolean;
}

/** A household for those who go out to it and those who reckon its compensation; visits can be entered without a line. */
export function DeskHouseholdPage({ view }: { view: DeskHousehold }) {
  const { frame, household, project, parcels, own, visits, promises, opinion, today, state } = view;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.household(household.id), state };
  const picks = { promiseUnit: view.units };
  const rates = (own?.rates ?? []).map((one) => ({
    value: one.id,
    label: `${one.name}, ${formatDong(one.price)}/${one.per}`,
  }));
  const chosen = view.options.find((one) => one.chosen);
  return (
    <Layout
      frame={frame}
      title={household.name}
      wide
      scripts={['form', 'outbox']}
      hasErrors={state.sent !== undefined}
    >
      <p class="back">
        <a href={to.households(project.id)}>← {project.name}</a>
      </p>
      <h1>
        {household.name} ({household.key})
      </h1>
      <QueueNotes language={language} />
      <FormNotes state={state} done={view.done ? t.done : undefined} />
      <Summary
        rows={[
          [t.place, household.place],
          ...(opinion ? ([[t.opinionGiven, t.viewNames[opinion.view]]] as [string, string][]) : []),
          ...(chosen ? ([[t.chosen, chosen.name]] as [string, string][]) : []),
        ]}
      />
      <h2>{t.visits}</h2>
      <div class="actions">
        <ActionForm {...form} action="gap" title={t.enterVisit} spec={visitForm} picks={picks} queue />
        <ActionForm {...form} action="hen" title={t.planVisit} spec={planVisitForm} queue />
      </div>
      {visits.length === 0 && <p>{t.noVisits}</p>}
      <ul class="plain">
        {visits.map((visit) => (
          <li key={visit.id}>
            <VisitNotes
              visit={visit}
              language={language}
              fileOf={(file) => `${to.household(household.id)}/tep/${visit.id}/${file}`}
            />
            {visit.heldOn && view.worksFor(visit.unitId) && (
              <ActionForm
                {...form}
                action="sua-gap"
                target={visit.id}
                title={t.correctVisit}
                spec={visitDataForm}
                initial={{
                  heldOn: formatDate(visit.heldOn),
                  who: visit.who,
                  asked: visit.asked,
                  told: visit.told,
                }}
              />
            )}
            {!visit.heldOn && !visit.cancelledWhy && view.worksFor(visit.unitId) && (
              <ActionForm
                {...form}
                action="huy-hen"
                target={visit.id}
                title={t.cancelVisit}
                spec={cancelVisitForm}
              />
            )}
            {!visit.heldOn && !visit.cancelledWhy && view.worksFor(visit.unitId) && (
              <ActionForm
                {...form}
                action="gap"
                target={visit.id}
                title={t.enterPlanned}
                spec={visitForm}
                picks={picks}
                queue
              />
            )}
            {view.worksFor(visit.unitId) &&
              visit.corrections
                .filter((one) => !one.answer)
                .map((one) => (
                  <ActionForm
                    key={one.id}
                    {...form}
                    action="tra-loi"
                    target={one.id}
                    title={t.answerCorrection}
                    spec={answerForm}
                  />
                ))}
          </li>
        ))}
      </ul>
      {promises.length > 0 && (
        <>
          <h2>{t.promises}</h2>
          <ul class="plain">
            {promises.map((one) => (
              <li key={one.id}>
                <PromiseWords one={one} today={today} language={language} desk />
                {one.ended === null && one.suspendedFrom === null && view.worksFor(one.unitId) && (
                  <ActionForm
                    {...form}
                    action="da-lam"
                    target={one.id}
                    title={t.keepPromise}
                    spec={keptForm}
                  />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {own && (
        <>
          <h2>{t.compensation}</h2>
          <div class="actions">
            <ActionForm {...form} action="dong" title={t.addLine} spec={lineForm} picks={{ rate: rates }} />
            {view.asksOpinion && (
              <ActionForm {...form} action="y-kien" title={t.paperOpinion} spec={opinionForm} />
            )}
            <ActionForm
              {...form}
              action="sua-ten"
              title={t.correctHolder}
              spec={holderNameForm}
              initial={{ name: household.name, place: household.place }}
            />
            <ActionForm
              {...form}
              action="sua"
              title={t.change}
              spec={holderForm}
              initial={{
                phone: household.phone ?? undefined,
                resettles: household.resettles ? '1' : undefined,
                agreedEarly: parcels.some((one) => one.agreedEarly) ? '1' : undefined,
              }}
            />
          </div>
          <LinesTable lines={own.money.lines} language={language} />
          {own.money.lines
            .filter((one) => !one.replacedBy)
            .map((one) => (
              <ActionForm
                key={one.id}
                {...form}
                action="thay"
                target={one.id}
                title={`${t.replaceLine}: ${one.rateName}`}
                spec={replaceForm}
                picks={{ rate: rates }}
                initial={{ quantity: formatThousandths(one.quantity) }}
              />
            ))}
          <MoneySummary money={own.money} today={today} language={language} />
          <ul class="inline">
            <li>
              <a href={`${to.household(household.id)}/bang-tinh.pdf`}>{t.paper} (PDF)</a>
            </li>
            <li>
              <a href={`${to.household(household.id)}/bang-tinh.docx`}>{t.paper} (Word)</a>
            </li>
          </ul>
          <details>
            <summary>{t.letter}</summary>
            <p class="code">{own.code}</p>
            <p class="hint">{t.letterNote}</p>
          </details>
        </>
      )}
      <h2>{t.ownParcels}</h2>
      <ParcelPaths parcels={parcels} today={today} language={language} />
    </Layout>
  );
}
