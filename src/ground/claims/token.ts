import type { Language } from '../../platform/language.ts';
import { digits, numberWords, readDigits, readSmall, readWords, scales } from './number.ts';

/** How a number is hedged: what it promises of the true one. */
export type Hedge = 'exact' | 'over' | 'near' | 'about' | 'atLeast' | 'atMost' | 'under';

/**
 * A number in a sentence. `ratio`: part of whole; `percent` and `fraction`: a share, as a number of percent
 * or of one; `multiple`: how many times; `frequency`: so many times a while; `period`: how long, or over
 * how many; `range`: between two; `vague`: an amount without a number.
 */
export type TokenKind =
  | 'count'
  | 'ratio'
  | 'percent'
  | 'points'
  | 'fraction'
  | 'multiple'
  | 'majority'
  | 'frequency'
  | 'period'
  | 'range'
  | 'vague';

export interface Token {
  kind: TokenKind;
  /** Where it stands, hedge and unit sign with it. */
  at: number;
  end: number;
  text: string;
  value: number;
  decimals: number;
  /** Steps of the last digit written, scale counted: 0,1 triệu is 100,000. */
  step: number;
  hedge: Hedge;
  /** Of a ratio: what is part of what. */
  part?: number;
  whole?: number;
  /** What is counted, in the words that follow; money by its own name. */
  unit: string;
  /** How many of the sentence's smallest unit of its kind one is: 10,000 for hectares beside square metres. */
  factor?: number;
  /** Written with nghìn, triệu, tỷ: where nothing else is named, money is meant. */
  scaled?: boolean;
}

const hedges: Record<Language, [words: string, hedge: Hedge][]> = {
  vi: [
    ['ít nhất|tối thiểu|không dưới|không ít hơn|chí ít', 'atLeast'],
    ['nhiều nhất|tối đa|không quá', 'atMost'],
    ['trên|quá|ngoài', 'over'],
    ['gần|xấp xỉ|ngót|suýt soát', 'near'],
    ['khoảng|chừng|ước|ước khoảng|vào khoảng', 'about'],
    ['dưới|chưa đến|chưa đầy|chưa tới', 'under'],
  ],
  en: [
    ['at least|no fewer than|no less than|not less than|a minimum of', 'atLeast'],
    ['at most|no more than|not more than|up to|a maximum of', 'atMost'],
    ['over|more than|above|in excess of|exceeding|well over|just over', 'over'],
    ['nearly|almost|close to|just under|just short of', 'near'],
    ['about|around|roughly|approximately|some|an estimated|circa', 'about'],
    ['less than|fewer than|under|below', 'under'],
  ],
};
const hedgeWords: Record<Language, string> = {
  // "mật độ 306", "thấp hơn 3 điểm": no hedge there.
  vi: `${hedges.vi.map(([words]) => words).join('|')}|(?<!(?:mật|mức|tốc|nhiệt|trình|cường|chế)\\s)độ|(?<!(?:thấp|cao|ít|nhiều|lớn|nhỏ|kém|tốt|nhanh|chậm|còn)\\s)hơn`,
  en: hedges.en.map(([words]) => words).join('|'),
};

function hedgeOf(words: string | undefined, language: Language): Hedge {
  const text = words?.trim().toLowerCase().replace(/\s+/g, ' ');
  if (!text) return 'exact';
  if (text === 'độ') return 'about';
  if (text === 'hơn') return 'over';
  return hedges[language].find(([known]) => known.split('|').includes(text))?.[1] ?? 'exact';
}

const hedge = (language: Language) => `(?:(?<hedge>${hedgeWords[language]})\\s+)?`;
const before = '(?<![\\p{L}\\d·]|\\d[.,])';
/** Signs of money that stand before a number, for a class of a pattern. */
const moneySigns = '$€£¥₫';
/** Money named before its number: US$, £, VND 600 million. */
const moneyBefore = `(?:(?:US|A|NZ|C|HK|S)?[${moneySigns}]|(?:VND|USD|EUR|GBP)\\s?)`;
const scaleWords: Record<Language, string> = {
  vi: '(?:(?:nghìn|ngàn|vạn|triệu)\\s+(?:tỷ|tỉ)|nghìn|ngàn|vạn|triệu|tỷ|tỉ)',
  en: '(?:thousand|million|billion|trillion|bn)',
};
const small: Record<Language, string> = {
  vi: '(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|\\d{1,2})',
  en: '(?:one|two|three|four|five|six|seven|eight|nine|ten|a|\\d{1,2})',
};
const periods: Record<Language, string> = {
  vi: '(?:giờ|ngày|tuần|tháng|quý|năm)(?:\\s+làm việc)?',
  en: '(?:hours?|(?:working\\s+|business\\s+)?days?|weeks?|months?|quarters?|years?)',
};
const whiles: Record<Language, string> = {
  vi: '(?:ngày|tuần|tháng|quý|năm|nhiệm kỳ|kỳ)',
  en: '(?:day|week|month|quarter|year|term)',
};

