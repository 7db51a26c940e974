/** The sidebar's table of states against what its actions do: no state without a way out, one blue button each, every call may fail and be tried again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RpcResult } from '../../addon/core/rpc.ts';
import type { Rpc } from '../../addon/core/rpc-calls.ts';
import { type Actions, actionsOf } from '../../addon/sidebar/actions.ts';
import type { Call } from '../../addon/sidebar/call.ts';
import { keptOn } from '../../addon/sidebar/kept.ts';
import { MACHINE, type Screen, screenOf } from '../../addon/sidebar/machine.ts';
import { MENU } from '../../addon/sidebar/menu.ts';
import { INITIAL, type State } from '../../addon/sidebar/state.ts';
import { makeStore } from '../../addon/sidebar/store.ts';
import { WORD_PARTS } from '../../addon/sidebar/words.ts';
import { damage, examined, repairedAnswer } from '../support/doctor-answers.ts';
import {
  ANSWERED,
  asking,
  blank,
  changeAt,
  checked,
  checkOf,
  fixable,
  head,
  hello,
  issue,
  previewed,
  refusal,
  restoredAnswer,
  returned,
  sent,
  staleAnswer,
  started,
  summary,
  totalsAnswer,
  WAITING,
  warning,
} from '../support/sidebar-answers.ts';

const SCREENS = Object.keys(MACHINE) as Screen[];
const ends = (screen: Screen): readonly Screen[] => Object.values(MACHINE[screen].on).flat();

test('every state is reached from opening, and leads on to another', () => {
  const reached = new Set<Screen>(['starting']);
  for (const screen of reached) for (const next of ends(screen)) reached.add(next);
  expect([...reached].sort()).toEqual([...SCREENS].sort());
  expect(SCREENS.filter((screen) => !ends(screen).some((next) => next !== screen))).toEqual([]);
});

test('the blue button of a state is one of the things that may be done there', () => {
  for (const screen of SCREENS)
    expect(Object.keys(MACHINE[screen].on)).toContain(MACHINE[screen].primary.act);
});

test('a word stands in one part of the catalogue only, in both languages', () => {
  const keys = WORD_PARTS.flatMap((part) => Object.keys(part));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  const empty = WORD_PARTS.flatMap((part) => Object.entries(part)).filter(
    ([, words]) => words.length !== 2 || words.some((word: string) => word.trim() === ''),
  );
  expect(empty).toEqual([]);
});

test('an entry of the menu stands there once', () => {
  const ids = MENU.map(({ id }) => id);
  expect(ids.length).toBe(new Set(ids).size);
});

const value = <T>(result: RpcResult<T>): T => {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
};
const after = (report: State['report'] & object) => ({ ok: true, value: checkOf([], report) }) as const;
const accepted = summary('accepted');
const again = value(previewed());

/** What each call may answer, besides failing. */
const ANSWERS: { readonly [Name in keyof Rpc]?: readonly RpcResult<unknown>[] } = {
  hello: [hello('tu-ky@example.vn'), hello('other@example.vn')],
  start: [
    started(),
    started(null),
    started(null, { choices: [head(), head({ template: 'tasks' })] }),
    started(summary(), { missing: ['Phụ biểu'] }),
    started(summary('draft', { pending: true, waiting: WAITING })),
    started(returned()),
    started(summary('submitted')),
    started(accepted),
    started(summary('locked')),
    started({ ...summary('submitted'), head: head({ state: 'submitted', mayPush: false }) }),
  ],
  createSheets: [{ ok: true, value: { report: summary(), tabs: [] } }],
  check: [
    checked(),
    checked(issue('C14'), fixable('C15')),
    checked(asking('C20'), ...['E7', 'E8', 'E9'].map(blank)),
    checked(warning('C30')),
    checked({ ...issue('C14'), code: 'missing_section' }),
    after(returned()),
    after(accepted),
    after(summary('locked')),
    after({ ...summary(), outdated: true }),
  ],
  goTo: [
    { ok: true, value: { a1: 'C14', filtered: false } },
    { ok: true, value: { a1: 'C14', filtered: true } },
  ],
  applyFix: [checked(), checked(issue('C14')), after(accepted)],
  remember: [checked(), checked(issue('C14'))],
  undoFix: [checked(), checked(issue('C14')), after(accepted)],
  clearSentNotes: [{ ok: true, value: null }],
  preview: [
    previewed(),
    { ok: true, value: { ...again, check: checkOf([issue('C14')]) } },
    { ok: true, value: { ...again, check: checkOf([], accepted) } },
    { ok: true, value: { ...again, asks: value(staleAnswer()) } },
  ],
  send: [
    sent(),
    sent('draft'),
    staleAnswer(),
    restoredAnswer(),
    { ok: true, value: { kind: 'notYet', check: checkOf([issue('C14')]), taken: null } },
  ],
  sendAgain: [
    sent(),
    staleAnswer(),
    { ok: true, value: { kind: 'notYet', check: checkOf([]), taken: null } },
  ],
  hourly: [
    { ok: true, value: { on: true, authorizationUrl: '' } },
    { ok: true, value: { on: false, authorizationUrl: 'https://accounts.google.com/o' } },
  ],
  pullTotals: [totalsAnswer()],
  examineStructure: [examined(), examined(damage()), examined(damage({ remedy: 'refuse' }))],
  repair: [repairedAnswer(), repairedAnswer({ refused: [damage({ remedy: 'refuse' })] })],
};

