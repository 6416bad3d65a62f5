import type { Services } from '../services.ts';
import type { Figure } from './catalogue.ts';

/** Figures of the catalogue, and those that offices put together from it: all for an office, else what anybody may see. */
export async function figuresFor(services: Services, audience: 'public' | 'office'): Promise<Figure[]> {
  const more = await Promise.all(services.moreFigures.map((source) => source(services)));
  const shown = more.flat().filter((one) => audience === 'office' || one.audience === 'public');
  return [...services.figures, ...shown.map((one) => one.figure)];
}
