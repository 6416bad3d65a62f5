import type { Bilingual } from '../../platform/language.ts';
import { type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { Standing } from './rule.ts';

/** From the best down. */
export const levels = ['excellent', 'good', 'completed', 'notCompleted'] as const;
export type Level = (typeof levels)[number];

/** A criterion with the most points it can give. */
export interface Criterion {
  code: string;
  name: Bilingual;
  most: number;
}

interface Common {
  code: string;
  name: Bilingual;
  basis: Bilingual;
  from: PlainDate;
  /** Last day of a period that it can be of; absent while in force. */
  until?: PlainDate;
  standing: Standing;
  /** What of it is not certain, in words; shown wherever it is used. */
  uncertain?: Bilingual;
  period: 'year' | 'quarter';
  /** Of those rated good, how many may be rated excellent, in hundredths. */
  capShare: number;
}

/** A level by conditions on shares of tasks, in hundredths (Decree 90/2020). */
export interface ConditionRules extends Common {
  form: 'conditions';
  /** On time and good of all; and how many beyond what was asked, for the best. */
  excellent: { onTime: number; beyond: number };
  good: { onTime: number };
  /** At most so many not on time or not good. */
  completed: { lacking: number };
  notCompleted: { lacking: number };
  /** Of units led: all at least completed, and so many good or better. */
  leader: { unitsGood: number };
  /** A leader is not rated above the unit led. */
  notAboveUnit: boolean;
}

/** A level by points out of 100 (Decree 335/2025; Regulation 366-QĐ/TW). */
export interface PointRules extends Common {
  form: 'points';
  commonCriteria: readonly Criterion[];
  /** Most points for results of work. */
  taskPoints: number;
  /** Of a product's points for quality or progress, lost for each fault or delay, in hundredths. */
  lostEach: number;
  /** Further items of leaders, each from 0 to 100 in hundredths. */
  leaderItems: readonly { code: 'results' | 'organising' | 'uniting'; name: Bilingual; computed: boolean }[];
  /** From so many points on. */
  bands: { excellent: number; good: number; completed: number };
  /** What the best levels need beside points, where the rules name it. */
  onTimeFor?: { excellent: number; good: number; beyond: number; lateForCompleted: number };
}

export type EvaluationRules = ConditionRules | PointRules;

const day = parsePlainDate;
const text = (vi: string, en: string): Bilingual => ({ vi, en });

const commonCriteria: readonly Criterion[] = [
  {
    code: 'politics',
    name: text(
      'Phẩm chất chính trị, chấp hành chủ trương, pháp luật',
      'Political quality, observance of policy and law',
    ),
    most: 10,
  },
  {
    code: 'ethics',
    name: text('Đạo đức công vụ, thái độ với nhân dân', 'Ethics of service, attitude to the people'),
    most: 10,
  },
  {
    code: 'discipline',
    name: text('Kỷ luật, kỷ cương, trách nhiệm phối hợp', 'Discipline, order, working together'),
    most: 10,
  },
];

/** The rules of rating, each with the periods it is of. */
export const evaluationRules: readonly EvaluationRules[] = [
  {
    form: 'conditions',
    code: 'ND90-2020',
    name: text(
      'Nghị định 90/2020/NĐ-CP, sửa đổi bởi Nghị định 48/2023/NĐ-CP',
      'Decree 90/2020/NĐ-CP as amended by Decree 48/2023/NĐ-CP',
    ),
    basis: text(
      'Nghị định 90/2020/NĐ-CP, Điều 3 và 8–15; Nghị định 48/2023/NĐ-CP',
      'Decree 90/2020/NĐ-CP, Arts. 3 and 8–15; Decree 48/2023/NĐ-CP',
    ),
    from: day('2020-08-20'),
    until: day('2025-12-31'),
    standing: 'toConfirm',
    uncertain: text(
      'Ngưỡng 20% và 50% của hai mức dưới, điều kiện về đơn vị phụ trách ở mức tốt, và tỷ lệ 20% của mức xuất sắc, chờ cơ quan đối chiếu văn bản gốc.',
      'The shares of 20% and 50% of the two lower levels, what is asked of units led for “good”, and the 20% of the best, wait to be held against the text by the office.',
    ),
    period: 'year',
    capShare: 20,
    excellent: { onTime: 100, beyond: 50 },
    good: { onTime: 100 },
    completed: { lacking: 20 },
    notCompleted: { lacking: 50 },
    leader: { unitsGood: 70 },
    notAboveUnit: true,
  },
  {
    form: 'points',
    code: 'ND335-2025',
    name: text('Nghị định 335/2025/NĐ-CP', 'Decree 335/2025/NĐ-CP'),
    basis: text(
      'Nghị định 335/2025/NĐ-CP, Điều 20 và các điều về tiêu chí',
      'Decree 335/2025/NĐ-CP, Art. 20 and those on criteria',
    ),
    from: day('2026-01-01'),
    standing: 'toConfirm',
    uncertain: text(
      'Công thức lấy trung bình các tiêu chí nhân 70, các bậc của hai tiêu chí lãnh đạo, cách chia 30 điểm chung và cách làm tròn 20% chờ cơ quan đối chiếu văn bản gốc; 20% làm tròn xuống.',
      'That the criteria’s mean is taken times 70, the steps of two items of leaders, how the 30 common points are divided and how 20% is rounded wait to be held against the text by the office; 20% is rounded down.',
    ),
    period: 'year',
    capShare: 20,
    commonCriteria,
    taskPoints: 70,
    lostEach: 25,
    leaderItems: [
      {
        code: 'results',
        name: text('Kết quả hoạt động của cơ quan, đơn vị', 'Results of the unit'),
        computed: true,
      },
      {
        code: 'organising',
        name: text('Khả năng tổ chức triển khai nhiệm vụ', 'Ability to organise work'),
        computed: false,
      },
      {
        code: 'uniting',
        name: text('Năng lực tập hợp, đoàn kết', 'Ability to unite people'),
        computed: false,
      },
    ],
    bands: { excellent: 90, good: 70, completed: 50 },
  },
  {
    form: 'points',
    code: 'QD366-2025',
    name: text('Quy định 366-QĐ/TW (hằng quý)', 'Party Regulation 366-QĐ/TW (quarterly)'),
    basis: text('Quy định 366-QĐ/TW ngày 30/8/2025', 'Regulation 366-QĐ/TW of 30 August 2025'),
    from: day('2025-08-30'),
    standing: 'toConfirm',
    uncertain: text(
      'Cách chia 100 điểm chờ tổ chức đảng đối chiếu văn bản gốc; ở đây dùng 30 điểm chung và 70 điểm kết quả.',
      'How the 100 points are divided waits to be held against the text; here 30 common and 70 for results.',
    ),
    period: 'quarter',
    capShare: 20,
    commonCriteria,
    taskPoints: 70,
    lostEach: 25,
    leaderItems: [],
    bands: { excellent: 90, good: 70, completed: 50 },
    onTimeFor: { excellent: 100, good: 100, beyond: 30, lateForCompleted: 20 },
  },
];

/** The rules that a period is rated by: those in force on its last day. */
export function evaluationRulesOn(lastDay: PlainDate, period: 'year' | 'quarter'): EvaluationRules[] {
  return evaluationRules.filter(
    (one) =>
      one.period === period && one.from <= lastDay && (one.until === undefined || lastDay <= one.until),
  );
}

/** @throws RangeError for a code that is none */
export function evaluationRulesOf(code: string): EvaluationRules {
  const rules = evaluationRules.find((one) => one.code === code);
  if (!rules) throw new RangeError(`no rules ${code}`);
  return rules;
}
