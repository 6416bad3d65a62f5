import type { WorkCalendar } from '../../ground/law/calendar.ts';
import {
  competencesOn,
  copiedDays,
  enforcementBars,
  type LandExemption,
  type LandStep,
  type LandStepRule,
  landStepRuleOn,
  landSteps,
  minorityHolidays,
  tetDays,
} from '../../ground/law/land-law.ts';
import { enteredWithin } from '../../ground/law/late-entry.ts';
import type { UnitKind } from '../../ground/organization/organization.ts';
import type { Bilingual } from '../../platform/language.ts';
import { addDays, addMonths, daysBetween, formatDate, type PlainDate, yearOf } from '../../platform/time.ts';

/** A step that was done for a parcel. */
export interface DoneStep {
  step: LandStep;
  day: PlainDate;
}

/** What of a parcel decides which steps the law allows. */
export interface ParcelCase {
  farmland: boolean;
  /** Its household has to be resettled. */
  resettles: boolean;
  /** Its holder agreed in writing to an earlier recovery. */
  agreedEarly: boolean;
  /** Its household said formally that it disagrees with the plan. */
  objects: boolean;
  /** Its project is one that Resolution 254/2025 calls urgent. */
  urgent: boolean;
  /** Something is owed to its household; and whether all of it is paid. */
  owed: boolean;
  paid: boolean;
  done: readonly DoneStep[];
}

/** Why a step is not taken: in words, with the article. */
export interface StepRefusal {
  why:
    | 'noSuchStep'
    | 'done'
    | 'over'
    | 'missing'
    | 'tooEarly'
    | 'expired'
    | 'unpaid'
    | 'barred'
    | 'notCompetent'
    | 'dated';
  words: Bilingual;
  /** The article; none where no law is needed to say so. */
  basis?: Bilingual;
  /** From when on it could be taken, where only time is missing. */
  from?: PlainDate;
}

/** What the steps are called. */
export const stepNames: Record<LandStep, Bilingual> = {
  meeting: { vi: 'Họp dân trước khi thông báo', en: 'Meeting before the notice' },
  notice: { vi: 'Thông báo thu hồi đất', en: 'Notice of recovery' },
  posting: { vi: 'Gửi và niêm yết thông báo', en: 'Notice sent and posted' },
  survey: { vi: 'Điều tra, đo đạc, kiểm đếm', en: 'Survey and count' },
  surveyPersuasion: { vi: 'Vận động phối hợp kiểm đếm', en: 'Persuasion to take part in the count' },
  compulsoryCountDecision: { vi: 'Quyết định kiểm đếm bắt buộc', en: 'Decision on a compulsory count' },
  compulsoryCount: { vi: 'Kiểm đếm bắt buộc', en: 'Compulsory count' },
  planPosted: { vi: 'Niêm yết phương án bồi thường', en: 'Compensation plan posted' },
  opinionMeeting: { vi: 'Họp lấy ý kiến về phương án', en: 'Meeting for opinions on the plan' },
  objectorDialogue: { vi: 'Đối thoại với hộ chưa đồng ý', en: 'Dialogue with those who disagree' },
  appraisal: { vi: 'Thẩm định phương án', en: 'Plan appraised' },
  approval: { vi: 'Phê duyệt phương án', en: 'Plan approved' },
  recovery: { vi: 'Quyết định thu hồi đất', en: 'Decision on recovery' },
  payment: { vi: 'Chi trả tiền', en: 'Money paid' },
  resettlement: { vi: 'Bố trí tái định cư', en: 'Resettled' },
  handover: { vi: 'Bàn giao đất', en: 'Land handed over' },
  handoverPersuasion: { vi: 'Vận động bàn giao đất', en: 'Persuasion to hand over' },
  enforcementDecision: { vi: 'Quyết định cưỡng chế', en: 'Decision on enforcement' },
  enforcementPosted: { vi: 'Niêm yết quyết định cưỡng chế', en: 'Decision on enforcement posted' },
  enforcement: { vi: 'Thực hiện cưỡng chế', en: 'Enforcement' },
};

const listed = (steps: readonly LandStep[], language: 'vi' | 'en') =>
  steps.map((step) => stepNames[step][language]).join(language === 'vi' ? ' hoặc ' : ' or ');

