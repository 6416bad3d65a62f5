import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCovering, pointAt, readCovering, takeBack } from './boxes.ts';

test('two points make the rectangle between them, whichever comes first', () => {
  const one = pointAt(pointAt(readCovering(''), 100, 600), 300, 200);
  expect(one).toEqual({ boxes: [{ left: 100, top: 200, width: 200, height: 400 }], corner: undefined });
  expect(pointAt(pointAt(readCovering(''), 300, 200), 100, 600)).toEqual(one);
});

test('what was pointed at is carried in the address and can be taken back step by step', () => {
  const point = fc.tuple(fc.integer({ min: -50, max: 1050 }), fc.integer({ min: -50, max: 1050 }));
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), (points) => {
      let covering = readCovering('');
      for (const [x, y] of points) covering = pointAt(covering, x, y);
      expect(readCovering(formatCovering(covering))).toEqual(covering);
      for (const box of covering.boxes) {
        expect(box.left + box.width).toBeLessThanOrEqual(1000);
        expect(box.top + box.height).toBeLessThanOrEqual(1000);
      }
      for (let turn = 0; turn <= points.length; turn++) covering = takeBack(covering);
      expect(covering).toEqual({ boxes: [], corner: undefined });
    }),
  );
});

test.each(['1,2,3', 'a,b', '0,0,0,5', ';;', '1,2,NaN,4', '<script>'])('%s covers nothing', (typed) => {
  expect(readCovering(typed)).toEqual({ boxes: [], corner: undefined });
});
