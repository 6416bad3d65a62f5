import type { ComponentChildren } from 'preact';
import { CorrectedNotes } from '../../ground/corrected.tsx';
import { dutyState } from '../../ground/duty/duty.ts';
import { type LandStep, landStepRuleOn, landSteps } from '../../ground/law/land-law.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { WaitsForWord } from '../../ground/promise/waits.tsx';
import { History } from '../../ground/record/history.tsx';
import type { HistoryLine } from '../../ground/record/next.ts';
import type { Language } from '../../platform/language.ts';
import { Badge, EmptyState, Prose, Summary, Table, Timeline, type Tone } from '../../platform/page/kit.tsx';
import { daysBetween, formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatDong, formatInteger, formatPercent, formatThousandths } from '../../platform/vietnamese.ts';
import { stepDataForm, visitDataForm } from './forms.ts';
import type { LandPromise, Visit } from './household.store.ts';
import type { ProjectLine } from './land.store.ts';
import { type Act, type Dong, formatArea, type Line, type Measures } from './land.ts';
import { handedOver, stepNames } from './legal-path.ts';
import { landPaths as to } from './paths.ts';
import { texts } from './texts.ts';

/** Groups by which parcels are painted: where in the path they are. */
export const stageGroups = ['before', 'plan', 'decided', 'handed'] as const;
export type StageGroup = (typeof stageGroups)[number];

const planFrom = landSteps.indexOf('planPosted');
const decidedFrom = landSteps.indexOf('approval');

export function groupOf(stage: LandStep | null): StageGroup {
  if (stage === null) return 'before';
  if (handedOver.includes(stage)) return 'handed';
  const at = landSteps.indexOf(stage);
  return at >= decidedFrom ? 'decided' : at >= planFrom ? 'plan' : 'before';
}

/** By when a project's land is to be handed over, and how often that was put off. */
export function Handover({
  one,
  today,
  language,
}: {
  one: ProjectLine;
  today: PlainDate;
  language: Language;
}) {
  const t = texts[language];
  const late = one.handedOn ? one.handedOn > one.handoverFirst : today > one.dueOn;
  const tone: Tone = one.handedOn ? (late ? 'warn' : 'good') : late ? 'warn' : 'info';
  return (
    <>
      <Badge tone={tone}>{one.handedOn ? t.handedOn(formatDate(one.handedOn)) : formatDate(one.dueOn)}</Badge>
      {(one.putOff > 0 || one.handedOn) && (
        <span class="small muted">
          {'; '}
          {t.firstDue(formatDate(one.handoverFirst))}
          {one.putOff > 0 && <>, {t.putOffTimes(formatInteger(one.putOff))}</>}
        </span>
      )}
    </>
  );
}

const bigShare = (done: Dong, all: Dong) => formatPercent(Number((done * 1_000_000n) / all), 1_000_000);

/** How much is handed over by households, by area and by money: each with what it is a share of. */
export function MeasuresTable({ measures, language }: { measures: Measures; language: Language }) {
  const t = texts[language];
  const { households, area, money } = measures;
  if (households.all === 0) return <p>{t.noParcels}</p>;
  return (
    <>
      <Table
        caption={t.measures}
        hideCaption
        cards
        rowHeader
        columns={[
          { label: t.measures },
          { label: t.howMuch, numeric: true },
          { label: t.share, numeric: true },
        ]}
        rows={[
          [
            t.byHouseholds,
            t.ofCount(formatInteger(households.done), formatInteger(households.all)),
            formatPercent(households.done, households.all),
          ],
          [
            t.byArea,
            t.ofCount(formatArea(area.done), formatArea(area.all)),
            formatPercent(area.done, area.all),
          ],
          [
            t.byMoney,
            t.ofCount(formatDong(money.done), formatDong(money.all)),
            money.all > 0n ? bigShare(money.done, money.all) : '–',
          ],
        ]}
      />
      <p class="small muted">{t.measuresNote}</p>
    </>
  );
}