function binds(unless: LandExemption | undefined, parcel: ParcelCase): boolean {
  switch (unless) {
    case undefined:
      return true;
    case 'agreedEarly':
      return !parcel.agreedEarly;
    case 'noObjection':
      return parcel.objects;
    case 'urgent':
      return !parcel.urgent;
    case 'staysPut':
      return parcel.resettles;
    case 'nothingOwed':
      return parcel.owed;
  }
}

const last = (done: readonly DoneStep[], of: readonly LandStep[]): DoneStep | undefined =>
  done.filter((one) => of.includes(one.step)).toSorted((a, b) => (a.day < b.day ? 1 : -1))[0];

/** Steps after which nothing follows for a parcel: its land is handed over. */
export const handedOver: readonly LandStep[] = ['handover', 'enforcement'];

/** A notice that lapsed may be given again; nothing else is done twice for a parcel. */
function mayRepeat(step: LandStep, on: PlainDate, done: readonly DoneStep[]): boolean {
  if (step !== 'notice' && step !== 'posting') return false;
  const earlier = last(done, [step]);
  const notice = last(done, ['notice']);
  if (!earlier || !notice || last(done, ['recovery'])) return false;
  return step === 'notice' ? lapsed(notice, on) : notice.day > earlier.day;
}

function lapsed(notice: DoneStep, on: PlainDate): boolean {
  const months = landStepRuleOn('notice', notice.day)?.validMonths;
  return months !== undefined && sameDayMonthsLater(notice.day, months) < on;
}

/** The same day some months later, or the month's last one (Civil Code 2015, Art. 148). */
function sameDayMonthsLater(date: PlainDate, months: number): PlainDate {
  const month = addMonths(`${date.slice(0, 7)}-01` as PlainDate, months);
  const lastDay = addDays(addMonths(month, 1), -1);
  const same = `${month.slice(0, 7)}-${date.slice(8)}` as PlainDate;
  return same > lastDay ? lastDay : same;
}

/**
 * Whether the law of its day lets a step be taken for a parcel.
 *
 * @param on the day on which it is taken
 * @returns why not, with the article; undefined where it may be taken
 */
export function refusalOf(step: LandStep, on: PlainDate, parcel: ParcelCase): StepRefusal | undefined {
  const rule = landStepRuleOn(step, on);
  if (!rule)
    return {
      why: 'noSuchStep',
      words: {
        vi: `Luật của ngày ${formatDate(on)} không có bước này.`,
        en: `The law of ${formatDate(on)} has no such step.`,
      },
      basis: { vi: 'Luật Đất đai', en: 'Land Law' },
    };
  const { basis } = rule;
  const refuse = (why: StepRefusal['why'], vi: string, en: string, from?: PlainDate): StepRefusal => ({
    why,
    words: { vi, en },
    basis,
    ...(from && { from }),
  });
  if (last(parcel.done, handedOver)) return refuse('over', 'Đất đã bàn giao.', 'The land is handed over.');
  if (last(parcel.done, [step]) && !mayRepeat(step, on, parcel.done))
    return refuse('done', 'Bước này đã làm.', 'This step was taken already.');

  for (const condition of rule.after) {
    if (!binds(condition.unless, parcel)) continue;
    const met = last(parcel.done, condition.of);
    // A step that the law of the earlier one's time did not know is not asked for afterwards.
    if (!met)
      return refuse(
        'missing',
        `Chưa có bước “${listed(condition.of, 'vi')}”.`,
        `“${listed(condition.of, 'en')}” comes first.`,
      );
    if (met.day > on)
      return refuse(
        'dated',
        `Không thể trước ngày ${formatDate(met.day)} của bước “${stepNames[met.step].vi}”.`,
        `It cannot be before ${formatDate(met.day)}, the day of “${stepNames[met.step].en}”.`,
      );
  }
  for (const earlier of latestOfEach(parcel.done)) {
    const waits = landStepRuleOn(earlier.step, earlier.day)?.waits ?? [];
    for (const wait of waits) {
      if (!wait.before.includes(step) || !binds(wait.unless, parcel)) continue;
      const days = parcel.farmland ? wait.days : (wait.otherLand ?? wait.days);
      const from = addDays(earlier.day, days + 1);
      if (on < from)
        return refuse(
          'tooEarly',
          `Phải đủ ${days} ngày từ “${stepNames[earlier.step].vi}” (${formatDate(earlier.day)}): sớm nhất ngày ${formatDate(from)}.`,
          `${days} days must go by after “${stepNames[earlier.step].en}” (${formatDate(earlier.day)}): ${formatDate(from)} at the earliest.`,
          from,
        );
    }
  }
  const notice = last(parcel.done, ['notice']);
  const posting = last(parcel.done, ['posting']);
  // A notice that was given again is posted again before anything goes on.
  if (notice && posting && posting.day < notice.day && step !== 'notice' && step !== 'posting')
    return refuse(
      'missing',
      `Thông báo ngày ${formatDate(notice.day)} chưa được niêm yết.`,
      `The notice of ${formatDate(notice.day)} is not posted yet.`,
    );
  if (rule.paid && parcel.owed && !parcel.paid)
    return refuse('unpaid', 'Còn tiền chưa chi trả cho hộ này.', 'Money is still owed to this household.');
  if (step === 'recovery' && notice && lapsed(notice, on))
    return refuse(
      'expired',
      `Thông báo ngày ${formatDate(notice.day)} đã hết hiệu lực.`,
      `The notice of ${formatDate(notice.day)} is no longer valid.`,
    );
  // A step is not put in before one that follows it: that would be dating back.
  const following = parcel.done.find((one) => one.day > on && follows(one, step));
  if (following)
    return refuse(
      'dated',
      `Không ghi lùi trước “${stepNames[following.step].vi}” ngày ${formatDate(following.day)}.`,
      `It is not dated back before “${stepNames[following.step].en}” of ${formatDate(following.day)}.`,
    );
  return undefined;
}