interface Shape {
  kind: TokenKind;
  /** Without one of these in it a sentence has no number of the shape; looked for first, as that is cheap. */
  needs?: RegExp;
  pattern: RegExp;
  read(groups: Record<string, string | undefined>, language: Language): Partial<Token> | undefined;
}

const englishFractions: Record<string, number> = {
  half: 2,
  third: 3,
  thirds: 3,
  quarter: 4,
  quarters: 4,
  fourth: 4,
  fourths: 4,
  fifth: 5,
  fifths: 5,
  sixth: 6,
  eighth: 8,
  tenth: 10,
  tenths: 10,
};
const multiples: Record<string, number> = {
  'gấp đôi': 2,
  'gấp rưỡi': 1.5,
  doubled: 2,
  double: 2,
  twice: 2,
  tripled: 3,
  triple: 3,
  trebled: 3,
  quadrupled: 4,
  halved: 0.5,
};

/** What scale words multiply with: one, or two ("nghìn tỷ"). */
const scaleOf = (words: string | undefined): number =>
  (words ?? '')
    .toLowerCase()
    .split(/\s+/)
    .reduce((product, word) => product * (scales[word] ?? 1), 1);

function ratio(
  part: string | undefined,
  whole: string | undefined,
  language: Language,
): Partial<Token> | undefined {
  const a = readDigits(part ?? '', language).value;
  const b = readDigits(whole ?? '', language).value;
  return b > 0 ? { part: a, whole: b, value: a / b } : undefined;
}

