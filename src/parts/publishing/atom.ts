import { escapeXml } from '../../platform/xml.ts';
import type { PublicArticle } from './article.store.ts';
import { withFigures } from './binding.ts';

/** Published articles as an Atom feed (RFC 4287). Ids are addresses that never change. */
export function atomOf(
  articles: readonly PublicArticle[],
  of: {
    title: string;
    home: string;
    feed: string;
    address: (article: PublicArticle) => string;
    updated: Date;
  },
): string {
  const entries = articles.map((one) => {
    const words = (text: string) => escapeXml(withFigures(text, one.figures, one.language));
    const address = escapeXml(of.address(one));
    return `  <entry xml:lang="${one.language}">
    <id>${address}</id>
    <title>${words(one.title)}</title>
    <link href="${address}"/>
    <published>${one.firstAt.toISOString()}</published>
    <updated>${one.publishedAt.toISOString()}</updated>
    <summary>${words(one.lead)}</summary>
  </entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escapeXml(of.home)}</id>
  <title>${escapeXml(of.title)}</title>
  <link rel="self" href="${escapeXml(of.feed)}"/>
  <link href="${escapeXml(of.home)}"/>
  <updated>${of.updated.toISOString()}</updated>
  <author><name>${escapeXml(of.title)}</name></author>
${entries.join('\n')}
</feed>
`;
}
