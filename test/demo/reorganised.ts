/** The reorganisation of 1 July 2025 comes over the demonstration's province: the same old figures are asked on three maps. */
import { showNumber } from '../../shared/number.ts';
import type { Total, Totals } from '../../shared/wire.ts';
import {
  importFolder,
  PROVINCES,
  type Province,
  reviewerOf,
  roleLines,
  tallyLines,
  unitLine,
} from './import-files.ts';
import { HAI_PHONG_ROOT, LAST_OF_OLD, LAW, NEW_COMMUNES, NEW_ORDER } from './new-offices.ts';
import { PUBLISHED, type Published } from './published.ts';
import type { DemoService } from './service.ts';

/** The day after. */
export const DAY_OF_ASKING = '2025-07-02';

const HAI_DUONG: Province = (() => {
  const found = PROVINCES.find(({ id }) => id === 'hai-duong');
  if (!found) throw new Error('no Hải Dương');
  return found;
})();

/** Every old office ends, the communes begin under Thành ủy Hải Phòng, and whoever adds up goes on there. */
function writeReorganisation(base: string): string {
  const { path, write } = importFolder(base, 'hai-duong-2025', HAI_DUONG);
  write('units.csv', [
    ...HAI_DUONG.offices.map((office) => ({
      ...unitLine(office),
      valid_to: LAST_OF_OLD,
      end_basis: LAW.provinces,
    })),
    ...[HAI_PHONG_ROOT, ...NEW_COMMUNES].map((office) => ({
      ...unitLine(office),
      valid_from: NEW_ORDER,
      basis: office === HAI_PHONG_ROOT ? LAW.provinces : LAW.communes,
    })),
  ]);
  const passing = (old: string, heir: string, basis: string) => ({ old, new: heir, day: NEW_ORDER, basis });
  write('successions.csv', [
    passing(HAI_DUONG.root.id, HAI_PHONG_ROOT.id, LAW.provinces),
    ...NEW_COMMUNES.flatMap(({ id, made }) => made.map((old) => passing(old, id, LAW.communes))),
  ]);
  write('roles.csv', [...roleLines(HAI_DUONG), ...tallyLines(HAI_PHONG_ROOT.id)]);
  return path;
}

/** Turns the clock to the day after, and imports the new order. */
export async function reorganise(service: DemoService, work: string): Promise<void> {
  service.turnTo(DAY_OF_ASKING);
  await service.importFolder(writeReorganisation(work));
}

export const MAPS = [
  { basis: 'asWas', scope: HAI_DUONG.root.id, words: 'như đã báo cáo' },
  { basis: 'today', scope: HAI_PHONG_ROOT.id, words: 'địa bàn hiện nay' },
  { basis: 'common', scope: HAI_PHONG_ROOT.id, words: 'địa bàn so sánh được' },
] as const;

export interface OnMaps {
  readonly published: Published;
  /** In the order of MAPS. */
  readonly values: readonly string[];
  readonly matches: boolean;
}

const ask = (service: DemoService, period: string, scope: string, basis: string): Promise<Totals> =>
  service.get(reviewerOf(HAI_DUONG), `/api/totals/inspection/${period}?scope=${scope}&basis=${basis}`);

const valueIn = (totals: Totals, row: string, column: string): Total['value'] =>
  totals.totals.find((one) => one.row === row && one.column === column)?.value ?? null;

/** Every published figure of the inspections of 2021, on each map. */
export async function figuresOnMaps(service: DemoService): Promise<OnMaps[]> {
  const maps = await Promise.all(MAPS.map(({ basis, scope }) => ask(service, '2021', scope, basis)));
  return PUBLISHED.flatMap((published): OnMaps[] => {
    const { where } = published;
    if (where.kind !== 'total' || where.period !== '2021') return [];
    const values = maps.map((totals) => {
      const value = valueIn(totals, where.row, where.column);
      return value === null ? '' : showNumber(value, 'vi');
    });
    return [{ published, values, matches: values.every((value) => value === published.printed) }];
  });
}

/** What one new ward is told of the term 2015–2020, before it was. */
export interface Told {
  readonly words: string;
  /** The figure, or the service's own words why there is none. */
  readonly answer: string;
}

const TERM = 'nk-2015-2020';

async function told(
  service: DemoService,
  words: string,
  scope: string,
  basis: 'asWas' | 'today' | 'common',
): Promise<Told> {
  try {
    const totals = await ask(service, TERM, scope, basis);
    const value = valueIn(totals, 'KT.CUOC', 'CS');
    const pieces = totals.basis?.pieces.map(({ name }) => name.replace('Đảng ủy ', '')) ?? [];
    const beyond = totals.basis?.beyond.map(({ name }) => name.replace('Đảng ủy ', '')) ?? [];
    const whose = beyond.length > 0 ? ` cùng ${beyond.join(', ')}` : '';
    return {
      words,
      answer: `${value === null ? '' : showNumber(value, 'vi')}${whose}, gồm ${pieces.join(', ')}`,
    };
  } catch (error) {
    return {
      words,
      answer: error instanceof Error ? error.message.replace(/^\S+ [0-9]+ /, '') : String(error),
    };
  }
}

/** A ward made of whole wards, one with a part of a divided ward on two maps, and an office that is no more. */
export async function wardsOnMaps(service: DemoService): Promise<Told[]> {
  return [
    await told(service, 'phường Hải Dương, địa bàn hiện nay', 'hp.10525', 'today'),
    await told(service, 'phường Lê Thanh Nghị, địa bàn hiện nay', 'hp.10532', 'today'),
    await told(service, 'phường Lê Thanh Nghị, địa bàn so sánh được', 'hp.10532', 'common'),
    await told(service, 'Thành ủy Hải Dương (cũ), địa bàn hiện nay', 'hd.hai-duong', 'today'),
  ];
}

/** The comparison for the terminal: label, printed, one column for each map. */
export function mapsTable(rows: readonly OnMaps[]): string {
  const cells = (values: readonly string[]) => values.map((value) => value.padStart(15)).join('');
  const head = `  ${'Kiểm tra, giám sát năm 2021'.padEnd(60)}${cells(['Công bố', ...MAPS.map(({ words }) => words)])}`;
  const lines = rows.map(
    ({ published, values, matches }) =>
      `${matches ? '✓' : '✗'} ${published.label.slice(0, 60).padEnd(60)}${cells([published.printed, ...values])}`,
  );
  return [head, ...lines].join('\n');
}