/** How each action is done when it needs more than a press. */
const WITH: { readonly [Name in keyof Actions]?: (actions: Actions, state: State) => void } = {
  choose: (actions) => actions.choose(1),
  goTo: (actions) => actions.goTo({ section: 'main', row: 'row-C14', column: 'total' }),
  applyFix: (actions) => actions.applyFix({ label: 'set', params: {}, cells: [] }),
  remember: (actions) =>
    actions.remember({ id: 'number_dot', section: 'main', column: 'total', answers: [] }, 'decimal'),
  planFixes: (actions) => actions.planFixes([changeAt('C14', '12 người', '12')]),
  applyPlan: (actions, { fixPlan }) => {
    if (fixPlan) actions.applyPlan();
  },
  writeEmpty: (actions) => actions.writeEmpty([blank('C14')], { empty: 'none' }),
  askAgain: (actions) => actions.askAgain(ANSWERED),
  setReason: (actions, { check }) => {
    const found = check?.issues.find(({ severity }) => severity === 'warning');
    if (found) actions.setReason(found.key, 'Năm nay kiểm tra chuyên đề');
  },
  take: (actions, { stale }) => {
    for (const conflict of stale?.conflicts ?? []) actions.take(conflict, 'theirs');
  },
  takeAll: (actions) => actions.takeAll('mine'),
  setHourly: (actions) => actions.setHourly(true),
  copyReceipt: (actions) => actions.copyReceipt('Biên nhận'),
};

interface Made {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** The sidebar without a page: the answers come from `pick`, undefined meaning that Google ran nothing. */
function desk(pick: (name: keyof Rpc) => RpcResult<unknown>) {
  const calls: Made[] = [];
  const call = ((name: keyof Rpc, ...args: unknown[]) => {
    calls.push({ name, args });
    return Promise.resolve(pick(name));
  }) as Call;
  const store = makeStore(
    () => {},
    () => 0,
  );
  const actions = actionsOf({
    ...store,
    call,
    kept: keptOn(() => {
      throw new Error('nothing is kept here');
    }, ''),
    boot: { email: 'tu-ky@example.vn' },
    tell: () => {},
    focus: () => {},
    isClean: () => screenOf(store.state()) === 'clean',
    isTyping: () => false,
    drawWay: () => {},
    copy: () => Promise.resolve(true),
    newKey: () => 'k'.repeat(16),
  });
  return { store, actions, calls };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

function does(actions: Actions, name: keyof Actions, state: State): void {
  const own = WITH[name];
  if (own) own(actions, state);
  else (actions[name] as () => void)();
}

const ANSWER = { answer: fc.nat({ max: 255 }), fails: fc.boolean() };

describe.each([1, 22, 333])('seed %i', (seed) => {
  test('an action leads where the table says; a call that fails stays, and is repeated as it was', async () => {
    const seen = new Set<Screen>();
    const steps = fc.array(fc.record({ act: fc.nat({ max: 255 }), ...ANSWER }), {
      minLength: 12,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.record(ANSWER), async (walk, first) => {
        let step = first;
        const { store, actions, calls } = desk((name) => {
          const answers = ANSWERS[name] ?? [];
          if (step.fails) return refusal();
          // Another account answers now and then, whichever answer the rest get.
          const index = name === 'hello' ? Number(step.answer > 200) : step.answer;
          return answers[index % answers.length] ?? refusal();
        });
        actions.start();
        await settled();
        for (const { act, answer, fails } of walk) {
          const before = screenOf(store.state());
          seen.add(before);
          const offered = Object.keys(MACHINE[before].on) as (keyof Actions)[];
          const name = offered[act % offered.length];
          if (name === undefined) throw new Error(`nothing may be done at ${before}`);
          step = { answer, fails };
          const made = calls.length;
          const failed = store.state().failure;
          does(actions, name, store.state());
          await settled();
          const state = store.state();
          expect(state.busy).toBeNull();
          if (state.failure && state.failure !== failed) {
            expect(screenOf(state)).toBe(before);
            const first = calls.slice(made);
            step = { answer, fails: true };
            actions.retry();
            await settled();
            expect(calls.slice(made + first.length)).toEqual(first);
            continue;
          }
          expect([before, ...(MACHINE[before].on[name] ?? [])], `${before} · ${name}`).toContain(
            screenOf(state),
          );
        }
      }),
      { seed, numRuns: 400 },
    );
    expect([...seen].sort()).toEqual([...SCREENS].sort());
  });
});

test('before anything is known the sidebar is starting', () => {
  expect(screenOf(INITIAL)).toBe('starting');
});
