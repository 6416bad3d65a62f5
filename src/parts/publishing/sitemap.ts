import { escapeXml } from '../../platform/xml.ts';

/** Addresses for search engines (sitemaps.org protocol 0.9). */
export function sitemapOf(pages: readonly { address: string; changed?: Date | undefined }[]): string {
  const urls = pages.map(({ address, changed }) => {
    const lastmod = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : '';
    return `  <url><loc>${escapeXml(address)}</loc>${lastmod}</url>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
}

/** The files that addresses stand in. */
export function sitemapIndexOf(addresses: readonly string[]): string {
  const files = addresses.map((address) => `  <sitemap><loc>${escapeXml(address)}</loc></sitemap>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${files.join('\n')}
</sitemapindex>
`;
}