/** Of the shapes that overlap, the first in this order is taken. */
function shapes(language: Language): Shape[] {
  const vi = language === 'vi';
  const flags = 'giu';
  const number = `(?:${digits})`;
  const per = whiles[language];
  return [
    {
      kind: 'vague',
      needs: vi ? /giảm|tăng|hầu|phần|đa|hàng loạt|hơn/iu : /ly|most|majority|all|a lot/i,
      pattern: vi
        ? new RegExp(
            `${before}(?:(?:giảm|tăng)(?:\\s+(?:rất|khá))?\\s+(?:đáng kể|mạnh|nhiều|hẳn|rõ rệt|rõ nét|sâu|nhanh|cao|vọt|dần|liên tục)|hầu hết|phần lớn|đại đa số|đa phần|hàng loạt|(?:đông|nhiều)\\s+hơn\\s+hẳn)(?!\\p{L})`,
            flags,
          )
        : new RegExp(
            `${before}(?:(?:significantly|considerably|sharply|markedly|substantially|dramatically|greatly|steeply|noticeably)\\s+(?:decreased|increased|reduced|fallen|fell|risen|rose|improved|declined|dropped|grown|grew|lower|higher|fewer)|(?:decreased|increased|reduced|fallen|fell|risen|rose|declined|dropped|grown|grew|(?:is|are|was|were|been)\\s+(?:up|down))\\s+(?:significantly|considerably|sharply|markedly|substantially|dramatically|greatly|steeply|noticeably|a lot)|most\\s+of|(?:the\\s+)?vast\\s+majority(?:\\s+of)?|(?:almost|nearly)\\s+all(?:\\s+of)?|most\\s+(?=[a-z]+s\\b))(?!\\p{L})`,
            flags,
          ),
      read: () => ({}),
    },
    {
      kind: 'frequency',
      needs: vi ? /lần|kỳ|phiên|buổi|cuộc|ngày/iu : /once|twice|thrice|times|sessions|meetings|days/i,
      pattern: vi
        ? new RegExp(
            `${before}(?:(?<count>\\d+|${small.vi})\\s+(?:lần|kỳ|phiên|buổi|cuộc|ngày)\\s*(?:/|trong\\s+|mỗi\\s+|một\\s+)\\s*(?:một\\s+)?(?:${per}|quý)(?!\\p{L})|mỗi\\s+${per}\\s+(?:${hedge(language).replace('hedge', 'other')})?(?<late>\\d+|${small.vi})\\s+(?:lần|kỳ|phiên|buổi|cuộc)(?!\\p{L}))`,
            flags,
          )
        : new RegExp(
            `${before}(?:once|twice|thrice|(?<count>\\d+|${small.en})\\s+(?:times|sessions|meetings|days))\\s+(?:a|an|per|every|each)\\s+${per}s?(?!\\p{L})`,
            flags,
          ),
      read: (groups) => ({
        value: readSmall(groups.count ?? groups.late ?? '', language) ?? 1,
        unit: /(?:lần|phiên|buổi|cuộc|times|sessions|meetings)/iu.exec(groups.all ?? '')?.[0] ?? '',
      }),
    },
    {
      kind: 'ratio',
      needs: vi ? /\/|trên|trong/iu : /\/|of/i,
      pattern: vi
        ? new RegExp(
            `${before}(?<part>${number})(?!\\s*${scaleWords.vi}(?!\\p{L}).*tổng)\\s*(?:/\\s*(?<whole>${number})|(?:trên|trong)\\s+(?<on>${number})(?!\\s*(?:%|phần trăm|${periods.vi}))|(?:\\p{L}+\\s+){0,3}?(?:trên|trong)\\s+(?:tổng(?:\\s+\\p{L}+){0,3}?\\s+)(?<total>${number}))(?![\\d/]|[.,]\\d)`,
            flags,
          )
        : new RegExp(
            `${before}(?:${moneyBefore})?(?<part>${number})\\s*(?:/\\s*|(?:out\\s+)?of\\s+(?:the\\s+|its\\s+)?)(?:${moneyBefore})?(?<whole>${number})(?![\\d/]|[.,]\\d)(?!\\s*%)`,
            flags,
          ),
      read: (groups) => ratio(groups.part, groups.whole ?? groups.on ?? groups.total, language),
    },
    // 4.312 trẻ trên 4.400 trẻ; 276 giáo viên trên chỉ tiêu 345 người; £1.92 million of its £2.4 million.
    {
      kind: 'ratio',
      needs: vi ? /\/|trên|trong/iu : /\/|of/i,
      pattern: vi
        ? new RegExp(
            `${before}(?<part>${number})\\s+(?:\\p{L}+\\s+){1,3}?trên\\s+(?:tổng\\s+)?(?:số\\s+|chỉ\\s+tiêu\\s+|kế\\s+hoạch\\s+)(?<whole>${number})(?!\\s*(?:%|${scaleWords.vi}(?!\\p{L})))(?![\\d/]|[.,]\\d)|${before}(?<some>${number})\\s+(?<noun>\\p{L}+)(?:\\s+\\p{L}+){0,3}?\\s+trên\\s+(?<every>${number})\\s+\\k<noun>(?!\\p{L})`,
            flags,
          )
        : new RegExp(
            `${before}(?<money>${moneyBefore})(?<part>${number})(?:\\s*(?<scale>${scaleWords.en}|m))?\\s+(?:out\\s+)?of\\s+(?:the\\s+|its\\s+|a\\s+)?${moneyBefore}(?<whole>${number})(?:\\s*(?<wholeScale>${scaleWords.en}|m)(?!\\p{L}))?(?![\\d/]|[.,]\\d)`,
            flags,
          ),
      read: ({ part, some, whole, every, scale, wholeScale }) => {
        const scaled = (text: string | undefined, by: string | undefined) =>
          readDigits(text ?? '', language).value * scaleOf(by);
        const [a, b] = [scaled(part ?? some, scale), scaled(whole ?? every, wholeScale)];
        return b > 0 ? { part: a, whole: b, value: a / b } : undefined;
      },
    },
    // Thirty-one of the forty; ba mươi trên tổng số bốn mươi.
    {
      kind: 'ratio',
      needs: vi ? /\/|trên|trong/iu : /\/|of/i,
      pattern: new RegExp(
        vi
          ? `${before}(?<part>${numberWords.vi})\\s+(?:trên|trong)\\s+(?:tổng\\s+)?số\\s+(?<whole>${numberWords.vi})(?!\\p{L})`
          : `${before}(?<part>${numberWords.en})\\s+(?:out\\s+)?of\\s+(?:the\\s+|its\\s+)?(?<whole>${numberWords.en}|\\d+)(?![\\p{L}\\d]|[.,]\\d)`,
        flags,
      ),
      read: (groups) => {
        const [part, whole] = [
          readWords(groups.part ?? '', language),
          readSmall(groups.whole ?? '', language),
        ];
        return part && whole && part <= whole ? { part, whole, value: part / whole } : undefined;
      },
    },
    {
      kind: 'range',
      needs: vi ? /[-–—]|đến/u : /[-–—]|to|and/,
      pattern: new RegExp(
        `${before}${vi ? '' : '(?<!from\\s)'}(?:${vi ? 'từ\\s+' : 'between\\s+'})?(?<low>${number})\\s*%?\\s*(?:[-–—]${vi ? '|\\s+đến\\s+' : '|\\s+to\\s+|\\s+and\\s+'})\\s*(?<high>${number})\\s*(?<sign>%|percent|phần trăm)|(?<![\\p{L}\\d·/.,])(?<least>\\d+(?:[.,]\\d+)?)\\s*[-–—]\\s*(?<most>\\d+(?:[.,]\\d+)?)(?=\\s+\\p{L})`,
        flags,
      ),
      read: (groups) => ({ value: readDigits(groups.high ?? groups.most ?? '', language).value }),
    },
    {
      kind: 'fraction',
      needs: vi ? /nửa|phần/iu : /half|third|quarter|fourth|fifth|sixth|eighth|tenth|in/i,
      pattern: vi
        ? new RegExp(
            `${before}(?:(?:một\\s+)?nửa(?!\\p{L})|(?<top>${small.vi})\\s+phần\\s+(?<bottom>${small.vi})(?![\\p{L}\\d]))`,
            flags,
          )
        : new RegExp(
            `${before}(?:(?:a\\s+|one[-\\s])?half(?!\\p{L})|(?<few>${small.en})\\s+in\\s+(?<many>${small.en})(?!\\p{L}|\\d)|(?<top>${small.en})[-\\s](?<bottom>thirds?|quarters?|fourths?|fifths?|sixth|eighth|tenths?)(?!\\p{L}))`,
            flags,
          ),
      read: (groups) => {
        if (groups.few && groups.many) {
          const [few, many] = [readSmall(groups.few, language), readSmall(groups.many, language)];
          return few && many && few < many ? { value: few / many } : undefined;
        }
        if (!groups.top) return { value: 0.5 };
        const top = readSmall(groups.top, language);
        const bottom = vi
          ? readSmall(groups.bottom ?? '', language)
          : englishFractions[(groups.bottom ?? '').toLowerCase()];
        return top && bottom && top < bottom ? { value: top / bottom } : undefined;
      },
    },
    {
      kind: 'majority',
      needs: vi ? /đa số|quá bán/iu : /majority/i,
      pattern: vi
        ? new RegExp(`${before}(?:đa số|quá bán)(?!\\p{L})`, flags)
        : new RegExp(`${before}(?:a|the)\\s+majority(?!\\p{L})`, flags),
      read: () => ({ value: 0.5 }),
    },
    {
      kind: 'multiple',
      needs: vi ? /gấp|lần/iu : /doubl|tripl|trebl|quadrupl|halv|twice|times|fold/i,
      pattern: vi
        ? new RegExp(
            `${before}(?:gấp\\s+(?:đôi|rưỡi)|gấp\\s+(?<bare>ba|bốn|năm|sáu|bảy|tám|chín|mười)(?=\\s*[,(.]|\\s+so\\s)|chênh(?:\\s+nhau)?\\s+(?<apart>${number}|${small.vi})\\s+lần|gấp\\s+${hedge(language).replace('hedge', 'inner')}(?<times>${number}|${small.vi})\\s+lần|(?:tăng|giảm)\\s+(?<up>${number}|${small.vi})\\s+lần)(?!\\p{L})`,
            flags,
          )
        : new RegExp(
            `${before}(?:doubled|tripled|trebled|quadrupled|halved|double|twice|triple|(?<times>${number}|${small.en})\\s+times|(?<fold>${small.en})[-\\s]?fold)(?!\\p{L})`,
            flags,
          ),
      read: (groups) => {
        const times = groups.times ?? groups.up ?? groups.fold ?? groups.bare ?? groups.apart;
        if (times === undefined) {
          const word = (groups.all ?? '').toLowerCase().replace(/\s+/g, ' ');
          const known = Object.entries(multiples).find(([key]) => word.includes(key));
          return known && { value: known[1] };
        }
        if (/\d/.test(times)) return readDigits(times, language);
        const value = readSmall(times, language);
        return value ? { value } : undefined;
      },
    },
    {
      kind: 'points',
      needs: vi ? /điểm/iu : /point|pp/i,
      pattern: new RegExp(
        vi
          ? `${before}(?<number>${number})\\s*(?:điểm\\s*(?:%|phần trăm)|%\\s*điểm)`
          : `${before}(?<number>${number})\\s*(?:-\\s*)?(?:percentage[-\\s]points?|pp(?!\\p{L})|points?(?=\\s+(?:apart|higher|lower|more|less|up|down|better|worse|above|below|ahead|behind)))`,
        flags,
      ),
      read: (groups) => readDigits(groups.number ?? '', language),
    },
    {
      kind: 'percent',
      needs: /%|percent|per cent|phần trăm/i,
      pattern: new RegExp(
        `${before}(?<number>${number})\\s*(?:%|percent(?!\\p{L})|per cent(?!\\p{L})|phần trăm(?!\\p{L}))`,
        flags,
      ),
      read: (groups) => readDigits(groups.number ?? '', language),
    },
    {
      kind: 'period',
      pattern: new RegExp(
        `${before}(?<number>${number}|${numberWords[language]})\\s+${periods[language]}(?!\\p{L})`,
        flags,
      ),
      read: (groups) => {
        const text = groups.number ?? '';
        if (/\d/.test(text)) return readDigits(text, language);
        const value = readWords(text, language);
        return value === undefined ? undefined : { value };
      },
    },
    // 1 tỷ 250 triệu: one amount in two units.
    ...(vi
      ? [
          {
            kind: 'count' as const,
            pattern: new RegExp(
              `${before}(?<high>${number})\\s*(?<highScale>tỷ|tỉ|triệu)\\s+(?<low>\\d{1,3}(?:[.,]\\d+)?)\\s*(?<lowScale>triệu|nghìn|ngàn)(?!\\p{L})`,
              flags,
            ),
            read: (groups: Record<string, string | undefined>) => {
              const [high, low] = [scales[groups.highScale ?? ''] ?? 1, scales[groups.lowScale ?? ''] ?? 1];
              if (high <= low) return undefined;
              const value =
                readDigits(groups.high ?? '', language).value * high +
                readDigits(groups.low ?? '', language).value * low;
              return { value, step: low, scaled: true };
            },
          },
        ]
      : []),
    {
      kind: 'count',
      pattern: new RegExp(
        `${before}(?<money>${moneyBefore})?(?<number>${number})(?:[\\s-]*(?<scale>${scaleWords[language]}${vi ? '' : '|(?<=[$€£¥₫][\\d.,]+\\s?)m(?=\\b)|trillion'})(?!\\p{L}))?`,
        flags,
      ),
      read: (groups) => {
        const read = readDigits(groups.number ?? '', language);
        const scale = scaleOf(groups.scale);
        return {
          value: read.value * scale,
          decimals: read.decimals,
          step: scale / 10 ** read.decimals,
          ...(groups.money && { unit: 'money' }),
          ...(groups.scale && { scaled: true }),
        };
      },
    },
    {
      kind: 'count',
      pattern: new RegExp(`${before}(?<words>${numberWords[language]})(?!\\p{L})`, flags),
      read: (groups) => {
        const words = groups.words ?? '';
        const value = readWords(words, language);
        return value === undefined ? undefined : { value };
      },
    },
  ];
}

