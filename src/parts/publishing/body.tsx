import { LineChart, shownValue } from '../../ground/figure/chart.tsx';
import { figureAddress, paths } from '../../ground/places.ts';
import type { Language } from '../../platform/language.ts';
import { Table } from '../../platform/page/kit.tsx';
import { htmlOf } from '../../platform/page/markdown.ts';
import { formatInstant, formatMonth, formatMonths } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { articleTexts } from './article.texts.ts';
import { type BoundFigure, piecesOf } from './binding.ts';
import { type Picture, pictureToken, pictureWidths } from './picture.store.ts';

/** The columns of a figure's numbers, and a line of them. */
export function numberCells(
  { numerator, denominator }: { numerator: number; denominator: number | null },
  share: boolean,
): string[] {
  if (!share) return [formatInteger(numerator)];
  const all = denominator ?? 0;
  return [all === 0 ? '–' : formatPercent(numerator, all), formatInteger(numerator), formatInteger(all)];
}

/** What a chart or table is called: the figure, its unit, its months. */
export function blockTitle(figure: BoundFigure, language: Language): string {
  const unit = figure.unit ? `, ${figure.unit.name[language]}` : '';
  return `${figure.name[language]}${unit}, ${formatMonths(figure.from, figure.to)}`;
}

/** A chart with its numbers beside it, or a table by unit. */
function FigureBlock({ figure, language }: { figure: BoundFigure; language: Language }) {
  const t = articleTexts[language];
  const share = figure.denominator !== null;
  const cells = figure.cells ?? [];
  const title = blockTitle(figure, language);
  const columns = (share ? [t.proportion, t.numerator, t.denominator] : [t.count]).map((label) => ({
    label,
    numeric: true,
  }));
  const chart = figure.form === 'chart';
  return (
    <figure>
      {chart && (
        <LineChart
          points={cells.flatMap(({ month, numerator, denominator }) =>
            month ? [{ month, value: shownValue({ numerator, denominator: denominator ?? undefined }) }] : [],
          )}
          share={share}
          language={language}
          title={title}
        />
      )}
      <Table
        caption={title}
        columns={[{ label: chart ? t.month : t.unit }, ...columns]}
        rows={[
          ...cells.map((cell) => [
            cell.month ? formatMonth(cell.month) : (cell.unit?.[language] ?? (chart ? t.noMonth : t.noUnit)),
            ...numberCells(cell, share),
          ]),
          [<strong>{t.total}</strong>, ...numberCells(figure, share).map((one) => <strong>{one}</strong>)],
        ]}
      />
      <figcaption class="muted">
        <a href={figureAddress(figure.code, figure.from, figure.to)}>{figure.name[language]}</a>. {t.asOf}{' '}
        {formatInstant(new Date(figure.asOf))}.
      </figcaption>
    </figure>
  );
}

function Shown({ picture }: { picture: Picture }) {
  const address = (size: string) => `${paths.news}/anh/${picture.id}-${size}.jpg`;
  return (
    <figure>
      <img
        src={address('middle')}
        srcset={Object.entries(pictureWidths)
          .map(([size, width]) => `${address(size)} ${Math.min(width, picture.width)}w`)
          .join(', ')}
        sizes="(max-width: 46rem) 100vw, 44rem"
        width={picture.width}
        height={picture.height}
        alt={picture.alt}
        loading="lazy"
      />
      {picture.caption && <figcaption class="muted">{picture.caption}</figcaption>}
    </figure>
  );
}

/** The words of an article with its figures, charts, tables and pictures. */
export function Body(props: {
  body: string;
  figures: readonly BoundFigure[];
  pictures: readonly Picture[];
  language: Language;
}) {
  const { body, figures, pictures, language } = props;
  const pieces = piecesOf(body, figures, language).flatMap((piece): (string | BoundFigure | Picture)[] =>
    typeof piece === 'string' ? withPictures(piece, pictures) : [piece],
  );
  return (
    <div class="article" lang={language}>
      {pieces.map((piece, at) =>
        typeof piece === 'string' ? (
          // Made by the Markdown reader, which lets no markup through.
          <div key={at} dangerouslySetInnerHTML={{ __html: htmlOf(piece) }} />
        ) : 'token' in piece ? (
          <FigureBlock key={at} figure={piece} language={language} />
        ) : (
          <Shown key={at} picture={piece} />
        ),
      )}
    </div>
  );
}

/** A text in pieces, its pictures between them. */
export function withPictures(text: string, pictures: readonly Picture[]): (string | Picture)[] {
  let pieces: (string | Picture)[] = [text];
  for (const picture of pictures)
    pieces = pieces.flatMap((piece) =>
      typeof piece === 'string'
        ? piece.split(pictureToken(picture)).flatMap((part, at) => (at === 0 ? [part] : [picture, part]))
        : [piece],
    );
  return pieces.filter((piece) => typeof piece !== 'string' || piece.trim() !== '');
}
