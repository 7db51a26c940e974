/** Tasks as of a day: the ladder's classes part the rows, counts add up over offices as the published report counts them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addStanding,
  ladderFigures,
  NO_TASKS,
  standingOf,
  type TaskRow,
  taskFigures,
  taskRows,
  tasksOver,
} from '../../shared/task-standing.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { calendarOf, workingDaysBetween } from '../../shared/working-days.ts';

const CALENDAR = calendarOf([
  { day: '2022-05-02', kind: 'off' },
  { day: '2022-05-03', kind: 'off' },
]);
const ROW: TaskRow = {
  section: 'tasks',
  key: 'r1',
  title: undefined,
  office: undefined,
  deadline: undefined,
  completed: undefined,
  done: false,
  exceeded: false,
  clear: [],
};
const ladder = (deadline: string | undefined, asOf: string) =>
  ladderFigures(standingOf({ ...ROW, deadline }, asOf, CALENDAR));

test('the ladder counts working days: a weekend and two days off between are not late', () => {
  expect(ladder('2022-04-29', '2022-05-03')).toMatchObject({
    dueSoon: 0,
    justPassed: 1,
    late: [{ count: 0 }, {}, {}, {}],
  });
  expect(ladder('2022-04-29', '2022-05-04').late[0]).toEqual({ from: 1, to: 5, count: 1 });
});

test.each([
  ['2022-06-08', [1, 0, 0, 0]],
  ['2022-06-09', [0, 1, 0, 0]],
  ['2022-06-15', [0, 1, 0, 0]],
  ['2022-06-16', [0, 0, 1, 0]],
  ['2022-06-29', [0, 0, 1, 0]],
  ['2022-06-30', [0, 0, 0, 1]],
])(
  'due on 1 June 2022 and read on %s it stands in one class of 1–5, 6–10, 11–20, over 20',
  (asOf, counts) => {
    expect(ladder('2022-06-01', asOf).late.map(({ count }) => count)).toEqual(counts);
    expect(ladder('2022-06-01', asOf).late.map(({ from, to }) => [from, to])).toEqual([
      [1, 5],
      [6, 10],
      [11, 20],
      [21, null],
    ]);
  },
);

test('the published arithmetic holds: total = completed + not completed, late ones count as completed, the rate is of those due', () => {
  const { counts } = NO_TASKS;
  const figures = taskFigures({
    ...NO_TASKS,
    counts: { ...counts, doneOnTime: 70, doneLate: 10, overdue: 20, onTime: 90, dueSoon: 10, noDeadline: 7 },
  });
  expect(figures).toMatchObject({
    total: 207,
    completedOnTime: 70,
    completedLate: 10,
    inTime: 100,
    overdue: 20,
    noDeadline: 7,
    completionRate: '80',
    behindShare: '30',
  });
  expect(taskFigures(NO_TASKS)).toMatchObject({ completionRate: null, behindShare: null });
});

test('cancelled tasks are none; a flag above requirement counts only with evidence; blank and “not yet known” leave a “rõ” open', () => {
  const template = builtIn('tasks');
  if (template === undefined) throw new Error('no tasks form');
  const whole = {
    task: 'Việc',
    lead: 'Chánh Văn phòng',
    deadline: '2022-06-30',
    result: 'Đề án',
    responsible: 'Bí thư',
  };
  const content = {
    tasks: {
      a: { ...whole, exceeded: 'yes', evidence: 'BC 1', ownerTitle: 'Bí thư', ownerUnit: 'x1' },
      b: { ...whole, exceeded: 'yes', result: { empty: 'notYetKnown' as const, reason: 'chờ' } },
      c: { ...whole, workflow: 'cancelled' },
    },
  };
  const rows = taskRows({ template, assigned: [], content });
  expect(rows.map(({ key, exceeded, title, clear }) => [key, exceeded, title, clear])).toEqual([
    ['a', true, 'Bí thư', [true, true, true, true, true]],
    ['b', false, undefined, [true, true, true, false, true]],
  ]);
});

const FORM = builtIn('tasks');
const report = (list: readonly object[]) => {
  if (FORM === undefined) throw new Error('no tasks form');
  const content = { tasks: Object.fromEntries(list.map((cells, index) => [`r${index}`, { ...cells }])) };
  return { template: FORM, assigned: [], content };
};
const WORDS = { task: 'Hòa giải', ownerUnit: 'Xã A', ownerTitle: 'Bí thư', batch: 'Đợt 1' };

test('told again in other capitals and spaces, then cancelled, a task is none; without words each row is one', () => {
  const again = { ...WORDS, task: ' hoà  GIẢI ', workflow: 'cancelled' };
  expect(tasksOver([report([WORDS]), report([again])])).toEqual([]);
  expect(tasksOver([report([again]), report([WORDS])])).toHaveLength(1);
  for (const column of ['task', 'ownerUnit', 'ownerTitle', 'batch'])
    expect(tasksOver([report([WORDS]), report([{ ...WORDS, [column]: 'khác' }])]), column).toHaveLength(2);
  expect(
    tasksOver([report([{ deadline: '2022-06-30' }]), report([{ deadline: '2022-06-30' }])]),
  ).toHaveLength(2);
});

const day = fc
  .integer({ min: 0, max: 400 })
  .map((n) => new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const row = fc
  .record({
    deadline: maybe(day),
    completed: maybe(day),
    done: fc.boolean(),
    exceeded: fc.boolean(),
    clear: fc.array(maybe(fc.boolean()), { minLength: 5, maxLength: 5 }),
  })
  .map((more): TaskRow => ({ ...ROW, ...more }));
const rows = fc.array(row, { maxLength: 12 });
const toldRow = fc.record({
  task: fc.constantFrom('Việc 1', 'Việc 2', 'Việc 3'),
  ownerUnit: fc.constantFrom('Xã A', 'Xã B'),
  batch: fc.constantFrom('Đợt 1', 'Đợt 2'),
  deadline: day,
  progress: fc.constantFrom('inProgress', 'done'),
  workflow: fc.constantFrom('registered', 'cancelled'),
});
/** No report holds a task twice: the form's own rule. */
const reports = fc.array(
  fc.uniqueArray(toldRow, {
    maxLength: 5,
    selector: ({ task, ownerUnit, batch }) => [task, ownerUnit, batch].join('|'),
  }),
  { minLength: 1, maxLength: 4 },
);
const sum = (list: readonly TaskRow[], asOf: string) =>
  list.map((one) => standingOf(one, asOf, CALENDAR)).reduce(addStanding, NO_TASKS);