const known: Record<Language, Shape[]> = { vi: shapes('vi'), en: shapes('en') };

// Words after a number that are no unit of it.
const noUnit: Record<Language, RegExp> = {
  vi: /^(?:và|là|của|trong|ở|tại|so|theo|do|nên|thì|mà|được|đã|đang|sẽ|có|không|vào|từ|đến|lên|xuống|còn|hay|hoặc|nhưng|khi|trước|sau|để|với|thuộc|về|năm|tháng|ngày|gồm|bao|nay|ngoái|cùng|này|mỗi|chia|nâng|đưa|tức|đạt|chiếm|cho)$/u,
  en: /^(?:and|is|was|were|are|of|in|at|on|to|from|for|by|with|or|but|than|that|which|per|after|before|when|have|has|had|as|since|during|under|about|over|into|through|against|compared|out|last|this|next|each|every|who|while|making|giving|only|also|all|them|these|those|whom|they|it)$/,
};
const money = /^(?:đồng(?!\s*(?:chí|bào|hương|đội|ý|thuận|nghiệp))|đô la|usd|vnd|dong|dollars?|euros?)/i;

/** What is counted: the words right after a number, as far as they could be that. */
function unitAfter(text: string, end: number, language: Language): string {
  const square = /^\s*(k?m)(?:2|²)/u.exec(text.slice(end, end + 6))?.[1];
  if (square) return `${square}²`;
  const after =
    /^[\s-]*(?:of\s+(?:the\s+)?)?((?:\p{L}+\s*){1,4})/u.exec(text.slice(end, end + 48))?.[1] ?? '';
  const words: string[] = [];
  for (const word of after.toLowerCase().split(/\s+/)) {
    if (!word || noUnit[language].test(word)) break;
    words.push(word);
  }
  const unit = words.join(' ');
  return money.test(unit) ? 'money' : unit;
}