/** A project's own data. */
export function ProjectSummary({
  one,
  today,
  language,
}: {
  one: ProjectLine;
  today: PlainDate;
  language: Language;
}) {
  const t = texts[language];
  return (
    <>
      <Summary
        rows={[
          [t.handoverBy, <Handover one={one} today={today} language={language} />],
          [t.unit, unitName(one, language)],
          [t.place, one.place],
          [t.purpose, one.purpose],
          [t.investor, one.investor],
          [t.basis, <Prose text={one.basis} />],
          ...(one.area === null ? [] : ([[t.area, formatArea(one.area)]] as [string, string][])),
        ]}
      />
      {one.urgent && <p class="note warn">{t.urgentNote}</p>}
    </>
  );
}

// Where nothing goes on to be posted: the days of posting end with the step that it waits for.
function postedUntil(act: Act, acts: readonly Act[], today: PlainDate): PlainDate | undefined {
  if (act.step === 'planPosted')
    return acts.find((one) => one.step === 'opinionMeeting' && one.onDay > act.onDay)?.onDay ?? today;
  if (act.step === 'posting' || act.step === 'enforcementPosted') return today;
  return undefined;
}

/** Steps that were taken, against the law: when, for how many parcels, by what paper, how long posted. */
export function ActsTimeline(props: {
  acts: readonly Act[];
  project: string;
  today: PlainDate;
  language: Language;
  /** The form by which an act is put right, for those who may. */
  correct?: (act: Act) => ComponentChildren;
}) {
  const { acts, project, today, language, correct } = props;
  const t = texts[language];
  if (acts.length === 0) return <EmptyState title={t.noSteps} />;
  return (
    <Timeline
      items={acts.map((act) => {
        const rule = landStepRuleOn(act.step, act.onDay);
        const until = postedUntil(act, acts, today);
        const asked = act.step === 'planPosted' ? rule?.waits?.[0]?.days : undefined;
        const parts = [
          t.parcelsCount(formatInteger(act.parcels)),
          act.number,
          act.decidedBy,
          until && t.postedFor(formatInteger(daysBetween(act.onDay, until))),
          asked && t.ofDays(formatInteger(asked)),
          act.present !== null && t.presentCount(formatInteger(act.present)),
          act.agree !== null &&
            t.views(
              formatInteger(act.agree),
              formatInteger(act.disagree ?? 0),
              formatInteger(act.other ?? 0),
            ),
          rule?.basis[language],
          rule?.standing === 'toConfirm' && t.toConfirm,
          act.fromFile && t.fromFile,
        ].filter(Boolean);
        return {
          at: formatDate(act.onDay),
          title: stepNames[act.step][language],
          body: (
            <>
              <p class="small">{parts.join(' · ')}</p>
              {act.words && <Prose text={act.words} />}
              <CorrectedNotes corrected={act.corrected} spec={stepDataForm} language={language} />
              {act.files.length > 0 && (
                <ul class="small">
                  {act.files.map((file) => (
                    <li key={file.id}>
                      <a href={to.file(project, act.id, file.id)}>{file.name}</a>
                    </li>
                  ))}
                </ul>
              )}
              {correct?.(act)}
            </>
          ),
        };
      })}
    />
  );
}

