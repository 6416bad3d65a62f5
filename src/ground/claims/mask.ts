import type { Language } from '../../platform/language.ts';

/**
 * Numbers that name something and count nothing: dates, documents, articles, places, telephones, times,
 * ordinals, lists, ages. They are covered letter by letter before claims are looked for, so that places in
 * the text stay what they are.
 */
const month = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
const counted =
  '(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|%|ha|km|m|tấn|hộ|dự án|đơn|vụ|việc|người|lượt|lớp|trường|thửa|tuyến|biên chế|phiên|cuộc|công trình|phòng|xã|phường|giường|căn|kiến nghị|hồ sơ|đại biểu)';

const vietnamese: readonly RegExp[] = [
  // Dates and periods of the calendar.
  /(?<!\p{L})(?:ngày|hôm|sáng|chiều|tối|đến|thời điểm)\s+\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?(?!\d)/giu,
  /(?<!\p{L})ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?(?!\s*(?:làm việc|\d))/giu,
  /(?<![\d/])\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}(?!\d)/gu,
  /(?<!\p{L})tháng\s+\d{1,2}(?:\s*[/-]\s*\d{4}|\s+năm\s+\d{4})?(?!\d|[.,]\d)/giu,
  /(?<![\d/])(?:0?[1-9]|1[0-2])\/(?:19|20)\d{2}(?!\d)/gu,
  /(?<!\p{L})(?:quý|qúy)\s+(?:[IVX]+|\d)(?:\s*[/-]\s*\d{4})?(?:\s+năm\s+\d{4})?/giu,
  /(?<!\p{L})(?:năm|niên khóa|nhiệm kỳ|giai đoạn|năm học)\s+(?:học\s+)?\d{4}(?:\s*[-–—]\s*\d{2,4})?/giu,
  /(?<!\d)(?:19|20)\d{2}\s*[-–—]\s*(?:(?:19|20)\d{2}|\d{2})(?!\d)/gu,
  /(?:\d{1,2}|ba|sáu|chín)\s+tháng\s+(?:đầu|cuối|đầu\s+năm)(?:\s+năm)?(?:\s+\d{4})?/giu,
  // Documents and their parts.
  /(?<!\p{L})(?<!(?:tổng|con|đa|một|chỉ|trị|trong|phần|của|dân|sĩ|quân|thiểu|hệ|tần)\s)(?:số|mẫu|biểu|công văn|tờ trình)\s*:?\s*(?:số\s+)?(?!\d{1,3}(?:\.\d{3})+(?![.\d]))\d[\p{L}\d./-]*(?:-[\p{L}\d]+)*/giu,
  new RegExp(
    `(?:Nghị quyết|Kế hoạch|Quyết định|Chỉ thị|Thông tư|Nghị định|Báo cáo|Kết luận|Thông báo|Đề án|Chương trình|Quy định|Hướng dẫn|Công điện|Công văn|Luật|Pháp lệnh)(?:\\s+số)?\\s+\\d+(?:[/-][\\p{L}\\d/-]+)?(?![.,]?\\d)(?!\\s*${counted}(?!\\p{L}))`,
    'gu',
  ),
  /(?<![\d])\d+\/(?:\d{4}\/)?[A-ZĐ][\p{L}]*(?:-[\p{Lu}\d]+)*/gu,
  /(?<!\p{L})(?:điều|khoản|điểm|mục|chương|phụ lục|trang|bước|tiêu chí|câu)\s+\d+(?:[a-zđ](?!\p{L}))?(?:\s*,\s*\d+)*(?![.,]?\d)(?!\s*(?:ha|tấn|tạ|kg|cây)(?!\p{L}))/giu,
  // Ordinals.
  /(?<!\p{L})(?:thứ|lần|khóa|khoá|hạng|cấp|loại|tập|phiên họp|kỳ họp)\s+(?:thứ\s+)?(?:\d+|[IVXLC]+|nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\s*(?:phần|lần|%|tỷ|tỉ|triệu|nghìn|ngàn|đồng|hộ|người|giấy|thẻ|đơn|suất|km|ha|[.,]\d)|[\p{L}\d])/gu,
  // Places, roads, rooms.
  /(?<!\p{L})(?<!(?:mỗi|các|một)\s)(?:phường|khóm|ấp|tổ|thôn|khu phố|khu vực|quận|khu|đội|hẻm|ngõ|kiệt|tổ dân phố|quốc lộ|tỉnh lộ|đường tỉnh|huyện lộ|hương lộ|cầu số|lô|thửa(?: đất)?(?: số)?|tờ bản đồ(?: số)?|phòng số|bệnh viện quân y|cống số|kênh)\s+(?:[IVXLC]+(?!\p{L})|\d+[A-Z]?(?:[/-]\d+)*)(?![.,]?\d)(?!\s*(?:%|tỷ|triệu|nghìn))/giu,
  /(?<!\p{L})(?:Km|KM|QL|ĐT|TL)\s*\d+(?:\s*\+\s*\d+)?[A-Z]?/gu,
  /(?<!\p{L})lớp\s+\d{1,2}[A-Z]\d*|(?<=(?:học sinh|tuyển sinh|vào|thi)\s+)lớp\s+\d{1,2}(?!\d)|(?<!\p{L})(?<!mỗi\s)khối\s+(?:[1-9]|1[0-2])(?![\d.,]*\d)/giu,
  /(?<!\p{L})mức(?:\s+độ)?\s+\d(?![\d.,%]|\s*(?:triệu|nghìn|tỷ|đồng|%))/giu,
  // A name with its number: Lê Lợi 2, Rạch Miễu 2.
  new RegExp(
    `(?<=\\p{Lu}\\p{Ll}+\\s\\p{Lu}\\p{L}*\\s)\\d{1,3}(?![.,/%]?\\d)(?!\\s*(?:${counted}|/|%)(?!\\p{L}))`,
    'gu',
  ),
  // Scales, scores, round the clock, identity numbers, parcels, houses.
  /(?:tỷ lệ|tỉ lệ|bản đồ|quy hoạch)(?:\s+\p{L}+){0,3}\s+1\s*[/:]\s*\d{1,3}(?:[.,]?\d{3})*/giu,
  /(?<!\d)1\/(?:200|500|1[.]?000|2[.]?000|5[.]?000|10[.]?000|25[.]?000|50[.]?000)(?!\d)(?!\s+\p{L}+(?:\s\p{L}+)?(?:,?\s(?:đạt|chiếm)|\s\(\s?[\d.,]+\s?%))/gu,
  /(?:tỷ số|tỉ số|thắng|thua|hòa)(?:\s+(?:chung cuộc|với tỷ số))?\s+\d{1,2}\s*[-–/]\s*\d{1,2}(?!\d|\s*%)/giu,
  /(?<!\d)24\s*\/\s*(?:7|24)(?!\d)/gu,
  /(?<![\d.,])\d{12}(?![\d.,]*\d)/gu,
  /(?<!\p{L})(?:thửa|tờ|số nhà|nhà số|căn số|CCCD|CMND|biển số|tài khoản|mã số)(?:\s+(?:đất|bản đồ|số|địa chính|thuế|hồ sơ)){0,3}\s*:?\s*\d[\d./-]*(?!\s*(?:%|hộ|người))/giu,
  // Telephones, times, ages, lists.
  /(?<!\d)(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)|(?<!\d)1[89]00[ .]?\d{3,4}(?:[ .]?\d{2,4})?(?!\d)/gu,
  /(?<!\d)\d{1,2}\s*(?:giờ|h|g)(?!\p{L})(?:\s*\d{1,2}(?:\s*phút)?)?/giu,
  /(?<!\d)\d{1,2}:\d{2}(?!\d)/gu,
  /\d{1,3}\s+tuổi/giu,
  /(?<=^|[.;:]\s)\d{1,2}[.)](?=\s)/gmu,
];

