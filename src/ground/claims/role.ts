import type { Language } from '../../platform/language.ts';
import type { Token } from './token.ts';

/** What a number is said to be: how much something changed, an average, what is left, or plain. */
export type Role = 'plain' | 'up' | 'down' | 'exceed' | 'average' | 'remainder' | 'total';

const before: Record<Language, readonly [RegExp, Role][]> = {
  vi: [
    [
      /(?:giảm|hạ|rút|bớt|ít hơn|ngắn hơn|thấp hơn|mất|hụt|lỗ|(?<!còn\s)thiếu)(?:\s+(?:được|thêm|tới|đến|đi|tương đương|là|hơn|đúng))?\s*$/iu,
      'down',
    ],
    [/(?:tăng|nâng|cao hơn|nhiều hơn|thêm)(?:\s+(?:được|thêm|tới|đến|tương đương|là|đúng))?\s*$/iu, 'up'],
    [/vượt(?:\s+(?:mức|kế hoạch|chỉ tiêu|dự toán))?\s*$/iu, 'exceed'],
    [
      /(?:bình quân|trung bình)(?:\s+(?:mỗi|một)\s+\p{L}+(?:\s+\p{L}+){0,3})?(?:\s+(?:là|đạt|có))?\s*$/iu,
      'average',
    ],
    [
      /(?<!xuống\s)(?<!giảm\s)(?:còn|số dư(?:\s+\p{L}+){0,3}|(?:phần|số)(?:\s+\p{L}+){0,3}\s+(?:chưa|không)(?:\s+\p{L}+){1,4}?(?=\s+(?:là|có|còn)\s*$|\s*$)|thâm hụt|bội chi|bội thu|thặng dư|xuất siêu|nhập siêu|kết dư|chênh lệch(?:\s+\p{L}+){0,2}|chuyển\s+(?:sang\s+)?(?:kỳ|tháng|quý|năm)\s+sau)(?:\s+(?:lại|thiếu|dư|tồn|tồn đọng|nợ|nộp|trống|chờ|treo|chưa(?:\s+\p{L}+){1,4}(?=\s+là\s*$)|phải(?:\s+\p{L}+){1,3}|xác minh))?(?:\s+(?:là|có|còn|đang\s+\p{L}+(?:\s+\p{L}+)?))?\s*$|còn lại(?:\s+là)?(?:\s+\p{L}+){1,5}\s*$/iu,
      'remainder',
    ],
    [
      /(?:tổng cộng|tất cả|cộng lại|gộp lại|cả thảy|vị chi|hợp thành|cộng dồn|dân số(?:\s+\p{L}+){0,6}|tổng(?:\s+\p{L}+){0,4}|như vậy(?:\s+\p{L}+){0,2}|(?:đưa|nâng)(?:\s+\p{L}+){1,8}(?=\s+(?:lên|thành))|cả (?:hai|ba|bốn|vụ|năm|tỉnh|xã|phường)(?:\s+\p{L}+){0,4}|(?:gộp|góp|cộng)(?=[^;]{0,60}\s+được\s*$)|lũy kế(?:\s+[\p{L}\d·]+){0,4})(?:\s+(?:là|có|được|lên|đạt|thành|hết))*\s*$/iu,
      'total',
    ],
  ],
  en: [
    [
      /(?:fell|fallen|falling|slipped|slid|eased|contracted|dropped|declined|decreased|reduced|cut|shrank|down|(?:decrease|drop|decline|fall|reduction|cut|loss)\s+of)(?:\s+by)?(?:\s+a)?\s*$/i,
      'down',
    ],
    [
      /(?:rose|risen|rising|advanced|widened|grew|grown|increased|climbed|jumped|expanded|up|(?:increase|rise|growth|gain|jump|overrun|overspend)\s+of)(?:\s+by)?(?:\s+a)?\s*$/i,
      'up',
    ],
    [
      /(?:exceeded|exceeding|surpassed|beat|beating)(?:\s+(?:the\s+|its\s+)?(?:plan|target|budget))?(?:\s+by)?\s*$/i,
      'exceed',
    ],
    [
      /(?:an\s+average\s+of|averaging|on\s+average,?|average(?:\s+\p{L}+){0,2}\s+(?:was|is|of|stood\s+at|came\s+to))\s*$/iu,
      'average',
    ],
    [
      /(?:leaving|ended(?:\s+\p{L}+){0,3}\s+with|(?:carried|carrying)(?:\s+(?:over|forward))?|the\s+(?:remaining|other|last|balance\s+of)|(?:deficit|shortfall|gap|surplus|difference|underspend|overspend|underspending|margin)\s+(?:of|to|at|is|was|reached)|which\s+leaves|leaves|left)(?:\s+(?:only|just|a\s+(?:balance|shortfall|remainder|gap|backlog)\s+of))?\s*[$€£¥₫]?$/iu,
      'remainder',
    ],
    [
      /(?:totals?(?:\s+of)?|in\s+all,?|in\s+total,?|altogether,?|totall?ing|making|combined|together\s+(?:cover|make|total|come to)|giving(?:\s+\p{L}+){0,4}\s+of|(?:took|brought|brings?|raised|lifted)(?:\s+\p{L}+){1,6}\s+to|add\s+up\s+to|sums?\s+to)\s*[$€£¥₫]?$/iu,
      'total',
    ],
  ],
};

const after: Record<Language, readonly [RegExp, Role][]> = {
  vi: [
    [/^\s*(?:\p{L}+\s+){0,3}?còn lại(?!\p{L})/iu, 'remainder'],
    [/^\s*(?:mỗi|trên một|\/)\s*(?:ngày|tuần|tháng|quý|năm|lớp|người|hộ|xã|phường)/iu, 'plain'],
  ],
  en: [
    [
      /^\s*(?:\p{L}+\s+)?(?:fewer|less|lower|worse)(?!\p{L})|^\s*(?:\p{L}+\s+)?(?:down|below|short|drop|fall|decline|decrease|reduction|cut)(?!\p{L})/iu,
      'down',
    ],
    [
      /^\s*(?:\p{L}+\s+)?\)?\s*(?:more|higher|better)(?:\s+than)?(?!\p{L})|^\s*(?:\p{L}+\s+)?(?:up|above|rise|increase|growth|gain|jump|overrun)(?!\p{L})/iu,
      'up',
    ],
    [
      /^\s*(?:\p{L}+\s+){0,3}?(?:remain|remains|remaining|remained|are left|were left|was left|left(?=\s*(?:over|to|in|on|at|for|unspent|[.,;)]|$))|still|outstanding|unspent|unresolved|unpaid|unsettled|pending|undisbursed|(?:were\s+|was\s+)?carried (?:over|forward))(?!\p{L})/iu,
      'remainder',
    ],
    [/^\s*(?:\p{L}+\s+){0,2}?on average/iu, 'average'],
    [/^\s*(?:\p{L}+\s+){0,2}?(?:in all|in total|altogether)(?!\p{L})/iu, 'total'],
  ],
};

/** The role a number's words give it, and where those words begin. */
export function roleOf(covered: string, token: Token, language: Language): { role: Role; at: number } {
  const lead = covered.slice(Math.max(0, token.at - 48), token.at);
  for (const [pattern, role] of before[language]) {
    const match = pattern.exec(lead);
    if (match) return { role, at: token.at - (lead.length - match.index) };
  }
  const follow = covered.slice(token.end, token.end + 40);
  for (const [pattern, role] of after[language]) {
    if (pattern.test(follow)) return { role, at: token.at };
  }
  return { role: 'plain', at: token.at };
}
