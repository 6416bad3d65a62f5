import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonId, PostId, UnitId } from '../organization/organization.ts';
import { type Actor, type CaseAction, decide, type Role } from './decision.ts';

const roles: Role[] = ['clerk', 'officer', 'head', 'chair', 'administrator', 'auditor'];
const actions: CaseAction[] = ['view', 'work', 'approve', 'openIdentity'];
const actor = (role: Role, unit = 'a', person = 'p'): Actor => ({
  role,
  unit: unit as UnitId,
  person: person as PersonId,
  post: 'x' as PostId,
  reach: role === 'auditor' ? 'all' : role === 'chair' ? ['a' as UnitId, 'b' as UnitId] : [unit as UnitId],
  matters: [],
});
const subject = (unit: string, handlers: string[] | undefined) => ({
  id: 's',
  unit: unit as UnitId,
  sealed: handlers !== undefined,
  handlers: (handlers ?? []) as PersonId[],
});

describe('who may do what', () => {
  // One row a role: own unit, another unit; view, work, approve.
  test.each([
    ['clerk', [true, true, false], [false, false, false]],
    ['officer', [true, true, false], [false, false, false]],
    ['head', [true, true, true], [false, false, false]],
    ['chair', [true, true, true], [true, false, true]],
    ['auditor', [true, false, false], [true, false, false]],
    ['administrator', [false, false, false], [false, false, false]],
  ] as const)('%s', (role, own, elsewhere) => {
    const asked = (unit: string) =>
      (['view', 'work', 'approve'] as const).map(
        (action) => decide(actor(role), action, subject(unit, undefined)).allowed,
      );
    expect(asked('a')).toEqual(own);
    expect(asked('b')).toEqual(elsewhere);
  });

  test('a sealed matter belongs to its handlers and to nobody else, whatever the rank', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...roles),
        fc.constantFrom(...actions),
        fc.constantFrom('a', 'b'),
        fc.boolean(),
        (role, action, unit, named) => {
          const decision = decide(actor(role, unit), action, subject('a', named ? ['p', 'q'] : ['q', 'r']));
          if (!named) expect(decision.allowed).toBe(false);
          if (role === 'administrator' || role === 'auditor')
            expect(action === 'view' && role === 'auditor' ? named : false).toBe(decision.allowed);
        },
      ),
    );
  });

  test('nobody opens an identity that is not sealed', () => {
    for (const role of roles)
      expect(decide(actor(role), 'openIdentity', subject('a', undefined)).allowed).toBe(false);
  });
});