describe.each([101, 202, 303])('seed %i', (seed) => {
  test('telling every task again as it stands, in any order of rows, changes nothing in the counts', () => {
    fc.assert(
      fc.property(reports, day, (lists, asOf) => {
        const last = new Map(
          lists.flat().map((cells) => [[cells.task, cells.ownerUnit, cells.batch].join('|'), cells]),
        );
        const all = lists.map(report);
        const before = sum(tasksOver(all), asOf);
        expect(sum(tasksOver([...all, report([...last.values()].reverse())]), asOf)).toEqual(before);
        const counted = [...last.values()].filter(({ workflow }) => workflow !== 'cancelled');
        expect(taskFigures(before).total).toBe(counted.length);
      }),
      { seed, numRuns: 60 },
    );
  });

  test('the classes of the ladder part the unfinished rows: each stands in exactly one, as its working days say', () => {
    fc.assert(
      fc.property(rows, day, (list, asOf) => {
        const standing = sum(list, asOf);
        const { completedOnTime, completedLate, total } = taskFigures(standing);
        const { noDeadline, notDue, dueSoon, justPassed, late } = ladderFigures(standing);
        const overdue = late.reduce((all, { count }) => all + count, justPassed);
        expect(overdue).toBe(taskFigures(standing).overdue);
        const unfinished = noDeadline + notDue + dueSoon + overdue;
        expect(unfinished).toBe(total - completedOnTime - completedLate);
        expect(total).toBe(list.length);
        const days = list
          .filter(({ completed, done }) => !((completed ?? (done ? asOf : '9')) <= asOf))
          .map(({ deadline }) => (deadline === undefined ? 0 : workingDaysBetween(CALENDAR, deadline, asOf)));
        for (const { from, to, count } of late)
          expect(count).toBe(days.filter((n) => n >= from && n <= (to ?? Number.POSITIVE_INFINITY)).length);
      }),
      { seed, numRuns: 100 },
    );
  });

  test('what is added over offices is what all their tasks add up to, in any order', () => {
    fc.assert(
      fc.property(rows, rows, day, (a, b, asOf) => {
        const parts = addStanding(sum(a, asOf), sum(b, asOf));
        expect(parts).toEqual(sum([...a, ...b], asOf));
        expect(addStanding(sum(b, asOf), sum(a, asOf))).toEqual(parts);
      }),
      { seed, numRuns: 100 },
    );
  });
});
