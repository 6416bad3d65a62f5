import { describe, expect, test } from 'vitest';
import { newRecovery, recoverKey } from './recovery.ts';
import { sealBytes, unsealBytes } from './sealing.ts';

describe('the recovery key in three shares', async () => {
  const recovery = await newRecovery();
  const [a = '', b = '', c = ''] = recovery.shares;

  test.each([
    ['first and second', a, b],
    ['second and third', b, c],
    ['third and first, typed in capitals with spaces', c.toUpperCase().replaceAll('-', ' '), a],
  ])('any two open what was sealed: %s', async (_name, one, two) => {
    const sealed = await sealBytes(Buffer.from('kín'), [recovery.recipient]);
    const key = await recoverKey([one, two], recovery.recipient);
    if (key === 'unreadable' || key === 'different') throw new Error(key);
    expect((await unsealBytes(sealed, key))?.toString()).toBe('kín');
  });

  test.each([
    ['one share twice', a, a, 'different'],
    ['a slip of the pen', a.replace(/.$/, (last) => (last === '0' ? '1' : '0')), b, 'unreadable'],
    ['no share at all', '', b, 'unreadable'],
  ])('%s does not open it', async (_name, one, two, why) => {
    expect(await recoverKey([one, two], recovery.recipient)).toBe(why);
  });

  test('a share of another key is told apart', async () => {
    const other = await newRecovery();
    expect(await recoverKey([a, other.shares[1] ?? ''], recovery.recipient)).toBe('different');
  });

  test('no share holds the key', () => {
    expect(recovery.shares.join('').toLowerCase()).not.toContain(
      Buffer.from('AGE-SECRET-KEY').toString('hex'),
    );
  });
});
