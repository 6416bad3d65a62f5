import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../language.ts';
import { withNumbersOf } from '../vietnamese.ts';

/** What a page is told of its reader, by itself or in what it shows. */
interface Framed {
  frame?: { language: Language };
  view?: { frame?: { language: Language } };
}

/** A whole page as HTML, its numbers written as in the reader's language. Text and attributes are escaped by the renderer. */
export function renderPage<Props>(page: VNode<Props>): string {
  const { frame, view } = page.props as Framed;
  const language = frame?.language ?? view?.frame?.language ?? 'vi';
  return withNumbersOf(language, () => `<!doctype html>\n${renderToString(page as VNode)}`);
}
