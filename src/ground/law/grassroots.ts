import type { Bilingual } from '../../platform/language.ts';
import { type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { Standing } from './rule.ts';

/** A row of the Law on Grassroots Democracy: one thing that is published, decided, asked about or supervised. */
export interface GrassrootsItem {
  code: string;
  name: Bilingual;
  basis: Bilingual;
  from: PlainDate;
  until?: PlainDate;
  standing: Standing;
}

const day = parsePlainDate;
const inForce = day('2023-07-01'); // Law 10/2022/QH15 in force
const text = (vi: string, en: string): Bilingual => ({ vi, en });

const article = (number: number) =>
  text(
    `Luật Thực hiện dân chủ ở cơ sở 2022 (10/2022/QH15), Điều ${number}`,
    `Law on Grassroots Democracy 2022 (10/2022/QH15), Art. ${number}`,
  );

function item(number: number, code: string, vi: string, en: string, standing: Standing): GrassrootsItem {
  return { code, name: text(vi, en), basis: article(number), from: inForce, standing };
}

/** What a commune publishes. The first three groups were read in the law's text; the wording of the others was not. */
export const publishedItems: readonly GrassrootsItem[] = [
  item(
    11,
    'plan',
    'Kế hoạch kinh tế - xã hội và kết quả thực hiện',
    'Socio-economic plan and its results',
    'confirmed',
  ),
  item(
    11,
    'budget',
    'Dự toán, tình hình thực hiện hằng quý, quyết toán ngân sách',
    'Budget, quarterly execution, settlement',
    'confirmed',
  ),
  item(
    11,
    'projects',
    'Dự án đầu tư; thu hồi đất, bồi thường, tái định cư; quỹ đất; quy hoạch',
    'Investment projects; land recovery, compensation, resettlement; land fund; planning',
    'confirmed',
  ),
  item(
    11,
    'officials',
    'Nhiệm vụ, quyền hạn, quy tắc ứng xử của cán bộ',
    'Officials’ duties, powers and code of conduct',
    'toConfirm',
  ),
  item(
    11,
    'funds',
    'Các quỹ, khoản tài trợ, khoản Nhân dân đóng góp',
    'Funds, donations and people’s contributions',
    'toConfirm',
  ),
  item(
    11,
    'support',
    'Vay vốn, danh sách hộ nghèo, trợ giúp xã hội, bảo hiểm',
    'Lending, lists of poor households and social benefits',
    'toConfirm',
  ),
  item(
    11,
    'boundaries',
    'Đề án thành lập, điều chỉnh đơn vị hành chính',
    'Changes of administrative units',
    'toConfirm',
  ),
  item(
    11,
    'inspection',
    'Kết quả thanh tra, kiểm tra, xử lý tham nhũng, tiêu cực',
    'Results of inspections and of cases of corruption',
    'toConfirm',
  ),
  item(
    11,
    'opinions',
    'Kết quả lấy ý kiến Nhân dân và việc tiếp thu',
    'Results of taking people’s opinions',
    'toConfirm',
  ),
  item(11, 'fees', 'Phí, lệ phí và các khoản thu', 'Fees and charges', 'toConfirm'),
  item(11, 'procedures', 'Thủ tục hành chính', 'Administrative procedures', 'toConfirm'),
  item(
    11,
    'reception',
    'Lịch tiếp công dân, kết quả giải quyết đơn thư',
    'Reception schedule and results of petitions',
    'toConfirm',
  ),
  item(
    11,
    'documents',
    'Văn bản của chính quyền liên quan đến Nhân dân',
    'Documents of the authorities that concern people',
    'toConfirm',
  ),
  item(11, 'other', 'Nội dung khác theo quy định của pháp luật', 'Other content that laws name', 'confirmed'),
];

/** What the people of a community discuss and decide themselves. */
export const decidedItems: readonly GrassrootsItem[] = [
  item(
    15,
    'works',
    'Chủ trương và mức đóng góp xây dựng công trình chung',
    'Contributions to common works',
    'confirmed',
  ),
  item(
    15,
    'money',
    'Thu, chi, quản lý các khoản đóng góp của cộng đồng',
    'Collecting and using the community’s money',
    'confirmed',
  ),
  item(15, 'convention', 'Nội dung hương ước, quy ước', 'Local conventions', 'confirmed'),
  item(
    15,
    'head',
    'Bầu, cho thôi làm trưởng thôn, tổ trưởng',
    'Election and dismissal of the hamlet’s head',
    'confirmed',
  ),
  item(
    15,
    'boards',
    'Bầu Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng',
    'Election of the boards of inspection and supervision',
    'confirmed',
  ),
  item(15, 'self', 'Công việc tự quản khác của cộng đồng', 'Other matters of self-government', 'confirmed'),
];

/** What people are asked about before it is decided, with how long the draft is posted. */
export interface ConsultedItem extends GrassrootsItem {
  /** Days of posting at least. */
  days: number;
}

const consulted = (row: GrassrootsItem, days: number): ConsultedItem => ({ ...row, days });
const postedDays = 30;

/** Of the nine items those that are known by name; how long a draft is posted is the locality's to confirm. */
export const consultedItems: readonly ConsultedItem[] = [
  consulted(
    item(
      25,
      'plan',
      'Dự thảo kế hoạch kinh tế - xã hội của xã, phường',
      'Draft plan of the commune',
      'toConfirm',
    ),
    postedDays,
  ),
  consulted(
    item(25, 'landUse', 'Dự thảo quy hoạch, kế hoạch sử dụng đất', 'Draft land-use plan', 'toConfirm'),
    postedDays,
  ),
  consulted(
    item(
      25,
      'compensation',
      'Phương án bồi thường, hỗ trợ, tái định cư',
      'Plan for compensation and resettlement',
      'confirmed',
    ),
    postedDays,
  ),
  consulted(
    item(
      25,
      'boundaries',
      'Đề án điều chỉnh đơn vị hành chính',
      'Change of administrative units',
      'toConfirm',
    ),
    postedDays,
  ),
  consulted(
    item(
      25,
      'decision',
      'Quyết định ảnh hưởng đến quyền, lợi ích của cộng đồng',
      'Decision that touches the community',
      'toConfirm',
    ),
    postedDays,
  ),
  consulted(
    item(25, 'planning', 'Dự thảo quy hoạch khu dân cư', 'Draft plan of the settlement', 'toConfirm'),
    postedDays,
  ),
  consulted(
    item(25, 'convention', 'Dự thảo hương ước, quy ước', 'Draft of a local convention', 'confirmed'),
    postedDays,
  ),
  consulted(
    item(25, 'democracy', 'Quy chế thực hiện dân chủ', 'Rules on democracy', 'toConfirm'),
    postedDays,
  ),
];

/** What people inspect and supervise, and through whom. */
export const supervisedItems: readonly GrassrootsItem[] = [
  item(
    30,
    'decided',
    'Việc thực hiện những điều Nhân dân đã bàn và quyết định',
    'What the people decided',
    'toConfirm',
  ),
  item(
    30,
    'published',
    'Việc thực hiện những điều chính quyền phải công khai',
    'What the authorities must publish',
    'toConfirm',
  ),
];

/** When a commune holds a dialogue because voters ask, and what makes a decision of households hold. */
export interface VotingRule {
  code: 'dialogueAsked' | 'householdDecision';
  /** The share that is needed, in hundredths of a percent. */
  share: number;
  /** `atLeast` the share, or `above` it. */
  reach: 'atLeast' | 'above';
  basis: Bilingual;
  from: PlainDate;
  until?: PlainDate;
  standing: Standing;
}

export const votingRules: readonly VotingRule[] = [
  {
    code: 'dialogueAsked',
    share: 1_000,
    reach: 'atLeast',
    basis: text(
      'Luật 72/2025/QH15, Điều 43: từ 10% cử tri yêu cầu',
      'Law 72/2025/QH15, Art. 43: from 10% of the voters',
    ),
    from: day('2025-07-01'),
    standing: 'confirmed',
  },
  {
    code: 'householdDecision',
    share: 5_000,
    reach: 'above',
    basis: text(
      'Pháp lệnh 34/2007: trên 50% tổng số hộ',
      'Ordinance 34/2007: more than 50% of all households',
    ),
    from: day('2007-07-01'),
    until: day('2023-06-30'),
    standing: 'toConfirm',
  },
  {
    code: 'householdDecision',
    share: 5_000,
    reach: 'atLeast',
    basis: text(
      'Luật Thực hiện dân chủ ở cơ sở 2022: từ 50% tổng số hộ trở lên (một số việc trên 50%)',
      'Law on Grassroots Democracy 2022: at least 50% of all households (some matters above 50%)',
    ),
    from: inForce,
    standing: 'toConfirm',
  },
];

/** The rule in force on a day. @throws RangeError where there was none */
export function votingRuleOn(code: VotingRule['code'], on: PlainDate): VotingRule {
  const rule = votingRules.find(
    (row) => row.code === code && row.from <= on && (row.until === undefined || on <= row.until),
  );
  if (!rule) throw new RangeError(`no rule ${code} was in force on ${on}`);
  return rule;
}

const whole = 10_000;

/** Whether so many of all are enough, without rounding. */
export function reached(rule: Pick<VotingRule, 'share' | 'reach'>, count: number, all: number): boolean {
  if (all <= 0) return false;
  const [given, asked] = [count * whole, all * rule.share];
  return rule.reach === 'atLeast' ? given >= asked : given > asked;
}
