import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import type { AdministrativeDocument } from './document.ts';
import { checkTemplate, filledTemplate, standardTemplate } from './word-template.ts';

const document: AdministrativeDocument = {
  parent: '',
  body: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG BẠC LIÊU'],
  number: 'Số: 05/TB-UBND',
  placeAndDate: 'Bạc Liêu, ngày 05 tháng 11 năm 2026',
  kind: 'THÔNG BÁO',
  abstract: 'Về việc thụ lý đơn <khiếu nại> & kiến nghị',
  to: ['Ông Trần Văn Mẫu'],
  grounds: ['Căn cứ Luật Khiếu nại 2011.'],
  paragraphs: ['Đoạn thứ nhất.', 'Đoạn thứ hai {không phải chỗ điền}.'],
  signer: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
  signerName: 'Nguyễn Văn Ký',
  recipients: ['- Như trên;', '- Lưu: VT.'],
};

const textOf = (bytes: Buffer) =>
  (new PizZip(bytes).file('word/document.xml')?.asText() ?? '')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<w:br\/>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
/** The standard template with one of its texts replaced, as an office would in Word. */
async function edited(from: string, to: string): Promise<Buffer> {
  const zip = new PizZip(await standardTemplate(false));
  const xml = zip.file('word/document.xml')?.asText() ?? '';
  expect(xml).toContain(from);
  zip.file('word/document.xml', xml.replace(from, to));
  return zip.generate({ type: 'nodebuffer' });
}

/** Puts something before the end of a document's body. */
function put(zip: PizZip, xml: string): void {
  const body = zip.file('word/document.xml')?.asText() ?? '';
  zip.file('word/document.xml', body.replace('<w:sectPr', `${xml}<w:sectPr`));
}
function types(zip: PizZip, xml: string): void {
  const all = zip.file('[Content_Types].xml')?.asText() ?? '';
  zip.file('[Content_Types].xml', all.replace('</Types>', `${xml}</Types>`));
}

describe('templates of papers', () => {
  test.each([true, false])(
    'the standard one passes and says what the document says (letter: %s)',
    async (letter) => {
      const template = await standardTemplate(letter);
      expect(await checkTemplate(template)).toBeUndefined();
      const text = textOf(await filledTemplate(template, document));
      for (const part of [
        document.number,
        document.placeAndDate,
        document.abstract,
        ...document.body,
        ...document.paragraphs,
        ...document.signer,
        ...document.recipients,
        letter ? 'Kính gửi: Ông Trần Văn Mẫu' : document.kind,
      ])
        expect(text).toContain(part);
      // Each paragraph of the text is one in Word, not one run into the next.
      expect(text).toMatch(/Đoạn thứ nhất\.\s*\n\s*Đoạn thứ hai/);
      expect(text).not.toMatch(/\{[#/.]/);
    },
  );

  test('an office’s own words stay', async () => {
    const template = await edited('{trích yếu}', 'MẪU CỦA PHƯỜNG: {trích yếu}');
    expect(await checkTemplate(template)).toBeUndefined();
    expect(textOf(await filledTemplate(template, document))).toContain('MẪU CỦA PHƯỜNG: Về việc thụ lý');
  });

  test.each([
    ['{trích yếu}', '{trích yêu}', { code: 'unknown', about: 'trích yêu' }],
    ['{trích yếu}', '{trích yếu', { code: 'syntax' }],
    ['{/nội dung}', '', { code: 'syntax' }],
  ])('%s written as %s is said', async (from, to, fault) => {
    expect(await checkTemplate(await edited(from, to))).toMatchObject(fault);
  });

  test('names typed on a Macintosh (decomposed) are the same names', async () => {
    const zip = new PizZip(await standardTemplate(false));
    const xml = zip.file('word/document.xml')?.asText() ?? '';
    zip.file(
      'word/document.xml',
      xml.replace(/\{[^{}]*\}/g, (name) => name.normalize('NFD')),
    );
    const template = zip.generate({ type: 'nodebuffer' });
    expect(await checkTemplate(template)).toBeUndefined();
    expect(textOf(await filledTemplate(template, document))).toContain('Về việc thụ lý');
  });

  const field = (...runs: string[]) =>
    runs.map((text) => `<w:r><w:instrText>${text}</w:instrText></w:r>`).join('');
  test.each<[string, (zip: PizZip) => void]>([
    ['a field that runs a program', (zip) => put(zip, `<w:p>${field(' DDEAUTO c:\\\\cmd ')}</w:p>`)],
    ['one whose word is parted among runs', (zip) => put(zip, `<w:p>${field('DDE', 'AUTO c:')}</w:p>`)],
    [
      'a simple field that fetches a picture',
      (zip) => put(zip, '<w:p><w:fldSimple w:instr="INCLUDEPICTURE a.png"/></w:p>'),
    ],
    ['another document as a part', (zip) => put(zip, '<w:altChunk r:id="x"/>')],
    [
      'a program under another name',
      (zip) =>
        types(
          zip,
          '<Override PartName="/word/media/picture.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
        ),
    ],
    [
      'an embedded object',
      (zip) =>
        types(
          zip,
          '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>',
        ),
    ],
  ])('%s is refused', async (_, spoil) => {
    const zip = new PizZip(await standardTemplate(false));
    spoil(zip);
    expect(await checkTemplate(zip.generate({ type: 'nodebuffer' }))).toEqual({ code: 'active' });
  });

  test('without a place for the text, not a Word file, or fetching from elsewhere: refused', async () => {
    const zip = new PizZip(await standardTemplate(false));
    const xml = zip.file('word/document.xml')?.asText() ?? '';
    zip.file('word/document.xml', xml.replaceAll('nội dung', 'căn cứ'));
    expect(await checkTemplate(zip.generate({ type: 'nodebuffer' }))).toEqual({ code: 'noContent' });
    expect(await checkTemplate(Buffer.from('PK nothing'))).toEqual({ code: 'notWord' });
    const other = new PizZip(await standardTemplate(false));
    const relations = other.file('word/_rels/document.xml.rels')?.asText() ?? '';
    other.file(
      'word/_rels/document.xml.rels',
      relations.replace(
        '</Relationships>',
        '<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="https://example.org/a.dotm" TargetMode="External"/></Relationships>',
      ),
    );
    expect(await checkTemplate(other.generate({ type: 'nodebuffer' }))).toEqual({ code: 'external' });
    for (const relationship of [
      "<Relationship Id='x' Type='http://x/attachedTemplate' Target='http://example.org/a' TargetMode='External'/>",
      '<Relationship TargetMode="External" Id="x" Type="http://x/image" Target="http://example.org/hyperlink"/>',
    ]) {
      const tricked = new PizZip(await standardTemplate(false));
      tricked.file(
        'word/_rels/document.xml.rels',
        relations.replace('</Relationships>', `${relationship}</Relationships>`),
      );
      expect(await checkTemplate(tricked.generate({ type: 'nodebuffer' }))).toEqual({ code: 'external' });
    }
  });
});