/** A household's compensation line by line; what was replaced stays, with the reason. */
export function LinesTable({ lines, language }: { lines: readonly Line[]; language: Language }) {
  const t = texts[language];
  if (lines.length === 0) return <p>{t.noLines}</p>;
  const total = lines.filter((one) => !one.replacedBy).reduce((sum, one) => sum + one.amount, 0n);
  return (
    <>
      <Table
        caption={t.compensation}
        hideCaption
        rowHeader
        columns={[
          { label: t.rate },
          { label: t.quantity, numeric: true },
          { label: t.price, numeric: true },
          { label: t.amount, numeric: true },
          { label: t.decision },
        ]}
        rows={[
          ...lines.map((line) => [
            <>
              {line.rateName}
              {line.note && <span class="small muted"> ({line.note})</span>}
              {line.addedWhy && <span class="small"> {line.addedWhy}</span>}
              {line.replacedBy && (
                <span class="small">
                  {' '}
                  <Badge tone="plain">{t.replaced}</Badge> {line.why}
                </span>
              )}
            </>,
            `${formatThousandths(line.quantity)} ${line.per}`,
            formatDong(line.price),
            line.replacedBy ? <del>{formatDong(line.amount)}</del> : formatDong(line.amount),
            line.decision,
          ]),
          [<strong>{t.total}</strong>, '', '', <strong>{formatDong(total)}</strong>, ''],
        ]}
      />
      <p class="small muted">{t.rounding}</p>
    </>
  );
}

const promiseTones: Record<string, Tone> = {
  openInTime: 'info',
  openOverdue: 'warn',
  doneOnTime: 'good',
  doneLate: 'warn',
  lapsed: 'plain',
};

export function PromiseWords({
  one,
  today,
  language,
  desk,
}: {
  one: LandPromise;
  today: PlainDate;
  language: Language;
  /** For officers, with the way to say that it was kept. */
  desk?: boolean;
}) {
  const t = texts[language];
  const state = dutyState(one, today);
  return (
    <>
      <p>
        <Badge tone={promiseTones[state] ?? 'plain'}>{t.promiseStates[state]}</Badge> {one.text}
      </p>
      <p class="small muted">
        {unitName(one, language)} · {t.due} {formatDate(one.dueOn)}
      </p>
      <WaitsForWord promise={one} {...(desk && { duty: one.dutyId })} language={language} />
      {one.keptWords && <Prose text={one.keptWords} />}
    </>
  );
}

/** The notes of a visit, the very same for those who took them and for the household. */
export function VisitNotes(props: { visit: Visit; language: Language; fileOf: (file: string) => string }) {
  const { visit, language, fileOf } = props;
  const t = texts[language];
  return (
    <>
      <h3>
        {visit.heldOn ? formatDate(visit.heldOn) : t.plannedFor(formatDate(visit.plannedOn))} ·{' '}
        {unitName(visit, language)}
      </h3>
      {visit.cancelledWhy && (
        <p>
          {t.visitCancelled}: {visit.cancelledWhy}
        </p>
      )}
      {visit.heldOn && (
        <Summary
          rows={[
            [t.whoCame, visit.who],
            [t.householdAsked, <Prose text={visit.asked ?? ''} />],
            [t.householdTold, <Prose text={visit.told ?? ''} />],
          ]}
        />
      )}
      <CorrectedNotes corrected={visit.corrected} spec={visitDataForm} language={language} />
      {visit.files.length > 0 && (
        <ul class="small">
          {visit.files.map((file) => (
            <li key={file.id}>
              <a href={fileOf(file.id)}>{file.name}</a>
            </li>
          ))}
        </ul>
      )}
      {visit.corrections.map((one) => (
        <div key={one.id} class="answer">
          <p class="small muted">
            {t.correction}, {formatInstant(one.at)}
          </p>
          <Prose text={one.text} />
          {one.answer && (
            <>
              <p class="small muted">
                {t.correctionAnswer}
                {one.answeredOn && <>, {formatDate(one.answeredOn)}</>}
              </p>
              <Prose text={one.answer} />
            </>
          )}
        </div>
      ))}
    </>
  );
}

/** What happened to a project, as it stands in the record. */
export function ProjectHistory({ lines, language }: { lines: readonly HistoryLine[]; language: Language }) {
  const t = texts[language];
  return (
    <History
      lines={lines}
      names={t.eventNames}
      language={language}
      title={t.history}
      more={({ facts }) => facts.step && stepNames[facts.step as LandStep][language]}
    />
  );
}
