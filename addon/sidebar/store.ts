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
  retry(): void;
  /** Milliseconds since the call began that runs. */
  elapsed(): number;
}

export function makeStore(drawn: (before: State, after: State) => void, now: () => number): Store {
  let state: State = INITIAL;
  let since = now();
  let again = (): void => {};
  const set = (change: Partial<State>): void => {
    const before = state;
    state = { ...state, ...change };
    drawn(before, state);
  };
  const run: Store['run'] = (busy, request, done, failed) => {
    // Only the very first call may start while the page still says that it is starting.
    if (state.busy && busy !== 'starting') return;
    since = now();
    again = () => run(busy, request, done, failed);
    set({ busy, failure: null });
    void request().then((result) => {
      if (result.ok) set({ busy: null, ...done(result.value) });
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
    retry: () => again(),
    elapsed: () => now() - since,
  };
}
