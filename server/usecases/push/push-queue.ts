/**
 * Decides which pushes travel together: one leaves at once while few companies are under way, and with all that wait
 * otherwise. A push that cannot travel in company, even one of a single push, or whose company was turned back, travels
 * alone, beside the companies: it may have to wait for its report. See decision 0009.
 */
import { Problem } from '../../../shared/problem.ts';
import { insertPushes, type NewPush } from '../../store/pushes.ts';
import { openPush, openPushes } from '../../store/reports.ts';
import { insertResolutions } from '../../store/shared-reports.ts';
import { type Flights, isDatabaseDown, isTimedOut } from '../../store/transaction.ts';
import type { Answer } from '../answer.ts';
import { type UsecaseDeps, writeTransaction } from '../enter.ts';
import { decidePush, type Outcome, wantsPast } from './push-decision.ts';
import type { StoringCall } from './stored-push.ts';

/** One is decided and written while the other waits for the disk. */
const MOST_COMPANIES = 2;
const MOST_TOGETHER = 16;
/** Characters of content in a company. A push beyond it travels alone: nobody should have to wait for another's. */
const MOST_CHARACTERS = 256_000;
/** Far fewer than there are connections: each may stand waiting for its report for as long as a statement may run. */
const MOST_ALONE = 3;

interface QueueLimits {
  readonly pushes: number;
  /** Characters of content, in all; one push is always let in. */
  readonly characters: number;
}
const LIMITS: QueueLimits = { pushes: 1000, characters: 64_000_000 };
const RETRY_SECONDS = 5;

interface Waiting {
  readonly call: StoringCall;
  readonly done: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
  alone: boolean;
}

const reportOf = ({ call: { at } }: Waiting): string => `${at.unit}|${at.template}|${at.period}`;
const submits = ({ request }: StoringCall): boolean => request.mode === 'submit';
const charactersIn = (pushes: readonly Waiting[]): number =>
  pushes.reduce((sum, { call }) => sum + call.sent.length, 0);

export class PushQueue {
  readonly #deps: UsecaseDeps;
  readonly #limits: QueueLimits;
  #waiting: Waiting[] = [];
  /** Reports with a push under way: one each, whatever becomes of it. */
  readonly #reports = new Set<string>();
  #companies = 0;
  #alone = 0;

  constructor(deps: UsecaseDeps, limits: QueueLimits = LIMITS) {
    this.#deps = deps;
    this.#limits = limits;
  }

