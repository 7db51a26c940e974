/**
 * The reorganisation of 1 July 2025 as an import: the real units where their files lie beside the project, else a made country of
 * the same size and shape.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ProvinceData, SuccessionRow, UnitEdgeRow } from '../../server/store/province-data.ts';
import { ROOT } from './sources.ts';

export const DAY = '2025-07-01';
export const LAST_DAY = '2025-06-30';
const FIRST_DAY = '2000-01-01';
const BASIS = 'NQ 202/2025/QH15';

const FOLDER = join(ROOT, '..', 'shared', 'data');
const FILES = {
  before: 'vn-units-before-2025-07.csv',
  from: 'vn-units-from-2025-07.csv',
  successions: 'vn-successions-2025-07.csv',
} as const;

interface Place {
  readonly level: string;
  readonly code: string;
  readonly name: string;
  readonly parent_code: string;
}
interface Passing {
  readonly old_level: string;
  readonly old_code: string;
  readonly new_commune_code: string;
}
interface Country {
  readonly before: readonly Place[];
  readonly from: readonly Place[];
  readonly successions: readonly Passing[];
}

export const isReal = Object.values(FILES).every((file) => existsSync(join(FOLDER, file)));

function realCountry(): Country {
  const rows = <T>(file: string): T[] =>
    parse(readFileSync(join(FOLDER, file)), { columns: true, bom: true }) as T[];
  return { before: rows(FILES.before), from: rows(FILES.from), successions: rows(FILES.successions) };
}

const code = (n: number, digits: number): string => String(n).padStart(digits, '0');

/** Same counts, one split in so many, every old province whole in one new one. */
function madeCountry(): Country {
  const [provinces, districts, communes] = [63, 696, 10_035];
  const [newProvinces, newCommunes, splits, islands] = [34, 3321, 471, 5];
  const place = (level: string, n: number, digits: number, parent: string): Place => ({
    level,
    code: code(n, digits),
    name: `${level} ${n}`,
    parent_code: parent,
  });
  const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);
  const provinceOf = (district: number): number => ((district - 1) % provinces) + 1;
  const districtOf = (commune: number): number => ((commune - 1) % (districts - islands)) + 1;
  const heirOf = (province: number, nth: number): number => {
    const home = (province - 1) % newProvinces;
    const room = Math.floor((newCommunes - 1 - home) / newProvinces) + 1;
    return home + newProvinces * (nth % room) + 1;
  };
  const passing = (level: string, old: string, heir: number): Passing => ({
    old_level: level,
    old_code: old,
    new_commune_code: code(heir, 5),
  });
  return {
    before: [
      ...range(provinces).map((n) => place('province', n, 2, '')),
      ...range(districts).map((n) => place('district', n, 3, code(provinceOf(n), 2))),
      ...range(communes).map((n) => place('commune', n, 5, code(districtOf(n), 3))),
    ],
    from: [
      ...range(newProvinces).map((n) => place('province', n, 2, '')),
      ...range(newCommunes).map((n) => place('commune', n, 5, code(((n - 1) % newProvinces) + 1, 2))),
    ],
    successions: [
      ...range(communes).flatMap((n) => {
        const province = provinceOf(districtOf(n));
        const parts = n > splits ? 1 : n <= 91 ? 3 : 2;
        return range(parts).map((part) => passing('commune', code(n, 5), heirOf(province, n + part)));
      }),
      ...range(islands).map((n) => {
        const district = districts - islands + n;
        return passing('district', code(district, 3), heirOf(provinceOf(district), n));
      }),
    ],
  };
}

const oldId = (level: string, of: string): string => `truoc.${level}.${of}`;
const newId = (level: string, of: string): string => `sau.${level}.${of}`;
const ABOVE: Readonly<Record<string, string>> = { district: 'province', commune: 'district' };

/** Old province → new province, from where its communes went. Throws when they went to several. */
function provincesPassed({ before, from, successions }: Country): ReadonlyMap<string, string> {
  const olds = new Map(before.map((place) => [`${place.level} ${place.code}`, place]));
  const homes = new Map(
    from.filter(({ level }) => level === 'commune').map((one) => [one.code, one.parent_code]),
  );
  const passed = new Map<string, string>();
  for (const row of successions) {
    let place = olds.get(`${row.old_level} ${row.old_code}`);
    while (place !== undefined && place.level !== 'province')
      place = olds.get(`${ABOVE[place.level]} ${place.parent_code}`);
    const heir = homes.get(row.new_commune_code);
    if (place === undefined || heir === undefined) throw new Error(`nobody knows ${JSON.stringify(row)}`);
    if ((passed.get(place.code) ?? heir) !== heir) throw new Error(`${place.name} went to two provinces`);
    passed.set(place.code, heir);
  }
  return passed;
}

/** All units of the country before and after, in the state tree, with who took over from whom. */
export function reorganisation(): Required<
  Pick<ProvinceData, 'province' | 'units' | 'names' | 'codes' | 'edges' | 'successions'>
> {
  const country = isReal ? realCountry() : madeCountry();
  const { before, from, successions } = country;
  const old = before.map((place) => ({
    place,
    id: oldId(place.level, place.code),
    since: FIRST_DAY,
    to: LAST_DAY,
  }));
  const born = from.map((place) => ({ place, id: newId(place.level, place.code), since: DAY, to: null }));
  const all = [...old, ...born];
  const edges = all.flatMap(({ place, id, since, to }): UnitEdgeRow[] => {
    if (place.parent_code === '') return [];
    const parent =
      to === null ? newId('province', place.parent_code) : oldId(ABOVE[place.level] ?? '', place.parent_code);
    return [
      { tree: 'state', parent, child: id, validFrom: since, validTo: to, basis: to === null ? BASIS : null },
    ];
  });
  const passing = (one: string, heir: string): SuccessionRow => ({
    old: one,
    new: heir,
    day: DAY,
    share: null,
    basis: BASIS,
  });
  return {
    province: { id: 'viet-nam', name: 'Việt Nam' },
    units: all.map(({ place, id, since, to }) => ({ id, kind: place.level, validFrom: since, validTo: to })),
    names: all.map(({ place, id, since }) => ({ unit: id, validFrom: since, name: place.name })),
    codes: all.map(({ place, id, since }) => ({ unit: id, validFrom: since, code: place.code })),
    edges,
    successions: [
      ...successions.map((row) =>
        passing(oldId(row.old_level, row.old_code), newId('commune', row.new_commune_code)),
      ),
      ...[...provincesPassed(country)].map(([one, heir]) =>
        passing(oldId('province', one), newId('province', heir)),
      ),
    ],
  };
}
