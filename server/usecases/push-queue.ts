/**
 * Decides which pushes travel together: one leaves at once while few companies are under way, and with all that wait
 * otherwise. A push that cannot travel in company, even one of a single push, or whose company was turned back, travels
 * alone, beside the companies: it may have to wait for its report. See decision 0009.
 */
import { Problem } from '../../shared/problem.ts';
import { insertPushes } from '../store/pushes.ts';
import { openPush, openPushes } from '../store/reports.ts';
import { type Flights, isDatabaseDown } from '../store/transaction.ts';
import type { Answer } from './answer.ts';
import { type UsecaseDeps, writeTransaction } from './enter.ts';
import { decidePush, type Outcome, type StoringCall, TravelsAlone, wantsPast } from './push-decision.ts';

/** One is decided and written while the other waits for the disk. */
const MOST_UNDERWAY = 2;
const MOST_TOGETHER = 16;
/** Characters of content. A large report takes its time, and nobody should have to wait for another's. */
const MOST_CHARACTERS = 256_000;

interface Waiting {
  readonly call: StoringCall;
  readonly done: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

/** How one push of a company ended; `alone`: it has not been decided. */
type Ending = { readonly answer: Answer } | { readonly problem: Problem } | 'alone';

const reportOf = ({ call: { at } }: Waiting): string => `${at.unit}|${at.template}|${at.period}`;

export class PushQueue {
  readonly #deps: UsecaseDeps;
  #waiting: Waiting[] = [];
  #underway = 0;

  constructor(deps: UsecaseDeps) {
    this.#deps = deps;
  }

  /** The answer once it is stored, or as it was given before. Rejects with the Problem that says why not. */
  store(call: StoringCall): Promise<Answer> {
    return new Promise((done, fail) => {
      this.#waiting.push({ call, done, fail });
      this.#leave();
    });
  }

  #leave(): void {
    while (this.#underway < MOST_UNDERWAY && this.#waiting.length > 0) {
      this.#underway += 1;
      void this.#travel(this.#company()).finally(() => {
        this.#underway -= 1;
        this.#leave();
      });
    }
  }

  /** Those who waited longest, no two of one report. */
  #company(): Waiting[] {
    const company: Waiting[] = [];
    const left: Waiting[] = [];
    const reports = new Set<string>();
    let characters = 0;
    for (const next of this.#waiting) {
      const fits = company.length < MOST_TOGETHER && characters + next.call.sent.length <= MOST_CHARACTERS;
      if (company.length === 0 || (fits && !reports.has(reportOf(next)))) {
        characters += next.call.sent.length;
        reports.add(reportOf(next));
        company.push(next);
      } else {
        left.push(next);
      }
    }
    this.#waiting = left;
    return company;
  }

  async #travel(company: readonly Waiting[]): Promise<void> {
    const endings = await this.#together(company).catch((error: unknown) => ({ error }));
    if ('error' in endings && isDatabaseDown(endings.error)) {
      for (const { fail } of company) fail(endings.error);
      return;
    }
    company.forEach((push, place) => {
      const ending = 'error' in endings ? 'alone' : (endings[place] ?? 'alone');
      if (ending === 'alone') void this.#alone(push);
      else if ('problem' in ending) push.fail(ending.problem);
      else push.done(ending.answer);
    });
  }

  #together(company: readonly Waiting[]): Promise<readonly Ending[]> {
    return writeTransaction(this.#deps, async (flights) => {
      const openings = company.map(({ call: { identity, at, key } }) => ({
        ...at,
        account: identity,
        key,
        past: wantsPast(this.#deps, at),
      }));
      const [opened] = await flights.send(openPushes(flights, openings));
      const rows = new Map(opened.map((row) => [row.place, row]));
      const outcomes = await Promise.all(
        company.map(async ({ call }, place): Promise<Outcome | { problem: Problem } | 'alone'> => {
          const row = rows.get(place);
          if (row === undefined) return 'alone';
          try {
            return await decidePush(this.#deps, call, undefined, row);
          } catch (error) {
            if (error instanceof TravelsAlone) return 'alone';
            if (error instanceof Problem) return { problem: error };
            throw error;
          }
        }),
      );
      const stores = outcomes.flatMap((outcome) =>
        outcome !== 'alone' && 'stores' in outcome && outcome.stores !== undefined ? [outcome.stores] : [],
      );
      if (stores.length > 0) await flights.commit(insertPushes(flights, stores));
      return outcomes;
    });
  }

  #alone({ call, done, fail }: Waiting): Promise<void> {
    return writeTransaction(this.#deps, (flights) => this.#store(flights, call)).then(done, fail);
  }

  async #store(flights: Flights, call: StoringCall): Promise<Answer> {
    const { identity, at, key } = call;
    const past = wantsPast(this.#deps, at);
    const [[row]] = await flights.send(openPush(flights, identity, at, { key, past }));
    const { answer, stores } = await decidePush(this.#deps, call, flights, row);
    if (stores !== undefined) await flights.commit(insertPushes(flights, [stores]));
    return answer;
  }
}