/** The first word of what is counted: two numbers of the same one can be held against each other. */
export function unitHead(token: Token, language: Language): string {
  if (token.kind === 'period') {
    const word = /\p{L}+(?=\s*(?:làm việc)?$)/u.exec(token.text)?.[0].toLowerCase() ?? '';
    return language === 'en' ? word.replace(/s$/, '') : word;
  }
  const words = token.unit.split(' ');
  const [first = ''] = words;
  if (language === 'vi') return first === 'héc' ? 'ha' : first;
  // "875 land claims": claims are counted, not land.
  const noun = words.slice(0, 3).find((word) => /[^s]s$/.test(word)) ?? first;
  return noun.replace(/(?:ies|s)$/, '');
}

const things: Record<Language, RegExp> = {
  vi: /^(?:hộ|trường|người|vụ|việc|đơn|lớp|dự án|tuyến|xã|phường|công trình|cầu|đường|trạm|phòng|căn|cơ sở|hồ sơ|kiến nghị|cuộc|buổi|phiên|đợt|đoàn|tổ|mô hình|bệnh viện|lượt|em|học sinh|gia đình|cán bộ|đồng chí|ấp|khóm|thôn|đại biểu|ngôi nhà|nhà|km|ha|tấn|điểm|khu|ngôi|chiếc|nhóm|đơn vị|tổ chức|cá nhân)(?!\p{L})/iu,
  en: /^(?:fewer|more|less)(?!\p{L})|^(?:\p{L}+\s+)?\p{L}+s(?!\p{L})/iu,
};

