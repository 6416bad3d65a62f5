import { newId } from '../../platform/id.ts';
import type { Unit, UnitId } from './organization.ts';
import type { Operation } from './reorganisation.ts';

/** One row of a published table of old communes and the new ones that took them over. */
export interface CommuneMapping {
  old_ward_code: string | null;
  old_ward_name: string;
  old_district_name: string;
  old_province_name: string;
  new_ward_code: string;
  new_ward_name: string;
  new_province_name: string;
}

/** A commune of today. */
export interface NewCommune {
  ward_code: string;
  name: string;
  province_code: string;
}

/** The table as published: mappings, communes and provinces of today. */
export interface CountryTable {
  mappings: readonly CommuneMapping[];
  communes: readonly NewCommune[];
  provinces: readonly { province_code: string; name: string }[];
}

/** What the country was, and the reorganisations that made it what it is, one for each province of today. */
export interface CountryReform {
  before: Unit[];
  plans: { province: string; operations: Operation[] }[];
  /** Rows that cannot be read, with why. */
  bad: { row: number; why: 'noOldName' | 'unknownCommune' }[];
  /** Old communes that were divided among several new ones. */
  splits: number;
}

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const plain = (name: string) => folded(name).replace(/^(thanh-pho|tinh|phuong|xa|dac-khu|thi-tran)-/, '');
const given = (text: string | null) =>
  text === null || text === 'null' || text.trim() === '' ? undefined : text.trim();
const bilingual = (name: string) => ({ vi: name, en: name });
const communeKind = (name: string): Unit['kind'] =>
  /^phường/i.test(name) ? 'ward' : /^thị trấn/i.test(name) ? 'township' : 'commune';

interface OldCommune {
  name: string;
  district: string;
  province: string;
  /** Codes of the communes of today that took it over, the first one first. */
  to: Set<string>;
}

/**
 * Reads the table into units and plans. An old commune divided among several new ones gets one area for
 * each of them, called after it: which hamlets those are the table does not say.
 */
export function readCountry(table: CountryTable): CountryReform {
  const bad: CountryReform['bad'] = [];
  const communes = new Map(table.communes.map((commune) => [commune.ward_code, commune]));
  const provinceOf = new Map(table.provinces.map((province) => [province.province_code, province.name]));
  const byName = new Map(
    table.communes.map((commune) => [
      `${plain(provinceOf.get(commune.province_code) ?? '')} ${plain(commune.name)}`,
      commune.ward_code,
    ]),
  );
  const old = new Map<string, OldCommune>();
  for (const [row, mapping] of table.mappings.entries()) {
    const name = given(mapping.old_ward_name);
    const code = communes.has(mapping.new_ward_code)
      ? mapping.new_ward_code
      : byName.get(`${plain(mapping.new_province_name)} ${plain(mapping.new_ward_name)}`);
    if (!code) bad.push({ row, why: 'unknownCommune' });
    else if (!name) bad.push({ row, why: 'noOldName' });
    else {
      const today = provinceOf.get(communes.get(code)?.province_code ?? '') ?? '';
      // Where the table leaves the old province out, it was the one of today.
      const province = given(mapping.old_province_name) ?? today;
      const district = given(mapping.old_district_name) ?? `${province}, khu vực khác`;
      const key = `${province}|${district}|${name}`;
      const known = old.get(key) ?? { name, district, province, to: new Set() };
      known.to.add(code);
      old.set(key, known);
    }
  }

  const before: Unit[] = [];
  const codes = new Set<string>();
  const code = (...parts: string[]) => {
    const base = parts.map(folded).filter(Boolean).join('-');
    let unique = base;
    for (let at = 2; codes.has(unique); at++) unique = `${base}-${at}`;
    codes.add(unique);
    return unique;
  };
  const unit = (
    kind: Unit['kind'],
    name: string,
    unitCode: string,
    parentId: UnitId | null,
    hamlets: string[] = [],
  ) => {
    const made: Unit = { id: newId(), code: unitCode, kind, name: bilingual(name), parentId, hamlets };
    before.push(made);
    return made;
  };

  // Communes, districts and provinces of then, the larger first: each needs its parent.
  const provinces = new Map<string, Unit>();
  const districts = new Map<string, Unit>();
  for (const { province } of old.values())
    if (!provinces.has(province))
      provinces.set(province, unit('province', province, code('cu', province), null));
  for (const { province, district } of old.values()) {
    const key = `${province}|${district}`;
    if (!districts.has(key))
      districts.set(
        key,
        unit('district', district, code('cu', province, district), (provinces.get(province) as Unit).id),
      );
  }
  const founded = new Map<string, UnitId>();
  for (const one of communes.keys()) founded.set(one, newId());
  const closings = new Map<string, Operation[]>();
  const homes = new Map<string, Map<string, number>>();
  let splits = 0;
  for (const one of old.values()) {
    const successors = [...one.to];
    const names = successors.map((to) => communes.get(to)?.name ?? to);
    if (successors.length > 1) splits += 1;
    const areas = successors.length > 1 ? names.map((name) => `Phần về ${name}`) : [];
    const made = unit(
      communeKind(one.name),
      one.name,
      code('cu', one.province, one.district, one.name),
      (districts.get(`${one.province}|${one.district}`) as Unit).id,
      areas,
    );
    const [first, ...others] = successors as [string, ...string[]];
    const today = communes.get(first)?.province_code ?? '';
    const plan = closings.get(today) ?? [];
    for (const [at, to] of others.entries())
      plan.push({
        do: 'cede',
        unit: made.id,
        to: founded.get(to) as UnitId,
        part: 'area',
        items: [areas[at + 1] as string],
      });
    plan.push({ do: 'close', unit: made.id, to: founded.get(first) as UnitId });
    closings.set(today, plan);
    const home = homes.get(one.province) ?? new Map<string, number>();
    home.set(today, (home.get(today) ?? 0) + 1);
    homes.set(one.province, home);
  }

  const plans = table.provinces.map(({ province_code, name }) => {
    const id: UnitId = newId();
    const operations: Operation[] = [
      { do: 'found', unit: id, code: code(name), kind: 'province', name: bilingual(name), parent: null },
      ...table.communes
        .filter((commune) => commune.province_code === province_code)
        .map(
          (commune): Operation => ({
            do: 'found',
            unit: founded.get(commune.ward_code) as UnitId,
            code: code(commune.name, commune.ward_code),
            kind: communeKind(commune.name),
            name: bilingual(commune.name),
            parent: id,
          }),
        ),
      ...(closings.get(province_code) ?? []),
    ];
    // The old province and its districts end in the province that took most of their communes.
    for (const [province, home] of homes) {
      const main = [...home].toSorted((a, b) => b[1] - a[1])[0]?.[0];
      if (main !== province_code) continue;
      for (const [key, district] of districts)
        if (key.startsWith(`${province}|`)) operations.push({ do: 'close', unit: district.id, to: id });
      operations.push({ do: 'close', unit: (provinces.get(province) as Unit).id, to: id });
    }
    return { province: name, operations };
  });
  return { before, plans, bad, splits };
}
