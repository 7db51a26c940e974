/** Writes the import folders of the two provinces, the way an administrator would keep them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { REPORTERS_2021, REPORTERS_TERM } from './inspection-fills.ts';
import { HAI_DUONG, HAI_DUONG_ROOT, type Office, VINH_PHUC, VINH_PHUC_ROOT } from './offices.ts';
import {
  TARGET_REPORTS,
  TARGETS_A_YEAR_BEFORE,
  TARGETS_TO_TRY,
  type TargetReport,
} from './target-assignments.ts';
import { TASK_REPORTS } from './task-fills.ts';

export interface Province {
  readonly id: 'hai-duong' | 'vinh-phuc';
  readonly name: string;
  readonly root: Office;
  readonly offices: readonly Office[];
}

export const PROVINCES: readonly Province[] = [
  { id: 'hai-duong', name: 'Hải Dương', root: HAI_DUONG_ROOT, offices: HAI_DUONG },
  { id: 'vinh-phuc', name: 'Vĩnh Phúc', root: VINH_PHUC_ROOT, offices: VINH_PHUC },
];

/** Workspace domain of the demonstration's accounts. */
export const DOMAIN = 'so-tinh.example.vn';
/** Its clerk has a mailbox Google does not vouch for, and comes in by an invitation code. */
export const INVITED_UNIT = 'hd.hai-duong';
export const emailOf = (unit: string): string =>
  `${unit.replace('.', '-').replace(/\./g, '-')}@${unit === INVITED_UNIT ? 'hop-thu.vn' : DOMAIN}`;
/** Who fills in the sheets of the playground: not the one who made them, so that what is protected is so for them. */
export const fillerOf = (unit: string): string => `nhap-lieu-${emailOf(unit)}`;
export const reviewerOf = (province: Province): string => `duyet-${province.id}@${DOMAIN}`;

/** Due dates are made, so that on the demonstration's day every report is still due; none before its data end. */
const DUE = '2022-04-15';
const DUE_NEXT_YEAR = '2023-01-16';
const period = (
  id: string,
  kind: string,
  vi: string,
  en: string,
  year: string,
  from: string,
  to: string,
) => ({
  id,
  kind,
  label_vi: vi,
  label_en: en,
  year,
  from,
  to,
  state: 'open',
  due_default: to < DUE ? DUE : DUE_NEXT_YEAR,
});

const PERIODS = {
  'hai-duong': [
    period(
      'nk-2015-2020',
      'term',
      'Nhiệm kỳ 2015 - 2020',
      'Term 2015–2020',
      '2020',
      '2015-01-01',
      '2020-05-31',
    ),
    period('2020', 'year', 'Năm 2020', 'Year 2020', '2020', '2020-01-01', '2020-12-31'),
    period('2021', 'year', 'Năm 2021', 'Year 2021', '2021', '2021-01-01', '2021-12-31'),
    period('2021-q1', 'quarter', 'Quý I/2021', 'Q1 2021', '2021', '2021-01-01', '2021-03-31'),
    period('2022-q1', 'quarter', 'Quý I/2022', 'Q1 2022', '2022', '2022-01-01', '2022-03-31'),
    period(
      '2022-dot-1',
      'other',
      'Năm 2022, đợt 1',
      'Year 2022, batch 1',
      '2022',
      '2022-01-01',
      '2022-12-31',
    ),
    period(
      '2022-tu-ky',
      'other',
      'Năm 2022, huyện Tứ Kỳ giao',
      'Year 2022, assigned by Tứ Kỳ',
      '2022',
      '2022-01-01',
      '2022-12-31',
    ),
    period(
      '2022-tinh',
      'other',
      'Năm 2022, cấp tỉnh',
      'Year 2022, province',
      '2022',
      '2022-01-01',
      '2022-12-31',
    ),
  ],
  'vinh-phuc': [
    period('2020', 'year', 'Năm 2020', 'Year 2020', '2020', '2020-01-01', '2020-12-31'),
    period('2021', 'year', 'Năm 2021', 'Year 2021', '2021', '2021-01-01', '2021-12-31'),
  ],
} as const;

export const periodLabel = (id: string): string =>
  Object.values(PERIODS)
    .flat()
    .find((one) => one.id === id)?.label_vi ?? id;

export interface Assigned {
  readonly unit: string;
  readonly template: 'inspection' | 'targets' | 'tasks';
  readonly period: string;
}

const belongs = (province: Province) => (report: { unit: string }) =>
  province.offices.some((office) => office.id === report.unit);

