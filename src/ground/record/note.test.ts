import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import {
  formatSigningKey,
  formatVerifyingKey,
  newSigningKey,
  openNote,
  parseSigningKey,
  parseVerifyingKey,
  signNote,
  verifyingKey,
} from './note.ts';
import { tilePath } from './tile.ts';

// The example of Go's golang.org/x/mod/sumdb/note.
const goKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goNote =
  'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n\n'.replace(
    '’',
    "'",
  ) +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

describe('signed notes', () => {
  test('a note made by Go opens with its key', () => {
    const key = parseVerifyingKey(goKey);
    expect(key && openNote(goNote, key)).toContain('cryptography is the answer');
  });

  test('no changed character of a key or a note goes unnoticed', () => {
    const key = parseVerifyingKey(goKey);
    if (!key) throw new Error('the key did not parse');
    for (let at = 0; at < goKey.length; at++) {
      const changed = `${goKey.slice(0, at)}${goKey[at] === 'x' ? 'y' : 'x'}${goKey.slice(at + 1)}`;
      expect(parseVerifyingKey(changed)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.nat(goNote.length - 1), (at) => {
        const changed = `${goNote.slice(0, at)}${goNote[at] === 'x' ? 'y' : 'x'}${goNote.slice(at + 1)}`;
        expect(openNote(changed, key)).toBeUndefined();
      }),
    );
  });

  test('keys survive being written and read', () => {
    const key = newSigningKey('example.vn/gandan');
    expect(formatSigningKey(parseSigningKey(formatSigningKey(key)))).toBe(formatSigningKey(key));
    const vkey = formatVerifyingKey(verifyingKey(key));
    expect(parseVerifyingKey(vkey)?.name).toBe('example.vn/gandan');
  });

  test('a second signature by somebody unknown is passed over; one that is not theirs is not enough', () => {
    const key = newSigningKey('a');
    const other = newSigningKey('b');
    const note = signNote('x\n', key);
    const both = note + signNote('x\n', other).split('\n\n')[1];
    expect(openNote(both, verifyingKey(key))).toBe('x\n');
    expect(openNote(note, verifyingKey(other))).toBeUndefined();
  });
});

describe('checkpoints and tiles', () => {
  test('a checkpoint survives being written and read, with lines after it', () => {
    const checkpoint = { origin: 'example.vn/gandan', size: 7, root: new Uint8Array(32).fill(5) };
    expect(parseCheckpoint(`${formatCheckpoint(checkpoint)}more\n`)).toEqual(checkpoint);
    expect(parseCheckpoint('a\n07\nAAAA\n')).toBeUndefined();
  });

  test.each([
    [0, 0, 256, 'tile/0/000'],
    [0, 1234067, 256, 'tile/0/x001/x234/067'],
    [3, 5, 17, 'tile/3/005.p/17'],
  ] as const)('path of tile %i/%i', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path);
  });
});
