/**
 * sheet-calls: spreadsheet calls of the built add-on to check and to send a filled sheet of 40 columns, counted by the stand-in of
 * Google at 50 and at 5,000 rows. The push goes to the real service and has to come back with its receipt.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rpc } from '../../addon/core/rpc-calls.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import type { ReportContent } from '../../shared/report.ts';
import { KEY_COLUMN } from '../../shared/sheet-plan.ts';
import { type Column, Template } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { PATHS, PROTOCOL } from '../../shared/wire.ts';
import { Desk } from '../standin/index.ts';
import { makeProvince } from '../support/make.ts';
import { ROOT } from '../support/sources.ts';
import type { Figure } from './figure.ts';
import { YEAR } from './form.ts';
import { type Host, PROVINCE, type RunningService, tokenOf, withDatabase } from './host.ts';
import { manyTasks } from './task-rows.ts';

const COLUMNS = 40;
const SIZES = [50, 5000] as const;
const BARS = { check: 10, send: 12 } as const;
const SERVER_HOST = 'so-tinh.example.vn';

const unitFor = (rows: number): string => `x${rows}`;

/** The built-in tasks form with as many more columns as make 40 an office fills. */
function wideTasks(): { template: Template; more: readonly string[] } {
  const tasks = builtIn('tasks');
  const [section] = tasks?.sections ?? [];
  if (tasks === undefined || section === undefined) throw new Error('the tasks form is not built in');
  const own = section.columns.filter(({ source }) => source === 'office').length;
  const more = Array.from(
    { length: COLUMNS - own },
    (_, n): Column => ({
      id: `more${n}`,
      label: { vi: `Số liệu ${n + 1}`, en: `Figure ${n + 1}` },
      type: 'decimal',
      source: 'office',
      required: false,
    }),
  );
  const wide = { ...section, columns: [...section.columns, ...more] };
  return { template: Template.parse({ ...tasks, sections: [wide] }), more: more.map(({ id }) => id) };
}

function contentOf(rows: number, more: readonly string[]): ReportContent {
  const figures = Object.fromEntries(more.map((id, n) => [id, `${n + 1}2.5`]));
  const tasks = manyTasks(rows).tasks ?? {};
  return {
    tasks: Object.fromEntries(Object.entries(tasks).map(([key, cells]) => [key, { ...cells, ...figures }])),
  };
}

/** What the office kept as a draft, so that its sheet is made full. */
async function keepDraft(
  service: RunningService,
  token: string,
  template: Template,
  rows: number,
  content: ReportContent,
) {
  const body = {
    protocol: PROTOCOL,
    templateVersion: template.version,
    baseRevision: 0,
    mode: 'draft',
    content,
  };
  const reply = await fetch(`${service.url}${PATHS.revisions(unitFor(rows), template.id, YEAR.id)}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `bench-draft-${rows}`,
    },
    body: JSON.stringify(body),
  });
  if (reply.status !== 200)
    throw new Error(`${rows} rows: ${reply.status} ${(await reply.text()).slice(0, 500)}`);
}

type Value<N extends keyof Rpc> = Extract<ReturnType<Rpc[N]>, { ok: true }>['value'];

async function call<N extends keyof Rpc>(
  desk: Desk,
  name: N,
  ...args: Parameters<Rpc[N]>
): Promise<Value<N>> {
  const result = (await desk.run(name, ...args)) as unknown as ReturnType<Rpc[N]>;
  if (!result.ok) throw new Error(`${name}: ${result.problem.code}: ${result.problem.detail}`);
  return result.value as Value<N>;
}

/** The address of the first row's cell in this column. */
function cellOf(desk: Desk, sheet: string, column: string): string {
  const model = desk.clerk.sheet(sheet);
  const ids = Array.from({ length: model.columnCount }, (_, at) => model.at(0, at).value);
  const key = ids.indexOf(KEY_COLUMN);
  const row = Array.from({ length: 20 }, (_, at) => model.at(at, key).value).indexOf('r00000');
  if (row === -1 || !ids.includes(column)) throw new Error(`no column ${column} on the sheet`);
  return `'${sheet}'!${a1(row, ids.indexOf(column))}`;
}

async function countedAt(
  desk: Desk,
  template: Template,
  rows: number,
): Promise<{ check: number; send: number }> {
  await call(desk, 'createSheets', { unit: unitFor(rows), template: template.id, period: YEAR.id });
  const sheet = template.sections[0]?.label.vi ?? '';
  desk.clerk.type(cellOf(desk, sheet, 'conclusion'), 'Đã sửa sau khi rà soát');
  desk.resetCalls();
  const checked = await call(desk, 'check');
  const check = desk.calls;
  if (checked.rows !== rows || checked.counts.errors > 0) {
    throw new Error(
      `${checked.rows} rows, ${JSON.stringify(checked.counts)}: ${JSON.stringify(checked.issues[0])}`,
    );
  }
  desk.resetCalls();
  const sent = await call(desk, 'send', { mode: 'submit', reasons: {}, key: `bench-send-${rows}` });
  const send = desk.calls;
  if (sent.kind !== 'sent' || sent.receipt === null || sent.changes !== 1) {
    throw new Error(`not sent with one change: ${JSON.stringify(sent).slice(0, 500)}`);
  }
  return { check, send };
}

const built = (file: string): string => readFileSync(join(ROOT, 'addon', 'dist', file), 'utf8');

async function measureAt(
  host: Host,
  service: RunningService,
  rows: number,
): Promise<{ check: number; send: number }> {
  const { template, more } = wideTasks();
  const token = tokenOf(host.issuer, `clerk.${unitFor(rows)}`);
  await keepDraft(service, token, template, rows, contentOf(rows, more));
  const desk = new Desk({
    code: built('Code.js'),
    html: { Sidebar: built('Sidebar.html') },
    network: { [SERVER_HOST]: service.url },
    token: () => token,
    urlAllowList: [`https://${SERVER_HOST}/`],
  });
  try {
    return await countedAt(desk, template, rows);
  } finally {
    await desk.close();
  }
}

export async function benchSheetCalls(host: Host): Promise<Figure[]> {
  const database = await host.database('sheet_calls');
  const { template } = wideTasks();
  await withDatabase(database, (db) =>
    makeProvince(db, () => new Date(), {
      id: PROVINCE,
      offices: Object.fromEntries(SIZES.map((rows) => [unitFor(rows), 'p'])),
      templates: [template],
      periods: [YEAR],
    }),
  );
  const service = await host.service(database);
  const [few, many] = [await measureAt(host, service, SIZES[0]), await measureAt(host, service, SIZES[1])];
  await service.stop();
  const figure = (kind: 'check' | 'send', rows: number, value: number): Figure => ({
    id: `sheet-calls-${kind}-${rows}`,
    value,
    also: few[kind] === many[kind],
    unit: 'calls',
    bar: BARS[kind],
    want: 'atMost',
    note: `${rows} rows × ${COLUMNS} columns: ${value}; must be equal at both sizes: ${few[kind]} and ${many[kind]}`,
  });
  return [
    figure('check', SIZES[0], few.check),
    figure('check', SIZES[1], many.check),
    figure('send', SIZES[0], few.send),
    figure('send', SIZES[1], many.send),
  ];
}
