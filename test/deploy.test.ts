import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../src/platform/root.ts';

const analyze = '/usr/bin/systemd-analyze';
const unit = join(projectRoot, 'deploy', 'gandan.service');

describe('what is shipped to run it', () => {
  // Debian's package systemd has it; where it is not, the file is only read.
  test.skipIf(!existsSync(analyze))('the service’s exposure is 2.0 or better', () => {
    const { stdout } = spawnSync(analyze, ['security', '--offline=yes', '--no-pager', unit], {
      encoding: 'utf8',
    });
    const exposure = /Overall exposure level for [^:]+: ([\d.]+)/.exec(stdout)?.[1];
    expect(Number(exposure)).toBeLessThanOrEqual(2);
  });

  test('the list of parts is that of the lockfile', () => {
    const read = (path: string) => JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));
    const listed = read('deploy/sbom.cdx.json').components.map(
      ({ name, version }: { name: string; version: string }) => `${name}@${version}`,
    );
    const packages = read('package-lock.json').packages as Record<
      string,
      { version: string; dev?: boolean; optional?: boolean; name?: string }
    >;
    const locked = (without: (one: { dev?: boolean; optional?: boolean }) => boolean | undefined) =>
      Object.entries(packages)
        .filter(([path, one]) => path !== '' && !without(one))
        .map(([path, { version, name }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`);
    expect(listed).toEqual(expect.arrayContaining(locked(({ dev, optional }) => dev || optional)));
    expect(locked(({ dev }) => dev)).toEqual(expect.arrayContaining(listed));
  });

  test('neither the service nor the image runs in development', () => {
    expect(readFileSync(unit, 'utf8')).toContain('Environment=GANDAN_DEVELOPMENT=false');
    const image = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8');
    expect(image).toContain('GANDAN_DEVELOPMENT=false');
    expect(image).toMatch(/^USER node$/m);
  });
});