/** Whether one number word counts something: "ba trường", not the "ba" of a name or the "năm" of a year. */
function counts(token: Token, language: Language): boolean {
  if (/\d/.test(token.text) || token.text.trim().split(/[\s-]+/).length > 1) return true;
  return things[language].test(token.unit);
}

// Longer than any hedge.
const hedgeReach = 28;
const hedgeAtEnd: Record<Language, RegExp> = {
  vi: new RegExp(`${before}(${hedgeWords.vi})\\s+$`, 'iu'),
  en: new RegExp(`${before}(${hedgeWords.en})\\s+$`, 'iu'),
};

/** The hedge that stands right before a number, and where it begins: looked for from the number, as few have one. */
function hedgeWordsBefore(covered: string, at: number, language: Language): { at: number; hedge: Hedge } {
  const from = Math.max(0, at - hedgeReach);
  const words = hedgeAtEnd[language].exec(covered.slice(from, at));
  return words ? { at: from + words.index, hedge: hedgeOf(words[1], language) } : { at, hedge: 'exact' };
}

/** The hedge of a number that was read without one, by the words before it. */
export const hedgeBefore = (covered: string, at: number, language: Language): Hedge =>
  hedgeWordsBefore(covered, at, language).hedge;

// Kinds that no hedge belongs to.
const unhedged: readonly TokenKind[] = ['vague', 'ratio', 'range', 'majority', 'period'];

