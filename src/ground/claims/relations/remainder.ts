import type { Language } from '../../../platform/language.ts';
import type { Relation } from '../relation.ts';
import { amounts, comparable, depthAt, dimensionOf, type Scene, type Subject, sumOf } from '../scene.ts';
import { type Token, unitHead } from '../token.ts';

const done: Record<Language, RegExp> = {
  vi: /(?:đã|giải quyết|xử lý|xong|hoàn thành|giải ngân|chi|bàn giao|thi công|thực hiện|trả|hiện có|trong đó|được)(?:\s+\p{L}+){0,4}\s*$/iu,
  en: /(?:settled|resolved|closed|done|completed|paid|spent|answered|handled|finished|have|had|has|of which|handed over|disbursed)(?:\s+\p{L}+){0,3}\s*$/iu,
};

/** What is left of a whole: "80 đơn, đã giải quyết 61, còn 19". */
export function remainders(scene: Scene, { token, role }: Subject): Relation[] {
  if (role !== 'remainder')
    return [...gap(scene, token), ...differences(scene, token), ...complements(scene, token)];
  const { covered, language } = scene;
  const ratios = scene.tokens.filter((one) => one.kind === 'ratio' && one.end <= token.at);
  const counts = amounts(scene, token).filter((one) => one.end <= token.at && one.kind === 'count');
  const found: Relation[] = [];
  const last = ratios.at(-1);
  for (const one of ratios) {
    if (one.whole === undefined || one.part === undefined) continue;
    const near =
      !scene.covered.slice(one.end, token.at).includes(';') &&
      one === last &&
      !counts.some((other) => other.at > one.end) &&
      ratios.length === 1;
    found.push({
      truth: one.whole - one.part,
      rule: 'remainder',
      from: [one],
      sure: near ? 'certain' : 'possible',
    });
  }
  for (const [place, whole] of counts.entries()) {
    for (const [at, part] of counts.entries()) {
      if (
        at === place ||
        whole.value < part.value ||
        !comparable(scene, whole, part) ||
        !comparable(scene, whole, token)
      )
        continue;
      const verb =
        done[language].test(covered.slice(Math.max(0, part.at - 40), part.at)) ||
        part.unit !== '' ||
        fromWhole[language].test(covered.slice(Math.max(0, whole.at - 32), whole.at));
      const own = counts.filter((one) => unitHead(one, language) === unitHead(token, language));
      const named =
        own.length === 2 &&
        counts.find((one) => comparable(scene, one, token)) === whole &&
        token.unit !== '' &&
        own.includes(whole) &&
        own.includes(part) &&
        ratios.length === 0;
      const only =
        at > place &&
        (counts.length === 2 || named) &&
        ratios.length === 0 &&
        !/;/.test(covered.slice(part.end, token.at));
      found.push({
        truth: whole.value - part.value,
        rule: 'remainder',
        from: [whole, part],
        sure: only && verb ? 'certain' : 'possible',
      });
    }
  }
  return [
    ...found,
    ...shortOf(scene, token),
    ...backed(scene, token),
    ...gap(scene, token),
    ...outOf(counts, token, scene),
    ...balances(counts, token, scene),
  ];
}

const lessening: Record<Language, RegExp> = {
  vi: /(?<!\p{L})(?:trừ|sau khi chi|dư|lãi|bù|khác|bỏ ra|kết chuyển|quá hạn)(?!\p{L})/iu,
  en: /\b(?:net of|left|less|minus|after|other|others|profit|surplus)\b/i,
};

