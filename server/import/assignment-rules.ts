/** Works out which units meet the rules of assignment: by kind, group and subtree, each on the last day of the period. Pure. */
import { grouped } from '../../shared/grouped.ts';
import type {
  AssignmentRow,
  AssignmentRuleRow,
  ProvinceData,
  UnitEdgeRow,
  UnitGroupRow,
} from '../store/province-data.ts';
import { ruleKey } from './cross-check.ts';
import { fault, type ImportFault } from './faults.ts';
import { edgesAfter, type KnownRows, kindsAfter, unitsAfter } from './known-rows.ts';

export const reportKey = ({
  unit,
  template,
  period,
}: Pick<AssignmentRow, 'unit' | 'template' | 'period'>): string => `${unit}, ${template}, ${period}`;

/** Groups and rules as they will be: a list given is the whole truth. */
export const groupsAfter = (data: ProvinceData, known: KnownRows): readonly UnitGroupRow[] =>
  data.groups ?? known.groups;
const rulesAfter = (data: ProvinceData, known: KnownRows): readonly AssignmentRuleRow[] =>
  data.rules ?? known.rules;

type Dated = { readonly validFrom: string; readonly validTo: string | null };
const isOn = ({ validFrom, validTo }: Dated, day: string): boolean =>
  validFrom <= day && (validTo === null || validTo >= day);

/** The offices of a province on one day. */
interface Day {
  readonly kinds: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** The unit and all below it, each tree walked by itself. */
  readonly below: (unit: string) => ReadonlySet<string>;
}

function dayOf(data: ProvinceData, known: KnownRows, day: string): Day {
  const alive = [...unitsAfter(data, known).values()].filter((unit) => isOn(unit, day));
  const kinds = new Map(alive.map(({ id, kind }) => [id, kind]));
  const later = kindsAfter(data, known).filter(({ unit, validFrom }) => kinds.has(unit) && validFrom <= day);
  for (const { unit, kind } of [...later].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)))
    kinds.set(unit, kind);
  const members = groupsAfter(data, known).filter((row) => isOn(row, day));
  const edges = edgesAfter(data, known).filter((edge) => isOn(edge, day));
  return {
    kinds,
    groups: new Map(
      [...grouped(members, ({ group }) => group)].map(([group, rows]) => [
        group,
        new Set(rows.map(({ unit }) => unit)),
      ]),
    ),
    below: descent(edges),
  };
}

function descent(edges: readonly UnitEdgeRow[]): Day['below'] {
  const children = grouped(edges, ({ tree, parent }) => `${tree} ${parent}`);
  const known = new Map<string, ReadonlySet<string>>();
  return (unit) => {
    const met =
      known.get(unit) ?? new Set([unit, ...walk(children, 'party', unit), ...walk(children, 'state', unit)]);
    known.set(unit, met);
    return met;
  };
}

function walk(
  children: ReadonlyMap<string, readonly UnitEdgeRow[]>,
  tree: string,
  top: string,
): ReadonlySet<string> {
  const met = new Set([top]);
  for (const unit of met) for (const { child } of children.get(`${tree} ${unit}`) ?? []) met.add(child);
  return met;
}

function unitsMeeting(rule: AssignmentRuleRow, day: Day): string[] {
  const group = rule.group === null ? undefined : (day.groups.get(rule.group) ?? new Set());
  const under = rule.under === null ? undefined : day.below(rule.under);
  return [...day.kinds]
    .filter(
      ([unit, kind]) =>
        (rule.kind === null || kind === rule.kind) &&
        group?.has(unit) !== false &&
        under?.has(unit) !== false,
    )
    .map(([unit]) => unit);
}

interface Ruled {
  /** One for each report that a rule makes. */
  readonly rows: readonly AssignmentRow[];
  readonly faults: readonly ImportFault[];
}

/** What all rules come to. Rules of a period or form that is not known are told elsewhere. */
export function ruledReports(data: ProvinceData, known: KnownRows): Ruled {
  const periods = new Map(known.periods);
  for (const { period } of data.periods ?? []) periods.set(period.id, period);
  const days = new Map<string, Day>();
  const made = new Map<string, { row: AssignmentRow; rule: AssignmentRuleRow }>();
  const faults: ImportFault[] = [];
  for (const rule of rulesAfter(data, known)) {
    const to = periods.get(rule.period)?.to;
    if (to === undefined) continue;
    const day = days.get(to) ?? dayOf(data, known, to);
    days.set(to, day);
    const units = unitsMeeting(rule, day);
    if (units.length === 0) faults.push(fault('rule_of_nobody', rule.at, { rule: ruleKey(rule), day: to }));
    faults.push(...put(made, rule, units));
  }
  return { rows: [...made.values()].map(({ row }) => row), faults };
}

/** Two rules may meet one unit when they ask the same of it; otherwise the later one is told, once, with the first. */
function put(
  made: Map<string, { row: AssignmentRow; rule: AssignmentRuleRow }>,
  rule: AssignmentRuleRow,
  units: readonly string[],
): ImportFault[] {
  const { template, version, period, profile, at } = rule;
  const clashes = new Map<AssignmentRuleRow, string[]>();
  for (const unit of units) {
    const source = at === undefined ? {} : { at };
    const row: AssignmentRow = {
      unit,
      template,
      version,
      period,
      assigned: [],
      profile,
      byRule: true,
      ...source,
    };
    const other = made.get(reportKey(row));
    if (other === undefined) made.set(reportKey(row), { row, rule });
    else if (other.row.profile !== profile || other.row.version !== version)
      clashes.set(other.rule, [...(clashes.get(other.rule) ?? []), unit]);
  }
  return [...clashes].map(([other, [unit = '', ...more]]) =>
    fault('rules_differ', at ?? other.at, {
      unit,
      more: String(more.length),
      template,
      period,
      line: String(other.at?.line ?? 0),
      here: formWords(rule),
      there: formWords(other),
    }),
  );
}

const formWords = ({ template, version, profile }: AssignmentRuleRow): string =>
  `${template}@${version}${profile === null ? '' : `, ${profile}`}`;
