import type { Language } from '../../platform/language.ts';
import { topicNames } from './names.ts';
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
    description: topicNames[language][topic],
    metadata: false,
    type: 'realtime',
    keywords: '',
    group: '',
  }));
}

/** GeoReport v2 knows two states only. */
export function openOrClosed(state: PetitionState): 'open' | 'closed' {
  return endStates.includes(state) ? 'closed' : 'open';
}

const longestTitle = 150;
const longestHamlet = 100;

/**
 * A report as an intake form would hold it. The first sentence is its title; an address too long for its
 * field and pictures elsewhere go into the words, so that nothing is lost and nothing is fetched.
 */
export function asIntake(report: Record<string, string>): Record<string, string> {
  const words = (report.description ?? '').trim();
  const sentence = (words.split(/(?<=[.!?…])\s|\n/)[0] ?? '').replace(/\s+/g, ' ').trim();
  const title = sentence.length > longestTitle ? `${sentence.slice(0, longestTitle - 1)}…` : sentence;
  const address = (report.address_string ?? '').trim();
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