  /**
   * The answer once it is stored, or as it was given before. Rejects with the Problem that says why not, or
   * `too_many_requests` when too much waits already.
   */
  store(call: StoringCall): Promise<Answer> {
    const characters = call.sent.length;
    const isFull =
      this.#waiting.length >= this.#limits.pushes ||
      (this.#waiting.length > 0 && charactersIn(this.#waiting) + characters > this.#limits.characters);
    if (isFull) return Promise.reject(new Problem('too_many_requests', { seconds: RETRY_SECONDS }));
    return new Promise((done, fail) => {
      this.#waiting.push({ call, done, fail, alone: characters > MOST_CHARACTERS });
      this.#leave();
    });
  }

  #leave(): void {
    while (this.#alone < MOST_ALONE) {
      const next = this.#waiting.find((push) => push.alone && !this.#reports.has(reportOf(push)));
      if (next === undefined) break;
      this.#alone += 1;
      this.#depart([next], () => this.#travelAlone(next)).finally(() => {
        this.#alone -= 1;
        this.#arrive([next]);
      });
    }
    while (this.#companies < MOST_COMPANIES) {
      const company = this.#company();
      if (company.length === 0) break;
      this.#companies += 1;
      this.#depart(company, () => this.#travel(company)).finally(() => {
        this.#companies -= 1;
        this.#arrive(company);
      });
    }
  }

  #depart(pushes: readonly Waiting[], travel: () => Promise<void>): Promise<void> {
    this.#waiting = this.#waiting.filter((push) => !pushes.includes(push));
    for (const push of pushes) this.#reports.add(reportOf(push));
    return travel();
  }

  #arrive(pushes: readonly Waiting[]): void {
    for (const push of pushes) this.#reports.delete(reportOf(push));
    this.#leave();
  }

  /** Those who waited longest, no two of one unit: its chain has one next entry, and its keys are its own. */
  #company(): Waiting[] {
    const company: Waiting[] = [];
    const taken = new Set(this.#reports);
    let characters = 0;
    for (const next of this.#waiting) {
      const [report, { unit }] = [reportOf(next), next.call.at];
      const isFree = !next.alone && !taken.has(report) && !taken.has(unit);
      // Later pushes of this report wait behind this one.
      taken.add(report);
      if (!isFree || characters + next.call.sent.length > MOST_CHARACTERS) continue;
      taken.add(unit);
      characters += next.call.sent.length;
      company.push(next);
      if (company.length === MOST_TOGETHER) break;
    }
    return company;
  }

  async #travel(company: readonly Waiting[]): Promise<void> {
    const outcomes = await this.#together(company).catch((error: unknown) => ({ error }));
    if ('error' in outcomes && isDatabaseDown(outcomes.error) && !isTimedOut(outcomes.error)) {
      for (const { fail } of company) fail(outcomes.error);
      return;
    }
    const apart = company.filter((push, place) => {
      const outcome = 'error' in outcomes ? undefined : outcomes[place];
      return outcome === undefined || !settle(push, outcome);
    });
    for (const push of apart) push.alone = true;
    this.#waiting.unshift(...apart);
  }

  #together(company: readonly Waiting[]): Promise<readonly Outcome[]> {
    return writeTransaction(this.#deps, async (flights) => {
      const openings = company.map(({ call }) => ({
        ...call.at,
        account: call.identity,
        key: call.key,
        past: wantsPast(this.#deps, call.at),
        enters: submits(call),
      }));
      const [opened] = await flights.send(openPushes(flights, openings));
      const rows = new Map(opened.map((row) => [row.place, row]));
      const outcomes = await Promise.all(
        company.map(({ call }, place): Outcome | Promise<Outcome> => {
          const row = rows.get(place);
          return row === undefined ? { kind: 'alone' } : decidePush(this.#deps, call, undefined, row);
        }),
      );
      const stored = outcomes.flatMap((outcome) => (outcome.kind === 'stores' ? [outcome.push] : []));
      if (stored.length > 0) await flights.commit(insertPushes(flights, stored));
      return outcomes;
    });
  }

  async #travelAlone(push: Waiting): Promise<void> {
    const { call, fail } = push;
    const { identity, at, key } = call;
    try {
      const outcome = await writeTransaction(this.#deps, async (flights: Flights) => {
        const past = wantsPast(this.#deps, at);
        const [[row]] = await flights.send(
          openPush(flights, identity, at, { key, past, enters: submits(call) }),
        );
        const decided = await decidePush(this.#deps, call, flights, row);
        if (decided.kind === 'stores') await flights.commit(...storingAlone(flights, decided.push));
        return decided;
      });
      settle(push, outcome);
    } catch (error) {
      fail(error);
    }
  }
}

/** What a push alone stores: where somebody chose between two values, also the one not chosen. */
function storingAlone(flights: Flights, push: NewPush) {
  const { report, revision, resolved = [] } = push;
  const chosen = resolved.length === 0 ? [] : [insertResolutions(flights, report, revision.no, resolved)];
  return [insertPushes(flights, [push]), ...chosen];
}

/** Tells the sender; false where there is nothing to tell yet. */
function settle({ done, fail }: Waiting, outcome: Outcome): boolean {
  if (outcome.kind === 'alone') return false;
  if (outcome.kind === 'refused') fail(outcome.problem);
  else done(outcome.answer);
  return true;
}
