/** Owns virtual time: one clock for the file, and beside it the time of each running execution, so that two runs last at once. */

/** Milliseconds; moves only when told to. */
export interface VirtualClock {
  now(): number;
  advance(ms: number): void;
}

/** The time of one execution: it begins at the file's time and does not hurry the others. */
export interface RunClock extends VirtualClock {
  /** The run is over: the file's clock is at least as late as its end. */
  end(): void;
}

export interface WorldClock extends VirtualClock {
  fork(): RunClock;
}

/** Advancing it is time that passes for everybody, runs under way included. */
export function virtualClock(startMs: number): WorldClock {
  let at = startMs;
  const running = new Set<VirtualClock>();
  const fork = (): RunClock => {
    let own = at;
    const clock: RunClock = {
      now: () => own,
      advance: (ms) => {
        own += ms;
      },
      end: () => {
        running.delete(clock);
        at = Math.max(at, own);
      },
    };
    running.add(clock);
    return clock;
  };
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
      for (const clock of running) clock.advance(ms);
    },
    fork,
  };
}
