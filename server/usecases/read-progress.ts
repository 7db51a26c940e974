/** Reads how far the offices a person may see are with all the forms of a period: a matrix of offices and forms, and its sums. */
import { dayInVietnam } from '../../shared/days.ts';
import { grouped } from '../../shared/grouped.ts';
import type { Period } from '../../shared/period.ts';
import { Problem } from '../../shared/problem.ts';
import { COUNTED } from '../../shared/review.ts';
import type { Bilingual } from '../../shared/template.ts';
import type { ReportState } from '../../shared/wire.ts';
import type { ChaseState } from '../../shared/wire-completeness.ts';
import { enterPerson } from '../store/people.ts';
import { selectPeriods } from '../store/periods.ts';
import { selectFormNames, selectOwedForms, selectProgress, selectProgressSums } from '../store/progress.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from './enter.ts';
import { type PageQuery, pageFrom } from './page.ts';

export interface ProgressCell {
  readonly state: ReportState;
  /** ISO; null: no due day was set. */
  readonly due: string | null;
  readonly late: boolean;
  readonly overdue: boolean;
  /** Required cells nobody has answered. */
  readonly missing: number;
  /** The submission that counts; null: none does. */
  readonly revision: number | null;
  /** It waits for a review that is this person's. */
  readonly mine: boolean;
}

type ProgressSum = {
  readonly expected: number;
  readonly received: number;
  readonly accepted: number;
  readonly overdue: number;
};

export interface Progress {
  readonly period: Period;
  readonly periods: readonly Period[];
  /** Forms asked for in the period, by name. */
  readonly forms: readonly {
    readonly id: string;
    readonly name: Bilingual;
    readonly sum: ProgressSum;
  }[];
  readonly offices: readonly {
    readonly unit: string;
    readonly name: string;
    /** Template id → its report; none where the office does not owe that form. */
    readonly reports: ReadonlyMap<string, ProgressCell>;
  }[];
  readonly next: string | null;
  /** ISO. */
  readonly today: string;
}

/** The period asked for; left out, the last one offices may send for. Throws Problem `not_found` where there is no such period. */
function periodAsked<P extends Pick<Period, 'id' | 'state'>>(
  periods: readonly P[],
  asked: string | undefined,
): P {
  const found =
    asked === undefined
      ? (periods.find(({ state }) => state === 'open') ?? periods[0])
      : periods.find(({ id }) => id === asked);
  if (found === undefined) throw new Problem('not_found');
  return found;
}

interface OwedForms {
  readonly period: Period;
  readonly periods: readonly Period[];
  /** By id. */
  readonly forms: readonly { readonly id: string; readonly name: Bilingual }[];
}

/** The forms owed for a period, whoever owes them. Throws as readProgress does. */
export function readOwedForms(
  deps: UsecaseDeps,
  identity: Identity,
  asked: string | undefined,
): Promise<OwedForms> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, periods] = await flights.send(enterPerson(flights, identity), selectPeriods(flights));
    entered(people[0]);
    const period = periodAsked(periods, asked);
    const [forms] = await flights.commit(selectOwedForms(flights, period.id));
    return { period, periods, forms };
  });
}

/** What the newest version of a form is called. Throws Problem `not_found` where there is no such form. */
export function readFormName(deps: UsecaseDeps, identity: Identity, form: string): Promise<Bilingual> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [found]] = await flights.commit(
      enterPerson(flights, identity),
      selectFormNames(flights, [form]),
    );
    entered(people[0]);
    if (found === undefined) throw new Problem('not_found');
    return found.name;
  });
}

/**
 * Left out, the period is the last one offices may send for. Throws Problem `not_found` for a period there is not, or where there
 * is none at all.
 */
export function readProgress(
  deps: UsecaseDeps,
  identity: Identity,
  query: { readonly period?: string | undefined; readonly state?: ChaseState | undefined },
  { cursor = '', limit }: PageQuery,
): Promise<Progress> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, periods] = await flights.send(enterPerson(flights, identity), selectPeriods(flights));
    entered(people[0]);
    const period = periodAsked(periods, query.period);
    const today = dayInVietnam(deps.clock());
    const of = { period: period.id, today };
    const [sums, rows] = await flights.send(
      selectProgressSums(flights, of),
      selectProgress(flights, of, { state: query.state, after: cursor, limit }),
    );
    const ids = [...new Set(sums.map(({ template_id }) => template_id))];
    const [names] = await flights.commit(selectFormNames(flights, ids));
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    const offices = [...grouped(rows, ({ unit_id }) => unit_id)];
    const { page, next } = pageFrom(offices, limit, ([unit]) => unit);
    return {
      period,
      periods,
      forms: ids.map((id) => {
        const own = sums.filter(({ template_id }) => template_id === id);
        const count = (which: (one: (typeof own)[number]) => boolean): number =>
          own.filter(which).reduce((all, { reports }) => all + reports, 0);
        return {
          id,
          name: nameOf.get(id) ?? { vi: id, en: id },
          sum: {
            expected: count(() => true),
            received: count(({ state }) => COUNTED[state].submitted),
            accepted: count(({ state }) => COUNTED[state].accepted),
            overdue: count(({ overdue }) => overdue),
          },
        };
      }),
      offices: page.map(([unit, reports]) => ({
        unit,
        name: reports[0]?.name ?? unit,
        reports: new Map(reports.map(({ template_id, ...cell }) => [template_id, cell])),
      })),
      next,
      today,
    };
  });
}
