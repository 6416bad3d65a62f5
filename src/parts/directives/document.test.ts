import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentType, documentTypes } from '../../ground/law/document-types.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { type DocumentId, printedNumber, type Relation, standingOn, treeOf } from './document.ts';

const day = parsePlainDate;

describe('types', () => {
  test('29 of them, none folding into another, and codes of before 2020 are read', () => {
    expect(documentTypes).toHaveLength(29);
    expect(new Set(documentTypes.map((one) => one.code)).size).toBe(29);
    expect(documentType('ĐA')?.name.vi).toBe('Đề án');
    expect(documentType('DA')?.name.vi).toBe('Dự án');
    expect(documentType('UQ')?.code).toBe('GUQ');
    expect(documentType('XYZ')).toBeUndefined();
  });

  test.each([
    [5, 'KH', 'UBND', '', '05/KH-UBND'],
    [215, 'QĐ', 'UBND', 'VX', '215/QĐ-UBND'],
    [15, 'CV', 'UBND', 'VX', '15/UBND-VX'],
    [7, 'CV', 'UBND', '', '07/UBND'],
  ] as const)('number %i of %s: %s', (number, type, sign, office, printed) => {
    expect(printedNumber(number, type, sign, office)).toBe(printed);
  });
});

describe('how a document stands on a day', () => {
  const document = {
    issuedOn: day('2019-02-20'),
    effectiveOn: day('2019-03-01'),
    expiresOn: day('2019-12-31'),
    withdrawnOn: null,
  };
  test.each([
    ['2019-02-28', [], 'notYet'],
    ['2019-03-01', [], 'inForce'],
    ['2019-12-31', [], 'inForce'],
    ['2020-01-01', [], 'expired'],
    ['2019-06-01', [{ kind: 'amends', on: day('2019-06-01') }], 'amended'],
    ['2019-05-31', [{ kind: 'amends', on: day('2019-06-01') }], 'inForce'],
    ['2019-06-01', [{ kind: 'replaces', on: day('2019-05-01') }], 'replaced'],
    // What replaced it says more than that its time was over.
    ['2020-06-01', [{ kind: 'replaces', on: day('2019-05-01') }], 'replaced'],
    ['2019-06-01', [{ kind: 'cites', on: day('2019-05-01') }], 'inForce'],
  ] as const)('on %s with %j: %s', (on, done, standing) => {
    expect(standingOn(document, done, day(on))).toBe(standing);
  });

  test('what was called back has no force from that day on, whatever else is said of it', () => {
    const withdrawn = { ...document, withdrawnOn: day('2019-07-01') };
    expect(standingOn(withdrawn, [], day('2019-06-30'))).toBe('inForce');
    expect(standingOn(withdrawn, [{ kind: 'amends', on: day('2019-06-01') }], day('2019-07-01'))).toBe(
      'withdrawn',
    );
  });
});

describe('the tree', () => {
  const of = (id: string, on = '2019-01-01') => ({ id: id as DocumentId, issuedOn: day(on) });
  const under = (from: string, to: string): Relation => ({
    from: from as DocumentId,
    to: to as DocumentId,
    kind: 'implements',
    on: day('2019-01-01'),
  });
  const names = (nodes: ReturnType<typeof treeOf<ReturnType<typeof of>>>): unknown =>
    nodes.map((node) => (node.below.length > 0 ? [node.document.id, names(node.below)] : node.document.id));

  test('from above down, siblings by their day; one that carries out two stands below both', () => {
    const documents = [
      of('plan'),
      of('resolution'),
      of('unit', '2020-01-01'),
      of('other'),
      of('own', '2019-06-01'),
    ];
    const relations = [
      under('plan', 'resolution'),
      under('unit', 'plan'),
      under('own', 'plan'),
      under('own', 'other'),
    ];
    expect(names(treeOf(documents, relations))).toEqual([
      ['resolution', [['plan', ['own', 'unit']]]],
      ['other', ['own']],
    ]);
  });

  test('whatever the relations are, it ends and shows every document', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 8 }), (edges) => {
        const documents = ['a', 'b', 'c', 'd', 'e'].map((one) => of(one));
        const relations = edges.filter(([from, to]) => from !== to).map(([from, to]) => under(from, to));
        const seen = new Set<string>();
        const walk = (nodes: ReturnType<typeof treeOf<ReturnType<typeof of>>>): void => {
          for (const node of nodes) {
            seen.add(node.document.id);
            walk(node.below);
          }
        };
        walk(treeOf(documents, relations));
        expect(seen.size).toBe(5);
      }),
    );
  });
});
