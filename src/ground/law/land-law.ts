import type { Bilingual } from '../../platform/language.ts';
import { type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { UnitKind } from '../organization/organization.ts';
import type { Standing } from './rule.ts';

/** Steps of the legal path on which land is taken back for a project, in the order in which pages show them. */
export const landSteps = [
  'meeting',
  'notice',
  'posting',
  'survey',
  'surveyPersuasion',
  'compulsoryCountDecision',
  'compulsoryCount',
  'planPosted',
  'opinionMeeting',
  'objectorDialogue',
  'appraisal',
  'approval',
  'recovery',
  'payment',
  'resettlement',
  'handover',
  'handoverPersuasion',
  'enforcementDecision',
  'enforcementPosted',
  'enforcement',
] as const;
export type LandStep = (typeof landSteps)[number];

/** When a condition of a step does not bind. */
export type LandExemption =
  /** The holder agreed in writing to an earlier recovery. */
  | 'agreedEarly'
  /** Nobody disagreed with the plan. */
  | 'noObjection'
  /** Resolution 254/2025: recovery before the plan is approved. */
  | 'urgent'
  /** Nobody has to be resettled. */
  | 'staysPut'
  /** Nothing is owed for it. */
  | 'nothingOwed';

/** A condition of a step: one of `of` was done. */
export interface LandCondition {
  of: readonly LandStep[];
  unless?: LandExemption;
}

/** Days that must go by after a step before another one. */
export interface LandWait {
  before: readonly LandStep[];
  days: number;
  /** Where the land is not farmland. */
  otherLand?: number;
  unless?: LandExemption;
}

/** A step of the path as the law of some years has it. */
export interface LandStepRule {
  step: LandStep;
  basis: Bilingual;
  from: PlainDate;
  until?: PlainDate;
  standing: Standing;
  after: readonly LandCondition[];
  waits?: readonly LandWait[];
  /** Months for which it holds: a recovery later than that needs a new one. */
  validMonths?: number;
  /** Only for parcels that are named one by one. */
  named?: true;
  /** The hours and days on which it may not be done. */
  barred?: true;
  /** It is decided by somebody competent. */
  decided?: true;
  /** Its paper (minutes, decision, receipt) has to be on file. */
  filed?: true;
  /** Nothing of the household's money may be open. */
  paid?: true;
}

const day = parsePlainDate;
const old = { from: day('2014-07-01'), until: day('2024-07-31') };
const now = { from: day('2024-08-01') };
const law = (year: 2013 | 2024, article: string): Bilingual => ({
  vi: `Luật Đất đai ${year}, Điều ${article}`,
  en: `Land Law ${year}, Art. ${article}`,
});
const after = (...of: LandStep[]): LandCondition => ({ of });

const counted = after('survey', 'compulsoryCount');
const persuadedDays = 10;

/** Every step with its conditions, by the law in force on its day. Days are calendar days. */
export const landStepRules: readonly LandStepRule[] = [
  { step: 'meeting', basis: law(2024, '87.1'), ...now, standing: 'confirmed', after: [] },
  {
    step: 'notice',
    basis: law(2013, '67, 69'),
    ...old,
    standing: 'confirmed',
    after: [],
    waits: [{ before: ['recovery'], days: 90, otherLand: 180, unless: 'agreedEarly' }],
    decided: true,
  },
  {
    step: 'notice',
    basis: law(2024, '85, 87'),
    ...now,
    standing: 'confirmed',
    after: [after('meeting')],
    waits: [{ before: ['recovery'], days: 90, otherLand: 180, unless: 'agreedEarly' }],
    validMonths: 12,
    decided: true,
  },
  { step: 'posting', basis: law(2013, '69.1'), ...old, standing: 'confirmed', after: [after('notice')] },
  { step: 'posting', basis: law(2024, '87.1'), ...now, standing: 'confirmed', after: [after('notice')] },
  { step: 'survey', basis: law(2013, '69.1'), ...old, standing: 'confirmed', after: [after('posting')] },
  { step: 'survey', basis: law(2024, '87.2'), ...now, standing: 'confirmed', after: [after('posting')] },
  {
    step: 'surveyPersuasion',
    basis: law(2013, '69.1'),
    ...old,
    standing: 'confirmed',
    after: [after('posting')],
    waits: [{ before: ['compulsoryCountDecision'], days: 10 }],
    named: true,
    filed: true,
  },
  {
    step: 'surveyPersuasion',
    basis: law(2024, '87.2'),
    ...now,
    standing: 'confirmed',
    after: [after('posting')],
    // Fifteen days of persuasion in writing, and ten more before the decision.
    waits: [{ before: ['compulsoryCountDecision'], days: 25 }],
    named: true,
    filed: true,
  },
  {
    step: 'compulsoryCountDecision',
    basis: law(2013, '70'),
    ...old,
    standing: 'confirmed',
    after: [after('surveyPersuasion')],
    named: true,
    decided: true,
    filed: true,
  },
  {
    step: 'compulsoryCountDecision',
    basis: law(2024, '88'),
    ...now,
    standing: 'confirmed',
    after: [after('surveyPersuasion')],
    named: true,
    decided: true,
    filed: true,
  },
  {
    step: 'compulsoryCount',
    basis: law(2013, '70'),
    ...old,
    standing: 'confirmed',
    after: [after('compulsoryCountDecision')],
    named: true,
    filed: true,
  },
  {
    step: 'compulsoryCount',
    basis: law(2024, '88'),
    ...now,
    standing: 'confirmed',
    after: [after('compulsoryCountDecision')],
    named: true,
    filed: true,
  },
  {
    step: 'planPosted',
    basis: {
      vi: 'Luật Đất đai 2013, Điều 69.2; Nghị định 47/2014/NĐ-CP, Điều 28',
      en: 'Land Law 2013, Art. 69.2; Decree 47/2014/NĐ-CP, Art. 28',
    },
    ...old,
    standing: 'toConfirm',
    after: [counted],
    waits: [{ before: ['opinionMeeting'], days: 20 }],
  },
  {
    step: 'planPosted',
    basis: law(2024, '87.3'),
    ...now,
    standing: 'confirmed',
    after: [counted],
    waits: [{ before: ['opinionMeeting'], days: 30 }],
  },
  {
    step: 'opinionMeeting',
    basis: law(2013, '69.2'),
    ...old,
    standing: 'confirmed',
    after: [after('planPosted')],
  },
  {
    step: 'opinionMeeting',
    basis: law(2024, '87.3'),
    ...now,
    standing: 'confirmed',
    after: [after('planPosted')],
  },
  {
    step: 'objectorDialogue',
    basis: law(2013, '69.2'),
    ...old,
    standing: 'confirmed',
    after: [after('opinionMeeting')],
  },
  {
    step: 'objectorDialogue',
    basis: law(2024, '87.3'),
    ...now,
    standing: 'confirmed',
    after: [after('opinionMeeting')],
  },
  ...(['appraisal', 'approval'] as const).flatMap((step): LandStepRule[] =>
    ([2013, 2024] as const).map((year) => ({
      step,
      basis: law(year, year === 2013 ? '69.3' : '87.3'),
      ...(year === 2013 ? old : now),
      standing: 'confirmed',
      after:
        step === 'appraisal'
          ? [after('opinionMeeting'), { of: ['objectorDialogue'], unless: 'noObjection' }]
          : [after('appraisal')],
      ...(step === 'approval' && { decided: true }),
    })),
  ),
  {
    step: 'recovery',
    basis: law(2013, '66, 69.3'),
    ...old,
    standing: 'confirmed',
    // The decisions on the recovery and on the plan are made on the same day.
    after: [after('notice'), after('approval')],
    decided: true,
  },
  {
    step: 'recovery',
    basis: law(2024, '83, 87'),
    ...now,
    until: day('2025-12-31'),
    standing: 'confirmed',
    after: [after('notice'), after('approval'), { of: ['resettlement'], unless: 'staysPut' }],
    decided: true,
  },
  {
    step: 'recovery',
    basis: {
      vi: 'Luật Đất đai 2024, Điều 83, 87; Nghị quyết 254/2025/QH15 (trường hợp cấp bách)',
      en: 'Land Law 2024, Arts. 83, 87; Resolution 254/2025/QH15 (urgent cases)',
    },
    from: day('2026-01-01'),
    standing: 'toConfirm',
    after: [
      after('notice'),
      { of: ['approval'], unless: 'urgent' },
      { of: ['resettlement'], unless: 'staysPut' },
    ],
    decided: true,
  },
  {
    step: 'payment',
    basis: law(2013, '93'),
    ...old,
    standing: 'confirmed',
    after: [after('approval'), after('recovery')],
  },
  { step: 'payment', basis: law(2024, '94'), ...now, standing: 'confirmed', after: [after('approval')] },
  {
    step: 'resettlement',
    basis: law(2013, '85, 86'),
    ...old,
    standing: 'confirmed',
    after: [after('approval')],
    named: true,
  },
  {
    step: 'resettlement',
    basis: law(2024, '91.6'),
    ...now,
    standing: 'toConfirm',
    after: [after('approval')],
    named: true,
  },
  {
    step: 'handover',
    basis: law(2013, '93'),
    ...old,
    standing: 'confirmed',
    after: [after('recovery'), { of: ['payment'], unless: 'nothingOwed' }],
    paid: true,
  },
  {
    step: 'handover',
    basis: law(2024, '87.5'),
    ...now,
    standing: 'confirmed',
    after: [after('recovery'), { of: ['payment'], unless: 'nothingOwed' }],
    paid: true,
  },
  ...(
    [
      // Ten days of persuasion, and ten more from the decision: the locality has to confirm both.
      ['handoverPersuasion', '69.4', '87.7', [after('recovery'), { of: ['payment'], unless: 'nothingOwed' }]],
      ['enforcementDecision', '71', '89', [after('handoverPersuasion')]],
      ['enforcementPosted', '71', '89', [after('enforcementDecision')]],
      ['enforcement', '71', '89', [after('enforcementPosted')]],
    ] as const
  ).flatMap(([step, before, since, conditions]): LandStepRule[] =>
    ([2013, 2024] as const).map((year) => ({
      step,
      basis: law(year, year === 2013 ? before : since),
      ...(year === 2013 ? old : now),
      standing: step === 'handoverPersuasion' || step === 'enforcementDecision' ? 'toConfirm' : 'confirmed',
      after: conditions,
      named: true,
      filed: true,
      ...(step === 'handoverPersuasion' && {
        waits: [{ before: ['enforcementDecision'], days: persuadedDays }],
      }),
      ...(step === 'enforcementDecision' && { waits: [{ before: ['enforcement'], days: persuadedDays }] }),
      ...((step === 'handoverPersuasion' || step === 'enforcement') && { paid: true }),
      ...(step === 'enforcementDecision' && { decided: true }),
      ...(step === 'enforcement' && { barred: true }),
    })),
  ),
];

/** The rule of a step on a day; undefined where the law of that day has no such step. */
export function landStepRuleOn(step: LandStep, on: PlainDate): LandStepRule | undefined {
  return landStepRules.find(
    (row) => row.step === step && row.from <= on && (row.until === undefined || on <= row.until),
  );
}

/** From which step the money is owed: the rule DAT-PAY counts from it. */
export function paymentFollows(on: PlainDate): LandStep {
  return on <= old.until ? 'recovery' : 'approval';
}

/** Who may decide the steps that are decided. */
export interface LandCompetence {
  steps?: readonly LandStep[];
  kinds: readonly UnitKind[];
  who: Bilingual;
  basis: Bilingual;
  from: PlainDate;
  until?: PlainDate;
  /** Only under this province, by its unit's code. */
  province?: string;
}

/** Who is competent, by date; what a province delegates stands beside what the law says. */
export const landCompetences: readonly LandCompetence[] = [
  {
    kinds: ['committee', 'district', 'province'],
    who: {
      vi: 'UBND cấp huyện (hộ gia đình, cá nhân), UBND cấp tỉnh (tổ chức)',
      en: 'District committee (households), provincial committee (organisations)',
    },
    basis: law(2013, '66'),
    from: old.from,
    until: old.until,
  },
  {
    kinds: ['committee', 'district', 'province'],
    who: { vi: 'UBND cấp huyện, UBND cấp tỉnh', en: 'District committee, provincial committee' },
    basis: law(2024, '83'),
    from: now.from,
    until: day('2025-06-30'),
  },
  {
    kinds: ['ward', 'commune', 'township', 'province'],
    who: {
      vi: 'Chủ tịch UBND cấp xã, UBND cấp tỉnh',
      en: 'Chair of the commune’s committee, provincial committee',
    },
    basis: { vi: 'Nghị định 151/2025/NĐ-CP, Điều 5', en: 'Decree 151/2025/NĐ-CP, Art. 5' },
    from: day('2025-07-01'),
  },
  {
    steps: ['notice', 'approval', 'compulsoryCountDecision'],
    kinds: ['ward', 'commune'],
    who: {
      vi: 'UBND xã, phường (Đà Nẵng ủy quyền, phân cấp)',
      en: 'Commune or ward (delegated by Đà Nẵng)',
    },
    basis: {
      vi: 'Phân cấp, ủy quyền của TP. Đà Nẵng, 22/6/2026 đến 28/2/2027',
      en: 'Delegation by Đà Nẵng, 22 June 2026 to 28 February 2027',
    },
    from: day('2026-06-22'),
    until: day('2027-02-28'),
    province: 'tp-da-nang',
  },
];

/** What makes somebody competent for a step on a day. */
export function competencesOn(
  step: LandStep,
  on: PlainDate,
  province: string | undefined,
): readonly LandCompetence[] {
  return landCompetences.filter(
    (row) =>
      row.from <= on &&
      (row.until === undefined || on <= row.until) &&
      (row.steps === undefined || row.steps.includes(step)) &&
      (row.province === undefined || row.province === province),
  );
}

/** When nobody is put off their land. */
export const enforcementBars = {
  basis: {
    vi: 'Luật Đất đai 2024, Điều 89; Luật Đất đai 2013, Điều 71; nghị định hướng dẫn',
    en: 'Land Law 2024, Art. 89; Land Law 2013, Art. 71; their decrees',
  },
  /** Office hours, in which it has to begin. */
  begins: { from: '07:00', until: '17:00', standing: 'toConfirm' as Standing },
  daysAroundTet: 15,
};

/** First days of the lunar year at UTC+7; the law's days before and after Tết are counted from them. */
export const tetDays: readonly PlainDate[] = [
  '2015-02-19',
  '2016-02-08',
  '2017-01-28',
  '2018-02-16',
  '2019-02-05',
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-02',
].map(day);

/** Traditional holidays of minority peoples, a day wider on each side where calendars differ; to be confirmed yearly. */
export const minorityHolidays: readonly {
  year: number;
  name: Bilingual;
  from: PlainDate;
  until: PlainDate;
}[] = (
  [
    [2024, '2024-04-13', '2024-04-16', '2024-09-30', '2024-10-03'],
    [2025, '2025-04-13', '2025-04-16', '2025-09-20', '2025-09-23'],
    [2026, '2026-04-13', '2026-04-16', '2026-10-09', '2026-10-12'],
    [2027, '2027-04-13', '2027-04-16', '2027-09-28', '2027-10-01'],
  ] as const
).flatMap(([year, chol, cholEnd, sene, seneEnd]) => [
  {
    year,
    name: { vi: 'Chôl Chnăm Thmây', en: 'Chôl Chnăm Thmây (Khmer New Year)' },
    from: day(chol),
    until: day(cholEnd),
  },
  {
    year,
    name: { vi: 'Sene Đôlta', en: 'Sene Đôlta (Khmer ancestors’ days)' },
    from: day(sene),
    until: day(seneEnd),
  },
]);

/** What happened before a project was registered is copied from its file within so many days of it. */
export const copiedDays = 60;

/** What is owed for each day that compensation is late, in hundred-thousandths of the sum. */
export const lateInterest: readonly {
  perDay: number;
  basis: Bilingual;
  from: PlainDate;
  until?: PlainDate;
  standing: Standing;
}[] = [
  {
    perDay: 50,
    basis: {
      vi: 'Luật Đất đai 2013, Điều 93; Luật Quản lý thuế 2006 (0,05%/ngày)',
      en: 'Land Law 2013, Art. 93; Tax Administration Law 2006 (0.05% a day)',
    },
    from: old.from,
    until: day('2016-06-30'),
    standing: 'toConfirm',
  },
  {
    perDay: 30,
    basis: {
      vi: 'Luật Đất đai, mức tiền chậm nộp theo Luật Quản lý thuế (0,03%/ngày)',
      en: 'Land Law, at the rate of the Tax Administration Law (0.03% a day)',
    },
    from: day('2016-07-01'),
    standing: 'toConfirm',
  },
];
