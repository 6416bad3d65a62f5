import { v7 } from 'uuid';

declare const kind: unique symbol;

/** A UUID of one kind of thing: a unit's id cannot be passed where a person's is wanted. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

/** A new id (UUIDv7, RFC 9562: random, yet near its neighbours in an index). */
export function newId<Kind extends string>(): Id<Kind> {
  return v7() as Id<Kind>;
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Reads an id from outside; undefined when it is not one. */
export function parseId<Kind extends string>(text: string): Id<Kind> | undefined {
  return pattern.test(text) ? (text as Id<Kind>) : undefined;
}
