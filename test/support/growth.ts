import { cpuUsage } from 'node:process';

/** Milliseconds of this process's own processor time: another busy program does not count. */
function cost(work: () => void): number {
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1000;
}

const least = (times: number, work: () => void) =>
  Math.min(...Array.from({ length: times }, () => cost(work)));

// Below this a measurement says nothing.
const noiseMs = 40;
const short = 6_000;
const factor = 10;
// Linear is about 10; from here on a longer text is asked before it is believed.
const suspicious = 30;

/**
 * How many times more ten times the text costs: about 10 where the cost grows with the length, 100 where it grows
 * with its square; 0 where the long text costs next to nothing.
 */
export function growth(read: (text: string) => unknown, unit: string, tail: string): number {
  const text = (length: number) => unit.repeat(Math.ceil(length / unit.length)) + tail;
  const long = text(short * factor);
  const once = cost(() => read(long));
  if (once < noiseMs) return 0;
  const few = text(short);
  const measured = () =>
    least(2, () => read(long)) /
    Math.max(
      least(5, () => read(few)),
      0.5,
    );
  const ratio = Math.min(
    once /
      Math.max(
        least(5, () => read(few)),
        0.5,
      ),
    measured(),
  );
  if (ratio < suspicious) return ratio;
  // A short text may be read within the processor's caches and cost next to nothing: what grows too fast does so from
  // the long text to one of ten times its length as well.
  const longer = text(short * factor * factor);
  return Math.min(ratio, cost(() => read(longer)) / least(2, () => read(long)));
}
