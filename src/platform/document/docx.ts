import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { drawnAsPng } from '../files/picture.ts';
import { type AdministrativeDocument, type Block, mostBesideSignature } from './document.ts';
import { breakable, layoutOf } from './table-layout.ts';

// Word counts sizes in half points and lengths in twentieths of a point.
const points = (size: number) => size * 2;
const millimetres = (length: number) => Math.round((length / 25.4) * 1440);
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
};

function line(text: string, run: IRunOptions, paragraph: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    ...paragraph,
    children: [new TextRun({ ...run, text })],
  });
}

/** A short line under a heading, as a paragraph whose lower border has the line's length. */
function under(cell: number, length: number): Paragraph {
  const side = millimetres((cell - length) / 2);
  return new Paragraph({
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
    indent: { left: side, right: side },
    spacing: { after: 80 },
    children: [new TextRun({ text: '', size: 2 })],
  });
}

/** @param whole kept on one page; what is longer than a page goes on to the next */
function columns(left: number, right: number, cells: [Paragraph[], Paragraph[]], whole = true): Table {
  return new Table({
    width: { size: millimetres(left + right), type: WidthType.DXA },
    columnWidths: [millimetres(left), millimetres(right)],
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: whole,
        children: cells.map(
          (children, at) =>
            new TableCell({
              children,
              borders: noBorders,
              width: { size: millimetres(at === 0 ? left : right), type: WidthType.DXA },
            }),
        ),
      }),
    ],
  });
}

// Width between the margins, in millimetres and in the pixels of a picture at 96 a inch.
const bodyWidth = 160;
const chartPixels = { width: 600, height: 206 };

/** A piece of the body in Word. */
async function blockOf(block: Block): Promise<(Paragraph | Table)[]> {
  if (typeof block === 'string') return [line(block, {}, { ...indented, spacing: { before: 120 } })];
  if ('heading' in block)
    return [
      line(
        block.heading,
        { bold: true },
        { alignment: AlignmentType.LEFT, spacing: { before: 240 }, keepNext: true },
      ),
    ];
  if ('chart' in block) {
    const data = await drawnAsPng(block.chart);
    const altText = { name: block.title, title: block.title, description: block.title };
    return [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new ImageRun({ type: 'png', data, transformation: chartPixels, altText })],
      }),
    ];
  }
  const layout = layoutOf(block.head, block.rows, bodyWidth);
  const widths = layout.map(({ width }) => millimetres(width));
  const aligned = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };
  const cell = (text: string, at: number, bold: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      children: [
        line(
          breakable(text),
          { size: points(12), bold },
          { alignment: bold ? AlignmentType.CENTER : aligned[layout[at]?.align ?? 'left'] },
        ),
      ],
    });
  return [
    ...(block.caption ? [line(block.caption, { italics: true, size: points(13) }, { keepNext: true })] : []),
    new Table({
      width: { size: millimetres(bodyWidth), type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      rows: [
        new TableRow({ tableHeader: true, children: block.head.map((one, at) => cell(one, at, true)) }),
        ...block.rows.map(
          (row) => new TableRow({ cantSplit: true, children: row.map((one, at) => cell(one, at, false)) }),
        ),
      ],
    }),
  ];
}

const indented = { alignment: AlignmentType.JUSTIFIED, indent: { firstLine: millimetres(10) } };

/** The document for Word, in the same layout as the PDF: for an office that changes a word before signing. */
export async function docxOf(document: AdministrativeDocument): Promise<Buffer> {
  const { kind } = document;
  const head = columns(70, 90, [
    [
      ...(document.parent ? [line(document.parent, { size: points(12) })] : []),
      ...document.body.map((one) => line(one, { size: points(12), bold: true })),
      under(70, 22),
      line(document.number, { size: points(13) }),
      ...(kind ? [] : [line(document.abstract, { size: points(12) })]),
    ],
    [
      line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: points(12), bold: true }),
      line('Độc lập - Tự do - Hạnh phúc', { size: points(13), bold: true }),
      under(90, 54),
      line(document.placeAndDate, { size: points(13), italics: true }),
    ],
  ]);
  const title = kind
    ? [
        line(kind, { size: points(14), bold: true }, { spacing: { before: 240 } }),
        line(document.abstract, { size: points(14), bold: true }),
        under(160, 28),
      ]
    : [];
  const to = document.to.map((one, at) =>
    line(at === 0 ? `Kính gửi: ${one}` : one, { size: points(14) }, { spacing: { before: 120 } }),
  );
  const foot = columns(
    74,
    86,
    [
      [
        line('Nơi nhận:', { size: points(12), bold: true, italics: true }, { alignment: AlignmentType.LEFT }),
        ...document.recipients.map((one) =>
          line(one, { size: points(11) }, { alignment: AlignmentType.LEFT }),
        ),
      ],
      [
        ...document.signer.map((one) => line(one, { size: points(14), bold: true })),
        ...Array.from({ length: 4 }, () => line('', { size: points(14) })),
        line(document.signerName, { size: points(14), bold: true }),
      ],
    ],
    document.recipients.length <= mostBesideSignature,
  );
  const blocks = (await Promise.all((document.blocks ?? []).map(blockOf))).flat();
  const file = new Document({
    title: `${kind} ${document.abstract}`.trim(),
    styles: {
      default: {
        document: {
          run: { font: 'Times New Roman', size: points(14), language: { value: 'vi-VN' } },
          paragraph: { spacing: { line: 288 } },
        },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: millimetres(210), height: millimetres(297) },
            margin: {
              top: millimetres(20),
              bottom: millimetres(20),
              left: millimetres(30),
              right: millimetres(20),
            },
          },
        },
        headers: {
          first: new Header({ children: [] }),
          default: new Header({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT], size: points(13) })],
              }),
            ],
          }),
        },
        children: [
          head,
          ...title,
          ...to,
          ...document.grounds.map((one) =>
            line(one, { italics: true }, { ...indented, spacing: { before: 120 } }),
          ),
          ...document.paragraphs.map((one) => line(one, {}, { ...indented, spacing: { before: 120 } })),
          ...blocks,
          new Paragraph({ children: [] }),
          foot,
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}
