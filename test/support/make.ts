/** Makes a small real province the way an administrator does: through the import use-case. */

import type { Database } from '../../server/store/db.ts';
import type { ProvinceData } from '../../server/store/province-data.ts';
import { importProvince } from '../../server/usecases/import/import-province.ts';
import type { Period } from '../../shared/period.ts';
import type { PublishedTemplate } from '../../shared/profile.ts';
import type { AssignedRow, Template } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import type { RoleName } from '../../shared/wire.ts';

/** A small form whose totals can be added up in the head: two rows to sum, a ratio, an estimate mark, a list to count. */
export const TINY: Template = {
  ...requiredTemplate('inspection'),
  id: 'tiny',
  version: 1,
  formVersion: 'thử 1',
  counts: 'submitted',
  dimensions: [],
  rules: [
    {
      id: 'T1',
      kind: 'partOf',
      severity: 'error',
      axis: 'rows',
      each: ['n'],
      whole: 'a',
      parts: ['b'],
      why: { vi: 'Trong đó không lớn hơn tổng.', en: 'A part is not greater than the whole.' },
      basis: 'mẫu thử',
    },
    {
      id: 'T2',
      kind: 'matches',
      severity: 'warning',
      left: { row: 'a', column: 'n' },
      right: { row: 'c', column: 'n' },
      relation: 'atMost',
      why: { vi: 'Thường không lớn hơn dòng c.', en: 'Usually not greater than row c.' },
      basis: 'mẫu thử',
    },
  ],
  sections: [
    {
      id: 'main',
      label: { vi: 'Chính', en: 'Main' },
      kind: 'grid',
      rowsFrom: 'template',
      columns: [
        {
          id: 'n',
          label: { vi: 'Số', en: 'Number' },
          type: 'decimal',
          source: 'office',
          required: false,
          decimals: 3,
          overUnits: { kind: 'sum' },
        },
        {
          id: 'how',
          label: { vi: 'Loại số', en: 'Kind of figure' },
          type: 'option',
          source: 'office',
          required: false,
          options: [
            { id: 'official', label: { vi: 'chính thức', en: 'official' } },
            { id: 'estimate', label: { vi: 'ước', en: 'estimate' } },
          ],
        },
        {
          id: 'note',
          label: { vi: 'Ghi chú', en: 'Note' },
          type: 'text',
          source: 'office',
          required: false,
        },
      ],
      rows: [
        { key: 'a', label: { vi: 'Dòng a', en: 'Row a' }, required: true },
        { key: 'b', label: { vi: 'Trong đó b', en: 'Of which b' }, parent: 'a' },
        { key: 'c', label: { vi: 'Dòng c', en: 'Row c' } },
      ],
      estimate: { column: 'how', option: 'estimate' },
    },
    {
      id: 'jobs',
      label: { vi: 'Việc', en: 'Jobs' },
      kind: 'list',
      rowsFrom: 'office',
      columns: [
        { id: 'what', label: { vi: 'Việc', en: 'Job' }, type: 'text', source: 'office', required: true },
        {
          id: 'status',
          label: { vi: 'Tình trạng', en: 'Status' },
          type: 'option',
          source: 'office',
          required: false,
          options: [
            { id: 'open', label: { vi: 'đang làm', en: 'open' } },
            { id: 'done', label: { vi: 'xong', en: 'done' } },
          ],
        },
      ],
      countBy: ['status'],
    },
  ],
};

function requiredTemplate(id: string): Template {
  const template = builtIn(id);
  if (template === undefined) throw new Error(`no built-in template ${id}`);
  return template;
}

export const Q1: Period = {
  id: '2022-q1',
  kind: 'quarter',
  label: { vi: 'Quý I/2022', en: 'Q1 2022' },
  year: 2022,
  from: '2022-01-01',
  to: '2022-03-31',
  due: { default: '2022-04-05' },
  state: 'open',
};

