/** Reads how far a form is filled for a period: a scope with the units right below it, and the reports to ask for. */
import { ownId } from '../../../shared/consolidated.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import { grouped } from '../../../shared/grouped.ts';
import { Problem } from '../../../shared/problem.ts';
import type {
  ChasedReports,
  ChaseState,
  CompletenessLine,
  CompletenessReply,
} from '../../../shared/wire-completeness.ts';
import {
  type CompletenessRow,
  type ScopeAddress,
  selectChased,
  selectClerks,
  selectCompleteness,
} from '../../store/completeness.ts';
import { enterPerson, unitNames } from '../../store/people.ts';
import { selectVersion } from '../../store/totals.ts';
import type { Flights } from '../../store/transaction.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { type PageQuery, pageFrom } from '../page.ts';

export interface ScopeQuery {
  readonly template: string;
  readonly period: string;
  /** Left out: the reader's highest unit, as for totals. */
  readonly scope?: string | undefined;
}

/** The scope meant. Throws `not_found` where the person may not read it or nobody owes the form. */
export async function scopeOf(
  flights: Flights,
  identity: Identity,
  { template, period, scope }: ScopeQuery,
): Promise<ScopeAddress> {
  if (scope !== undefined) return { template, period, scope };
  const question = { account: identity, template: ownId(template), period, scope: null };
  const [[version]] = await flights.send(selectVersion(flights, question));
  if (version === undefined) throw new Problem('not_found');
  return { template, period, scope: version.scope_unit };
}

const lineOf = (row: CompletenessRow, nameOf: (unit: string) => string): CompletenessLine => ({
  unit: row.unit_id,
  name: nameOf(row.unit_id),
  own:
    row.own_state === null
      ? null
      : { state: row.own_state, late: row.own_late, missing: row.own_missing ?? 0 },
  subtree: {
    expected: Number(row.expected),
    received: Number(row.received),
    accepted: Number(row.accepted),
    late: Number(row.late),
    missing: Number(row.missing),
  },
});

/** Throws Problem `not_found` where there is nothing to read or the person may not. */
export function readCompleteness(
  deps: UsecaseDeps,
  identity: Identity,
  query: ScopeQuery,
  { cursor = '', limit }: PageQuery,
): Promise<CompletenessReply> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    entered(people[0]);
    const of = await scopeOf(flights, identity, query);
    const [rows] = await flights.send(selectCompleteness(flights, of, { after: cursor, limit: limit + 1 }));
    const [scope, ...below] = rows;
    if (scope === undefined) throw new Problem('not_found');
    const { page, next } = pageFrom(below, limit, ({ unit_id }) => unit_id);
    const units = [scope, ...page].map(({ unit_id }) => unit_id);
    const [names] = await flights.commit(unitNames(flights, units, dayInVietnam(deps.clock())));
    const known = new Map(names.map(({ id, name }) => [id, name]));
    const nameOf = (unit: string): string => known.get(unit) ?? unit;
    const { template, period } = of;
    return {
      template,
      period,
      scope: lineOf(scope, nameOf),
      children: page.map((row) => lineOf(row, nameOf)).filter(({ subtree }) => subtree.expected > 0),
      next,
    };
  });
}

/** Reports of the scope and all below it that the person may see. Throws `not_found` as reading their completeness does. */
export function readChased(
  deps: UsecaseDeps,
  identity: Identity,
  query: ScopeQuery & { readonly state?: ChaseState | undefined },
  { cursor = '', limit }: PageQuery,
): Promise<ChasedReports> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    entered(people[0]);
    const of = await scopeOf(flights, identity, query);
    const today = dayInVietnam(deps.clock());
    const [allowed, rows] = await flights.send(
      selectCompleteness(flights, of, { after: '', limit: 0 }),
      selectChased(flights, of, { state: query.state, today, after: cursor, limit }),
    );
    if (allowed.length === 0) throw new Problem('not_found');
    const { page, next } = pageFrom(rows, limit, ({ unit_id }) => unit_id);
    const units = page.map(({ unit_id }) => unit_id);
    const [clerks] = await flights.commit(selectClerks(flights, units, today));
    const byUnit = grouped(clerks, ({ unit_id }) => unit_id);
    return {
      items: page.map(({ unit_id: unit, ...report }) => ({
        unit,
        ...report,
        clerks: (byUnit.get(unit) ?? []).map(({ name, email }) => ({ name, email })),
      })),
      next,
    };
  });
}