function latestOfEach(done: readonly DoneStep[]): DoneStep[] {
  const latest = new Map<LandStep, DoneStep>();
  for (const one of done) {
    const before = latest.get(one.step);
    if (!before || before.day < one.day) latest.set(one.step, one);
  }
  return [...latest.values()];
}

function follows(later: DoneStep, step: LandStep): boolean {
  return landStepRuleOn(later.step, later.day)?.after.some(({ of }) => of.includes(step)) ?? false;
}

/**
 * Whether a day may be entered today: not to come, and not older than steps are entered. What happened before the
 * project was registered here is copied from its file, whatever its age.
 */
export function datingRefusal(
  on: PlainDate,
  today: PlainDate,
  registeredOn: PlainDate,
): StepRefusal | undefined {
  const { basis, days } = enteredWithin;
  if (on > today)
    return { why: 'dated', words: { vi: 'Ngày này chưa đến.', en: 'This day has not come yet.' } };
  if (on >= registeredOn && daysBetween(on, today) > days)
    return {
      why: 'dated',
      words: {
        vi: `Ngày này đã quá ${days} ngày; việc phải ghi khi làm, không ghi lùi.`,
        en: `This day is more than ${days} days ago; a step is entered when it is taken, not dated back.`,
      },
      basis,
    };
  if (on < registeredOn && daysBetween(registeredOn, today) > copiedDays)
    return {
      why: 'dated',
      words: {
        vi: `Việc trước ngày dự án vào hệ thống (${formatDate(registeredOn)}) chỉ được chép từ hồ sơ trong ${copiedDays} ngày kể từ ngày ấy.`,
        en: `What happened before the project was registered (${formatDate(registeredOn)}) is copied within ${copiedDays} days of it.`,
      },
      basis,
    };
  return undefined;
}