/** Every report the offices of a province owe in the demonstration. */
export function assignmentsOf(province: Province): Assigned[] {
  const inspections: Assigned[] =
    province.id === 'hai-duong'
      ? [
          ...REPORTERS_2021.map(({ id }) => ({ unit: id, template: 'inspection' as const, period: '2021' })),
          ...REPORTERS_TERM.map(({ id }) => ({
            unit: id,
            template: 'inspection' as const,
            period: 'nk-2015-2020',
          })),
        ]
      : [];
  const targets = TARGET_REPORTS.map(({ unit, period: p }) => ({
    unit,
    template: 'targets' as const,
    period: p,
  }));
  const tasks = TASK_REPORTS.map(({ unit, period: p }) => ({ unit, template: 'tasks' as const, period: p }));
  return [...inspections, ...targets, ...tasks].filter(belongs(province));
}

/** Reports left for whoever tries the page; they belong to no published figure. */
export const PLAYGROUND: readonly Assigned[] = [
  { unit: 'hd.tu-ky', template: 'inspection', period: '2022-q1' },
  { unit: 'hd.kim-thanh', template: 'inspection', period: '2022-q1' },
  { unit: 'hd.nam-sach', template: 'tasks', period: '2022-q1' },
  { unit: TARGETS_TO_TRY.unit, template: 'targets', period: TARGETS_TO_TRY.period },
];

/** What the playground's report of targets is filled in beforehand from. */
export const A_YEAR_BEFORE: Assigned = {
  unit: TARGETS_A_YEAR_BEFORE.unit,
  template: 'targets',
  period: TARGETS_A_YEAR_BEFORE.period,
};

export const isToTry = ({ unit, template, period }: Assigned): boolean =>
  PLAYGROUND.some((one) => one.unit === unit && one.template === template && one.period === period);

const fillers = (province: Province): string[] => [
  ...new Set(PLAYGROUND.filter(belongs(province)).map(({ unit }) => unit)),
];

export const unitLine = (office: Office) => ({
  id: office.id,
  kind: office.kind,
  name: office.name,
  valid_from: '2010-01-01',
  valid_to: '',
  code: office.code ?? '',
  basis: '',
  end_basis: '',
  party_parent: office.parent ?? '',
});

const targetLines = ({ unit, period: p, targets }: TargetReport) =>
  targets.map((target, index) => ({
    unit,
    template: 'builtin:targets@1',
    period: p,
    key: target.key,
    label_vi: target.label,
    ordinal: String(index + 1),
    measure: target.unit ?? '',
    counted: target.counted ? 'yes' : 'no',
    method: target.method,
    plan: target.plan ?? '',
  }));

/** Files of one import, made below `base`. */
export interface ImportFolder {
  readonly path: string;
  readonly write: (name: string, rows: readonly object[]) => void;
}

export function importFolder(base: string, name: string, province: Province): ImportFolder {
  const path = join(base, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'province.json'), JSON.stringify({ id: province.id, name: province.name }));
  return {
    path,
    write: (file, rows) =>
      writeFileSync(
        join(path, file),
        stringify([...rows], { header: true, bom: true, record_delimiter: 'windows' }),
      ),
  };
}

/** Writes one province's folder below `base`; returns its path. */
export function writeImportFolder(base: string, province: Province): string {
  const { path, write } = importFolder(base, province.id, province);
  write(
    'units.csv',
    province.offices.map((office) => unitLine(office)),
  );
  write('people.csv', [
    ...province.offices.map((office) => ({
      id: `p-${office.id}`,
      name: `Chuyên viên ${office.name}`,
      email: emailOf(office.id),
    })),
    ...fillers(province).map((unit) => ({
      id: `p-nhap-lieu.${unit}`,
      name: 'Cán bộ nhập liệu',
      email: fillerOf(unit),
    })),
    { id: 'p-duyet', name: `Chuyên viên tổng hợp tỉnh ${province.name}`, email: reviewerOf(province) },
  ]);
  write('roles.csv', roleLines(province));
  write('periods.csv', PERIODS[province.id]);
  write(
    'assignments.csv',
    [...assignmentsOf(province), ...[...PLAYGROUND, A_YEAR_BEFORE].filter(belongs(province))].map((a) => ({
      unit: a.unit,
      template: `builtin:${a.template}@1`,
      period: a.period,
    })),
  );
  write(
    'targets.csv',
    [...TARGET_REPORTS, TARGETS_TO_TRY, TARGETS_A_YEAR_BEFORE].filter(belongs(province)).flatMap(targetLines),
  );
  return path;
}

const role = (person: string, name: string, unit: string, subtree: 'yes' | 'no') => ({
  person,
  role: name,
  unit,
  subtree,
});

export const roleLines = (province: Province) => [
  ...province.offices.map(({ id }) => role(`p-${id}`, 'clerk', id, 'no')),
  ...fillers(province).map((unit) => role(`p-nhap-lieu.${unit}`, 'clerk', unit, 'no')),
  ...tallyLines(province.root.id),
];

/** What whoever adds up the province may do at its highest unit. */
export const tallyLines = (root: string) => [
  role('p-duyet', 'reviewer', root, 'yes'),
  role('p-duyet', 'writer', root, 'yes'),
];
