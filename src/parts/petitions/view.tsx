import type { VNode } from 'preact';
import type { Duty } from '../../ground/duty/duty.ts';
import { dutyState } from '../../ground/duty/duty.ts';
import { ruleOn } from '../../ground/law/catalogue.ts';
import { Explanation } from '../../ground/law/explain.tsx';
import type { MoveStop } from '../../ground/organization/reorganisation.store.ts';
import { paths } from '../../ground/places.ts';
import { struckSeqs } from '../../ground/record/next.ts';
import type { StoredEntry } from '../../ground/record/record.store.ts';
import type { Language } from '../../platform/language.ts';
import { Badge, Prose, Summary, Timeline } from '../../platform/page/kit.tsx';
import { dayInVietnam, daysBetween, formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { type Decided, findingNames, rulingNames } from './finding.ts';
import { eventName, fieldNames, isInternal } from './names.ts';
import type { Contact, FileRow, Message, PetitionRow } from './petition.store.ts';
import { texts } from './texts.ts';

/** What of a duty is shown wherever it is shown. */
export type ShownDuty = Pick<
  Duty,
  'ruleCode' | 'begunOn' | 'dueOn' | 'explanation' | 'ended' | 'endedOn' | 'suspendedFrom'
>;

const soonDays = 3;

/** How a duty stands, in words; colour only supports them. */
export function DueBadge(props: {
  language: Language;
  today: PlainDate;
  duty: Pick<Duty, 'dueOn' | 'suspendedFrom'>;
}) {
  const { language, today, duty } = props;
  const t = texts[language];
  if (duty.suspendedFrom !== null) return <Badge tone="info">{t.paused}</Badge>;
  const left = daysBetween(today, duty.dueOn);
  if (left < 0) {
    return (
      <Badge tone="warn">
        {t.overdue}: {-left} {language === 'vi' ? 'ngày' : -left === 1 ? 'day' : 'days'}
      </Badge>
    );
  }
  return <Badge tone={left <= soonDays ? 'info' : 'plain'}>{t.daysLeft(left)}</Badge>;
}

/** Whence a case came: the reorganisations that moved it. */
function Whence({ moves, language }: { moves: readonly MoveStop[]; language: Language }) {
  const t = texts[language];
  if (moves.length === 0) return null;
  return (
    <ul>
      {moves.map((move) => (
        <li key={move.reorganisationId}>
          {t.whence(
            language === 'vi' ? move.fromVi : move.fromEn,
            language === 'vi' ? move.toVi : move.toEn,
            formatDate(move.effectiveOn),
          )}{' '}
          <a href={`${paths.reforms}/${move.reorganisationId}`}>{move.number}</a>
        </li>
      ))}
    </ul>
  );
}

/** The same as a row of a summary; none for a case that was never moved. */
export function whenceRow(moves: readonly MoveStop[], language: Language): [string, VNode][] {
  return moves.length === 0
    ? []
    : [[texts[language].whenceLabel, <Whence key="whence" moves={moves} language={language} />]];
}

/** Duties of a case: what is owed first, what was done after; each date explains itself. */
export function Duties(props: { language: Language; today: PlainDate; duties: readonly ShownDuty[] }) {
  const { language, today, duties } = props;
  const t = texts[language];
  const open = duties.filter((duty) => duty.ended === null);
  const ended = duties.filter((duty) => duty.ended !== null);
  const line = (duty: ShownDuty) => {
    const rule = ruleOn(duty.ruleCode, duty.begunOn);
    const state = dutyState(duty, today);
    return (
      <li key={`${duty.ruleCode} ${duty.begunOn} ${duty.ended}`}>
        <strong>{rule.duty[language]}</strong>
        <br />
        {duty.suspendedFrom ? t.stoodStill(formatDate(duty.suspendedFrom)) : t.dueBy(formatDate(duty.dueOn))}{' '}
        {duty.ended === null && <DueBadge language={language} today={today} duty={duty} />}
        {state === 'doneOnTime' && (
          <Badge tone="good">{`${t.done} ${formatDate(duty.endedOn as PlainDate)}, ${t.onTime}`}</Badge>
        )}
        {state === 'doneLate' && (
          <Badge tone="warn">{`${t.done} ${formatDate(duty.endedOn as PlainDate)}, ${t.late}`}</Badge>
        )}
        {state === 'lapsed' && <Badge tone="plain">{t.lapsed}</Badge>}
        <details>
          <summary>{t.why}</summary>
          <Explanation lines={duty.explanation} language={language} />
        </details>
      </li>
    );
  };
  return (
    <>
      {open.length === 0 && <p>{t.nothingOwed}</p>}
      {open.length > 0 && <ul class="plain-list">{open.map(line)}</ul>}
      {ended.length > 0 && (
        <>
          <h3>{t.doneDuties}</h3>
          <ul class="plain-list">{ended.map(line)}</ul>
        </>
      )}
    </>
  );
}

const roleNames: Record<Language, Record<string, string>> = {
  vi: {
    citizen: 'người gửi',
    clerk: 'văn thư',
    officer: 'chuyên viên',
    head: 'thủ trưởng',
    chair: 'chủ tịch',
    system: 'hệ thống',
  },
  en: {
    citizen: 'sender',
    clerk: 'clerk',
    officer: 'officer',
    head: 'head',
    chair: 'chair',
    system: 'system',
  },
};

/** The record of a case: each entry with its place in the tree. */
export function History(props: {
  language: Language;
  entries: readonly (StoredEntry & { leaf_index: number | null })[];
  inside?: boolean;
}) {
  const { language, entries } = props;
  const shown = props.inside ? entries : entries.filter((entry) => !isInternal(entry.event));
  const struck = struckSeqs(entries.map((entry) => entry.event));
  return (
    <Timeline
      items={shown.map(({ event, leaf_index: index }) => ({
        at: formatInstant(new Date(event.at)),
        title: struck.has(event.seq) ? (
          <del>{eventName(event.type, language)}</del>
        ) : (
          eventName(event.type, language)
        ),
        body: (
          <p class="muted small">
            {roleNames[language][event.role] ?? event.role}
            {index !== null && ` · № ${index}`}
          </p>
        ),
      }))}
    />
  );
}

/** What was said between citizen and office. */
export function Messages(props: {
  language: Language;
  messages: readonly Message[];
  files: readonly FileRow[];
  fileHref: FileHref;
  /** The citizen's own page says "you". */
  forCitizen: boolean;
}) {
  const { language, messages, files, fileHref, forCitizen } = props;
  const t = texts[language];
  const names = {
    question: t.question,
    reply: forCitizen ? t.reply : t.replyOfCitizen,
    note: t.note,
    answer: t.answer,
    reopenRequest: t.reopenRequest,
    withdrawal: t.withdrawal,
    correctionRequest: t.correctionRequest,
    correctionAnswer: t.correctionAnswer,
    dialogue: t.dialogue,
    partialWithdrawal: t.partialWithdrawal,
    decision: t.decision,
    correctedAnswer: t.correctedAnswer,
  };
  return (
    <Timeline
      items={messages.map((message) => ({
        at: formatInstant(message.at),
        title:
          message.author && !forCitizen
            ? `${names[message.kind]} (${message.author[language]})`
            : names[message.kind],
        body: (
          <>
            <Prose text={message.body} />
            {message.sentBy && message.sentBy !== 'online' && (
              <p class="small muted">
                {(message.sentBy === 'post' ? t.sentByPost : t.sentByHand)(message.sentNumber ?? '')}
              </p>
            )}
            <FileLinks files={files.filter((file) => file.messageId === message.id)} fileHref={fileHref} />
          </>
        ),
      }))}
    />
  );
}

/** Where a file is fetched or, encrypted, opened; undefined where it is only named. */
export type FileHref = (file: FileRow) => string | undefined;

function FileLink({ file, href }: { file: FileRow; href: string | undefined }) {
  if (href === undefined) return <>{file.name}</>;
  return file.sealed ? (
    <a href={href}>{file.name}</a>
  ) : (
    <a href={href} download>
      {file.name}
    </a>
  );
}

/** Files as links for downloading. */
export function FileLinks({ files, fileHref }: { files: readonly FileRow[]; fileHref: FileHref }) {
  if (files.length === 0) return null;
  return (
    <ul>
      {files.map((file) => (
        <li key={file.id}>
          <FileLink file={file} href={fileHref(file)} />{' '}
          <span class="muted">({Math.ceil(file.size / 1024)} kB)</span>
        </li>
      ))}
    </ul>
  );
}

/** When a petition came; where it was entered on another day, that beside it. */
export function receivedWords(
  petition: { receivedAt: Date; receivedOn: PlainDate },
  language: Language,
): string {
  const { receivedAt, receivedOn } = petition;
  if (dayInVietnam(receivedAt) === receivedOn) return formatInstant(receivedAt);
  return texts[language].receivedEntered(formatDate(receivedOn), formatInstant(receivedAt));
}

/** A row only when there is something to say. */
export function given(term: string, value: string | 0 | null): [string, string][] {
  return value ? [[term, value]] : [];
}

/** What it was found to be: proposed while the draft waits, decided after. */
export function foundRows(
  found: Decided & { variety?: PetitionRow['variety'] },
  language: Language,
  /** After which day it binds; undefined while it is proposed only. */
  effect?: PlainDate,
): [string, string][] {
  const names = fieldNames[language];
  return [
    ...given(names.finding, found.finding && findingNames[language][found.finding]),
    ...given(names.ruling, found.ruling && rulingNames[language][found.ruling]),
    ...given(names.damages, found.damages),
    ...given(
      texts[language].effectiveOn,
      effect
        ? found.variety === 'second'
          ? texts[language].effectiveFinal(formatDate(effect))
          : texts[language].effectiveFrom(formatDate(effect))
        : null,
    ),
  ];
}

/** Who sent it, as far as they said. */
export function ContactRows({ contact, language }: { contact: Contact; language: Language }) {
  const t = texts[language];
  return (
    <Summary
      rows={[
        [t.name, contact.name ?? t.notGiven],
        [t.address, contact.address ?? t.notGiven],
        [t.phone, contact.phone ?? t.notGiven],
        [t.email, contact.email ?? t.notGiven],
        ...given(t.representatives, contact.representatives ?? null),
        ...given(t.authority, contact.authority ?? null),
        ...given(t.translated, contact.translated ?? null),
      ]}
    />
  );
}
