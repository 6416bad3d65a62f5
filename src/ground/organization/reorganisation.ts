import type { Id } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import { type PostId, places, type Unit, type UnitId, type UnitKind } from './organization.ts';

export type ReorganisationId = Id<'reorganisation'>;

/** By what a part of a unit's work goes elsewhere; `rest` is all that nothing else names. */
export type WorkPart = 'area' | 'kind' | 'case' | 'rest';

/**
 * What a reorganisation does, line by line. Merging is founding one unit and closing others into it;
 * splitting is founding several, ceding to them and closing; a tier is abolished by closing its units
 * and giving theirs another parent.
 */
export type Operation =
  | {
      do: 'found';
      unit: UnitId;
      code: string;
      kind: UnitKind;
      name: Bilingual;
      parent: UnitId | null;
    }
  | { do: 'rename'; unit: UnitId; kind: UnitKind; name: Bilingual }
  | { do: 'transfer'; unit: UnitId; parent: UnitId | null }
  | { do: 'cede'; unit: UnitId; to: UnitId; part: 'area' | 'kind' | 'case'; items: string[] }
  | { do: 'movePost'; post: PostId; to: UnitId }
  | { do: 'abolishPost'; post: PostId }
  | { do: 'close'; unit: UnitId; to: UnitId };

/** Why a plan cannot be carried out; each is a key of the texts. */
export type PlanFault =
  | 'empty'
  | 'unknownUnit'
  | 'codeTaken'
  | 'closedTwice'
  | 'changedAfterClosing'
  | 'successorCloses'
  | 'toItself'
  | 'circle'
  | 'unknownArea'
  | 'cededTwice'
  | 'noTerritory'
  | 'laterChanges'
  | 'laterPosts'
  | 'noPosts'
  | 'beforeGround'
  | 'unknownPost'
  | 'postTwice';

export interface PlanProblem {
  fault: PlanFault;
  /** The line it lies in, from 0; absent where it is the plan as a whole. */
  line?: number;
  /** What it is about, as the reader knows it. */
  about?: string;
}

/** Where a part of a unit's work goes. */
export interface SuccessionLine {
  to: UnitId;
  part: WorkPart;
  items: string[];
}

/** A piece of work as a division sees it. */
export interface WorkItem {
  id: string;
  area: string | null;
  kind: string | null;
}

/** Where a piece of work goes: one by one before by area, before by kind, before the rest; undefined when it stays. */
export function destinationOf(lines: readonly SuccessionLine[], item: WorkItem): UnitId | undefined {
  const named = (part: WorkPart, value: string | null) =>
    value === null ? undefined : lines.find((line) => line.part === part && line.items.includes(value))?.to;
  return (
    named('case', item.id) ??
    named('area', item.area) ??
    named('kind', item.kind) ??
    lines.find((line) => line.part === 'rest')?.to
  );
}

/** The succession of each unit whose work leaves it, in whole or in part. */
export function successions(operations: readonly Operation[]): Map<UnitId, SuccessionLine[]> {
  const all = new Map<UnitId, SuccessionLine[]>();
  const add = (unit: UnitId, line: SuccessionLine) => all.set(unit, [...(all.get(unit) ?? []), line]);
  for (const one of operations) {
    if (one.do === 'cede') add(one.unit, { to: one.to, part: one.part, items: one.items });
    if (one.do === 'close') add(one.unit, { to: one.to, part: 'rest', items: [] });
  }
  return all;
}

/** The units after the operations; what a closed unit had under it and in it goes to its successor. */
export function unitsAfter(units: readonly Unit[], operations: readonly Operation[]): Unit[] {
  const after = new Map(units.map((unit) => [unit.id, { ...unit }]));
  const change = (id: UnitId, fields: Partial<Unit>) => {
    const unit = after.get(id);
    if (unit) after.set(id, { ...unit, ...fields });
  };
  for (const one of operations) {
    if (one.do === 'found')
      after.set(one.unit, {
        id: one.unit,
        code: one.code,
        kind: one.kind,
        name: one.name,
        parentId: one.parent,
        hamlets: [],
      });
    if (one.do === 'rename') change(one.unit, { name: one.name, kind: one.kind });
    if (one.do === 'transfer') change(one.unit, { parentId: one.parent });
  }
  for (const [from, lines] of successions(operations)) {
    for (const hamlet of after.get(from)?.hamlets ?? []) {
      const to = destinationOf(lines, { id: '', area: hamlet, kind: null });
      const successor = to && after.get(to);
      if (!successor) continue;
      change(from, { hamlets: (after.get(from)?.hamlets ?? []).filter((one) => one !== hamlet) });
      if (places([successor]).length > 0 && !successor.hamlets.includes(hamlet))
        change(to, { hamlets: [...successor.hamlets, hamlet] });
    }
  }
  // By parent, so that closing a unit looks at those under it and not at all there are.
  const under = new Map<UnitId, UnitId[]>();
  const put = (parent: UnitId | null, unit: UnitId) => {
    if (parent) under.set(parent, [...(under.get(parent) ?? []), unit]);
  };
  for (const unit of after.values()) put(unit.parentId, unit.id);
  for (const one of operations) {
    if (one.do !== 'close') continue;
    after.delete(one.unit);
    for (const id of under.get(one.unit) ?? []) {
      if (after.get(id)?.parentId !== one.unit) continue;
      const parentId = id === one.to ? null : one.to;
      change(id, { parentId });
      put(parentId, id);
    }
  }
  return [...after.values()];
}

