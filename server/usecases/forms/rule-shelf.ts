/** Keeps which rules joined the forms of provinces for as long as nobody switches one. */
import type { RuleSwitch } from '../../../shared/switched-rules.ts';
import { Bounded } from '../../bounded.ts';
import { selectSwitches } from '../../store/rules.ts';
import type { Flights } from '../../store/transaction.ts';
import { readsPast } from '../push/check-facts.ts';

const MOST_KEPT = 100;
const NONE: readonly RuleSwitch[] = [];

/** The switches of one province. */
class ProvinceRules {
  readonly #byForm = new Map<string, RuleSwitch[]>();
  readonly version: string;

  constructor(version: string, switches: readonly (RuleSwitch & { template: string; version: number })[]) {
    this.version = version;
    for (const one of switches) {
      const form = `${one.template}@${one.version}`;
      this.#byForm.set(form, [...(this.#byForm.get(form) ?? []), one]);
    }
  }

  of(template: string, version: number): readonly RuleSwitch[] {
    return this.#byForm.get(`${template}@${version}`) ?? NONE;
  }

  /** Whether a rule that joined any version of this form looks at other reports. */
  readsPast(template: string): boolean {
    return [...this.#byForm].some(
      ([form, switches]) =>
        form.startsWith(`${template}@`) && switches.some(({ rule }) => rule !== null && readsPast(rule)),
    );
  }
}

const UNTOUCHED = new ProvinceRules('0', []);

export class RuleShelf {
  readonly #kept = new Bounded<ProvinceRules>(MOST_KEPT);
  /** Forms some rule of whichever province has joined that looks at other reports: good for a guess that saves a question. */
  readonly #past = new Set<string>();

  /** The switches of the province at this version, if they are at hand. Most provinces have none, and are not asked. */
  peek(province: string, version: string): ProvinceRules | undefined {
    if (version === '0') return UNTOUCHED;
    const kept = this.#kept.get(province);
    return kept?.version === version ? kept : undefined;
  }

  /** The switches; read inside the caller's transaction unless they are kept. */
  async get(flights: Flights, province: string, version: string): Promise<ProvinceRules> {
    const kept = this.peek(province, version);
    if (kept !== undefined) return kept;
    // Version and switches of one moment: a change that came in between is kept as what it is.
    const [[row]] = await flights.send(selectSwitches(flights));
    if (row === undefined) return UNTOUCHED;
    const rules = new ProvinceRules(row.version, row.switches);
    for (const { template } of row.switches) if (rules.readsPast(template)) this.#past.add(template);
    this.#kept.set(province, rules);
    return rules;
  }

  /** Whether a push to this form may need past reports because of a rule that joined it. */
  mayReadPast(template: string): boolean {
    return this.#past.has(template);
  }
}
