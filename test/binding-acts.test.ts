// The table of acts that bind, in docs/binding-acts.md, is what the program itself says of its steps.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KnownStep } from '../src/ground/step/undo.ts';
import { projectRoot } from '../src/platform/root.ts';
import { rights } from './support/rights.ts';
import { openWorld, type World } from './support/world.ts';

const file = join(projectRoot, 'docs/binding-acts.md');
const mark =
  '<!-- What follows is written by the program: GANDAN_WRITE_DOCS=1 npm test -- test/binding-acts.test.ts -->';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await (await world.app()).close();
});
afterAll(() => world.close());

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Who may send the form of a step, where it is a form of its own. */
function whoOf({ name }: KnownStep): string {
  const right = rights.find((one) => one.routes.includes(name));
  if (!right) return '';
  return typeof right.who === 'string' ? right.who : right.who.join(', ');
}

function tableOf(steps: readonly KnownStep[], last: (step: KnownStep) => string, title: string): string {
  const rows = steps
    .map((one) => `| ${cell(one.label.vi)} | ${cell(one.label.en)} | ${whoOf(one)} | ${cell(last(one))} |`)
    .toSorted();
  return [`| việc | act | role | ${title} |`, '| --- | --- | --- | --- |', ...new Set(rows)].join('\n');
}

test('the table is that of the steps that there are', () => {
  const steps = [...world.services.steps.values()];
  const of = (how: KnownStep['undo']['how']) => steps.filter((one) => one.undo.how === how);
  const made = [
    mark,
    '',
    '## Taken back by two',
    '',
    tableOf(
      of('two'),
      (one) => (one.keeps ? 'its number stays, as cancelled' : 'what it did is undone'),
      'then',
    ),
    '',
    '## Stays, and why',
    '',
    tableOf(of('never'), (one) => (one.undo.how === 'never' ? one.undo.why.en : ''), 'why'),
    '',
    '## Withdrawn by whoever entered it',
    '',
    tableOf(of('withdraw'), () => 'what it did is undone', 'then'),
    '',
    `All other ${of('strike').length} steps are taken back by one person of the unit with a reason; what a head did only by a head.`,
    '',
  ].join('\n');
  const now = readFileSync(file, 'utf8');
  const [head = ''] = now.split(mark, 1);
  if (process.env.GANDAN_WRITE_DOCS) writeFileSync(file, head + made);
  else expect(now.slice(head.length)).toBe(made);
});
