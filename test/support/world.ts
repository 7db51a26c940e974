/** Provinces made of random histories: every unit there is at the end of a period has its figure, and it is known where it truly went. */
import { importProvince } from '../../server/usecases/import/import-province.ts';
import { add, multiply } from '../../shared/decimal.ts';
import type { Period } from '../../shared/period.ts';
import { newKey, type TestApp, tinyPush } from './app.ts';
import { dayOf, type History } from './histories.ts';
import { TINY } from './make.ts';

/** One person who may do everything everywhere. */
export const PERSON = 'moi-nguoi';
let provinces = 0;

export interface World {
  readonly province: string;
  readonly history: History;
  readonly periods: readonly Period[];
  /** period → reporting unit → its figure. */
  readonly figures: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Every unit there is at the end of each period, with the numbers in turn. */
export function figuresOf(
  history: History,
  periods: readonly Period[],
  numbers: readonly number[],
): World['figures'] {
  return new Map(
    periods.map(({ id, to }, nth) => [
      id,
      new Map(history.alive(to).map((unit, at) => [unit, String(numbers[(at + nth * 7) % numbers.length])])),
    ]),
  );
}

/** The whole history is imported at once. */
export async function settle(
  app: TestApp,
  { history, periods, figures }: Omit<World, 'province'>,
): Promise<World> {
  const province = `m${++provinces}`;
  const plan = await importProvince(
    { db: app.db, clock: () => app.now },
    {
      province: { id: province, name: `Tỉnh ${province}` },
      units: history.units.map(({ id, from, to }) => ({ id, kind: 'huyen', validFrom: from, validTo: to })),
      names: history.units.map(({ id, from }) => ({ unit: id, validFrom: from, name: `Đơn vị ${id}` })),
      edges: history.edges.map(({ tree, parent, child, from, to }) => ({
        tree,
        parent,
        child,
        validFrom: from,
        validTo: to,
      })),
      successions: history.successions,
      people: [{ id: PERSON, name: 'Mọi người', email: `${PERSON}@${province}.gov.vn`, revoked: false }],
      roles: history.units.flatMap(({ id }) => [
        { person: PERSON, role: 'clerk' as const, unit: id, subtree: false },
        { person: PERSON, role: 'writer' as const, unit: id, subtree: true },
      ]),
      templates: [{ template: TINY }],
      periods: periods.map((period) => ({ period })),
      assignments: [...figures].flatMap(([period, byUnit]) =>
        [...byUnit.keys()].map((unit) => ({
          unit,
          template: TINY.id,
          version: TINY.version,
          period,
          assigned: [],
        })),
      ),
    },
    { dryRun: false },
  );
  if (!plan.stored) throw new Error(JSON.stringify(plan.faults));
  return { province, history, periods, figures };
}

export async function send(app: TestApp, { province, figures }: World): Promise<void> {
  const as = app.token(PERSON, province);
  for (const [period, byUnit] of figures) {
    for (const [unit, n] of byUnit) {
      const push = tinyPush({ main: { a: { n, how: 'official' } } });
      const path = `/api/reports/${unit}/tiny/${period}/revisions`;
      const { status, text } = await app.post(path, push, { as, key: newKey() });
      if (status !== 200) throw new Error(text);
    }
  }
}

/** What truly went to the scope of the map after `until` events, of what was reported for the period. */
export function trueFigure(
  { history, figures, periods }: World,
  period: string,
  scope: string,
  until: number,
  map: string,
): string {
  const end = periods.find(({ id }) => id === period)?.to ?? '';
  let before = 0;
  while (dayOf(before + 1) <= end) before++;
  let total = '0';
  for (const [unit, figure] of figures.get(period) ?? []) {
    const inside = (heir: string): boolean => history.under(heir, scope, map);
    total = add(total, multiply(history.part(unit, Math.min(before, until), until, inside), figure));
  }
  return total;
}
