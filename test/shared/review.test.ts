/** The table of review is whole: states are reached and left as the design says, and what counts follows from the state. */
import { expect, test } from 'vitest';
import { COUNTED, levelInTurn, lowestOf, nextState, REVIEW, REVIEW_ACTIONS } from '../../shared/review.ts';
import { ReportState } from '../../shared/wire.ts';

const STATES = ReportState.options;

test('the states and actions are these and lead where the design says', () => {
  const lines = REVIEW_ACTIONS.map((action) => [
    action,
    ...STATES.map((state) => nextState(action, state) ?? '–'),
  ]);
  expect([['', ...STATES], ...lines]).toEqual([
    ['', 'draft', 'submitted', 'returned', 'accepted', 'locked'],
    ['save', 'draft', 'submitted', 'returned', '–', '–'],
    ['send', 'submitted', 'submitted', 'submitted', '–', '–'],
    ['sign', '–', 'submitted', '–', 'accepted', '–'],
    ['accept', '–', 'accepted', '–', 'accepted', '–'],
    ['return', '–', 'returned', 'returned', 'returned', '–'],
    ['lock', '–', '–', '–', 'locked', '–'],
    ['unlock', '–', '–', '–', '–', 'accepted'],
    ['revert', '–', 'submitted', 'submitted', '–', '–'],
  ]);
});

test('every state is reached from a draft, and every state but a draft is left and come back to', () => {
  const reach = (from: readonly string[]): string[] => {
    const next = new Set(from);
    for (const state of STATES.filter((one) => from.includes(one)))
      for (const action of REVIEW_ACTIONS) {
        const to = nextState(action, state);
        if (to !== undefined) next.add(to);
      }
    return next.size === from.length ? [...next].sort() : reach([...next]);
  };
  expect(reach(['draft'])).toEqual([...STATES].sort());
  for (const state of STATES.filter((one) => one !== 'draft')) expect(reach([state])).toContain('returned');
});

test('the office alone changes figures, the reviewer alone decides, and nobody takes back what was accepted but by a return', () => {
  for (const action of REVIEW_ACTIONS) {
    const { who, leads } = REVIEW[action];
    const makesRevision = action === 'save' || action === 'send' || action === 'revert';
    if (makesRevision) expect(who).not.toContain('reviewer');
    else expect(who.length).toBe(1);
    if (makesRevision) expect(leads).not.toHaveProperty('accepted');
  }
});

test('what is accepted is submitted too', () => {
  for (const state of STATES) if (COUNTED[state].accepted) expect(COUNTED[state].submitted, state).toBe(true);
});

const levels = (...accepted: boolean[]) => accepted.map((is, i) => ({ unit: `l${i}`, accepted: is }));

test('the nearest level that has not accepted is in turn, and one acts for the lowest of one’s own', () => {
  expect(levelInTurn(levels(true, false, false))?.unit).toBe('l1');
  expect(levelInTurn(levels(true, true))).toBeUndefined();
  const mine = ({ unit }: { unit: string }) => unit !== 'l0';
  expect(lowestOf(levels(false, false, false), mine)?.unit).toBe('l1');
  expect(lowestOf(levels(false, true, false), mine)?.unit).toBe('l2');
  expect(lowestOf(levels(false, true, true), mine)).toBeUndefined();
});
