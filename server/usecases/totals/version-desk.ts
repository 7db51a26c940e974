/**
 * Asks which version a total stands at: all questions of one moment in one statement, and not again while the answer is
 * fresh. Fresh is: asked less than 50 ms ago, and before nothing this process has written since. Whoever was told
 * "stored" by this server reads it there at once; what another server stored shows within those 50 ms.
 */
import { Bounded } from '../../bounded.ts';
import { type TotalQuestion, type TotalVersion, totalVersions } from '../../store/totals.ts';
import type { UsecaseDeps } from '../enter.ts';

type Answers = ReadonlyMap<string, TotalVersion | undefined>;

interface Boarding {
  readonly questions: Map<string, TotalQuestion>;
  readonly answers: Promise<Answers>;
}

interface Known {
  readonly version: TotalVersion;
  /** When its statement left, and how much this process had written by then. */
  readonly at: number;
  readonly writes: number;
}

/** How long a version counts as it was asked. */
export const FRESH_MS = 50;
const MOST_KNOWN = 5000;

export class VersionDesk {
  readonly #deps: UsecaseDeps;
  readonly #known = new Bounded<Known>(MOST_KNOWN);
  #boarding: Boarding | undefined;
  #moment: Promise<void> | undefined;
  #previous: Promise<unknown> = Promise.resolve();

  constructor(deps: UsecaseDeps) {
    this.#deps = deps;
  }

  /** undefined where the person may not read the total or there is none. */
  async ask(question: TotalQuestion): Promise<TotalVersion | undefined> {
    const { account, template, period, scope } = question;
    const name = `${account.iss}\n${account.sub}\n${template}\n${period}\n${scope ?? ''}`;
    const known = this.#known.get(name);
    if (known !== undefined && this.#isFresh(known)) {
      await this.#everybody();
      return known.version;
    }
    this.#boarding ??= this.#open();
    const { questions, answers } = this.#boarding;
    questions.set(name, question);
    return (await answers).get(name);
  }

  #isFresh({ at, writes }: Known): boolean {
    return writes === this.#deps.writes.count && this.#deps.monotonic() - at < FRESH_MS;
  }

  /** Resolves once all requests that have arrived are read: answers sent together cost their readers fewer wakings. */
  #everybody(): Promise<void> {
    this.#moment ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#moment = undefined;
        resolve();
      });
    });
    return this.#moment;
  }

  /** Leaves when the one before it has landed and everybody of this moment is aboard. */
  #open(): Boarding {
    const questions = new Map<string, TotalQuestion>();
    const answers = this.#previous
      .then(() => this.#everybody())
      .then(() => {
        this.#boarding = undefined;
        return this.#fly(questions);
      });
    this.#previous = answers.catch(() => undefined);
    return { questions, answers };
  }

  async #fly(questions: ReadonlyMap<string, TotalQuestion>): Promise<Answers> {
    const at = this.#deps.monotonic();
    const writes = this.#deps.writes.count;
    const versions = await totalVersions(this.#deps.db.app, [...questions.values()]);
    const answers = new Map([...questions.keys()].map((name, place) => [name, versions[place]]));
    for (const [name, version] of answers) {
      if (version === undefined) this.#known.delete(name);
      else this.#known.set(name, { version, at, writes });
    }
    return answers;
  }
}
