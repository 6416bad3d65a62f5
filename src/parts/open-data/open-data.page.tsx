import type { OpenTable } from '../../ground/open-table.ts';
import { paths } from '../../ground/places.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { license } from './formats.ts';

const texts = catalogue(
  {
    title: 'Dữ liệu mở',
    lead: 'Mọi bảng công khai, để ai cũng tải về dùng cho bất cứ việc gì, miễn ghi nguồn. Địa chỉ không đổi; mỗi tệp ghi thời điểm và số mục của sổ ghi khi đó. Nhóm ít người được gộp trước khi đếm, nên ghép các bảng lại cũng không lộ ra ai.',
    license: 'Giấy phép: Creative Commons Ghi công 4.0 (CC BY 4.0)',
    catalog: 'Danh mục cho máy đọc (DCAT)',
    columns: 'Các cột',
    column: 'Cột',
    type: 'Kiểu',
    meaning: 'Nghĩa',
    schema: 'lược đồ',
    types: { string: 'chữ', integer: 'số nguyên', boolean: 'đúng/sai', date: 'ngày', month: 'tháng' },
  },
  {
    title: 'Open data',
    lead: 'Every public table, for anyone to take and use for anything, naming the source. Addresses stay; each file says its time and how many entries the record had. Small groups are joined before counting, so that putting tables together shows nobody.',
    license: 'Licence: Creative Commons Attribution 4.0 (CC BY 4.0)',
    catalog: 'Catalogue for machines (DCAT)',
    columns: 'Columns',
    column: 'Column',
    type: 'Type',
    meaning: 'Meaning',
    schema: 'schema',
    types: { string: 'text', integer: 'whole number', boolean: 'true/false', date: 'day', month: 'month' },
  },
);

/** All open tables, with what their columns mean. */
export function OpenDataPage({ frame, tables }: { frame: Frame; tables: readonly OpenTable[] }) {
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.title} description={t.lead}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>
        <a href={license} rel="license">
          {t.license}
        </a>{' '}
        · <a href={`${paths.openData}/catalog.jsonld`}>{t.catalog}</a>
      </p>
      {tables.map((table) => (
        <section key={table.code} id={table.code}>
          <h2>{table.title[language]}</h2>
          <p>{table.description[language]}</p>
          <p>
            {(['csv', 'json', 'parquet'] as const).map((format) => (
              <>
                <a key={format} href={`${paths.openData}/${table.code}.${format}`} download>
                  {format.toUpperCase()}
                  <span class="visually-hidden">, {table.title[language]}</span>
                </a>{' '}
                ·{' '}
              </>
            ))}
            <a href={`${paths.openData}/${table.code}/schema.json`}>
              {t.schema}
              <span class="visually-hidden">, {table.title[language]}</span>
            </a>
          </p>
          <details>
            <summary>
              {t.columns}
              <span class="visually-hidden">, {table.title[language]}</span>
            </summary>
            <div class="inside">
              <Table
                caption={`${t.columns}: ${table.title[language]}`}
                hideCaption
                cards
                columns={[{ label: t.meaning }, { label: t.type }, { label: t.column }]}
                rows={table.columns.map((one) => [
                  one.description[language],
                  t.types[one.type],
                  <code>{one.name}</code>,
                ])}
              />
            </div>
          </details>
        </section>
      ))}
    </Layout>
  );
}
