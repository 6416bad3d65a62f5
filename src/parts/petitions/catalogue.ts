import type { Figure, FigureAsked, FigureSeries } from '../../ground/figure/catalogue.ts';
import { paths } from '../../ground/places.ts';
import type { Services } from '../../ground/services.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam, formatDate, monthEnd, parsePlainDate } from '../../platform/time.ts';
import { countExactly, tell } from './cells.ts';
import { type Counts, figureDefinitions, shares, sumCounts } from './figures.ts';
import { kindNames } from './names.ts';
import { kinds, type PetitionKind } from './petition.ts';
import { petitionProof } from './proof.ts';

const denominators: Record<string, { vi: string; en: string }> = {
  answeredOnTime: {
    vi: 'Đơn đã có kết luận về hạn: trả lời đúng hạn, trả lời trễ, quá hạn chưa trả lời',
    en: 'Petitions whose deadline is decided: answered on time, answered late, overdue',
  },
  reopened: { vi: 'Đơn đã trả lời', en: 'Petitions answered' },
  satisfied: { vi: 'Đơn có người gửi đánh giá', en: 'Petitions that were rated' },
  onLastDay: { vi: 'Đơn đã trả lời', en: 'Petitions answered' },
  atMonthEnd: { vi: 'Đơn đã trả lời', en: 'Petitions answered' },
  extended: { vi: 'Đơn nhận trong kỳ', en: 'Petitions received in the period' },
};

const featured = ['answeredOnTime', 'openOverdue', 'satisfied'];

const about = {
  vi: ['don', 'kien nghi', 'phan anh', 'khieu nai'],
  en: ['petition', 'complaint', 'reflection', 'report'],
};
const spoken: Record<string, { vi: string[]; en: string[] }> = {
  received: { vi: ['tiep nhan', 'nhan duoc', 'da nhan'], en: ['received'] },
  answeredOnTime: { vi: ['dung han', 'trong han'], en: ['on time', 'within the deadline'] },
  reopened: { vi: ['mo lai', 'giai quyet lai'], en: ['reopened'] },
  satisfied: { vi: ['hai long'], en: ['satisfied'] },
};

// How answers came about, rather than how many there were.
const signs: readonly string[] = ['reopened', 'satisfied', 'onLastDay', 'atMonthEnd', 'extended'];

/** A count of cases as the figure of a code: a plain count, or a share with its denominator. */
function figureValue(code: string, counts: Counts): { numerator: number; denominator: number | undefined } {
  const part = code in denominators ? shares(counts)[code as keyof ReturnType<typeof shares>] : undefined;
  return { numerator: part?.numerator ?? counts[code as keyof Counts], denominator: part?.denominator };
}

/** A count of petitions received, in cells large enough to be public. */
async function countOf(services: Services, code: string, asked: FigureAsked): Promise<FigureSeries> {
  const { from, to, by, kind } = asked;
  const asOf = dayInVietnam(asked.asOf);
  if (asked.exact) {
    const known = await countExactly(services.db, {
      from,
      to,
      asOf,
      today: dayInVietnam(services.clock()),
      by,
      kind,
      units: asked.units,
    });
    return {
      cells: known.map(({ month, unit, ...counts }) => ({
        month: month ?? undefined,
        unit: unit ?? undefined,
        ...figureValue(code, counts),
      })),
      remainder: undefined,
    };
  }
  const ofKind = <Row extends { kind: PetitionKind | undefined }>(rows: Row[]) =>
    kind ? rows.filter((row) => row.kind === kind) : rows;
  const told = await tell(services, { from, to, by: { ...by, kind: kind !== undefined }, asOf });
  const [rows, years] = [ofKind(told.rows), ofKind(told.years)];
  return {
    cells: rows.map((row) => ({ month: row.month, unit: row.unitNow, ...figureValue(code, row) })),
    remainder: years.length > 0 ? figureValue(code, sumCounts(years.map((one) => one.counts))) : undefined,
  };
}

/** That a figure is of those received in the period, as they stand now. */
const ofReceived = ({ vi, en }: Bilingual): Bilingual => ({
  vi: `${vi}, của đơn nhận trong kỳ`,
  en: `${en}, of petitions received in the period`,
});

/** What is published about petitions, for the catalogue of all figures. */
export const petitionFigures: readonly Figure[] = figureDefinitions.map((definition): Figure => {
  const denominator = denominators[definition.code];
  const words = spoken[definition.code];
  return {
    ...definition,
    // Another number than what happened in the period, which the periodic table tells: never under one name.
    name: definition.code === 'received' ? definition.name : ofReceived(definition.name),
    code: `petitions-${definition.code}`,
    ...(denominator && { denominator }),
    ...(featured.includes(definition.code) && { featured: true }),
    ...(signs.includes(definition.code) && { sign: true as const }),
    kinds: kinds.map((kind) => ({ code: kind, name: { vi: kindNames.vi[kind], en: kindNames.en[kind] } })),
    owner: { vi: 'Đơn vị giải quyết đơn', en: 'The unit that settles the petition' },
    smallCells: {
      vi: 'Nhóm ít đơn được gộp: bỏ đơn vị, rồi bỏ tháng (gộp cả năm); nhóm vẫn quá nhỏ thì không công bố. Phần gộp theo năm ghi ở dòng “không tách theo tháng”.',
      en: 'Small groups are joined: unit first, then month (into the year); what is too small even then is not published. What is told by year only stands in the line “not told by month”.',
    },
    recipe: {
      vi: 'Mỗi đơn là một dòng trong sổ ghi: ngày nhận, hạn, ngày trả lời hoặc kết thúc. Đếm các đơn nhận trong tháng theo định nghĩa trên; tỷ lệ là tổng tử số chia tổng mẫu số, không lấy trung bình các tỷ lệ.',
      en: 'Each petition is a line of entries in the record: received, due, answered or ended. Count those received in the month by the definition above; a share is the sum of numerators over the sum of denominators, never a mean of shares.',
    },
    since: parsePlainDate('2024-01-01'),
    ...(words && {
      spoken: { vi: { any: words.vi, about: about.vi }, en: { any: words.en, about: about.en } },
    }),
    behind: (from, to) =>
      `${paths.figures}?${new URLSearchParams({ tu: formatDate(from), den: formatDate(monthEnd(to)) })}`,
    count: (services, asked) => countOf(services, definition.code, asked),
    proof: petitionProof((counts) => figureValue(definition.code, counts), sumCounts),
  };
});
