import { expect, test } from 'vitest';
import type { Unit, UnitKind } from '../../ground/organization/organization.ts';
import { matchUnits } from './match.ts';

const unit = (kind: UnitKind, vi: string) => ({ kind, name: { vi, en: vi } }) as Unit;
const units = [
  unit('committee', 'UBND TP. Bạc Liêu'),
  unit('department', 'Phòng Nội vụ'),
  unit('department', 'Phòng Tư pháp'),
  unit('department', 'Phòng Tài chính, Kế hoạch'),
  unit('department', 'Thanh tra thành phố'),
  unit('ward', 'UBND Phường 1'),
  unit('ward', 'UBND Phường 2'),
  unit('commune', 'UBND Xã Vĩnh Trạch'),
];

test.each([
  ['Phòng Nội vụ', ['Phòng Nội vụ']],
  ['Phòng Tài chính - Kế hoạch', ['Phòng Tài chính, Kế hoạch']],
  ['Thanh tra thành phố', ['Thanh tra thành phố']],
  ['UBND các phường, xã', ['UBND Phường 1', 'UBND Phường 2', 'UBND Xã Vĩnh Trạch']],
  ['Ủy ban nhân dân xã Vĩnh Trạch', ['UBND Xã Vĩnh Trạch']],
  ['Ủy ban nhân dân Phường 2', ['UBND Phường 2']],
  ['Sở Y tế', []],
  ['Phòng Văn hóa', []],
])('%s', (words, found) => {
  expect(matchUnits(words, units).map((one) => one.name.vi)).toEqual(found);
});
