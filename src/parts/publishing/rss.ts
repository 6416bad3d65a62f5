import { escapeXml } from '../../platform/xml.ts';
import type { PublicArticle } from './article.store.ts';
import { withFigures } from './binding.ts';

/** Published articles as an RSS 2.0 feed, for readers that know no Atom. Ids are addresses that never change. */
export function rssOf(
  articles: readonly PublicArticle[],
  of: { title: string; home: string; feed: string; address: (article: PublicArticle) => string },
): string {
  const items = articles.map((one) => {
    const words = (text: string) => escapeXml(withFigures(text, one.figures, one.language));
    const address = escapeXml(of.address(one));
    return `    <item>
      <title>${words(one.title)}</title>
      <link>${address}</link>
      <guid isPermaLink="true">${address}</guid>
      <pubDate>${one.firstAt.toUTCString()}</pubDate>
      <category>${one.category}</category>
      <description>${words(one.lead)}</description>
    </item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${escapeXml(of.title)}</title>
    <link>${escapeXml(of.home)}</link>
    <description>${escapeXml(of.title)}</description>
    <atom:link href="${escapeXml(of.feed)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
  </channel>
</rss>
`;
}