/** One amount less another, where the words speak of taking off: "trừ chi phí 268 triệu, chuyển 852 triệu". */
function differences(scene: Scene, token: Token): Relation[] {
  if (token.kind !== 'count' || !lessening[scene.language].test(scene.covered)) return [];
  const before = amounts(scene, token).filter(
    (one) => one.kind === 'count' && one.end <= token.at && dimensionOf(one) === dimensionOf(token),
  );
  return before.flatMap((one, place) =>
    before.slice(place + 1).map((other): Relation => {
      const [whole, part] = one.value > other.value ? [one, other] : [other, one];
      return { truth: whole.value - part.value, rule: 'remainder', from: [whole, part], sure: 'possible' };
    }),
  );
}

/** "won 3,906 of 6,200 votes, her opponent 2,294": what a ratio, or two amounts of one noun, leave exactly. */
function complements(scene: Scene, token: Token): Relation[] {
  // What a total was computed from is not asked to be the rest of it as well.
  if (token.kind !== 'count' || token.value < 10 || scene.used.has(token)) return [];
  const ratios = scene.tokens.filter((one) => one.kind === 'ratio' && one.end <= token.at);
  const counts = amounts(scene, token).filter((one) => one.kind === 'count' && one.end <= token.at);
  const [whole, part, ...more] = counts.filter((one) => comparable(scene, one, token));
  return [
    ...ratios.map(
      (one): Relation => ({
        truth: (one.whole ?? 0) - (one.part ?? 0),
        rule: 'remainder',
        from: [one],
        sure: 'possible',
      }),
    ),
    ...(whole && part && more.length === 0 && whole.value > part.value && comparable(scene, whole, part)
      ? [
          {
            truth: whole.value - part.value,
            rule: 'remainder' as const,
            from: [whole, part],
            sure: 'possible' as const,
          },
        ]
      : []),
  ];
}

/**
 * "1.250 doanh nghiệp, trong đó 875 công ty TNHH (70 %), 250 công ty cổ phần (20 %), còn lại 145": that the shares
 * agree with one whole tells what the rest is of.
 */
function backed(scene: Scene, token: Token): Relation[] {
  const shares = scene.found.filter(
    (one) => one.verdict === 'holds' && (one.rule === 'share' || one.rule === 'plan'),
  );
  const wholes = new Map<Token, Token[]>();
  for (const { from } of shares) {
    const [part, whole] = from.toSorted((a, b) => a.value - b.value);
    if (part?.kind === 'count' && whole?.kind === 'count' && part.end <= token.at && part.value < whole.value)
      wholes.set(whole, [...(wholes.get(whole) ?? []), part]);
  }
  return [...wholes].flatMap(([whole, parts]): Relation[] => {
    const first = Math.min(whole.end, ...parts.map((one) => one.at));
    const between = amounts(scene, token).filter(
      (one) =>
        one.kind === 'count' &&
        one.at > first &&
        one.end <= token.at &&
        !parts.includes(one) &&
        one !== whole,
    );
    const others = between.filter(
      (one) =>
        dimensionOf(one) === dimensionOf(parts[0] as Token) &&
        depthAt(scene.covered, one.at) <= depthAt(scene.covered, whole.at),
    );
    const truth = whole.value - sumOf(parts) - sumOf(others);
    if (truth < 0 || (dimensionOf(token) !== dimensionOf(whole) && token.unit !== '')) return [];
    const clear =
      others.length === 0 && !/;/.test(scene.covered.slice((parts.at(-1) as Token).end, token.at));
    return [
      { truth, rule: 'remainder', from: [whole, ...parts, ...others], sure: clear ? 'certain' : 'possible' },
    ];
  });
}

/** "còn thiếu 5,6 triệu so với mức giao 80 triệu": what is wanted stands behind. */
function shortOf(scene: Scene, token: Token): Relation[] {
  const all = amounts(scene, token).filter(
    (one) => one.kind === 'count' && dimensionOf(one) === dimensionOf(token),
  );
  const whole = all.find((one) => one.at >= token.end);
  const part = all.findLast((one) => one.end <= token.at);
  if (!whole || !part || whole.value < part.value) return [];
  if (!/so với|so kế hoạch|short of|of the target/iu.test(scene.covered.slice(token.end, whole.at)))
    return [];
  return [{ truth: whole.value - part.value, rule: 'remainder', from: [whole, part], sure: 'likely' }];
}

