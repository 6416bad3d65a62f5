import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PizZip from 'pizzip';
import sharp, { type Color } from 'sharp';
import { describe, expect, test } from 'vitest';
import { docx } from '../../../test/support/archive.ts';
import { projectRoot } from '../root.ts';
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

  const png = (background: Color, channels: 3 | 4 = 3) =>
    sharp({ create: { width: 60, height: 40, channels, background } });
  const pixels = async (bytes: Buffer) => {
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    return {
      info,
      at: (x: number, y: number) => [
        ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
      ],
    };
  };
  const near = (found: number[], meant: number[]) =>
    found.every((value, at) => Math.abs(value - (meant[at] ?? 0)) < 24);

  test('what was clear is white, not black', async () => {
    const taken = await inspectFile(await png({ r: 0, g: 0, b: 0, alpha: 0 }, 4).png().toBuffer());
    if (typeof taken === 'string') throw new Error(taken);
    expect((await pixels(taken.bytes)).at(30, 20)).toEqual([255, 255, 255]);
  });

  test('a picture of an iPhone (HEIC) is read', async () => {
    const taken = await inspectFile(readFileSync(join(projectRoot, 'test/files/photo.heic')));
    if (typeof taken === 'string') throw new Error(taken);
    const { info, at } = await pixels(taken.bytes);
    expect([info.width, info.height]).toEqual([640, 480]);
    expect(near(at(320, 240), [0x22, 0xaa, 0x66]), String(at(320, 240))).toBe(true);
    expect(near(at(10, 10), [0x88, 0x44, 0x22]), String(at(10, 10))).toBe(true);
  });

  test('all pages of a scan (TIFF) are kept, one below the other', async () => {
    const pages = await Promise.all(['#f00', '#0f0', '#00f'].map((colour) => png(colour).png().toBuffer()));
    const scan = await sharp(pages, { join: { animated: true } })
      .tiff()
      .toBuffer();
    expect((await sharp(scan).metadata()).pages).toBe(3);
    const taken = await inspectFile(scan);
    if (typeof taken === 'string') throw new Error(taken);
    const { info, at } = await pixels(taken.bytes);
    expect(info.height).toBe(3 * 40 + 2 * 8);
    for (const [page, colour] of [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
    ].entries())
      expect(near(at(30, page * 48 + 20), colour), `${page}`).toBe(true);
    const long = await sharp(
      Array.from({ length: 13 }, () => pages[0] as Buffer),
      { join: { animated: true } },
    )
      .tiff()
      .toBuffer();
    expect(await inspectFile(long)).toBe('tooManyPages');
  });

  test.each(['gif', 'webp'] as const)('the moments of a moving %s are kept side by side', async (format) => {
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f', '#ff0'].map((colour) => png(colour).png().toBuffer()),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      [format]()
      .toBuffer();
    const taken = await inspectFile(moving);
    if (typeof taken === 'string') throw new Error(taken);
    const { at } = await pixels(taken.bytes);
    const centres = [
      [30, 20],
      [98, 20],
      [166, 20],
      [30, 68],
    ] as const;
    for (const [place, colour] of [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 0],
    ].entries()) {
      const [x, y] = centres[place] ?? [0, 0];
      expect(near(at(x, y), colour), `${place}`).toBe(true);
    }
  });

  test('a photo of 108 million pixels is made smaller, not refused', async () => {
    const photo = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#888' } })
      .jpeg({ quality: 40 })
      .toBuffer();
    const taken = await inspectFile(photo);
    if (typeof taken === 'string') throw new Error(taken);
    const { width, height } = await sharp(taken.bytes).metadata();
    expect([width, height]).toEqual([2560, 1920]);
  });

  const compound = (...streams: string[]) =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(504),
      ...streams.map((name) => Buffer.concat([Buffer.from(name, 'utf16le'), Buffer.alloc(64)])),
    ]);
  const zipped = (name: string) => {
    const archive = new PizZip();
    archive.file(name, 'words');
    return archive.generate({ type: 'nodebuffer' });
  };
  test.each<[string, Buffer, string]>([
    ['Word 97', compound('WordDocument'), 'doc'],
    ['Excel 97', compound('Workbook'), 'xls'],
    ['rich text', Buffer.from('{\\rtf1\\ansi Xin ch\\u224 o}'), 'rtf'],
    ['text', Buffer.from('Kính gửi Ủy ban nhân dân xã,\nTôi tên là …'), 'txt'],
    ['text of Windows', Buffer.from(`\ufeff${'Kính gửi'}`, 'utf16le'), 'txt'],
    ['a voice note (AMR)', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(64, 4)]), 'amr'],
  ])('%s is taken', async (_, bytes, extension) => {
    expect(await inspectFile(bytes)).toMatchObject({ extension, bytes });
  });

  test.each<[string, Buffer, string]>([
    ['Word 97 with macros', compound('WordDocument', '_VBA_PROJECT'), 'macro'],
    ['a workbook with a password', compound('EncryptedPackage'), 'password'],
    ['slides', compound('PowerPoint Document'), 'slides'],
    ['rich text with an object in it', Buffer.from('{\\rtf1{\\object\\objdata 01}}'), 'macro'],
    ['an archive', zipped('don.txt'), 'archive'],
    ['a drawing without a heading', Buffer.from('<g><circle/></g>'), 'type'],
    ['bytes that are nothing', Buffer.from([1, 2, 3, 4, 200, 201, 0, 9]), 'type'],
  ])('%s is refused, with what to do instead', async (_, bytes, reason) => {
    expect(await inspectFile(bytes)).toBe(reason);
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