/** What stands more than once in a list. */
function twice<Item>(list: readonly Item[]): Item[] {
  const seen = new Set<Item>();
  return list.filter((one) => (seen.has(one) ? true : !seen.add(one)));
}

/** Everything that keeps a plan from being carried out; none when it may proceed. Pure. */
export function planProblems(
  units: readonly Unit[],
  operations: readonly Operation[],
  facts: {
    takenCodes: ReadonlySet<string>;
    posts: readonly { id: PostId; unitId: UnitId }[];
    /** Units that change again on a later day already. */
    changedLater: ReadonlySet<UnitId>;
    /** Units that begin on that very day: they cannot end on it. */
    begun: ReadonlySet<UnitId>;
    /** Units with posts that change or begin on a later day, and posts that somebody takes on later. */
    laterPosts: { units: ReadonlySet<UnitId>; posts: ReadonlySet<PostId> };
  },
): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const at = (line: number, fault: PlanFault, about?: string) =>
    problems.push(about === undefined ? { fault, line } : { fault, line, about });
  if (operations.length === 0) return [{ fault: 'empty' }];

  const founded = operations.filter((one) => one.do === 'found');
  const known = new Map<UnitId, { hamlets: string[] }>(units.map((unit) => [unit.id, unit]));
  for (const one of founded) known.set(one.unit, { hamlets: [] });
  const closings = operations.flatMap((one) => (one.do === 'close' ? [one.unit] : []));
  const closed = new Set(closings);
  const closedTwice = new Set(twice(closings));
  const codes = new Set(facts.takenCodes);
  const touchedPosts = new Set<PostId>();
  const ceded = new Set<string>();

  for (const [line, one] of operations.entries()) {
    for (const id of unitsNamed(one)) {
      if (!known.has(id)) at(line, 'unknownUnit');
      if (facts.changedLater.has(id)) at(line, 'laterChanges', nameOf(units, id));
    }
    switch (one.do) {
      case 'found':
        if (codes.has(one.code)) at(line, 'codeTaken', one.code);
        codes.add(one.code);
        if (one.parent && closed.has(one.parent)) at(line, 'successorCloses', nameOf(units, one.parent));
        break;
      case 'rename':
      case 'transfer':
        if (closed.has(one.unit)) at(line, 'changedAfterClosing', nameOf(units, one.unit));
        if (one.do === 'transfer' && one.parent && closed.has(one.parent))
          at(line, 'successorCloses', nameOf(units, one.parent));
        break;
      case 'cede':
      case 'close':
        if (one.unit === one.to) at(line, 'toItself', nameOf(units, one.unit));
        if (closed.has(one.to)) at(line, 'successorCloses', nameOf(units, one.to));
        if (one.do === 'close' && closedTwice.has(one.unit)) at(line, 'closedTwice', nameOf(units, one.unit));
        if (one.do === 'close' && facts.begun.has(one.unit))
          at(line, 'laterChanges', nameOf(units, one.unit));
        if (one.do === 'close' && facts.laterPosts.units.has(one.unit))
          at(line, 'laterPosts', nameOf(units, one.unit));
        if (one.do === 'cede') {
          for (const item of one.items) {
            const name = `${one.unit} ${one.part} ${item}`;
            if (ceded.has(name)) at(line, 'cededTwice', item);
            ceded.add(name);
            if (one.part === 'area' && !known.get(one.unit)?.hamlets.includes(item))
              at(line, 'unknownArea', item);
          }
        }
        break;
      case 'movePost':
      case 'abolishPost':
        if (!facts.posts.some((post) => post.id === one.post)) at(line, 'unknownPost');
        if (facts.laterPosts.posts.has(one.post)) at(line, 'laterPosts');
        if (touchedPosts.has(one.post)) at(line, 'postTwice');
        touchedPosts.add(one.post);
        if (one.do === 'movePost' && closed.has(one.to)) at(line, 'successorCloses', nameOf(units, one.to));
    }
  }
  if (problems.length > 0) return problems;

  const after = unitsAfter(units, operations);
  const byId = new Map(after.map((unit) => [unit.id, unit]));
  for (const unit of after) if (inCircle(byId, unit)) problems.push({ fault: 'circle', about: unit.name.vi });
  // A territory may only pass to a unit that has one: where a citizen says "here" must lead somewhere.
  for (const [line, one] of operations.entries()) {
    if (one.do !== 'close' && !(one.do === 'cede' && one.part === 'area')) continue;
    const from = units.find((unit) => unit.id === one.unit);
    const to = after.find((unit) => unit.id === one.to);
    if (!from || !to || places([to]).length > 0) continue;
    const left = one.do === 'cede' ? one.items : hamletsLeft(from, operations);
    if (places([from]).length > 0 && left.length > 0) at(line, 'noTerritory', to.name.vi);
  }
  return problems;
}

