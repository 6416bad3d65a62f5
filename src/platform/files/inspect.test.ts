import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { docx } from '../../../test/support/archive.ts';
import { inspectFile, largestFile } from './inspect.ts';
import { safeName } from './store.ts';

describe('files are taken by content', () => {
  test('a photo is made anew: no place, no device, right way up', async () => {
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c33' } })
      .withExif({ IFD0: { Make: 'CanaryPhone' }, IFD3: { GPSLatitude: '9/1 17/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(photo.includes('CanaryPhone') || (await sharp(photo).metadata()).exif !== undefined).toBe(true);
    const taken = await inspectFile(photo);
    if (typeof taken === 'string') throw new Error(taken);
    const meta = await sharp(taken.bytes).metadata();
    expect([meta.exif, meta.width, meta.height]).toEqual([undefined, 20, 40]);
    expect(taken.bytes.includes('CanaryPhone')).toBe(false);
  });

  test('a Word document is kept as it is', async () => {
    const bytes = docx();
    expect(await inspectFile(bytes)).toMatchObject({ extension: 'docx', bytes });
  });

  test.each([
    ['a web page with a picture’s name', Buffer.from('<html><script>alert(1)</script></html>'), 'type'],
    [
      'an SVG with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      'type',
    ],
    ['a program', Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(100)]), 'type'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['more than the limit', Buffer.alloc(largestFile + 1), 'tooLarge'],
    [
      'a broken picture',
      Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.alloc(50)]),
      'damaged',
    ],
    [
      'an archive that inflates without end',
      docx({ name: 'word/media/a.bin', content: Buffer.alloc(150 * 1024 * 1024) }),
      'bomb',
    ],
    [
      'an archive that lies about its size',
      docx({ name: 'a.bin', content: Buffer.from('x'), claimed: 4_000_000_000 }),
      'bomb',
    ],
    ['a document with macros', docx({ name: 'word/vbaProject.bin', content: Buffer.from('x') }), 'macro'],
    [
      'an archive with a path that climbs out',
      docx({ name: '../../etc/passwd', content: Buffer.from('x') }),
      'damaged',
    ],
  ])('%s is refused', async (_name, bytes, reason) => {
    expect(await inspectFile(bytes)).toBe(reason);
  });
});

test.each([
  ['C:\\Users\\An\\ảnh chụp.JPEG', 'ảnh chụp.jpg'],
  ['../../etc/passwd', 'passwd.jpg'],
  ['hoá đơn\u202Egpj.exe', 'hoá đơngpj.jpg'],
  ['"><script>.png', '><script>.jpg'],
  ['', 'file.jpg'],
])('the name %j becomes %j', (given, safe) => {
  expect(safeName(given, 'jpg')).toBe(safe.normalize('NFC'));
});
