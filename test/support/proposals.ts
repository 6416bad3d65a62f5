import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Proposal, type ProposedDue, proposeTasks } from '../../src/parts/directives/proposal.ts';
import { projectRoot } from '../../src/platform/root.ts';
import { parsePlainDate } from '../../src/platform/time.ts';

/** A clause as somebody labelled it who had not seen the rules. */
export interface Labelled {
  text: string;
  issued: string;
  tasks: { lead: string | null; coordinating: string[]; due: ProposedDue | null }[];
}

/** How much of what was found is right, and of what is there was found. */
export interface Measure {
  found: number;
  right: number;
  there: number;
}

/** @param set `sentences`: looked at while the rules were made; `held-out`: only measured with */
export function readLabelled(set: 'sentences' | 'held-out'): Labelled[] {
  return JSON.parse(readFileSync(join(projectRoot, `test/directives/${set}.json`), 'utf8'));
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const names = (lead: string | null | undefined) => (lead ?? '').normalize('NFC').toLocaleLowerCase('vi');

/** Pairs proposals with labels, first those with the same lead, then the rest in order. */
export function pairs({ text, issued, tasks }: Labelled): {
  proposals: Proposal[];
  paired: { label: Labelled['tasks'][number]; proposal: Proposal }[];
} {
  const proposals = proposeTasks(text, parsePlainDate(issued));
  const left = [...proposals];
  const paired: { label: Labelled['tasks'][number]; proposal: Proposal }[] = [];
  const rest: Labelled['tasks'] = [];
  for (const label of tasks) {
    const at = left.findIndex((one) => names(one.lead) === names(label.lead));
    if (at >= 0) paired.push({ label, proposal: left.splice(at, 1)[0] as Proposal });
    else rest.push(label);
  }
  for (const label of rest) {
    const proposal = left.shift();
    if (proposal) paired.push({ label, proposal });
  }
  return { proposals, paired };
}

/** Measures the rules against the labels: tasks, their leads, their dates. */
export function measure(
  labelled: readonly Labelled[],
): Record<'tasks' | 'leads' | 'dates' | 'coordinating', Measure> {
  const sums = {
    tasks: { found: 0, right: 0, there: 0 },
    leads: { found: 0, right: 0, there: 0 },
    dates: { found: 0, right: 0, there: 0 },
    coordinating: { found: 0, right: 0, there: 0 },
  };
  for (const one of labelled) {
    const { proposals, paired } = pairs(one);
    sums.tasks.found += proposals.length;
    sums.tasks.there += one.tasks.length;
    sums.tasks.right += paired.length;
    sums.leads.found += proposals.filter((p) => p.lead).length;
    sums.leads.there += one.tasks.filter((task) => task.lead).length;
    sums.leads.right += paired.filter(
      ({ label, proposal }) => label.lead && names(label.lead) === names(proposal.lead),
    ).length;
    sums.dates.found += proposals.filter((p) => p.due).length;
    sums.dates.there += one.tasks.filter((task) => task.due).length;
    sums.dates.right += paired.filter(
      ({ label, proposal }) => label.due && same(label.due, proposal.due),
    ).length;
    const together = one.tasks.flatMap((task) => task.coordinating.map(names));
    const read = proposals.flatMap((p) => p.coordinating.map(names));
    sums.coordinating.found += read.length;
    sums.coordinating.there += together.length;
    sums.coordinating.right += read.filter((name) => together.includes(name)).length;
  }
  return sums;
}
