/** Holds the state and runs the calls: what runs, what failed, and what trying again repeats. Without a page, so that tests can drive it. */
import type { RpcProblem, RpcResult } from '../core/rpc.ts';
import { type Busy, INITIAL, type State } from './state.ts';

export interface Store {
  state(): State;
  /** Changes what is known, and draws. */
  set(change: Partial<State>): void;
  /** Changes what is known without drawing: the field being typed in must not be replaced under the person's hands. */
  keep(change: Partial<State>): void;
  /** Runs one call: shows that it runs, and turns a problem into the failure card with its retry. */
  run<T>(
    busy: Busy,
    request: () => Promise<RpcResult<T>>,
    done: (value: T) => Partial<State>,
    failed?: (problem: RpcProblem) => Partial<State>,
  ): void;
  /** A call beside the others that nothing waits for. */
  aside<T>(request: () => Promise<RpcResult<T>>, done: (value: T) => void): void;
  /** Repeats the call that failed, or the one that is waited for too long: whose answer then counts no more. */
  retry(): void;
  /** Waits no longer, and leaves the screen as it is. An answer that comes after all still counts, until another call is made. */
  stopWaiting(): void;
  /** Puts the failure away. */
  dismiss(): void;
  /** Milliseconds since the call began that runs. */
  elapsed(): number;
}

export function makeStore(drawn: (before: State, after: State) => void, now: () => number): Store {
  let state: State = INITIAL;
  let since = now();
  let again = (): void => {};
  /** Number of the call whose answer counts. */
  let awaited = 0;
  const set = (change: Partial<State>): void => {
    const before = state;
    state = { ...state, ...change };
    drawn(before, state);
  };
  const run: Store['run'] = (busy, request, done, failed) => {
    // Only the very first call may start while the page still says that it is starting.
    if (state.busy && busy !== 'starting') return;
    since = now();
    awaited += 1;
    const mine = awaited;
    again = () => run(busy, request, done, failed);
    set({ busy, failure: null });
    void request().then((result) => {
      if (mine !== awaited) return;
      if (result.ok) set({ busy: null, failure: null, ...done(result.value) });
      else set({ busy: null, failure: result.problem, ...failed?.(result.problem) });
    });
  };
  const aside: Store['aside'] = (request, done) => {
    void request().then((result) => {
      if (result.ok) return done(result.value);
      again = () => {
        set({ failure: null });
        aside(request, done);
      };
      set({ failure: result.problem });
    });
  };
  return {
    state: () => state,
    set,
    keep: (change) => {
      state = { ...state, ...change };
    },
    run,
    aside,
    retry: () => {
      state = { ...state, busy: null };
      again();
    },
    stopWaiting: () => set({ busy: null }),
    dismiss: () => set({ failure: null }),
    elapsed: () => now() - since,
  };
}
