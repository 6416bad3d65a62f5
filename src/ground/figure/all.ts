import type { Services } from '../services.ts';
import type { Figure } from './catalogue.ts';

/** Figures of the catalogue, and those that offices put together from it. */
export async function allFigures(services: Services): Promise<Figure[]> {
  const more = await Promise.all(services.moreFigures.map((source) => source(services)));
  return [...services.figures, ...more.flat().map((one) => one.figure)];
}

/** Those that anybody may see. */
export async function publicFigures(services: Services): Promise<Figure[]> {
  const more = await Promise.all(services.moreFigures.map((source) => source(services)));
  const shown = more.flat().filter((one) => one.audience === 'public');
  return [...services.figures, ...shown.map((one) => one.figure)];
}
