import { paths } from '../../ground/places.ts';
import { type TemplateFault, templateFields } from '../../platform/document/word-template.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { ErrorSummary, FileField, Hidden, Select, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInstant } from '../../platform/time.ts';
import { type DocumentKind, documentKinds } from './document.ts';
import { documentNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { texts } from './texts.ts';
import type { WordTemplate } from './word-template.store.ts';

/** Words about templates of papers. */
export const wordTemplateTexts = catalogue(
  {
    title: 'Mẫu văn bản',
    lead: 'Tải mẫu chuẩn theo Nghị định 30/2020, sửa bằng Word (lô gô, lời văn, phông chữ), giữ các chỗ trong ngoặc nhọn rồi tải lên. Văn bản phát hành từ đó về sau, bản Word, dùng mẫu của đơn vị; bản PDF luôn theo mẫu chuẩn. Văn bản đã phát hành không đổi.',
    kind: 'Văn bản',
    now: 'Đang dùng',
    standard: 'mẫu chuẩn',
    files: 'Tệp',
    getStandard: 'Tải mẫu chuẩn',
    getOwn: 'Tải mẫu của đơn vị',
    tryOwn: 'Xem thử',
    drop: 'Dùng lại mẫu chuẩn',
    upload: 'Tải mẫu lên',
    choose: 'Mẫu của văn bản nào?',
    file: 'Tệp Word (.docx)',
    fields: (single: string, lists: string) =>
      `Chỗ điền: ${single}. Danh sách, mỗi dòng một đoạn riêng: ${lists}.`,
    saved: 'Đã lưu mẫu.',
    chooseKind: 'Hãy chọn một văn bản.',
    chooseFile: 'Hãy chọn một tệp Word.',
    faults: {
      notWord: 'Tệp này không phải tệp Word (.docx).',
      external: 'Tệp này lấy nội dung từ nơi khác khi mở ra; hãy chèn hình và mẫu vào trong tệp.',
      active:
        'Tệp có chương trình, đối tượng nhúng hoặc trường tự lấy dữ liệu (DDE, INCLUDETEXT …); hãy bỏ chúng đi.',
      syntax: 'Một chỗ điền viết chưa đúng',
      unknown: 'Không có chỗ điền nào tên',
      noContent: 'Mẫu chưa có chỗ cho nội dung: {#nội dung} {.} {/nội dung}.',
    } satisfies Record<TemplateFault['code'], string>,
  },
  {
    title: 'Templates of papers',
    lead: 'Fetch the standard layout of Decree 30/2020, change it in Word (logo, words, fonts), keep what stands in braces, and upload it. Papers issued from then on use it for Word; the PDF is always in the standard layout. Papers issued before do not change.',
    kind: 'Paper',
    now: 'In use',
    standard: 'standard',
    files: 'Files',
    getStandard: 'Fetch the standard',
    getOwn: 'Fetch this unit’s',
    tryOwn: 'Try it',
    drop: 'Use the standard again',
    upload: 'Upload a template',
    choose: 'Of which paper?',
    file: 'Word file (.docx)',
    fields: (single: string, lists: string) =>
      `To be filled in: ${single}. Lists, each line a paragraph: ${lists}.`,
    saved: 'The template is saved.',
    chooseKind: 'Choose a paper.',
    chooseFile: 'Choose a Word file.',
    faults: {
      notWord: 'This is not a Word file (.docx).',
      external: 'This file fetches something from elsewhere when opened; put pictures and styles into it.',
      active:
        'This file has a program, an embedded object or a field that fetches (DDE, INCLUDETEXT …); take them out.',
      syntax: 'Something to fill in is written wrongly',
      unknown: 'Nothing of this name can be filled in',
      noContent: 'There is no place for the text: {#nội dung} {.} {/nội dung}.',
    } satisfies Record<TemplateFault['code'], string>,
  },
);

/** The papers of an office, each with the layout it is written in. */
export function WordTemplatesPage(props: {
  frame: Frame;
  own: readonly WordTemplate[];
  keys: { drop: Record<string, string>; upload: string };
  values: { kind?: string | undefined };
  errors: { kind?: string | undefined; file?: string | undefined };
  done: boolean;
}) {
  const { frame, own, keys, values, errors, done } = props;
  const { language } = frame;
  const t = wordTemplateTexts[language];
  const here = deskPaths.wordTemplates;
  const cells = (kind: DocumentKind) => {
    const template = own.find((one) => one.kind === kind);
    const what = documentNames[language][kind];
    return [
      what,
      template ? (
        <>
          {template.name} <span class="muted">{formatInstant(template.changedAt)}</span>
        </>
      ) : (
        t.standard
      ),
      <>
        <a href={`${here}/${kind}/chuan.docx`} aria-label={`${t.getStandard}: ${what}`}>
          {t.getStandard}
        </a>
        {template && (
          <>
            {' · '}
            <a href={`${here}/${kind}/rieng.docx`} aria-label={`${t.getOwn}: ${what}`}>
              {t.getOwn}
            </a>
            {' · '}
            <a href={`${here}/${kind}/thu.docx`} aria-label={`${t.tryOwn}: ${what}`}>
              {t.tryOwn}
            </a>{' '}
            <form method="post" action={`${here}/${kind}/bo`} class="inline">
              <Hidden values={{ id: keys.drop[kind] }} />
              <button type="submit" class="link" aria-label={`${t.drop}: ${what}`}>
                {t.drop}
              </button>
            </form>
          </>
        )}
      </>,
    ];
  };
  return (
    <Layout frame={frame} title={t.title} wide hasErrors={Boolean(errors.kind || errors.file)}>
      <a class="back" href={paths.inbox}>
        ← {texts[language].inboxTitle}
      </a>
      {done && (
        <p class="note good" role="status">
          {t.saved}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} labels={{ kind: t.choose, file: t.file }} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Table
        caption={t.title}
        hideCaption
        cards
        rowHeader
        columns={[{ label: t.kind }, { label: t.now }, { label: t.files }]}
        rows={documentKinds.map(cells)}
      />
      <h2>{t.upload}</h2>
      <form method="post" action={here} enctype="multipart/form-data" novalidate>
        <Hidden values={{ id: keys.upload }} />
        <Select
          language={language}
          name="kind"
          label={t.choose}
          value={values.kind}
          error={errors.kind}
          options={[
            { value: '', label: texts[language].chooseOption },
            ...documentKinds.map((value) => ({ value, label: documentNames[language][value] })),
          ]}
        />
        <FileField
          language={language}
          name="file"
          label={t.file}
          hint={t.fields(
            templateFields.single.map((name) => `{${name}}`).join(' '),
            templateFields.lists.map((name) => `{#${name}} {.} {/${name}}`).join('; '),
          )}
          error={errors.file}
          single
        />
        <button type="submit">{t.upload}</button>
      </form>
    </Layout>
  );
}
