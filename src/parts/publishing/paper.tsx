import MarkdownIt from 'markdown-it';
import { renderToString } from 'preact-render-to-string';
import { LineChart, shownValue } from '../../ground/figure/chart.tsx';
import { type Issuer, letterhead, signOf } from '../../ground/organization/issuer.ts';
import type { AdministrativeDocument, Block } from '../../platform/document/document.ts';
import { placeAndDate, printable } from '../../platform/document/document.ts';
import { formatMonth, type PlainDate } from '../../platform/time.ts';
import type { Article, Category } from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { type BoundFigure, piecesOf, withFigures } from './binding.ts';
import { blockTitle, numberCells } from './body.tsx';
import { withoutPictures } from './picture.store.ts';

const reader = new MarkdownIt('commonmark', { html: false }).enable(['table']).disable(['image']);

/** Styles of a chart on paper, where the page's style sheet is not at hand. */
const chartStyle =
  'text{font:13px Tinos,"Times New Roman",serif;fill:#000}.grid{stroke:#bbb;stroke-width:1}polyline{fill:none;stroke:#000;stroke-width:2}circle{fill:#000}';

/** A figure of a text as blocks of a paper: its chart as a picture, and its numbers as a table. */
function figureBlocks(figure: BoundFigure): Block[] {
  const t = articleTexts.vi;
  const share = figure.denominator !== null;
  const cells = figure.cells ?? [];
  const title = blockTitle(figure, 'vi');
  const blocks: Block[] = [];
  if (figure.form === 'chart') {
    const points = cells.flatMap(({ month, numerator, denominator }) =>
      month ? [{ month, value: shownValue({ numerator, denominator: denominator ?? undefined }) }] : [],
    );
    const svg = renderToString(<LineChart points={points} share={share} language="vi" title={title} />);
    if (svg)
      blocks.push({
        chart: svg
          .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
          .replace(/<svg[^>]*>/, (tag) => `${tag}<style>${chartStyle}</style>`),
        title,
      });
  }
  blocks.push({
    caption: title,
    head: [
      figure.form === 'chart' ? t.month : t.unit,
      ...(share ? [t.proportion, t.numerator, t.denominator] : [t.count]),
    ],
    rows: [
      ...cells.map((cell) => [
        cell.month
          ? formatMonth(cell.month)
          : (cell.unit?.vi ?? (figure.form === 'chart' ? t.noMonth : t.noUnit)),
        ...numberCells(cell, share),
      ]),
      [t.total, ...numberCells(figure, share)],
    ],
  });
  return blocks;
}

/** Markdown as blocks of a paper: headings, paragraphs, items of lists with their dash, tables. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let heading = false;
  const lists: { next: number | undefined }[] = [];
  let pending = '';
  let table: { head: string[]; rows: string[][] } | undefined;
  let row: string[] = [];
  for (const token of reader.parse(markdown, {})) {
    if (token.type === 'heading_open') heading = true;
    if (token.type === 'heading_close') heading = false;
    if (token.type === 'bullet_list_open') lists.push({ next: undefined });
    if (token.type === 'ordered_list_open') lists.push({ next: Number(token.attrGet('start') ?? 1) });
    if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') lists.pop();
    if (token.type === 'list_item_open') {
      const list = lists.at(-1);
      pending = list?.next === undefined ? '- ' : `${list.next++}. `;
    }
    if (token.type === 'table_open') table = { head: [], rows: [] };
    if (token.type === 'tr_open') row = [];
    if (token.type === 'tr_close' && table) {
      if (table.head.length === 0) table.head = row;
      else table.rows.push(row);
    }
    if (token.type === 'table_close' && table) {
      blocks.push({ caption: '', ...table });
      table = undefined;
    }
    if (token.type === 'inline') {
      const words = printable(
        (token.children ?? [])
          .map((child) => (child.type === 'softbreak' || child.type === 'hardbreak' ? ' ' : child.content))
          .join('')
          .trim(),
      );
      if (table) row.push(words);
      else if (heading) blocks.push({ heading: words });
      else if (words) blocks.push(`${pending}${words}`);
      pending = '';
    }
    if (token.type === 'fence' || token.type === 'code_block') blocks.push(printable(token.content.trim()));
  }
  return blocks;
}

/** How each sort of article is called on paper, and in its number. */
const types: Record<Category, [name: string, sign: string]> = {
  news: ['BÁO CÁO', 'BC'],
  report: ['BÁO CÁO', 'BC'],
  notice: ['THÔNG BÁO', 'TB'],
  guide: ['HƯỚNG DẪN', 'HD'],
};

/** As what a report is registered, and what stands behind its number. */
export function signOfReport(category: Category, unit: string): { type: string; sign: string } {
  const [, type] = types[category];
  return { type, sign: `${type}-${signOf(unit)}` };
}

/**
 * An article as an administrative report (Decree 30/2020/NĐ-CP, Appendix I). Its number stays empty until it
 * is given in the register.
 *
 * @param on the day it is dated
 */
export function paperOf(
  article: Pick<Article, 'title' | 'lead' | 'body' | 'language' | 'category' | 'paperNumber' | 'numberedOn'>,
  figures: readonly BoundFigure[],
  issuer: Issuer,
  on: PlainDate,
): AdministrativeDocument {
  const { language } = article;
  const [kind] = types[article.category];
  const { sign } = signOfReport(article.category, issuer.unit);
  return {
    ...letterhead(issuer),
    number: `Số: ${article.paperNumber ?? `     /${sign}`}`,
    placeAndDate: placeAndDate(issuer.place, article.numberedOn ?? on),
    kind,
    abstract: printable(withFigures(article.title, figures, language)),
    to: [],
    grounds: [],
    paragraphs: [printable(withFigures(article.lead, figures, language))],
    blocks: piecesOf(withoutPictures(article.body), figures, language).flatMap((piece) =>
      typeof piece === 'string' ? blocksOf(piece) : figureBlocks(piece),
    ),
    recipients: ['- Lưu: VT.'],
  };
}
