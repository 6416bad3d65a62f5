import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldReader, tooLongIn } from '../src/platform/http/fields.ts';
import { type FieldSpec, readGiven } from '../src/platform/page/form-spec.ts';
import { projectRoot } from '../src/platform/root.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

test('words are taken up to the limit whole, and refused above it with their length, never cut', () => {
  for (const length of [299, 300]) {
    const read = fieldReader({ a: 'ă'.repeat(length) }, 'vi');
    expect(read.text('a')).toHaveLength(length);
    expect(read.failed).toBe(false);
  }
  const long = fieldReader({ a: 'ă'.repeat(1301) }, 'vi');
  long.text('a');
  expect(long.errors.a).toContain('1.301');
  expect(long.errors.a).toContain('300');
  // Letters are counted as people do: one with two marks is one, however it was typed.
  const marks = fieldReader({ a: 'ế'.normalize('NFD').repeat(300) }, 'vi');
  marks.text('a');
  expect(marks.failed).toBe(false);
  expect(tooLongIn({ a: 'x'.repeat(11), b: 'x' }, { a: 10, b: 10 }, 'en')).toEqual({
    a: expect.stringContaining('11 characters'),
  });
});

test('every text field of every form says its limit and keeps what is in it', async () => {
  const texts = ['text', 'area', 'email'] satisfies FieldSpec['kind'][] as string[];
  let fields = 0;
  for (const { spec } of [...world.services.steps.values()])
    for (const [name, field] of Object.entries(spec ?? {})) {
      if (!texts.includes(field.kind)) continue;
      fields += 1;
      const most = field.most ?? (field.kind === 'area' ? 5000 : field.kind === 'email' ? 200 : 300);
      const typed = field.kind === 'email' ? `${'x'.repeat(most)}@example.vn` : 'x'.repeat(most + 1);
      const read = await readGiven({ [name]: field }, { values: { [name]: typed }, files: [] } as never, {
        prefix: '',
        key: 'k',
        language: 'vi',
        store: world.services.files,
      });
      expect(read.ok, name).toBe(false);
      if (!read.ok) expect(read.errors[name], name).toMatch(/^Dài /);
    }
  expect(fields).toBeGreaterThan(60);
});

test('no form’s words are cut anywhere in the source', () => {
  const cut = globSync('src/**/*.{ts,tsx}', { cwd: projectRoot }).flatMap((file) => {
    if (/\.test\.tsx?$/.test(file)) return [];
    const lines = readFileSync(join(projectRoot, file), 'utf8').split('\n');
    return lines
      .map((line, at) => ({ line, at: `${file}:${at + 1}` }))
      .filter(({ line }) => /(values|named|given)[^;]*\.slice\(0, *[0-9a-z_]+\)/i.test(line));
  });
  // What is looked for is not kept.
  const looked = /\b(tim|query|typed = String)\b/;
  expect(cut.filter(({ line }) => !looked.test(line))).toEqual([]);
});
