import type { Language } from '../../platform/language.ts';
import { addDays, dayInVietnam, type PlainDate, readTypedDate } from '../../platform/time.ts';
import { checkIntake, type Intake, type IntakeFaults, intakeFields } from './intake.ts';
import { topicNames } from './names.ts';
import { serviceWords } from './open311.texts.ts';
import { endStates, type PetitionState, type Topic, topics } from './petition.ts';

/** One thing that went wrong, as GeoReport v2 tells it. */
export interface ReportError {
  code: number;
  description: string;
}

/** Topics that an app may report on. What is said of officials belongs into the form, which can seal it. */
export const reportable: readonly Topic[] = topics.filter((topic) => topic !== 'officials');

/** The services of GeoReport v2: the topics of reflections. */
export function services(language: Language) {
  return reportable.map((topic) => ({
    service_code: topic,
    service_name: topicNames[language][topic],
    description: serviceWords[language][topic]?.description ?? topicNames[language][topic],
    metadata: false,
    type: 'realtime',
    keywords: serviceWords[language][topic]?.keywords ?? '',
    group: serviceWords[language][topic]?.group ?? '',
  }));
}

/** GeoReport v2 knows two states only. */
export function openOrClosed(state: PetitionState): 'open' | 'closed' {
  return endStates.includes(state) ? 'closed' : 'open';
}

const longestTitle = 150;
const shortestBody = 20;
const longestHamlet = 100;

/** Fields that GeoReport v2 leaves to the sender: one that cannot be read never sinks the report. */
const optional: readonly (keyof Intake)[] = ['latitude', 'longitude', 'placeUnit', 'name', 'phone', 'email'];

/**
 * A report as an intake form would hold it. The first sentence is its title; what has no field or does not fit
 * its field goes into the words, so that nothing is lost and nothing is fetched.
 */
function asIntake(report: Record<string, string>, language: Language): Record<string, string> {
  const said = (report.description ?? '').trim();
  const topic = report.service_code as Topic;
  const address = (report.address_string ?? '').trim();
  const service = topicNames[language][topic] ?? '';
  // Without words the place and the service say what it is about.
  const words =
    said.length >= shortestBody
      ? said
      : [
          said,
          language === 'vi'
            ? `Gửi từ ứng dụng, lĩnh vực: ${service}.`
            : `Sent by an app, service: ${service}.`,
        ]
          .filter(Boolean)
          .join('\n\n');
  const sentence = ((said || `${service}${address && `: ${address}`}`).split(/(?<=[.!?…])\s|\n/)[0] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const titled = sentence.length < 5 ? `${service}: ${sentence}` : sentence;
  const title =
    titled.length > longestTitle ? `${titled.slice(0, longestTitle - 1).toWellFormed()}…` : titled;
  const fits = address.length <= longestHamlet;
  const body = [words, fits ? '' : address, (report.media_url ?? '').trim()].filter(Boolean).join('\n\n');
  return {
    kind: 'reflection',
    topic: report.service_code ?? '',
    title,
    body,
    latitude: report.lat ?? '',
    longitude: report.long ?? '',
    placeUnit: report.address_id ?? '',
    hamlet: fits ? address : '',
    name: [report.last_name, report.first_name].filter(Boolean).join(' '),
    phone: report.phone ?? '',
    email: report.email ?? '',
  };
}

/**
 * Reads a report. Optional fields that cannot be read are kept in its words instead of being a fault.
 *
 * @param places ids of the units that `address_id` may name
 */
export function readReport(
  report: Record<string, string>,
  places: readonly string[],
  now: Date,
  language: Language,
): { ok: true; intake: Intake } | { ok: false; faults: IntakeFaults | { place: true } } {
  const given = asIntake(report, language);
  const kept: string[] = [];
  for (const field of optional) {
    const typed = given[field] ?? '';
    const known = field !== 'placeUnit' || places.includes(typed);
    if (!typed || (known && intakeFields.shape[field].safeParse(typed).success)) continue;
    kept.push(`${fieldOf[field] ?? field}: ${typed}`);
    given[field] = '';
  }
  // Half a place is none.
  if (!given.latitude || !given.longitude) {
    given.latitude = '';
    given.longitude = '';
  }
  if (kept.length > 0) given.body = `${given.body}\n\n${kept.join('\n')}`;
  if (!given.hamlet && !given.placeUnit && !given.latitude && !report.address_string?.trim())
    return { ok: false, faults: { place: true } };
  return checkIntake(given, now);
}

const fieldOf: Record<string, string> = {
  topic: 'service_code',
  title: 'description',
  body: 'description',
  latitude: 'lat',
  longitude: 'long',
  placeUnit: 'address_id',
  hamlet: 'address_string',
  name: 'first_name',
};

/** Faults of an intake form in the words of GeoReport v2, one a field. */
export function asErrors(faults: Record<string, string>): ReportError[] {
  const told = new Map(Object.entries(faults).map(([field, words]) => [fieldOf[field] ?? field, words]));
  return [...told].map(([field, words]) => ({ code: 400, description: `${field}: ${words}` }));
}

// GeoReport v2: without a time ninety days, and never more than ninety or a thousand at once.
const mostDays = 90;
/** Most reports or updates in one answer. */
export const mostAtOnce = 1000;
/** Pages that may be asked for. */
export const mostPages = 1000;

/** Thrown for an argument that cannot be read. */
export class BadArgument extends Error {
  constructor(readonly argument: string) {
    super(argument);
  }
}

// A day, or a moment with its zone (W3C NOTE-datetime), and nothing else.
const moment = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function timeOf(text: string | undefined, argument: string, end: boolean): Date | undefined {
  if (text === undefined || text === '') return undefined;
  // A plus in an address is a space to whoever decodes it.
  const found = moment.exec(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  const day = found && readTypedDate(found[1] ?? '');
  if (!found || !day) throw new BadArgument(argument);
  const at =
    found[2] === undefined ? new Date(`${end ? addDays(day, 1) : day}T00:00:00+07:00`) : new Date(found[0]);
  if (Number.isNaN(at.getTime())) throw new BadArgument(argument);
  return at;
}

/**
 * The span that is asked for: ninety days up to an end, or from a beginning.
 *
 * @throws BadArgument for a time that is none
 */
export function spanOf(query: Record<string, string>, now: Date): { from: Date; until: Date | undefined } {
  const from = timeOf(query.start_date, 'start_date', false);
  const until = timeOf(query.end_date, 'end_date', true);
  const last: PlainDate = dayInVietnam(until ?? now);
  return { from: from ?? new Date(`${addDays(last, -mostDays)}T00:00:00+07:00`), until };
}

/** A whole number of the query. @throws BadArgument when it is none */
export function wholeOf(text: string | undefined, argument: string, most: number, otherwise: number): number {
  if (text === undefined || text === '') return otherwise;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new BadArgument(argument);
  return Math.min(Number(text), most);
}

// Of places that people gave, some hundred metres: enough for a pin in the right street, too little for a door.
const decimals = 3;

/** A coordinate as everybody may read it. */
export function coarse(degrees: number | null): number | null {
  return degrees === null ? null : Number(degrees.toFixed(decimals));
}
