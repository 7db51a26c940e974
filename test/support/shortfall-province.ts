/** A province whose offices have targets, findings and tasks: two years of figures, and tasks reports that take what is opened. */

import type { Period } from '../../shared/period.ts';
import type { Cells } from '../../shared/report.ts';
import type { AssignedRow, Template } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { targetRow } from '../../shared/templates/target-row.ts';
import type { PushRequest } from '../../shared/wire.ts';
import type { OpenTask, PlacedTask } from '../../shared/wire-tasks.ts';
import { newKey, type Reply, type TestApp } from './app.ts';
import { makeProvince, type ProvinceOptions } from './make.ts';

function form(id: string): Template {
  const template = builtIn(id);
  if (template === undefined) throw new Error(`no built-in template ${id}`);
  return template;
}

const annexOf = (template: Template): Template => ({
  ...template,
  counts: 'submitted',
  rules: [],
  sections: template.sections
    .filter(({ id }) => id === 'annex')
    .map((section) => ({
      ...section,
      rows: (section.rows ?? []).filter(({ key }) => key.startsWith('KP.')),
    })),
  shortfalls: (template.shortfalls ?? []).filter(
    (shortfall) => shortfall.kind === 'undone' && shortfall.done.row === 'KP.XONG',
  ),
});

export const RESULTS: Template = { ...form('targets'), rules: [] };
export const FINDINGS: Template = annexOf(form('inspection'));
export const TASKS: Template = form('tasks');

export const TARGETS: readonly AssignedRow[] = [
  targetRow({
    key: 'ct1',
    label: { vi: 'Tỷ lệ văn bản ký số', en: 'Documents signed' },
    unit: '%',
    method: 'growth',
    plan: 'từ 95% trở lên',
  }),
  targetRow({
    key: 'ct1a',
    label: { vi: 'Trong đó: cấp xã', en: 'Of which: communes' },
    unit: '%',
    method: 'growth',
    plan: 'từ 90% trở lên',
    counted: false,
  }),
  targetRow({
    key: 'ct2',
    label: { vi: 'Tổ chức đảng mới', en: 'New party organisations' },
    unit: 'tổ chức',
    method: 'sum',
    plan: '2 - 3 tổ chức',
  }),
];

const period = (id: string, kind: Period['kind'], from: string, to: string): Period => ({
  id,
  kind,
  label: { vi: kind === 'year' ? `Năm ${id}` : `Kỳ ${id}`, en: `Period ${id}` },
  year: Number(to.slice(0, 4)),
  from,
  to,
  due: { default: to },
  state: 'open',
});

export const PERIODS: readonly Period[] = [
  period('2021', 'year', '2021-01-01', '2021-12-31'),
  period('2021-q4', 'quarter', '2021-10-01', '2021-12-31'),
  period('2022-q1', 'quarter', '2022-01-01', '2022-03-31'),
  period('2022-q2', 'quarter', '2022-04-01', '2022-06-30'),
  period('2022', 'year', '2022-01-01', '2022-12-31'),
];

/** A province of its own on an application that others use as well. */
export interface Place {
  readonly app: TestApp;
  readonly id: string;
  /** A token of one of its people. */
  as(person: string): string;
}

let serial = 0;

export async function makeShortfallProvince(app: TestApp, more: ProvinceOptions = {}): Promise<Place> {
  const id = await makeProvince(app.db, () => app.now, {
    id: `s${++serial}`,
    templates: [RESULTS, FINDINGS, TASKS],
    periods: PERIODS,
    assigned: { targets: TARGETS },
    ...more,
  });
  return { app, id, as: (person) => app.token(person, id) };
}

/** These periods are open, all others closed: only their tasks reports take a task. */
export async function openOnly({ app, id }: Place, periods: readonly string[]): Promise<void> {
  await app.db.system`
    UPDATE period SET state = CASE WHEN id = ANY (${[...periods]}) THEN 'open' ELSE 'closed' END WHERE province_id = ${id}`;
}

/** Sends a report of `unit` as its clerk, on top of what was sent; it must be stored. */
export async function send(
  { app, as }: Place,
  at: { readonly unit: string; readonly template: string; readonly period: string },
  content: PushRequest['content'],
  more: Partial<PushRequest> = {},
): Promise<Reply> {
  const path = `/api/reports/${at.unit}/${at.template}/${at.period}`;
  const clerk = as(`clerk.${at.unit}`);
  const form = await app.get<{ head: { revision: number } }>(path, clerk);
  const body = {
    protocol: 1,
    templateVersion: 1,
    baseRevision: form.body.head.revision,
    mode: 'submit',
    content,
    ...more,
  };
  const reply = await app.post(`${path}/revisions`, body, { as: clerk, key: newKey() });
  if (reply.status !== 200) throw new Error(`not stored: ${reply.text.slice(0, 2000)}`);
  return reply;
}

/** What opens a task from the first target, where a test says no more. */
const TASK: OpenTask = {
  section: 'targets',
  row: 'ct1',
  task: 'Ký số toàn bộ văn bản đi',
  lead: 'Chánh Văn phòng',
  deadline: '2022-05-31',
};

/** Opens a task from a shortfall of a report, whatever the reply. */
export const openTask = (
  { app, as }: Place,
  task: Partial<OpenTask> = {},
  {
    at = 'targets/2021/x1',
    person = 'reviewer',
    key = newKey(),
  }: { readonly at?: string; readonly person?: string; readonly key?: string } = {},
) =>
  app.post<PlacedTask & { code?: string; errors?: unknown }>(
    `/api/shortfalls/${at}/tasks`,
    { ...TASK, ...task },
    { as: as(person), key },
  );

const figure = (actual: string, more: Cells = {}): Cells => ({ actual, kind: 'chinh_thuc', ...more });

/** Results of the three targets: signed documents, of which communes, new organisations. */
export const results = (ct1: string, ct2 = '3', more: Cells = {}): PushRequest['content'] => ({
  targets: { ct1: figure(ct1, more), ct1a: figure('10'), ct2: figure(ct2) },
});

/** Matters to remedy, and remedied. */
export const findings = (owed: string, done: string): PushRequest['content'] => ({
  annex: { 'KP.ND': { total: owed }, 'KP.XONG': { total: done } },
});

export const OWN_TASK: Cells = {
  ownerKind: 'unit',
  ownerUnit: 'Đơn vị x1',
  batch: 'Đợt 1',
  task: 'Số hóa hồ sơ một cửa',
  group: 'remedy',
  result: 'Toàn bộ hồ sơ được số hóa',
  lead: 'Chánh Văn phòng',
  responsible: 'Chủ tịch',
  deadline: '2022-06-30',
  workflow: 'registered',
  progress: 'inProgress',
};

/** A tasks report: one task of the office's own, and what it tells of the opened ones. */
export const told = (opened: Record<string, Cells>, own: Record<string, Cells> = { r0001: OWN_TASK }) => ({
  tasks: own,
  opened,
});
