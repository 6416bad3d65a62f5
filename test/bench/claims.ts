// How fast claims are found in text, and how the cost grows with it: `npm run bench -- claims`.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { checkText } from '../../src/ground/claims/check.ts';
import { measure, readLabelled } from '../../src/ground/claims/measure.ts';
import { projectRoot } from '../../src/platform/root.ts';

const labelled = (name: string) =>
  readLabelled(readFileSync(join(projectRoot, 'test', 'claims', `${name}.jsonl`), 'utf8'));

console.log(`${cpus()[0]?.model}, node ${process.version}`);
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
for (const name of ['tuned', 'held-out']) {
  const { sentences, confusion, holds, fails, trueSentences, accused } = measure(labelled(name));
  console.log(
    `${name}: ${sentences} sentences; of ${trueSentences} true ones ${accused} with a claim called false`,
  );
  for (const [verdict, { precision, recall }] of Object.entries({ holds, fails }))
    console.log(`  ${verdict}: precision ${percent(precision)}, recall ${percent(recall)}`);
  console.table(confusion);
}
for (const language of ['vi', 'en'] as const) {
  const lines = labelled('tuned').filter((line) => line.language === language);
  const once = lines.map((line) => line.text).join('\n');
  checkText(once.repeat(20), language);
  for (const times of [10, 100]) {
    const text = Array.from({ length: times }, () => once).join('\n');
    const began = performance.now();
    const claims = checkText(text, language).length;
    const seconds = (performance.now() - began) / 1000;
    const megabytes = Buffer.byteLength(text) / 1e6;
    console.log(
      `${language}: ${megabytes.toFixed(2)} MB, ${claims} claims in ${(seconds * 1000).toFixed(0)} ms: ${(megabytes / seconds).toFixed(2)} MB/s`,
    );
  }
}
