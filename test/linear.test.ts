import { describe, expect, test } from 'vitest';
import { checkText } from '../src/ground/claims/check.ts';
import { isAbout } from '../src/ground/organization/accused.ts';
import { findPersonalData } from '../src/ground/personal-data.ts';
import { splitClauses } from '../src/parts/directives/clause.ts';
import { proposeTasks } from '../src/parts/directives/proposal.ts';
import { adviceOn } from '../src/parts/petitions/answer.ts';
import { hideSender } from '../src/parts/petitions/hide-sender.ts';
import { htmlOf, plainOf } from '../src/platform/page/markdown.ts';
import { holdable } from '../src/platform/text.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { fold, foldedWords, searchQuery } from '../src/platform/vietnamese.ts';
import { growth } from './support/growth.ts';

const issued = parsePlainDate('2026-01-01');
const sender = { name: 'Trần Văn An', address: 'Số 1, hẻm 9, Khóm 3, Phường 1', phone: '0912345678' };
const handler = {
  name: 'Quách Văn Thảo',
  title: 'Trưởng Ban Tiếp công dân',
  role: 'head' as const,
  unit: 'Ban Tiếp công dân thành phố',
};

const readers: Record<string, (text: string) => unknown> = {
  findPersonalData,
  adviceOn,
  hideSender: (text) => hideSender(text, sender),
  isAbout: (text) => isAbout(text, handler),
  checkText: (text) => checkText(text, 'vi'),
  'checkText, English': (text) => checkText(text, 'en'),
  proposeTasks: (text) => proposeTasks(text, issued),
  splitClauses,
  htmlOf,
  plainOf,
  fold,
  foldedWords,
  searchQuery,
  holdable,
};
// What repeats: letters, numbers, marks and the words that the readers look for.
const units =
  'a|A|Ộ|Ộ |AB |a |A a |0|0 |0.|1,|a@|@|a.|. |số 1/|1/|thửa |ông |Ông A |Tôi tên A |tôi là |P.|An |An, |hẻm 9/|09|+84|%|70% |22/32 |tăng 5% |từ 1 |năm 2026 |1.000 |trân trọng |một |hai mươi |5 hộ, |so với |Điều 1. |1. |a) |chủ trì, |Sở A, |trước ngày 1/1/2026 |(|[|{a}|*|_|`|\n|- |> |![a](|[a](b) |ban tiếp công dân |trưởng '.split(
    '|',
  );

describe('the cost of reading a text grows with its length and no faster', () => {
  test.each(Object.entries(readers))('%s', (_name, read) => {
    const steep = units
      .flatMap((unit) => ['', 'Aa', '@'].map((tail) => [unit, tail, growth(read, unit, tail)] as const))
      // Linear is about 10, with what tables and garbage add; a square is 100.
      .filter(([, , ratio]) => ratio > 35);
    expect(steep).toEqual([]);
  });
});