function hamletsLeft(unit: Unit, operations: readonly Operation[]): string[] {
  const ceded = operations.flatMap((one) =>
    one.do === 'cede' && one.unit === unit.id && one.part === 'area' ? one.items : [],
  );
  return unit.hamlets.filter((hamlet) => !ceded.includes(hamlet));
}

/** Units that a plan touches; posts by the unit they are in. */
export function unitsTouched(
  operations: readonly Operation[],
  unitOfPost: (post: PostId) => UnitId | undefined,
): UnitId[] {
  const founded = new Set(operations.flatMap((one) => (one.do === 'found' ? one.unit : [])));
  return operations
    .flatMap((one) => [
      ...unitsNamed(one),
      ...(one.do === 'rename' ? [one.unit] : []),
      ...('post' in one ? [unitOfPost(one.post)] : []),
    ])
    .filter((unit): unit is UnitId => unit !== undefined && !founded.has(unit));
}

function unitsNamed(one: Operation): UnitId[] {
  switch (one.do) {
    case 'found':
      return one.parent ? [one.parent] : [];
    case 'rename':
      return [one.unit];
    case 'transfer':
      return one.parent ? [one.unit, one.parent] : [one.unit];
    case 'cede':
    case 'close':
      return [one.unit, one.to];
    case 'movePost':
      return [one.to];
    case 'abolishPost':
      return [];
  }
}

function nameOf(units: readonly Unit[], id: UnitId): string {
  return units.find((unit) => unit.id === id)?.name.vi ?? id;
}

function inCircle(byId: ReadonlyMap<UnitId, Unit>, start: Unit): boolean {
  let at: Unit | undefined = start;
  for (let steps = 0; at; steps++) {
    if (steps > byId.size) return true;
    at = at.parentId === null ? undefined : byId.get(at.parentId);
    if (at?.id === start.id) return true;
  }
  return false;
}

/** What kind of change it is, in the words of a decision; for lists and for the record. */
export type ReorganisationKind =
  | 'none'
  | 'merge'
  | 'split'
  | 'dissolve'
  | 'rename'
  | 'transfer'
  | 'posts'
  | 'mixed';

/** The kind of a plan, as people would call it. */
export function kindOf(operations: readonly Operation[]): ReorganisationKind {
  const closes = operations.filter((one) => one.do === 'close');
  const founds = operations.filter((one) => one.do === 'found');
  const cedes = operations.filter((one) => one.do === 'cede');
  const successors = new Set([...closes, ...cedes].map((one) => one.to));
  const only = (...kinds: Operation['do'][]) => operations.every((one) => kinds.includes(one.do));
  if (operations.length === 0) return 'none';
  if (only('rename')) return 'rename';
  if (only('transfer', 'rename')) return 'transfer';
  if (only('movePost', 'abolishPost')) return 'posts';
  if (cedes.length > 0 && closes.length <= 1) return 'split';
  if (closes.length > 0 && cedes.length === 0 && successors.size === 1)
    return closes.length + (founds.length > 0 ? 0 : 1) > 1 ? 'merge' : 'dissolve';
  return 'mixed';
}
