import type { Language } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { FigureTotal } from './catalogue.ts';

/** A point of the line: a month and its value; undefined where there was nothing to divide by. */
export interface Point {
  month: PlainDate;
  value: number | undefined;
}

/** The value of a total: a share in percent, or the count. */
export function shownValue({ numerator, denominator }: FigureTotal): number | undefined {
  if (denominator === undefined) return numerator;
  return denominator === 0 ? undefined : (numerator / denominator) * 100;
}

const width = 640;
const height = 220;
const left = 48;
const bottom = 28;
const top = 12;

/** The top of the scale: the next round number, and for shares 100 at least, so that lines compare. */
export function scaleTop(values: readonly number[], share: boolean): number {
  const most = Math.max(share ? 100 : 1, ...values);
  if (share && most <= 100) return 100;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= most) ?? 10) * power;
}

/** Straight runs of points that have a value: a month without one breaks the line. */
export function runsOf(points: readonly Point[]): { at: number; value: number }[][] {
  const runs: { at: number; value: number }[][] = [[]];
  for (const [at, { value }] of points.entries()) {
    if (value === undefined) runs.push([]);
    else runs.at(-1)?.push({ at, value });
  }
  return runs.filter((run) => run.length > 0);
}

/**
 * A line over months, as SVG made on the server. The table beside it says the same in words; the picture is
 * for the eye alone.
 */
export function LineChart(props: {
  points: readonly Point[];
  share: boolean;
  language: Language;
  title: string;
}) {
  const { points, share, language, title } = props;
  const values = points.flatMap((point) => point.value ?? []);
  if (values.length === 0) return null;
  const most = scaleTop(values, share);
  const x = (at: number) => left + (at * (width - left - 12)) / Math.max(1, points.length - 1);
  const y = (value: number) => top + (1 - value / most) * (height - top - bottom);
  const marks = [0, most / 2, most];
  const every = Math.ceil(points.length / 6);
  const short = (month: PlainDate) => `${month.slice(5, 7)}/${month.slice(2, 4)}`;
  const said = (value: number) => `${formatInteger(value, language)}${share ? '%' : ''}`;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={left} x2={width - 12} y1={y(mark)} y2={y(mark)} class="grid" />
          <text x={left - 6} y={y(mark) + 4} text-anchor="end">
            {said(mark)}
          </text>
        </g>
      ))}
      {points.map(
        (point, at) =>
          at % every === 0 && (
            <text
              key={point.month}
              x={x(at)}
              y={height - 8}
              text-anchor={at === points.length - 1 && at > 0 ? 'end' : 'middle'}
            >
              {short(point.month)}
            </text>
          ),
      )}
      {runsOf(points).map((run) => (
        <polyline
          key={run[0]?.at}
          points={run.map((one) => `${x(one.at).toFixed(1)},${y(one.value).toFixed(1)}`).join(' ')}
        />
      ))}
      {runsOf(points)
        .flat()
        .map((one) => (
          <circle key={one.at} cx={x(one.at).toFixed(1)} cy={y(one.value).toFixed(1)} r="3" />
        ))}
    </svg>
  );
}
