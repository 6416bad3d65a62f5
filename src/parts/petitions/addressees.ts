// "Kính gửi" with what follows: on its line, and on the lines below that begin with a dash or a number.
const salutation = /(?:^|\n)\s*(?:đồng\s+)?(?:kính\s+)?gửi\s*:?\s*(.+(?:\n\s*(?:[-–+•]|\d+[.)])\s*.+)*)/gi;
const bodies =
  /(?<!\p{L})(?:ủy ban|ubnd|hội đồng|hđnd|công an|thanh tra|tòa án|viện kiểm sát|sở|ban|phòng|chi cục|cục|bộ|mặt trận|mttq|báo|đài|văn phòng|đoàn đại biểu|chủ tịch|bí thư|giám đốc)(?!\p{L})/iu;
const mostShown = 8;

/**
 * The bodies a letter says it was sent to, where it names more than one: such a letter may lie with several
 * at once (Circular 05/2021/TT-TTCP, ground I2). Reads the salutation as it is customary; a letter without
 * one is not found.
 */
export function addressees(text: string): string[] {
  const named = [...text.normalize('NFC').matchAll(salutation)]
    .flatMap((match) => (match[1] ?? '').split(/\n|;|,(?=\s*(?:đồng\s+)?(?:kính\s+)?gửi)/))
    .map((one) => one.replace(/^\s*(?:[-–+•]|\d+[.)])?\s*/, '').replace(/[.;,\s]+$/, ''))
    .filter((one) => one.length <= 120 && bodies.test(` ${one} `.normalize('NFC')));
  const distinct = [...new Set(named)];
  return distinct.length > 1 ? distinct.slice(0, mostShown) : [];
}