const gaps: Record<Language, RegExp> = {
  vi: /(?:thâm hụt|bội chi|bội thu|xuất siêu|nhập siêu|kết dư|thặng dư|(?<!\p{L})lỗ|chênh lệch)(?:\s+[\p{L}\d·]+){0,7}\s*$/iu,
  en: /(?:deficit|shortfall|gap|surplus|difference|underspend|overspend),?\s+(?:of|is|was|at)\s*[$€£¥₫]?$/iu,
};

/** "spending of $318 million against a budget of $375 million, an underspend of $57 million": the only two amounts. */
function gap(scene: Scene, token: Token): Relation[] {
  if (!gaps[scene.language].test(scene.covered.slice(Math.max(0, token.at - 56), token.at))) return [];
  const [a, b, ...more] = amounts(scene, token).filter(
    (one) => one.kind === 'count' && dimensionOf(one) === dimensionOf(token),
  );
  if (!a || !b || more.length > 0 || scene.tokens.some((one) => one.kind === 'ratio')) return [];
  const [whole, part] = a.value > b.value ? [a, b] : [b, a];
  return [{ truth: whole.value - part.value, rule: 'remainder', from: [whole, part], sure: 'certain' }];
}

const fromWhole: Record<Language, RegExp> = {
  vi: /(?:^|[\s,;])(?:trong|tổng|tổng số|trong tổng số|trong số|có|nhận|tiếp nhận)\s+(?:\p{L}+\s+){0,2}$/iu,
  en: /(?:^|[\s,;])(?:of|out of|among)\s+(?:the\s+|its\s+)?(?:\p{L}+\s+){0,1}$/iu,
};

/** "Out of 875 claims, 560 were settled, 190 dismissed and 135 remain open": the whole first, then all its parts. */
function outOf(counts: readonly Token[], token: Token, scene: Scene): Relation[] {
  const [whole, ...parts] = counts;
  if (!whole || parts.length < 2 || !counts.every((one) => comparable(scene, one, token))) return [];
  if (!fromWhole[scene.language].test(scene.covered.slice(Math.max(0, whole.at - 32), whole.at))) return [];
  if (/trong đó|of which|of whom|including/iu.test(scene.covered.slice(parts[0]?.at, token.at))) return [];
  const truth = whole.value - sumOf(parts);
  return truth >= 0 ? [{ truth, rule: 'remainder', from: [...counts], sure: 'likely' }] : [];
}

const starts: Record<Language, RegExp> = {
  vi: /đầu (?:năm|kỳ|tháng|quý)|kỳ trước chuyển sang|tồn/iu,
  en: /start\p{L}*|at the beginning|opened|began/iu,
};
// More numbers than this have too many sums to say anything.
const mostMoves = 4;

/** What was there, less what went, more what came: "đầu năm 312, thoát 74, phát sinh 11, cuối năm còn 249". */
function balances(counts: readonly Token[], token: Token, scene: Scene): Relation[] {
  const own = counts.filter((one) => comparable(scene, one, token));
  const [first, ...moves] = own;
  if (!first || moves.length < 2 || moves.length > mostMoves) return [];
  const opening = starts[scene.language].test(scene.covered.slice(0, first.end + 24));
  const signs = Array.from({ length: 2 ** moves.length }, (_, bits) =>
    moves.map((__, at) => ((bits >> at) & 1 ? 1 : -1)),
  );
  return signs
    .filter((row) => opening || row.every((sign) => sign < 0))
    .map(
      (row): Relation => ({
        truth: moves.reduce((sum, move, at) => sum + (row[at] ?? 0) * move.value, first.value),
        rule: 'remainder',
        from: own,
        sure: 'possible',
      }),
    );
}
