// Checks a receipt in the browser. Nothing is sent: the page needs no server once it is loaded.
import { readReceipt, verifyReceipt } from '../src/ground/record/receipt.ts';

const form = document.querySelector<HTMLFormElement>('#verify');
const verdictBox = document.querySelector<HTMLElement>('#verdict');
const texts: Record<string, string> = JSON.parse(form?.dataset.texts ?? '{}');

function say(good: boolean, lines: string[]): void {
  if (!verdictBox) return;
  verdictBox.className = good ? 'verdict note good' : 'verdict note warn';
  verdictBox.replaceChildren(
    ...lines.map((line, at) => {
      const p = document.createElement('p');
      p.append(line);
      if (at === 0) p.style.fontWeight = '600';
      return p;
    }),
  );
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const file = document.querySelector<HTMLInputElement>('#receipt')?.files?.[0];
  const key = document.querySelector<HTMLInputElement>('#key')?.value.trim() || undefined;
  // Nothing of the file before may be taken for this one's.
  verdictBox?.replaceChildren();
  const given = readReceipt((await file?.text().catch(() => '')) ?? '');
  if (given === undefined) {
    say(false, [texts.unreadable ?? '']);
    return;
  }
  const began = performance.now();
  const verdict = verifyReceipt(given, key);
  const took = performance.now() - began;
  if (verdict.ok) {
    const values: Record<string, string> = {
      at: new Date(verdict.at).toLocaleString(document.documentElement.lang, {
        timeZone: 'Asia/Ho_Chi_Minh',
      }),
      index: String(verdict.index),
      size: String(verdict.size),
      origin: verdict.origin,
      key: verdict.key,
    };
    say(true, [
      texts.good ?? '',
      (texts.goodDetail ?? '').replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ''),
      texts.notProved ?? '',
    ]);
  } else {
    say(false, [texts[verdict.reason] ?? verdict.reason]);
  }
  if (verdictBox) verdictBox.dataset.milliseconds = took.toFixed(1);
});
