import MarkdownIt from 'markdown-it';

// Markup of the author's own is text, links lead to http, https and mail only, nothing is fetched.
const reader = new MarkdownIt('commonmark', { html: false, linkify: false, typographer: false })
  .enable(['table', 'strikethrough'])
  .disable(['image', 'html_block', 'html_inline']);

// The page has its first heading already: the author's begin one below, and go down step by step whatever
// signs they were written with.
reader.core.ruler.push('lower-headings', (state) => {
  const open: number[] = [];
  for (const token of state.tokens) {
    const level = Number(/^h([1-6])$/.exec(token.tag)?.[1]);
    if (!level) continue;
    if (token.type === 'heading_open') {
      while (open.length > 0 && (open.at(-1) as number) >= level) open.pop();
      open.push(level);
    }
    token.tag = `h${Math.min(6, open.length + 1)}`;
  }
});

/** Markdown (CommonMark with tables) as HTML that is safe to put into a page. */
export function htmlOf(markdown: string): string {
  return reader.render(markdown);
}

/** The words of a text in Markdown, without its marks: what a reader reads. */
export function plainOf(markdown: string): string {
  return reader
    .parse(markdown, {})
    .flatMap((token) =>
      token.type === 'inline'
        ? [
            `${(token.children ?? []).map((child) => (child.type === 'softbreak' || child.type === 'hardbreak' ? ' ' : child.content)).join('')}\n`,
          ]
        : token.type === 'code_block' || token.type === 'fence'
          ? [`${token.content}\n`]
          : [],
    )
    .join('');
}
