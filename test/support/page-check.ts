import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { scratch } from './browser.ts';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Whether the validator can run here. */
export const java = spawnSync('java', ['-version']).status === 0;

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** Opens everything that is folded: forms are looked at as well. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '');
  });
}

/** Words of a page that only the program knows, such as `atMonthEnd`; what is marked as code may have them. */
function rawCodes(source: string): string[] {
  const text = source
    .replace(/<(script|style|code|pre|samp|svg|title|textarea)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ');
  return [...text.matchAll(/(?<![\w/.#@{-])[a-z]{2,}[A-Z][a-zA-Z]*(?![\w/}-])/g)].map(([word]) => word);
}

/** Looks at pages: WCAG 2.2 AA by axe, nothing that scrolls sideways, and valid HTML. */
export function pageCheck() {
  const html = scratch();
  const visited: string[] = [];
  return {
    visited,
    /** Brings the checker into every page of a window: sent once, where sending it to each takes as long as its work. */
    arm: (window: BrowserContext) => window.addInitScript(axe),
    /**
     * At 360 and 1280 px; the HTML is kept for the validator.
     *
     * @param how `sent`: the page answered a form, and asking for its address would give another one
     */
    async check(page: Page, name: string, how: 'asked' | 'sent' = 'asked'): Promise<void> {
      const source =
        how === 'sent'
          ? `<!doctype html>${(await page.content()).replace(/^<!DOCTYPE html>/i, '')}`
          : await (await page.request.get(page.url())).text();
      expect(rawCodes(source), `${name} shows codes of the program`).toEqual([]);
      writeFileSync(join(html, `${name}.html`), source);
      visited.push(name);
      if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const violations = await page.evaluate(async () => {
          const { axe: checker } = globalThis as unknown as {
            axe: { run(options: object): Promise<{ violations: Violation[] }> };
          };
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          // Wide, the same elements are asked again only for what depends on where they stand.
          const placed = ['color-contrast', 'target-size', 'scrollable-region-focusable'];
          const runOnly =
            window.innerWidth > 1000 ? { type: 'rule', values: placed } : { type: 'tag', values: tags };
          const options = { runOnly, resultTypes: ['violations'] };
          return (await checker.run(options)).violations;
        });
        expect(
          violations.map((one) => [one.id, one.nodes[0]?.html]),
          `${name} at ${width}`,
        ).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${name} at ${width} scrolls sideways`).toBeLessThanOrEqual(0);
      }
    },
    /** What the Nu checker says of the pages that were looked at. */
    invalid(): unknown[] {
      const jar = require.resolve('vnu-jar/build/dist/vnu.jar');
      const files = visited.map((name) => join(html, `${name}.html`));
      const run = spawnSync('java', ['-jar', jar, '--errors-only', '--format', 'json', ...files], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      const { messages } = JSON.parse(run.stderr || '{"messages":[]}') as {
        messages: { url: string; message: string; extract?: string }[];
      };
      return messages.map((one) => [one.url.split('/').at(-1), one.message, one.extract]);
    },
  };
}
