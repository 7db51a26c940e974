/** Where an opened task stands: closed by evidence or by a later figure, open again where the newest figure falls short. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LaterFigure, type ToldOfTask, taskState } from '../../shared/opened-tasks.ts';

const DEADLINE = '2022-05-31';
const stateOf = (told: ToldOfTask | undefined, figures: readonly LaterFigure[], asOf = '2022-05-01') =>
  taskState({ told, figures, deadline: DEADLINE, asOf });

const SHORT_THEN = { isShort: true, to: '2021-12-31' };
const SHORT_LATER = { isShort: true, to: '2022-12-31' };
const WELL_LATER = { isShort: false, to: '2022-12-31' };
const DONE = { done: true, evidence: 'Báo cáo 12', completed: '2022-04-20' };

test('it is open until its deadline, the day itself included, and overdue from the day after', () => {
  expect(stateOf(undefined, [SHORT_THEN], DEADLINE)).toBe('open');
  expect(stateOf(undefined, [SHORT_THEN], '2022-06-01')).toBe('overdue');
});

test('done with evidence closes it; done without evidence, or not yet by that day, does not', () => {
  expect(stateOf(DONE, [SHORT_THEN])).toBe('done');
  expect(stateOf({ ...DONE, evidence: undefined }, [SHORT_THEN])).toBe('open');
  expect(stateOf({ ...DONE, done: false }, [SHORT_THEN])).toBe('open');
  expect(stateOf(DONE, [SHORT_THEN], '2022-04-19')).toBe('open');
});

test('a later figure that recovers closes it without a word of the office, and so does its own figure corrected', () => {
  expect(stateOf(undefined, [SHORT_THEN, WELL_LATER])).toBe('recovered');
  expect(stateOf(undefined, [{ ...SHORT_THEN, isShort: false }])).toBe('recovered');
});

test('closed by evidence and short again in a period that ends after, it is reopened; the old figure reopens nothing', () => {
  expect(stateOf(DONE, [SHORT_THEN, SHORT_LATER])).toBe('reopened');
  expect(stateOf(DONE, [SHORT_THEN])).toBe('done');
  expect(stateOf(undefined, [SHORT_THEN, { isShort: false, to: '2022-03-31' }, SHORT_LATER])).toBe(
    'reopened',
  );
});

const day = fc
  .integer({ min: 0, max: 900 })
  .map((n) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10));
const figures = fc
  .array(fc.record({ isShort: fc.boolean(), to: day }), { maxLength: 4 })
  .map((list) => list.sort((a, b) => (a.to < b.to ? -1 : 1)));
const told = fc.option(
  fc.record({
    done: fc.boolean(),
    evidence: fc.option(fc.constant('BC 1'), { nil: undefined }),
    completed: fc.option(day, { nil: undefined }),
  }),
  { nil: undefined },
);

describe.each([11, 22, 33])('seed %i', (seed) => {
  test('it is closed only by evidence or by a newest figure that is not short, and reopened only where that one is', () => {
    fc.assert(
      fc.property(told, figures, day, day, (word, list, deadline, asOf) => {
        const state = taskState({ told: word, figures: list, deadline, asOf });
        const newest = list.at(-1);
        if (state === 'done') expect(word).toMatchObject({ done: true, evidence: 'BC 1' });
        if (state === 'recovered') expect(newest?.isShort).toBe(false);
        if (state === 'reopened') expect(newest?.isShort).toBe(true);
        if (state === 'overdue') expect(deadline < asOf).toBe(true);
        if (newest?.isShort === false) expect(['done', 'recovered']).toContain(state);
      }),
      { seed, numRuns: 300 },
    );
  });
});
