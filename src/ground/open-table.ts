import type { Bilingual } from '../platform/language.ts';
import type { Services } from './services.ts';

/** What a value of an open table is; `date` is written `YYYY-MM-DD`, `month` `YYYY-MM`. */
export type OpenType = 'string' | 'integer' | 'boolean' | 'date' | 'month';
export type OpenValue = string | number | boolean | null;

/** A column of an open table. */
export interface OpenColumn {
  name: string;
  type: OpenType;
  description: Bilingual;
  /** Its cell is empty where small groups are joined. */
  joined?: true;
}

/** A table that anyone may take away: as CSV, JSON and Parquet, from an address that stays. */
export interface OpenTable {
  code: string;
  title: Bilingual;
  description: Bilingual;
  columns: readonly OpenColumn[];
  /** Columns that tell its rows apart; a key with an empty cell tells groups that are joined. */
  key: readonly string[];
  /** Its rows as they stand now, each with a value for every column. */
  rows(services: Services): Promise<OpenValue[][]>;
}
