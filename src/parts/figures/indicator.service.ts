import { isHead } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import type { Figure } from '../../ground/figure/catalogue.ts';
import { type Measure, type MeasurePart, measureParts, measureValue } from '../../ground/figure/indicator.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, parsePlainDate, yearOf } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import type { indicatorForm } from './indicator.forms.ts';
import { endIndicator, type IndicatorId, insertIndicator, listIndicators } from './indicator.store.ts';

const words = {
  measure: { vi: 'Hãy chọn một số trong danh mục.', en: 'Choose a number of the catalogue.' },
  kind: {
    vi: 'Số đã chọn không chia được theo loại này.',
    en: 'What was chosen is not told by this kind.',
  },
  name: { vi: 'Tên cần ít nhất một chữ cái.', en: 'The name needs a letter.' },
  taken: { vi: 'Đã có chỉ số mang tên này.', en: 'There is one of this name already.' },
} as const;

/** Who puts indicators together: heads and chairs, for their own office. */
export function mayDefine(officer: Pick<SignedIn, 'role'>): boolean {
  return isHead(officer.role);
}

function readMeasure(figures: readonly Figure[], typed: string): (Measure & { of: Figure }) | undefined {
  const [code, part] = typed.split(' ');
  const figure = figures.find((one) => one.code === code);
  if (!figure || !measureParts.some((one) => one === part)) return undefined;
  if (part === 'denominator' && !figure.denominator) return undefined;
  return { figure: figure.code, part: part as MeasurePart, of: figure };
}

// Letters only: the code stands in bindings of texts.
const codeOf = (name: string) =>
  `own-${foldedWords(name)
    .join('-')
    .replace(/[^a-z-]/g, '')}`
    .replace(/-+/g, '-')
    .slice(0, 60);

/**
 * Puts an indicator together from the catalogue; from then on it is a figure like the others.
 *
 * @throws Refused at the field that is wrong
 */
export async function defineIndicator(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof indicatorForm>,
): Promise<void> {
  if (!mayDefine(officer)) throw new Refused(refusals.notAllowed);
  const { figures, clock } = services;
  const numerator = readMeasure(figures, given.numerator);
  if (!numerator) throw new Refused(words.measure, 'numerator');
  const denominator = given.denominator ? readMeasure(figures, given.denominator) : null;
  if (denominator === undefined) throw new Refused(words.measure, 'denominator');
  const { kind } = given;
  const tells = (figure: Figure) => figure.kinds?.some((one) => one.code === kind) ?? false;
  if (kind && !(tells(numerator.of) && (!denominator || tells(denominator.of))))
    throw new Refused(words.kind, 'kind');
  const code = codeOf(given.nameVi);
  if (!/^own-[a-z]/.test(code)) throw new Refused(words.name, 'nameVi');
  const id: IndicatorId = newId();
  const since =
    [numerator.of.since, denominator?.of.since ?? numerator.of.since].toSorted().at(-1) ?? numerator.of.since;
  const better = given.better === 'neither' ? null : given.better;
  const made = await insertIndicator(
    tx,
    {
      id,
      code,
      unitId: officer.unit,
      name: { vi: given.nameVi, en: given.nameEn ?? given.nameVi },
      numerator,
      denominator,
      kind: kind ?? null,
      better,
      audience: given.audience,
      since,
      endedOn: null,
    },
    officer.post,
  );
  if (!made) throw new Refused(words.taken, 'nameVi');
  await enterNext(services, tx, officer, {
    type: 'indicator.defined',
    subject: id,
    facts: {
      code,
      year: yearOf(parsePlainDate(dayInVietnam(clock()))),
      numerator: measureValue(numerator),
      denominator: denominator ? measureValue(denominator) : null,
      kind: kind ?? null,
      audience: given.audience,
    },
  });
  tx.afterCommit(() => services.cache.clear());
}

/** Ends an indicator: nothing new is counted by it, what was published with it stays. */
export async function retireIndicator(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: IndicatorId,
): Promise<void> {
  const one = (await listIndicators(tx)).find((known) => known.id === id);
  if (!one || !mayDefine(officer) || one.unitId !== officer.unit) throw new Refused(refusals.notAllowed);
  if (!(await endIndicator(tx, id, dayInVietnam(services.clock())))) throw new Refused(refusals.wrongState);
  await enterNext(services, tx, officer, { type: 'indicator.ended', subject: id, facts: { code: one.code } });
  tx.afterCommit(() => services.cache.clear());
}