/** Whether enforcement may begin then (hours and days on which nobody is put off their land). */
export function enforcementRefusal(
  on: PlainDate,
  time: string,
  calendar: WorkCalendar,
): StepRefusal | undefined {
  const { basis, begins, daysAroundTet } = enforcementBars;
  const barred = (vi: string, en: string): StepRefusal => ({ why: 'barred', words: { vi, en }, basis });
  if (time < begins.from || time > begins.until)
    return barred(
      `Phải bắt đầu trong giờ hành chính (${begins.from} đến ${begins.until}); không bao giờ từ 22 giờ đến 6 giờ.`,
      `It begins in office hours (${begins.from} to ${begins.until}); never between 22:00 and 6:00.`,
    );
  const off = calendar.dayOff(on);
  if (off)
    return off.reason === 'holiday'
      ? barred(`Ngày lễ: ${off.name.vi}.`, `A holiday: ${off.name.en}.`)
      : barred('Ngày nghỉ cuối tuần.', 'A weekend.');
  if (!tetDays.some((tet) => yearOf(tet) === yearOf(on)))
    return barred('Chưa nạp ngày Tết của năm này.', 'The lunar new year of that year is not entered here.');
  const tet = tetDays.find((one) => Math.abs(daysBetween(one, on)) <= daysAroundTet);
  if (tet)
    return barred(
      `Trong ${daysAroundTet} ngày trước hoặc sau Tết (${formatDate(tet)}).`,
      `Within ${daysAroundTet} days before or after the lunar new year (${formatDate(tet)}).`,
    );
  if (!minorityHolidays.some((one) => one.year === yearOf(on)))
    return barred(
      'Chưa nạp ngày lễ truyền thống của đồng bào dân tộc thiểu số của năm này.',
      'The minority peoples’ holidays of that year are not entered here.',
    );
  const holiday = minorityHolidays.find((one) => one.from <= on && on <= one.until);
  if (holiday)
    return barred(
      `Ngày lễ truyền thống: ${holiday.name.vi}.`,
      `A minority people’s holiday: ${holiday.name.en}.`,
    );
  return undefined;
}

/** Whether a body may decide a step on a day. */
export function competenceRefusal(
  rule: LandStepRule,
  on: PlainDate,
  by: UnitKind,
  province: string | undefined,
): StepRefusal | undefined {
  if (!rule.decided) return undefined;
  const rows = competencesOn(rule.step, on, province);
  if (rows.some((row) => row.kinds.includes(by))) return undefined;
  const [row] = rows;
  const basis = row?.basis ?? rule.basis;
  return {
    why: 'notCompetent',
    words: {
      vi: `Ngày ${formatDate(on)}, thẩm quyền thuộc: ${row?.who.vi ?? 'chưa rõ'}.`,
      en: `On ${formatDate(on)} the decision belongs to: ${row?.who.en ?? 'unknown'}.`,
    },
    basis,
  };
}

/** How a step stands for a parcel today, for the path that its household reads. */
export type StepStanding =
  | { step: LandStep; state: 'done'; day: PlainDate; basis: Bilingual; toConfirm: boolean }
  | { step: LandStep; state: 'next'; from: PlainDate | undefined; basis: Bilingual; toConfirm: boolean }
  | { step: LandStep; state: 'later'; basis: Bilingual; toConfirm: boolean };

/** Steps of the ordinary path; the others stand there only once they were taken. */
const ordinary: readonly LandStep[] = [
  'meeting',
  'notice',
  'posting',
  'survey',
  'planPosted',
  'opinionMeeting',
  'objectorDialogue',
  'appraisal',
  'approval',
  'recovery',
  'payment',
  'resettlement',
  'handover',
];

/** The whole path of a parcel: what was done and when, what comes next and from when on, what follows. */
export function pathOf(parcel: ParcelCase, today: PlainDate): StepStanding[] {
  const over = last(parcel.done, handedOver) !== undefined;
  return landSteps.flatMap((step): StepStanding[] => {
    const done = last(parcel.done, [step]);
    const rule = landStepRuleOn(step, done?.day ?? today);
    if (!rule) return [];
    const common = { step, basis: rule.basis, toConfirm: rule.standing === 'toConfirm' };
    if (done) return [{ ...common, state: 'done', day: done.day }];
    if (over || !ordinary.includes(step)) return [];
    if (step === 'objectorDialogue' && !parcel.objects) return [];
    if (step === 'resettlement' && !parcel.resettles) return [];
    if (step === 'survey' && last(parcel.done, ['compulsoryCount'])) return [];
    // What a later step shows to have been left out by the law of then is not asked for now.
    if (step === 'meeting' && last(parcel.done, ['notice'])) return [];
    const refused = refusalOf(step, today, parcel);
    if (!refused || refused.from) return [{ ...common, state: 'next', from: refused?.from }];
    return [{ ...common, state: 'later' }];
  });
}
