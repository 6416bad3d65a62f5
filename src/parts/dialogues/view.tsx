import { type DutyState, dutyState } from '../../ground/duty/duty.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { WaitsForWord } from '../../ground/promise/waits.tsx';
import { History } from '../../ground/record/history.tsx';
import type { HistoryLine } from '../../ground/record/next.ts';
import type { Language } from '../../platform/language.ts';
import { Badge, Prose, type Tone } from '../../platform/page/kit.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { Ballot } from './dialogue.store.ts';
import type { Dialogue, DialoguePromise, DialogueState, Question } from './dialogue.ts';
import { dialoguePaths as to } from './paths.ts';
import { texts } from './texts.ts';

const stateTones: Record<DialogueState, Tone> = {
  draft: 'plain',
  announced: 'info',
  held: 'warn',
  published: 'good',
  cancelled: 'plain',
};

export function StateBadge({
  dialogue,
  language,
}: {
  dialogue: Pick<Dialogue, 'state'>;
  language: Language;
}) {
  return <Badge tone={stateTones[dialogue.state]}>{texts[language].states[dialogue.state]}</Badge>;
}

const promiseTones: Record<DutyState, Tone> = {
  openInTime: 'info',
  openOverdue: 'warn',
  doneOnTime: 'good',
  doneLate: 'warn',
  lapsed: 'plain',
};

/** A promise with how it stands: who, by when, how often put off, what was done and what shows it. */
export function PromiseLine(props: {
  one: DialoguePromise;
  today: PlainDate;
  language: Language;
  /** For officers, with the way to say that it was kept. */
  desk?: boolean;
}) {
  const { one, today, language } = props;
  const t = texts[language];
  const state = dutyState(one, today);
  return (
    <>
      <p>
        <Badge tone={promiseTones[state]}>{t.promiseStates[state]}</Badge> {one.text}
      </p>
      <p class="small muted">
        {unitName(one, language)}
        {one.askedVi && one.askedEn && (
          <> ({t.waitsFor(unitName({ unitVi: one.askedVi, unitEn: one.askedEn }, language))})</>
        )}{' '}
        · {t.due} {formatDate(one.dueOn)}
        {one.promisedFor !== one.dueOn && <> · {t.firstDue(formatDate(one.promisedFor))}</>}
        {one.extended > 0 && <> · {t.putOffTimes(formatInteger(one.extended))}</>}
        {one.endedOn && <> · {t.doneOn(formatDate(one.endedOn))}</>}
      </p>
      {one.declinedWhy && <p class="small">{t.declinedBecause(one.declinedWhy)}</p>}
      <WaitsForWord promise={one} {...(props.desk && { duty: one.dutyId })} language={language} />
      {one.keptWords && <Prose text={one.keptWords} />}
      {one.files.length > 0 && (
        <ul class="small">
          {one.files.map((file) => (
            <li key={file.id}>
              <a href={`${to.one(one.dialogueId)}/tep/${one.id}/${file.id}`}>{file.name}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Numbers of the questions that were joined to one. */
export function joinedNumbers(questions: readonly Question[], root: Question): string {
  return questions
    .filter((one) => one.joinedTo === root.id)
    .map((one) => `${one.number}`)
    .join(', ');
}

/** What happened to a dialogue and its promises, as it stands in the record. */
export function DialogueHistory({ lines, language }: { lines: readonly HistoryLine[]; language: Language }) {
  const t = texts[language];
  return <History lines={lines} names={t.eventNames} title={t.history} language={language} />;
}

/** What was voted on in the room. */
export function Ballots({ ballots, language }: { ballots: readonly Ballot[]; language: Language }) {
  const t = texts[language];
  if (ballots.length === 0) return null;
  return (
    <>
      <h2>{t.ballots}</h2>
      <ul>
        {ballots.map((one) => (
          <li key={one.id}>
            {one.matter}:{' '}
            {t.ballotLine(formatInteger(one.agree), formatInteger(one.disagree), formatInteger(one.other))}
          </li>
        ))}
      </ul>
    </>
  );
}