const english: readonly RegExp[] = [
  new RegExp(`\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${month}(?:,?\\s+\\d{4})?`, 'g'),
  new RegExp(`${month}\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,\\s*\\d{4})?(?!\\d)`, 'g'),
  new RegExp(`${month},?\\s+\\d{4}`, 'g'),
  /(?<!\d)(?:19|20)\d{2}\s*[-–—/]\s*(?:(?:19|20)\d{2}|\d{2})(?!\d)/g,
  /(?<!\d)\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d)/g,
  /\b(?:first|second|third|last|past)\s+(?:\d+|two|three|four|six|nine)\s+(?:months|quarters|weeks)/gi,
  /\bNos?\.\s*\d[\w./-]*/g,
  /\b(?:Article|Articles|Clause|Clauses|Section|Chapter|Form|Circular|Resolution|Decree|Decision|Directive|Report|Plan|Law|Annex|Appendix|Paragraph|paragraph|point|page|pages|section|article|clause|Room|Ward|Hamlet|District|Zone|Block|Lot|Highway|Road|Route|Gate|Phase|Stage|Unit|Group|Team|Lane|Alley|School|Bridge|Hospital|Programme|Program|Grade|Class|Level|Term|Table|Figure|Step)\s+(?:No\.\s*)?\d[\w]*(?:[./-]\w+)*/g,
  /\b\d+(?:st|nd|rd|th)\b/g,
  /\b(?:scale|map|plan)s?\s+(?:of\s+|at\s+)*1\s*[/:]\s*[\d,.]*\d/gi,
  /(?<!\d)1[/:](?:200|500|1,?000|2,?000|5,?000|10,?000|25,?000|50,?000)(?!\d)(?!\s+[a-z]+\s\(\s?[\d.,]+\s?%)/gi,
  /\b(?:won|lost|drew|beat\s+\w+|score of|by)\s+\d{1,2}\s*[-–/]\s*\d{1,2}(?!\d|\s*%)/gi,
  /(?<!\d)24\s*\/\s*(?:7|24)(?!\d)/g,
  /(?<![\d.,])\d{12}(?![\d.,]*\d)/g,
  /\b(?:[Pp]lots?|[Pp]arcels?|[Mm]ap sheets?|[Ss]heets?|[Hh]ouses?|ID|[Aa]ccount)\s+(?:(?:number|No\.?|no\.)\s*)?\d[\d./-]*/g,
  /\b\d+[A-Z]?(?:\s+[A-Z][a-z]+){1,4}\s+(?:Street|Road|Avenue|Lane|St\.)/g,
  /(?<!\d)(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)|\b1[89]00[ .]?\d{3,4}(?:[ .]?\d{2,4})?(?!\d)/g,
  /(?<!\d)\d{1,2}(?::\d{2})?\s*[ap]\.?m\b\.?/gi,
  /(?<!\d)\d{1,2}:\d{2}(?!\d)/g,
  /\baged?\s+\d+|\b\d+[\s-]years?[\s-]old\b/gi,
  /(?<=[a-z,;]\s[A-Z][a-z]+\s)\d{1,3}(?![.,/%]?\d)(?!\s*(?:%|percent|million|billion|of\b))(?=\s*[,.;)]|\s+(?:in|of|and|on|at|to|was|is|by)\b)/g,
  /(?<=^|[.;:]\s)\d{1,2}[.)](?=\s)/gm,
];

const year =
  /(?<=(?:19|20)\d{2}(?:,|\s+and|\s+và)\s+)(?:19|20)\d{2}(?!\d)|(?<![\d.,/])(?:19|20)\d{2}(?![\d.,/]*\d)(?!\s*(?:%|\p{L}))|(?<=(?:năm|in|since|by|until|from|during|before|after|of|for)\s)(?:19|20)\d{2}(?!\d)/giu;

/** The text with naming numbers covered; as long as it was. */
export function masked(text: string, language: Language): string {
  let covered = text;
  for (const pattern of [...(language === 'vi' ? vietnamese : english), year]) {
    covered = covered.replace(pattern, (match) => '·'.repeat(match.length));
  }
  return covered;
}
