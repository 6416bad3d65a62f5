import { formatMonth, monthsBetween, type PlainDate } from '../../platform/time.ts';
import { paths } from '../places.ts';
import type { Services } from '../services.ts';
import { byMonth, type Figure, type FigureTotal, plainTotal } from './catalogue.ts';
import type { ProvenFigure, ProvenMonth, ProvenReport } from './proof.ts';

/** A figure month by month, with what of each month rests on opened entries of the record. */
export async function provenFigure(
  services: Services,
  figure: Figure,
  asked: { from: PlainDate; to: PlainDate; asOf: Date },
): Promise<ProvenFigure> {
  const { from, to, asOf } = asked;
  const [series, opened] = await Promise.all([
    figure.count(services, { ...asked, by: { month: true } }),
    figure.proof?.opened(services, asked),
  ]);
  const span = monthsBetween(from, to);
  const openedBy = opened && new Map(byMonth(opened, span).map(({ month, total }) => [month, total]));
  const plain = (total: FigureTotal) => plainTotal(figure, total);
  const months = byMonth(series.cells, span).map(({ month, total }): ProvenMonth => {
    const part = openedBy?.get(month);
    return { month: month.slice(0, 7), ...plain(total), opened: part ? plain(part) : null };
  });
  if (series.remainder) months.push({ month: null, ...plain(series.remainder), opened: null });
  const query = new URLSearchParams({ tu: formatMonth(from), den: formatMonth(to) });
  return {
    code: figure.code,
    from: from.slice(0, 7),
    to: to.slice(0, 7),
    as_of: asOf.toISOString(),
    months,
    ...(figure.madeOf && { made_of: figure.madeOf }),
    openings: figure.proof
      ? `${services.config.publicUrl}${paths.openings}/${figure.proof.set}.jsonl?${query}`
      : null,
  };
}

/** What a machine needs to recompute figures from the public record alone. */
export function provenReport(services: Services, figures: ProvenFigure[]): ProvenReport {
  const { config, record, publication } = services;
  // One file of entries for each set, of the widest time: each figure takes the months that it speaks of.
  const widest = new Map<string, { from: string; to: string }>();
  for (const { openings, from, to } of figures) {
    if (!openings) continue;
    const place = openings.split('?')[0] ?? '';
    const known = widest.get(place) ?? { from, to };
    widest.set(place, { from: from < known.from ? from : known.from, to: to > known.to ? to : known.to });
  }
  const addressOf = (openings: string | null) => {
    const place = openings?.split('?')[0] ?? '';
    const span = widest.get(place);
    return span ? `${place}?${new URLSearchParams({ tu: span.from, den: span.to })}` : openings;
  };
  return {
    format: 'gandan-report/1',
    figures: figures.map((one) => ({ ...one, openings: addressOf(one.openings) })),
    record: {
      address: `${config.publicUrl}/record`,
      key: record.verifyingKey,
      size: publication.published()?.size ?? null,
    },
  };
}