/** All numbers of a sentence, in order; `covered` is the sentence with its naming numbers masked. */
export function tokens(sentence: string, covered: string, language: Language): Token[] {
  const found: Token[] = [];
  const taken = new Uint8Array(covered.length);
  for (const { kind, needs, pattern, read } of known[language]) {
    if (needs && !needs.test(covered)) continue;
    for (const match of covered.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (taken.subarray(match.index, end).includes(1)) continue;
      const hedged = unhedged.includes(kind)
        ? { at: match.index, hedge: hedgeOf(match.groups?.inner, language) }
        : hedgeWordsBefore(covered, match.index, language);
      const at = taken[hedged.at] ? match.index : hedged.at;
      const groups = match.groups ?? {};
      groups.all = match[0];
      const values = read(groups, language);
      if (!values) continue;
      const decimals = values.decimals ?? 0;
      const token: Token = {
        kind,
        at,
        end,
        text: sentence.slice(at, end),
        value: 0,
        decimals,
        step: 10 ** -decimals,
        hedge: hedged.hedge === 'exact' ? hedgeOf(match.groups?.inner, language) : hedged.hedge,
        unit: unitAfter(covered, end, language),
        ...values,
      };
      if (kind === 'count' && !counts(token, language)) continue;
      found.push(token);
      taken.fill(1, at, end);
    }
  }
  const ordered = found.toSorted((a, b) => a.at - b.at);
  return oneMeasure(withScale(ordered, covered, language));
}

const fromTo: Record<Language, RegExp> = {
  vi: /^\s*(?:lên|xuống|xuống còn|còn|đến|tới|lên đến|lên tới)\s*$/iu,
  en: /^\s*to\s*[$€£¥₫]?$/i,
};

/** "từ 31,2 lên 38,4 triệu": the scale told once is of both. */
function withScale(found: Token[], covered: string, language: Language): Token[] {
  return found.map((token, place) => {
    const next = found[place + 1];
    if (!next || token.kind !== 'count' || next.kind !== 'count' || token.scaled || !next.scaled)
      return token;
    if (!/(?:từ|from)\s+[$€£¥₫]?$/iu.test(covered.slice(Math.max(0, token.at - 8), token.at))) return token;
    if (!fromTo[language].test(covered.slice(token.end, next.at))) return token;
    const scale = next.step * 10 ** next.decimals;
    return { ...token, value: token.value * scale, step: token.step * scale, unit: next.unit, scaled: true };
  });
}

const measures: readonly [pattern: RegExp, smallest: number][][] = [
  [
    [/^m²/u, 1],
    [/^(?:ha|hectares?)(?!\p{L})/iu, 10_000],
    [/^km²/u, 1_000_000],
  ],
  [
    [/^(?:kg)(?!\p{L})/iu, 1],
    [/^tạ(?!\p{L})/iu, 100],
    [/^(?:tấn|tonnes?|tons?)(?!\p{L})/iu, 1000],
  ],
  [
    [/^(?:m|mét|met(?:re|er)s?)(?!\p{L})/iu, 1],
    [/^(?:km|kilomet(?:re|er)s?)(?!\p{L})/iu, 1000],
  ],
];

const smallestUnits = ['m²', 'kg', 'm'];

/** How many of a unit an amount is: 48 tonnes are 48,000 of "kg"; undefined where it is counted by something else. */
export function inUnits(token: Token, per: string, language: Language): number | undefined {
  if (per === '') return undefined;
  if (unitHead(token, language) === per) return token.value;
  for (const units of measures) {
    const weigh = (unit: string) => units.find(([pattern]) => pattern.test(unit))?.[1];
    const [own, other] = [weigh(token.unit), weigh(per)];
    if (own !== undefined && other !== undefined) return (token.value * own) / other;
  }
  return undefined;
}

/** Where hectares stand beside square metres all are read in the smaller unit, so that they can be added. */
function oneMeasure(found: Token[]): Token[] {
  let all = found;
  for (const units of measures) {
    const factorOf = (one: Token) =>
      one.kind === 'count' ? units.find(([pattern]) => pattern.test(one.unit))?.[1] : undefined;
    if (new Set(all.map(factorOf).filter((one) => one !== undefined)).size < 2) continue;
    const unit = smallestUnits[measures.indexOf(units)] ?? '';
    all = all.map((one) => {
      const factor = factorOf(one);
      return factor === undefined
        ? one
        : { ...one, value: one.value * factor, step: one.step * factor, factor, unit };
    });
  }
  return all;
}
