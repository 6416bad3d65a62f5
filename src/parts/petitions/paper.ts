import { rightlyRepresented } from '../../ground/law/group.ts';
import { type PetitionSource, passedOnSources } from '../../ground/petition-desk.ts';
import { addDays, dayInVietnam, type PlainDate, readTypedDate } from '../../platform/time.ts';
import { checkIntake, type FieldFault, type Intake, type IntakeField } from './intake.ts';
import type { Paper } from './submit.ts';

/** Ways in which a clerk may say that a petition came. */
export const paperSources = ['desk', 'post', 'box', 'hotline', ...passedOnSources] as const;

export type PaperField =
  | IntakeField
  | 'source'
  | 'arrivedOn'
  | 'passedOnBy'
  | 'passedOnReference'
  | 'reportBy'
  | 'people'
  | 'representatives'
  | 'authority'
  | 'translated'
  | 'paperReference'
  | 'firstNumber'
  | 'firstDecision';
export type PaperFaults = Partial<Record<PaperField, FieldFault>>;

// A letter that lay longer than this is more likely a slip in the date.
const oldestDays = 366;
const mostPeople = 100_000;
const longestLine = 500;

/**
 * Reads a petition on paper as a clerk took it down. What the letter itself lacks is no fault here: it is
 * registered as it came, and what it lacks is the ground of the next step.
 *
 * @param onPaper who is behind a denunciation is kept on paper only: here stands where
 */
export function readPaper(
  values: Record<string, string>,
  now: Date,
  onPaper: boolean,
):
  | {
      ok: true;
      intake: Intake;
      paper: Paper;
      source: PetitionSource;
      /** The first stage of a second complaint: the number of its case, or its decision in words. */
      first: { number: number | undefined; decision: string | undefined };
    }
  | { ok: false; faults: PaperFaults } {
  const checked = checkIntake(values, now, { offPaper: true, onPaper });
  const faults: PaperFaults = checked.ok ? {} : { ...checked.faults };
  const today = dayInVietnam(now);
  const words = (
    field:
      | 'passedOnBy'
      | 'passedOnReference'
      | 'representatives'
      | 'authority'
      | 'translated'
      | 'paperReference'
      | 'firstDecision',
  ) => {
    const text = (values[field] ?? '').trim().normalize('NFC');
    if (text.length > longestLine) faults[field] = 'tooLong';
    return text || undefined;
  };

  const source = paperSources.find((one) => one === values.source);
  if (!source) faults.source = 'choice';
  const passedOn = passedOnSources.some((one) => one === source);

  const arrivedOn = readTypedDate((values.arrivedOn ?? '').trim());
  if (!arrivedOn) faults.arrivedOn = 'date';
  else if (arrivedOn > today) faults.arrivedOn = 'future';
  else if (arrivedOn < addDays(today, -oldestDays)) faults.arrivedOn = 'tooOld';

  const passedOnBy = words('passedOnBy');
  const passedOnReference = words('passedOnReference');
  if (passedOn && !passedOnBy) faults.passedOnBy = 'required';
  // Filled in beside a source that passes nothing on: one of the two is a slip, and neither is dropped.
  if (source && !passedOn && [passedOnBy, passedOnReference, values.reportBy?.trim()].some(Boolean))
    faults.source = 'notPassedOn';
  let reportBy: PlainDate | undefined;
  if (passedOn) {
    const typed = (values.reportBy ?? '').trim();
    reportBy = readTypedDate(typed);
    if (!typed) faults.reportBy = 'required';
    else if (!reportBy) faults.reportBy = 'date';
    else if (arrivedOn && reportBy < arrivedOn) faults.reportBy = 'beforeArrival';
  }

  const typedPeople = values.people?.trim() || '1';
  const people = Number(typedPeople);
  if (!/^\d+$/.test(typedPeople) || people < 1 || people > mostPeople) faults.people = 'number';
  const representatives = words('representatives');
  const authority = words('authority');
  const translated = words('translated');
  const paperReference = words('paperReference');
  const typedFirst = (values.firstNumber ?? '').trim();
  const firstDecision = words('firstDecision');
  if (typedFirst && !/^\d{1,9}$/.test(typedFirst)) faults.firstNumber = 'number';
  if ((typedFirst || firstDecision) && values.kind !== 'complaint') faults.firstNumber = 'onlyComplaint';
  if (onPaper && values.kind === 'denunciation') {
    if (!paperReference) faults.paperReference = 'required';
    if (representatives) faults.representatives = 'onPaper';
    if (authority) faults.authority = 'onPaper';
  }
  if (!faults.people && !rightlyRepresented(people, representatives ?? ''))
    faults.representatives = 'groupPeople';

  if (!checked.ok || !source || !arrivedOn || Object.keys(faults).length > 0) return { ok: false, faults };
  return {
    ok: true,
    intake: checked.intake,
    source,
    first: { number: typedFirst ? Number(typedFirst) : undefined, decision: firstDecision },
    paper: {
      arrivedOn,
      people,
      representatives,
      authority,
      translated,
      paperReference,
      ...(passedOn && { passedOnBy, passedOnReference, reportBy }),
    },
  };
}
