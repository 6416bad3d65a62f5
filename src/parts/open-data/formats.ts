import { stringify } from 'csv-stringify/sync';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { OpenColumn, OpenTable, OpenType, OpenValue } from '../../ground/open-table.ts';

/** A table with its rows, and what they speak of. */
export interface Filled {
  table: OpenTable;
  rows: readonly OpenValue[][];
  asOf: Date;
  /** Entries of the record when they were read; null before anything is published. */
  recordSize: number | null;
}

/** Rows as CSV (RFC 4180), the time and the record's size in every row, as a file may be torn apart. */
export function csvOf({ table, rows, asOf, recordSize }: Filled): string {
  const names = [...table.columns.map((one) => one.name), 'as_of', 'record_size'];
  return stringify(
    rows.map((row) => [...row, asOf.toISOString(), recordSize ?? '']),
    // With the mark by which a spreadsheet reads Vietnamese rightly.
    { header: true, bom: true, columns: names, escape_formulas: true, cast: { boolean: String } },
  );
}

/** Rows as JSON: an object each, beside what they speak of. */
export function jsonOf({ table, rows, asOf, recordSize }: Filled): object {
  return {
    table: table.code,
    title: table.title,
    as_of: asOf.toISOString(),
    record_size: recordSize,
    rows: rows.map((row) => Object.fromEntries(table.columns.map((one, at) => [one.name, row[at] ?? null]))),
  };
}

const parquetTypes: Record<OpenType, 'STRING' | 'INT32' | 'BOOLEAN'> = {
  string: 'STRING',
  date: 'STRING',
  month: 'STRING',
  integer: 'INT32',
  boolean: 'BOOLEAN',
};

/** Rows as Apache Parquet; the time and the record's size stand in the file's own metadata. */
export function parquetOf({ table, rows, asOf, recordSize }: Filled): Buffer {
  const bytes = parquetWriteBuffer({
    columnData: table.columns.map((column, at) => ({
      name: column.name,
      type: parquetTypes[column.type],
      nullable: true,
      data: rows.map((row) => row[at] ?? null),
    })),
    kvMetadata: [
      { key: 'as_of', value: asOf.toISOString() },
      { key: 'record_size', value: String(recordSize ?? '') },
    ],
  });
  return Buffer.from(bytes);
}

const schemaTypes: Record<OpenType, object> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  date: { type: 'date', format: '%Y-%m-%d' },
  month: { type: 'yearmonth' },
};

/** The columns in words and types (Frictionless Table Schema). */
export function schemaOf({ columns, key }: Pick<OpenTable, 'columns' | 'key'>): object {
  const whole = key.every((name) => !columns.find((one) => one.name === name)?.joined);
  return {
    $schema: 'https://specs.frictionlessdata.io/schemas/table-schema.json',
    fields: [...columns, ...stampColumns].map(({ name, type, description }) => ({
      name,
      ...schemaTypes[type],
      description: description.vi,
      description_en: description.en,
    })),
    missingValues: [''],
    // A key with empty cells (groups joined) is none for a database, and tells rows apart all the same.
    ...(whole ? { primaryKey: key } : { uniqueKeys: [key] }),
  };
}

const stampColumns: readonly OpenColumn[] = [
  {
    name: 'as_of',
    type: 'string',
    description: { vi: 'Lúc đọc (ISO 8601)', en: 'When it was read (ISO 8601)' },
  },
  {
    name: 'record_size',
    type: 'integer',
    description: { vi: 'Số mục của sổ lúc đó', en: 'Entries of the record then' },
  },
];

/** Licence of everything here: anyone may use it for anything and says whence it comes. */
export const license = 'https://creativecommons.org/licenses/by/4.0/';

const authority = 'http://publications.europa.eu/resource/authority';
const vietnamese = `${authority}/language/VIE`;
const daily = `${authority}/frequency/DAILY`;

/** The catalogue of all tables (W3C DCAT 3 with what DCAT-AP 3 wants of it, as JSON-LD). */
export function dcatOf(
  tables: readonly OpenTable[],
  place: { name: string; home: string; address: string },
  now: Date,
): object {
  const at = (table: OpenTable, extension: string) => `${place.address}/${table.code}.${extension}`;
  const formats = [
    ['csv', 'text/csv', 'http://publications.europa.eu/resource/authority/file-type/CSV'],
    ['json', 'application/json', 'http://publications.europa.eu/resource/authority/file-type/JSON'],
    [
      'parquet',
      'application/vnd.apache.parquet',
      'http://publications.europa.eu/resource/authority/file-type/PARQUET',
    ],
  ] as const;
  const publisher = { '@id': place.home, '@type': 'foaf:Agent', 'foaf:name': place.name };
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': `${place.address}/catalog.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': [{ '@value': `Dữ liệu mở, ${place.name}`, '@language': 'vi' }],
    'dct:description': [
      {
        '@value': `Mọi bảng số liệu công khai của ${place.name}, để ai cũng dùng và tính lại được.`,
        '@language': 'vi',
      },
    ],
    'dct:language': { '@id': vietnamese },
    'dct:publisher': publisher,
    'foaf:homepage': { '@id': place.home },
    'dct:license': { '@id': license },
    'dct:modified': { '@value': now.toISOString(), '@type': 'xsd:dateTime' },
    'dcat:dataset': tables.map((table) => ({
      '@id': `${place.address}/${table.code}`,
      '@type': 'dcat:Dataset',
      'dct:identifier': table.code,
      'dct:title': [
        { '@value': table.title.vi, '@language': 'vi' },
        { '@value': table.title.en, '@language': 'en' },
      ],
      'dct:description': [
        { '@value': table.description.vi, '@language': 'vi' },
        { '@value': table.description.en, '@language': 'en' },
      ],
      'dct:publisher': publisher,
      'dct:language': { '@id': vietnamese },
      'dct:accrualPeriodicity': { '@id': daily },
      'dct:modified': { '@value': now.toISOString(), '@type': 'xsd:dateTime' },
      'dct:license': { '@id': license },
      'dct:conformsTo': { '@id': `${place.address}/${table.code}/schema.json` },
      'dcat:distribution': formats.map(([extension, type, format]) => ({
        '@type': 'dcat:Distribution',
        'dcat:accessURL': { '@id': at(table, extension) },
        'dcat:downloadURL': { '@id': at(table, extension) },
        'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${type}` },
        'dct:format': { '@id': format },
        'dct:license': { '@id': license },
      })),
    })),
  };
}