export interface ProvinceOptions {
  readonly id?: string;
  /** Office id → the office above it (party tree); the root is `p`. */
  readonly offices?: Readonly<Record<string, string>>;
  readonly aliases?: ProvinceData['aliases'];
  readonly codes?: ProvinceData['codes'];
  readonly kinds?: ProvinceData['kinds'];
  readonly successions?: ProvinceData['successions'];
  readonly holidays?: ProvinceData['holidays'];
  readonly templates?: readonly PublishedTemplate[];
  readonly periods?: readonly Period[];
  /** template id → its assigned rows. */
  readonly assigned?: Readonly<Record<string, readonly AssignedRow[]>>;
  /** Office → the shorter form it is asked for. */
  readonly profiles?: Readonly<Record<string, string>>;
  readonly groups?: ProvinceData['groups'];
  readonly rules?: ProvinceData['rules'];
  readonly sectionOwners?: ProvinceData['sectionOwners'];
  readonly roles?: readonly (readonly [person: string, role: RoleName, unit: string, subtree: boolean])[];
}

/** Two districts with communes below the first; every office reports, the root too. */
export const OFFICES: Readonly<Record<string, string>> = { d1: 'p', d2: 'p', x1: 'd1', x2: 'd1' };

/**
 * Makes a province: units `p` and the offices, a clerk per office (`clerk.x1`), a reviewer `reviewer`, a writer `writer` and
 * an administrator `administrator` for all, a `reviewer.d1` for the first district, for which `reviewer` may act as well.
 * Person `x` has the address `x@<province>.gov.vn`.
 */
export async function makeProvince(
  db: Database,
  clock: () => Date,
  options: ProvinceOptions = {},
): Promise<string> {
  const id = options.id ?? 'tinh';
  const offices = options.offices ?? OFFICES;
  const units = ['p', ...Object.keys(offices)];
  const roles = options.roles ?? [
    ...units.map((unit) => [`clerk.${unit}`, 'clerk', unit, false] as const),
    ['reviewer', 'reviewer', 'p', true] as const,
    ...(units.includes('d1') ? [['reviewer', 'reviewer', 'd1', true] as const] : []),
    ['writer', 'writer', 'p', true] as const,
    ['administrator', 'administrator', 'p', true] as const,
    ...(units.includes('d1') ? [['reviewer.d1', 'reviewer', 'd1', true] as const] : []),
  ];
  const templates = options.templates ?? [TINY];
  const periods = options.periods ?? [Q1];
  const from = '2000-01-01';
  const data: ProvinceData = {
    province: { id, name: `Tỉnh ${id}` },
    units: units.map((unit) => ({
      id: unit,
      kind: unit === 'p' ? 'tinh' : 'huyen',
      validFrom: from,
      validTo: null,
    })),
    names: units.map((unit) => ({ unit, validFrom: from, name: `Đơn vị ${unit}` })),
    aliases: options.aliases ?? [],
    codes: options.codes ?? [],
    kinds: options.kinds ?? [],
    successions: options.successions ?? [],
    holidays: options.holidays ?? [],
    edges: Object.entries(offices).map(([child, parent]) => ({
      tree: 'party',
      parent,
      child,
      validFrom: from,
      validTo: null,
    })),
    people: [...new Set(roles.map(([person]) => person))].map((person) => ({
      id: person,
      name: `Người ${person}`,
      email: `${person}@${id}.gov.vn`,
      revoked: false,
    })),
    roles: roles.map(([person, role, unit, subtree]) => ({ person, role, unit, subtree })),
    sectionOwners: options.sectionOwners ?? [],
    templates: templates.map((template) => ({ template })),
    periods: periods.map((period) => ({ period })),
    assignments: units.flatMap((unit) =>
      templates.flatMap((template) =>
        periods.map((period) => ({
          unit,
          template: template.id,
          version: template.version,
          period: period.id,
          assigned: options.assigned?.[template.id] ?? [],
          profile: options.profiles?.[unit] ?? null,
        })),
      ),
    ),
    ...(options.groups === undefined ? {} : { groups: options.groups }),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
  };
  const plan = await importProvince({ db, clock }, data, { dryRun: false });
  if (!plan.stored) throw new Error(`the test province was not stored: ${JSON.stringify(plan.faults)}`);
  return id;
}
