import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ComponentChildren, h } from 'preact';
import { sendPage } from '../../platform/http/app.ts';
import type { Bilingual, Language } from '../../platform/language.ts';
import type { Choices } from '../../platform/page/form-spec.ts';
import {
  type Filter,
  type FilterSpec,
  type ListColumn,
  readFilter,
  sheetCell,
} from '../../platform/page/list-spec.ts';
import { sendSheets } from '../../platform/sheet/send.ts';
import type { SignedIn } from '../access/session.ts';
import { frameOf, requireCaseOfficer, type Web } from '../web.ts';
import { ListPage } from './list.page.tsx';
import { savedFor } from './saved.store.ts';

const pageSize = 30;
const mostTaken = 20_000;

/** What rows of a list are asked for. */
export interface RowsAsked<Spec extends FilterSpec> {
  officer: SignedIn;
  filter: Filter<Spec>;
  /** Where the page before ended; undefined for the first. */
  after: string | undefined;
  limit: number;
  /** They are taken away: what is sealed stays. */
  taken: boolean;
}

/** A list of the desk, out of which its page, its filters and its sheets are made. */
export interface ListSpec<Row, Spec extends FilterSpec> {
  /** Its address; that of its sheets ends on `.csv` and `.xlsx`. */
  address: string;
  title: Bilingual;
  /** What the sheets are called. */
  file: string;
  filters: Spec;
  /** Choices of some filters, where they are not the same for everybody. */
  choices?(officer: SignedIn, language: Language): Promise<Partial<Record<keyof Spec, readonly Choices[]>>>;
  columns: readonly ListColumn<Row>[];
  /** Columns of somebody's page where they are others than those of the sheet. */
  shown?(officer: SignedIn): readonly ListColumn<Row>[];
  rows(asked: RowsAsked<Spec>): Promise<Row[]>;
  /** Where a page ends, for the next one. */
  cursor(row: Row): string;
  /** Who may see it. @throws HttpError 404 */
  who?(request: FastifyRequest): Promise<SignedIn>;
  /** What stands above and below the rows of somebody's page. */
  around?(asked: {
    officer: SignedIn;
    filter: Filter<Spec>;
    request: FastifyRequest;
    rows: readonly Row[];
  }): Promise<{
    above?: ComponentChildren;
    empty?: ComponentChildren;
    below?: ComponentChildren;
  }>;
}

const addressOf = (path: string, typed: Record<string, string>, more: Record<string, string> = {}) => {
  const set = Object.entries({ ...typed, ...more }).filter(([, value]) => value !== '');
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
};

/** Adds a list of the desk: its page, and the same rows as CSV and XLSX with numbers and dates as such. */
export function deskList<Row, const Spec extends FilterSpec>(web: Web, spec: ListSpec<Row, Spec>): void {
  const { address, title, file, filters, columns, rows, cursor } = spec;
  const who = spec.who ?? ((request) => requireCaseOfficer(web, request));
  web.services.lists.set(address, filters);

  /** The filters as they are for somebody. */
  const filtersFor = async (officer: SignedIn, language: Language): Promise<Spec> => {
    const own: Partial<Record<string, readonly Choices[]>> = (await spec.choices?.(officer, language)) ?? {};
    return Object.fromEntries(
      Object.entries(filters).map(([name, field]) => {
        const options = own[name];
        return [name, options ? { ...field, options } : field];
      }),
    ) as unknown as Spec;
  };

  web.app.get(address, async (request, reply) => {
    const officer = await who(request);
    const { language } = request;
    const query = request.query as Record<string, unknown>;
    const asked = await filtersFor(officer, language);
    const { filter, typed, errors } = readFilter(asked, query, language);
    const after = typeof query.sau === 'string' ? query.sau : undefined;
    const found = await rows({ officer, filter, after, limit: pageSize + 1, taken: false });
    const last = found.length > pageSize ? found[pageSize - 1] : undefined;
    const shown = found.slice(0, pageSize);
    const around = (await spec.around?.({ officer, filter, request, rows: shown })) ?? {};
    const page = h(ListPage<Row>, {
      frame: await frameOf(web, request, officer),
      title: title[language],
      list: {
        language,
        address,
        caption: title[language],
        columns: spec.shown?.(officer) ?? columns,
        rows: shown,
        filters: asked,
        typed,
        errors,
        next: last && addressOf(address, typed, { sau: cursor(last) }),
        sheets: {
          csv: addressOf(`${address}.csv`, typed),
          xlsx: addressOf(`${address}.xlsx`, typed),
        },
      },
      saved: await savedFor(web.services.db, officer.person, address),
      query: addressOf('', typed).slice(1),
      ...around,
    });
    return sendPage(reply, page, Object.keys(errors).length > 0 ? 422 : 200);
  });

  const take = async (request: FastifyRequest, reply: FastifyReply, ending: 'csv' | 'xlsx') => {
    const officer = await who(request);
    const asked = await filtersFor(officer, request.language);
    const { filter } = readFilter(asked, request.query as Record<string, unknown>, request.language);
    const found = await rows({ officer, filter, after: undefined, limit: mostTaken, taken: true });
    // Kept in the office's language, as its books are.
    const sheet = {
      name: title.vi,
      header: columns.map((one) => one.label.vi),
      rows: found.map((row) => columns.map((one) => sheetCell(one, row, 'vi'))),
    };
    return sendSheets(reply, ending, file, [sheet]);
  };
  web.app.get(`${address}.csv`, (request, reply) => take(request, reply, 'csv'));
  web.app.get(`${address}.xlsx`, (request, reply) => take(request, reply, 'xlsx'));
}
