// The parts of the program with versions and licences (CycloneDX), kept with each release: `npm run sbom`.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const made = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
});
if (made.status !== 0) throw new Error(made.stderr);
// `--omit dev` leaves out what development needs as well (npm 11): the lockfile knows better.
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const running = new Set(
  Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version: is, name }]) => `${name ?? path.split('node_modules/').at(-1)}@${is}`),
);
const components = JSON.parse(made.stdout).components.filter((one) =>
  running.has(`${one.name}@${one.version}`),
);
// Only what the parts are: neither when nor where this was written.
const parts = components
  .map(({ type, name, version, purl, hashes, licenses }) => ({ type, name, version, purl, hashes, licenses }))
  .toSorted((a, b) => (a.purl < b.purl ? -1 : 1));
const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', name: 'gandan', version } },
  components: parts,
};
writeFileSync(join(root, 'deploy', 'sbom.cdx.json'), `${JSON.stringify(bom, null, 1)}\n`);
process.stdout.write(`deploy/sbom.cdx.json: ${parts.length} parts.\n`);
