/** A small form whose columns differ in time, and a province reorganised in the middle of a year that fills it. */

import type { ProvinceData, SuccessionRow, UnitRow } from '../../server/store/province-data.ts';
import { importProvince } from '../../server/usecases/import/import-province.ts';
import type { Period, PeriodKind } from '../../shared/period.ts';
import { Template } from '../../shared/template.ts';
import { newKey, type TestApp } from './app.ts';
import { TINY } from './make.ts';

const column = (id: string, overTime: string) => ({
  id,
  label: { vi: id, en: id },
  type: 'decimal' as const,
  decimals: 3,
  overTime,
  overUnits: { kind: 'sum' as const },
});
const row = (key: string, more: object = {}) => ({
  key,
  label: { vi: `Dòng ${key}`, en: `Row ${key}` },
  ...more,
});

/** Rows a, b (lower is better); columns flow, cumulative, stock. The second version has row c too. */
export const lineForm = (version: 1 | 2 = 1): Template =>
  Template.parse({
    ...TINY,
    id: 'line',
    version,
    rules: [],
    sections: [
      {
        id: 'main',
        label: { vi: 'Chính', en: 'Main' },
        kind: 'grid',
        rowsFrom: 'template',
        columns: [column('flow', 'flow'), column('cumulative', 'cumulative'), column('stock', 'stock')],
        rows: [row('a'), row('b', { direction: 'lower' }), ...(version === 2 ? [row('c')] : [])],
      },
    ],
  });

export const period = (id: string, kind: PeriodKind, from: string, to: string): Period => ({
  id,
  kind,
  label: { vi: `Kỳ ${id}`, en: `Period ${id}` },
  year: Number(to.slice(0, 4)),
  from,
  to,
  due: { default: '2199-12-31' },
  state: 'open',
});

export const DAY = '2022-07-01';
const LAST = '2022-06-30';
const FIRST = '2000-01-01';

export const to = (old: string, heir: string, share: string | null = null): SuccessionRow => ({
  old,
  new: heir,
  day: DAY,
  share,
});

/** Unit → unit above, and its days. d1 with x1, x2 ends; n1, n2 begin directly under the province; d2 goes on. */
const LIVES: readonly (readonly [id: string, above: string | null, from: string, to: string | null])[] = [
  ['p', null, FIRST, null],
  ['d1', 'p', FIRST, LAST],
  ['d2', 'p', FIRST, null],
  ['x1', 'd1', FIRST, LAST],
  ['x2', 'd1', FIRST, LAST],
  ['n1', 'p', DAY, null],
  ['n2', 'p', DAY, null],
];

export interface Line {
  readonly successions: readonly SuccessionRow[];
  readonly periods: readonly Period[];
  /** period → unit → row → column → figure; a unit named owes the period. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, Values>>>>;
  /** period → version of the form; 1 where it is not named. */
  readonly versions?: Readonly<Record<string, 1 | 2>>;
  readonly more?: Partial<ProvinceData>;
}
type Values = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function lineData(province: string, line: Line): ProvinceData {
  const person = (id: string) => ({
    id,
    name: `Người ${id}`,
    email: `${id}@${province}.gov.vn`,
    revoked: false,
  });
  const units = LIVES.map(
    ([id, , validFrom, validTo]): UnitRow => ({ id, kind: 'huyen', validFrom, validTo }),
  );
  return {
    province: { id: province, name: `Tỉnh ${province}` },
    units,
    names: units.map(({ id, validFrom }) => ({ unit: id, validFrom, name: `Đơn vị ${id}` })),
    edges: LIVES.flatMap(([child, parent, validFrom, validTo]) =>
      parent === null ? [] : [{ tree: 'party' as const, parent, child, validFrom, validTo }],
    ),
    successions: line.successions,
    people: [person('writer'), person('clerk.d2')],
    roles: [
      ...units.map(({ id }) => ({ person: 'writer', role: 'clerk' as const, unit: id, subtree: false })),
      { person: 'writer', role: 'writer', unit: 'p', subtree: true },
      { person: 'clerk.d2', role: 'clerk', unit: 'd2', subtree: false },
    ],
    templates: [...new Set([1 as const, ...Object.values(line.versions ?? {})])].map((version) => ({
      template: lineForm(version),
    })),
    periods: line.periods.map((one) => ({ period: one })),
    assignments: Object.entries(line.figures).flatMap(([of, byUnit]) =>
      Object.keys(byUnit).map((unit) => ({
        unit,
        template: 'line',
        version: line.versions?.[of] ?? 1,
        period: of,
        assigned: [],
      })),
    ),
    ...line.more,
  };
}

let serial = 0;

/** Imports the province and sends every figure; its id. A unit without rows owes and sends nothing. */
export async function fillLine(app: TestApp, line: Line): Promise<string> {
  const province = `line${++serial}`;
  const deps = { db: app.db, clock: () => app.now };
  const plan = await importProvince(deps, lineData(province, line), { dryRun: false });
  if (!plan.stored) throw new Error(`not stored: ${JSON.stringify(plan.faults)}`);
  const as = app.token('writer', province);
  for (const [of, byUnit] of Object.entries(line.figures)) {
    for (const [unit, content] of Object.entries(byUnit)) {
      if (Object.keys(content).length > 0)
        await sendLine(app, { as, of, unit, content, version: line.versions?.[of] });
    }
  }
  return province;
}

interface Sending {
  readonly as: string;
  readonly of: string;
  readonly unit: string;
  readonly content: Values;
  readonly version?: 1 | 2 | undefined;
  readonly base?: number;
}

export async function sendLine(app: TestApp, sending: Sending): Promise<void> {
  const { as, of, unit, content, version = 1, base = 0 } = sending;
  const push = {
    protocol: 1,
    templateVersion: version,
    baseRevision: base,
    mode: 'submit',
    content: { main: content },
  };
  const reply = await app.post(`/api/reports/${unit}/line/${of}/revisions`, push, { as, key: newKey() });
  if (reply.status !== 200) throw new Error(`${unit} ${of}: ${reply.text.slice(0, 400)}`);
}

/** The same figure in every column of row a. */
export const same = (value: string): Values => ({ a: { flow: value, cumulative: value, stock: value } });
