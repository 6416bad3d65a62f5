import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('configuration', () => {
  test('defaults serve a trial on this machine', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: 'localhost',
      publicUrl: 'http://localhost:3000',
      development: true,
    });
  });

  test('a public address turns development pages off', () => {
    expect(readConfig({ GANDAN_PUBLIC_URL: 'https://baclieu.example/' })).toMatchObject({
      development: false,
      publicUrl: 'https://baclieu.example',
    });
  });

  test.each([
    [{ PORT: 'many' }, /PORT/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL/],
    [{ GANDAN_LOG_LEVEL: 'loud' }, /GANDAN_LOG_LEVEL/],
    [{ GANDAN_PUBLC_URL: 'https://x.example' }, /Unknown setting GANDAN_PUBLC_URL/],
    [{ GANDAN_CONFIG: '/does/not/exist.json' }, /cannot be read/],
  ])('%o is refused by name', (env, message) => {
    expect(() => readConfig(env as Record<string, string>)).toThrow(message);
  });

  test('the environment wins over the file, and the file may hold no unknown setting', () => {
    const file = join(tmpdir(), `gandan-config-${process.pid}.json`);
    writeFileSync(file, JSON.stringify({ port: 4000, host: '0.0.0.0' }));
    expect(readConfig({ PORT: '5000' }, file)).toMatchObject({ port: 5000, host: '0.0.0.0' });
    writeFileSync(file, JSON.stringify({ prot: 4000 }));
    expect(() => readConfig({}, file)).toThrow(/prot/);
  });
});
