import { stringify, v7 } from 'uuid';

declare const kind: unique symbol;

/** A UUID of one kind of thing: a unit's id cannot be passed where a person's is wanted. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

/** A new id (UUIDv7, RFC 9562: random, yet near its neighbours in an index). */
export function newId<Kind extends string>(): Id<Kind> {
  return v7() as Id<Kind>;
}

/** An id made of a digest (UUIDv8, RFC 9562): the same for the same thing, so that twice is once. */
export function idFromDigest<Kind extends string>(digest: Uint8Array): Id<Kind> {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return stringify(bytes) as Id<Kind>;
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Reads an id from outside; undefined when it is not one. */
export function parseId<Kind extends string>(text: string): Id<Kind> | undefined {
  return pattern.test(text) ? (text as Id<Kind>) : undefined;
}
