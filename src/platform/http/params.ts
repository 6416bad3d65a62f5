import { type Id, parseId } from '../id.ts';
import { notFound } from './problem.ts';

/** An id in an address. @throws HttpError 404 where it is none */
export function idIn<Kind extends string>(params: unknown, name = 'id'): Id<Kind> {
  const id = parseId<Kind>((params as Record<string, string>)[name] ?? '');
  if (!id) throw notFound();
  return id;
}

/** A whole number in a query, within bounds; undefined where it is none. */
export function numberIn(typed: string | undefined, least: number, most: number): number | undefined {
  const value = Number(typed || Number.NaN);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}
