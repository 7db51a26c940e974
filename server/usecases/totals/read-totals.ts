/**
 * Reads totals: learns which version a total stands at, and renders a version once. What is kept is keyed by that
 * version, so what is answered is exactly that version, whatever this process remembers.
 */
import { createHash } from 'node:crypto';
import { countBuckets, finishTotals, taskCounts, taskSections } from '../../../shared/aggregate.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Template } from '../../../shared/template.ts';
import type { Totals } from '../../../shared/wire.ts';
import { Bounded } from '../../bounded.ts';
import { selectAssignedRows } from '../../store/exports.ts';
import { type Account, enterPerson } from '../../store/people.ts';
import {
  selectTotal,
  selectVersion,
  summedFrom,
  type TotalQuestion,
  versionText,
} from '../../store/totals.ts';
import { entered, type Identity, readAsPerson, readTransaction, type UsecaseDeps } from '../enter.ts';
import { VersionDesk } from './version-desk.ts';

/** What a reader asks for; what is left out: the reader's highest unit, what the template counts, today in Việt Nam. */
export interface TotalsQuery {
  readonly template: string;
  readonly period: string;
  readonly scope?: string | undefined;
  readonly counts?: 'submitted' | 'accepted' | undefined;
  /** ISO date task timeliness is read as of. */
  readonly asOf?: string | undefined;
}

export interface Rendered {
  /** The reply: JSON in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Strong validator of those bytes. */
  readonly etag: string;
}

export interface RenderedTotals extends Rendered {
  readonly totals: Totals;
}

interface Kept extends RenderedTotals {
  readonly version: string;
}

const MOST_KEPT = 500;

/** The reply of summed rows: ratios finished, rows counted, tasks as of a day. */
export function totalsFrom(
  template: Template,
  { coverage, measures }: ReturnType<typeof summedFrom>,
  { asOf, ...place }: Pick<Totals, 'period' | 'scope' | 'counts'> & { readonly asOf: string },
): Totals {
  const buckets = countBuckets(measures);
  return {
    template: template.id,
    templateVersion: template.version,
    ...place,
    coverage,
    totals: finishTotals(template, measures),
    buckets,
    tasks: taskSections(template).map((section) => taskCounts(template, section, buckets, asOf)),
  };
}

/** A reply and the validator made of its very bytes: what is the same twice is told so, and nothing else is. */
export function renderedJson(value: object): Rendered {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  return { bytes, etag };
}

export const rendered = (totals: Totals): RenderedTotals => ({ totals, ...renderedJson(totals) });

export class TotalsReader {
  readonly #deps: UsecaseDeps;
  readonly #desk: VersionDesk;
  /** Rendered totals by what was asked. */
  readonly #kept = new Bounded<Kept>(MOST_KEPT);
  readonly #rendering = new Map<string, Promise<Kept>>();

  constructor(deps: UsecaseDeps) {
    this.#deps = deps;
    this.#desk = new VersionDesk(deps);
  }

  /**
   * The same with the rows the offices of the scope were assigned: an office reads its province's sums with their words.
   * Gathered anew each time, since rows may be worded anew while every figure stays.
   */
  async readWithRows(identity: Identity, query: TotalsQuery): Promise<RenderedTotals> {
    const { totals } = await this.read(identity, query);
    const { template, period, scope } = totals;
    // Reading the totals has shown that the person may.
    const province = await readAsPerson(this.#deps, identity, async (flights) => {
      const [people] = await flights.commit(enterPerson(flights, identity));
      return entered(people[0]).province.id;
    });
    const of = { province, template, period, scopes: [scope.unit] };
    const rows = [...(await selectAssignedRows(this.#deps.db.system, of))];
    return rendered({ ...totals, rows });
  }

  /** Throws Problem `not_found` where there is no such total or the person may not read it, `not_allowed` for strangers. */
  async read(identity: Identity, query: TotalsQuery): Promise<RenderedTotals> {
    const question = this.#question(identity, query);
    const version = await this.#desk.ask(question);
    if (version === undefined) return this.#strangerOrMissing(identity, query);
    const asOf = query.asOf ?? dayInVietnam(this.#deps.clock());
    const { province_id: province, scope_unit: scope } = version;
    const name = [province, query.template, query.period, scope, query.counts ?? '', asOf].join('\n');
    const kept = this.#kept.get(name);
    if (kept?.version === versionText(version)) return kept;
    return this.#renderOnce(name, versionText(version), { ...question, scope }, query.counts, asOf);
  }

  #question(account: Account, query: TotalsQuery): TotalQuestion {
    const { template, period, scope } = query;
    return { account: { iss: account.iss, sub: account.sub }, template, period, scope: scope ?? null };
  }

  /** The statement cannot tell an account we do not know from a total that is not there; this can, and ties new accounts. */
  async #strangerOrMissing(identity: Identity, query: TotalsQuery): Promise<RenderedTotals> {
    const version = await readAsPerson(this.#deps, identity, async (flights) => {
      const [people, [found]] = await flights.commit(
        enterPerson(flights, identity),
        selectVersion(flights, this.#question(identity, query)),
      );
      entered(people[0]);
      return found;
    });
    if (version === undefined) throw new Problem('not_found');
    return this.read(identity, query);
  }

  #renderOnce(
    name: string,
    version: string,
    question: TotalQuestion & { readonly scope: string },
    counts: 'submitted' | 'accepted' | undefined,
    asOf: string,
  ): Promise<Kept> {
    const job = `${name}|${version}`;
    const running = this.#rendering.get(job);
    if (running !== undefined) return running;
    const rendering = this.#render(question, counts, asOf)
      .then((rendered) => {
        this.#kept.set(name, rendered);
        return rendered;
      })
      .finally(() => this.#rendering.delete(job));
    this.#rendering.set(job, rendering);
    return rendering;
  }

  #render(
    question: TotalQuestion & { readonly scope: string },
    counts: 'submitted' | 'accepted' | undefined,
    asOf: string,
  ): Promise<Kept> {
    const { template: id, period, scope, account } = question;
    return readTransaction(this.#deps, async (flights) => {
      const [, [version]] = await flights.send(
        enterPerson(flights, account),
        selectVersion(flights, question),
      );
      if (version === undefined) throw new Problem('not_found');
      const key = { province: version.province_id, id, version: version.template_version };
      const template = await this.#deps.shelf.get(flights, key);
      const counting = counts ?? template.counts;
      const [rows] = await flights.commit(selectTotal(flights, { template: id, period, scope }, counting));
      const place = { period, scope: { unit: scope, name: version.scope_name }, counts: counting, asOf };
      const totals = totalsFrom(template, summedFrom(rows), place);
      return { ...rendered(totals), version: versionText(version) };
    });
  }
}
