/**
 * check-time: how long a clerk waits for the check of 5,000 tasks, in the stand-in of Google and its virtual time: 40 ms for every
 * call to the spreadsheet and 300 ms for every request, plus the processor time this process really took, the stand-in's own work
 * included. A second check of the same sheet may take little longer than the first.
 */
import type { ReportContent } from '../../shared/report.ts';
import { Template } from '../../shared/template.ts';
import { type AddonDesk, addonDesk, templateNamed } from '../support/addon-desk.ts';
import type { Figure } from './figure.ts';
import { manyTasks } from './task-rows.ts';

const ROWS = 5000;
const COSTS = { callMs: 40, fetchMs: 300 } as const;
const BARS = { first: 2500, again: 1.2 } as const;

/** The columns an office must fill, and those deadlines are told by: 12. */
const COLUMNS = [
  'ownerKind',
  'ownerUnit',
  'ownerTitle',
  'batch',
  'task',
  'group',
  'result',
  'responsible',
  'deadline',
  'workflow',
  'progress',
  'completed',
];

/** The built-in form with these columns and the computed one, and every rule that asks for no other. */
function form(): Template {
  const tasks = templateNamed('tasks');
  const [section] = tasks.sections;
  if (section === undefined) throw new Error('no section');
  const kept = section.columns.filter(({ id, source }) => COLUMNS.includes(id) || source === 'derived');
  const gone = section.columns.filter((column) => !kept.includes(column)).map(({ id }) => id);
  // As a value, not as the name of a member: rules have a member "basis" too.
  const ofOthers = (rule: unknown): boolean =>
    [...gone, 'opened'].some((id) => new RegExp(`[:,\\[]"${id}"(?!:)`).test(JSON.stringify(rule)));
  return Template.parse({
    ...tasks,
    sections: [{ ...section, columns: kept }],
    rules: tasks.rules.filter((rule) => !ofOthers(rule)),
  });
}

const contentOf = (): ReportContent => ({
  tasks: Object.fromEntries(
    Object.entries(manyTasks(ROWS).tasks ?? {}).map(([key, cells]) => [
      key,
      Object.fromEntries(Object.entries(cells).filter(([id]) => COLUMNS.includes(id))),
    ]),
  ),
});

interface Wait {
  /** Milliseconds: of calls and requests, and of the processor. */
  readonly virtual: number;
  readonly processor: number;
  readonly calls: number;
  readonly fetches: number;
}

const total = ({ virtual, processor }: Wait): number => virtual + processor;

async function check(at: AddonDesk): Promise<Wait> {
  const { desk } = at;
  desk.resetCalls();
  const before = desk.clock.now();
  const processor = process.cpuUsage();
  const checked = await at.call('check');
  const { user, system } = process.cpuUsage(processor);
  if (checked.rows !== ROWS) throw new Error(`${checked.rows} rows were checked`);
  return {
    virtual: desk.clock.now() - before,
    processor: (user + system) / 1000,
    calls: desk.calls,
    fetches: desk.fetches,
  };
}

const words = (wait: Wait): string =>
  `${wait.calls} calls and ${wait.fetches} request(s) = ${wait.virtual} ms, processor ${Math.round(wait.processor)} ms`;

export async function benchCheckTime(): Promise<Figure[]> {
  const template = form();
  const at = addonDesk(template, contentOf(), { costs: COSTS });
  try {
    await at.call('createSheets', { unit: 'tu-ky', template: 'tasks', period: '2021' });
    const [first, again] = [await check(at), await check(at)];
    const note = `${ROWS} rows × ${COLUMNS.length} columns, ${template.rules.length} rules`;
    return [
      {
        id: 'check-time-5000',
        value: total(first),
        unit: 'ms',
        bar: BARS.first,
        want: 'atMost',
        note: `${note}: ${words(first)}`,
      },
      {
        id: 'check-time-again',
        value: total(again) / total(first),
        unit: 'ratio',
        bar: BARS.again,
        want: 'atMost',
        // Virtual time alone may not grow either: the processor's share is noise.
        also: again.virtual <= first.virtual * BARS.again,
        note: `second check: ${words(again)}`,
      },
    ];
  } finally {
    await at.desk.close();
  }
}
