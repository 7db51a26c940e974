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
  given: false,
  title: undefined,
  office: undefined,
  deadline: undefined,
  completed: undefined,
  done: false,
  exceeded: false,
  clear: undefined,
};
const ladder = (deadline: string | undefined, asOf: string) =>
  ladderFigures(standingOf({ ...ROW, deadline }, asOf, CALENDAR));

test('the ladder counts working days: a weekend and two days off between are not late', () => {
  expect(ladder('2022-04-29', '2022-05-03')).toMatchObject({ dueSoon: 1, late: [{ count: 0 }, {}, {}, {}] });
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
    clear: maybe(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 })),
  })
  .map((more): TaskRow => ({ ...ROW, ...more }));
const rows = fc.array(row, { maxLength: 12 });
const sum = (list: readonly TaskRow[], asOf: string) =>
  list.map((one) => standingOf(one, asOf, CALENDAR)).reduce(addStanding, NO_TASKS);

describe.each([101, 202, 303])('seed %i', (seed) => {
  test('the classes of the ladder part the unfinished rows: each stands in exactly one, as its working days say', () => {
    fc.assert(
      fc.property(rows, day, (list, asOf) => {
        const standing = sum(list, asOf);
        const { completedOnTime, completedLate, total } = taskFigures(standing);
        const { noDeadline, notDue, dueSoon, late } = ladderFigures(standing);
        const unfinished = noDeadline + notDue + dueSoon + late.reduce((all, { count }) => all + count, 0);
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
