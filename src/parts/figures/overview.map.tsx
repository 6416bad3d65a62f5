import type { Language } from '../../platform/language.ts';
import type { Overview } from './overview.service.ts';
import { overviewTexts } from './overview.texts.ts';
import { type OverviewRow, type Standing, standingOf } from './overview.ts';
import type { Ring, UnitShape } from './shape.store.ts';

const width = 640;
const margin = 8;

/** A plane for outlines: north up, as wide as the page; far too small a place for the earth's curve to show. */
export function planeOf(shapes: readonly Pick<UnitShape, 'rings'>[]) {
  let [west, south, east, north] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [x, y] of shapes.flatMap((one) => one.rings.flat())) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  // A degree of longitude is shorter by the cosine of the latitude.
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const scale = (width - 2 * margin) / Math.max(1e-9, (east - west) * squeeze);
  return {
    height: Math.ceil((north - south) * scale) + 2 * margin,
    x: (longitude: number) => margin + (longitude - west) * squeeze * scale,
    y: (latitude: number) => margin + (north - latitude) * scale,
  };
}

/** A ring as an SVG path in whole pixels; points that fall on the one before are left out. */
export function pathOf(ring: Ring, plane: Pick<ReturnType<typeof planeOf>, 'x' | 'y'>): string {
  const points = ring.map(([x, y]) => `${Math.round(plane.x(x))},${Math.round(plane.y(y))}`);
  return `M${points.filter((point, at) => point !== points[at - 1]).join('L')}Z`;
}

/** Where a unit's name stands: the middle of its largest ring. */
function middleOf(rings: readonly Ring[], plane: ReturnType<typeof planeOf>): { x: number; y: number } {
  const [largest = []] = rings.toSorted((a, b) => b.length - a.length);
  const sum = largest.reduce(([x, y], point) => [x + plane.x(point[0]), y + plane.y(point[1])], [0, 0]);
  return { x: sum[0] / Math.max(1, largest.length), y: sum[1] / Math.max(1, largest.length) };
}

// More names than these stand in each other's way; they are in the table, and on what is pointed at.
const mostNamed = 20;
const rank = /^(UBND|People’s Committee,)\s+/;

const legend: readonly Standing[] = ['good', 'middling', 'bad', 'none'];

/**
 * The units below one as a map, each with its number; colour and number say the same as the table beside it. Units without
 * an outline are in the table only.
 */
export function OverviewMap(props: {
  overview: Overview;
  language: Language;
  label(row: OverviewRow): string;
  address(row: OverviewRow): string;
}) {
  const { overview, language, label, address } = props;
  const t = overviewTexts[language];
  const { shapes, rows, sum, figure } = overview;
  if (shapes.length === 0) return <p class="muted">{t.noMap}</p>;
  const plane = planeOf(shapes);
  const drawn = rows.flatMap((row) => {
    const shape = shapes.find((one) => one.unitId === row.unit.id);
    return shape ? [{ row, shape, standing: standingOf(row, sum.now, figure) }] : [];
  });
  return (
    <figure>
      <svg class="unit-map" viewBox={`0 0 ${width} ${plane.height}`} role="img" aria-label={t.map}>
        {drawn.map(({ row, shape, standing }) => (
          <a key={row.unit.id} href={address(row)}>
            <path
              class={`stands-${standing}`}
              fill-rule="evenodd"
              d={shape.rings.map((ring) => pathOf(ring, plane)).join('')}
            >
              <title>{`${row.unit.name[language]}: ${label(row)}, ${t.standings[standing]}`}</title>
            </path>
          </a>
        ))}
        {drawn.map(({ row, shape }) => {
          const { x, y } = middleOf(shape.rings, plane);
          return (
            <text key={row.unit.id} x={x} y={y} text-anchor="middle">
              {drawn.length <= mostNamed && (
                <tspan x={x} dy="-0.6em">
                  {row.unit.name[language].replace(rank, '')}
                </tspan>
              )}
              <tspan x={x} dy={drawn.length <= mostNamed ? '1.3em' : undefined}>
                {label(row)}
              </tspan>
            </text>
          );
        })}
      </svg>
      <figcaption class="small">
        <ul class="legend">
          {legend.map((one) => (
            <li key={one}>
              <svg viewBox="0 0 10 10" aria-hidden="true">
                <rect width="10" height="10" class={`stands-${one}`} />
              </svg>{' '}
              {t.standings[one]}
            </li>
          ))}
        </ul>
        {t.mapSource([...new Set(shapes.map((one) => one.source))].join('; '))}
      </figcaption>
    </figure>
  );
}
