import { describe, expect, test } from 'vitest';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { PublicNews } from '../../ground/public-news.ts';
import { concerning, isDue, isKey, keyOf, type SubscriptionId } from './subscription.ts';

const at = (text: string) => new Date(text);

describe('when a digest is due', () => {
  test.each([
    // 25 November 2026 is a Wednesday; times are UTC, seven hours behind Việt Nam.
    ['day', '2026-11-24T03:00:00Z', '2026-11-25T00:30:00Z', true],
    ['day', '2026-11-24T03:00:00Z', '2026-11-24T23:59:00Z', false],
    ['day', '2026-11-24T03:00:00Z', '2026-11-25T13:30:00Z', false],
    ['day', '2026-11-25T01:00:00Z', '2026-11-25T09:00:00Z', false],
    ['week', '2026-11-16T01:00:00Z', '2026-11-22T03:00:00Z', false],
    ['week', '2026-11-16T01:00:00Z', '2026-11-23T03:00:00Z', true],
    // The machine was down on Monday.
    ['week', '2026-11-16T01:00:00Z', '2026-11-25T03:00:00Z', true],
    ['week', '2026-11-25T03:00:00Z', '2026-11-27T03:00:00Z', false],
  ] as const)('every %s, told until %s, at %s: %s', (every, toldUntil, now, due) => {
    expect(isDue({ every, toldUntil: at(toldUntil) }, at(now))).toBe(due);
  });
});

test('news concerns by topic and unit, or by page; a page changed twice is told once', () => {
  const unit = 'a' as UnitId;
  const one = (href: string, topic: string, of: UnitId | null, when: string): PublicNews => ({
    href,
    topic,
    unit: of,
    title: when,
    language: 'vi',
    at: at(when),
  });
  const news = [
    one('/tin/x', 'news', unit, '2026-11-02T00:00:00Z'),
    one('/tin/y', 'report', unit, '2026-11-02T00:00:00Z'),
    one('/ho-so/z', 'cases', 'b' as UnitId, '2026-11-02T00:00:00Z'),
    one('/ho-so/z', 'cases', 'b' as UnitId, '2026-11-03T00:00:00Z'),
    one('/tin/old', 'news', unit, '2026-10-01T00:00:00Z'),
  ];
  const found = concerning(news, {
    topics: ['news', 'cases'],
    unitId: unit,
    pages: ['/ho-so/z'],
    toldUntil: at('2026-11-01T00:00:00Z'),
  });
  expect(found.map((item) => [item.href, item.title])).toEqual([
    ['/tin/x', '2026-11-02T00:00:00Z'],
    ['/ho-so/z', '2026-11-03T00:00:00Z'],
  ]);
});

test('a key opens its own subscription and no other', () => {
  const secret = Buffer.from('secret');
  const [a, b] = ['1', '2'] as [SubscriptionId, SubscriptionId];
  expect(isKey(secret, a, keyOf(secret, a))).toBe(true);
  expect(isKey(secret, b, keyOf(secret, a))).toBe(false);
  expect(isKey(secret, a, '')).toBe(false);
});
