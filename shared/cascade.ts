/** Holds the plans an office was given against those it gave on: Σ of the children's bounds beside the parent's plan. Pure, exact. */
import { compare, subtract, sum } from './decimal.ts';
import { inUnit } from './number.ts';
import { bounds, readTarget, type Target } from './target-wording.ts';
import type { AssignedRow, Bilingual, Template } from './template.ts';

/** What is assigned to one office below. */
interface ChildPlans {
  readonly unit: string;
  readonly name: string;
  readonly rows: readonly AssignedRow[];
}

/** A plan in its wording and, where it can be read, the numbers it sets. */
interface PlanOf {
  readonly plan: string | null;
  readonly low: string | null;
  readonly high: string | null;
}

export interface CascadeRow extends PlanOf {
  readonly key: string;
  readonly label: Bilingual;
  readonly children: readonly (PlanOf & { readonly unit: string; readonly name: string })[];
  /** Offices below that were not given the target. */
  readonly without: readonly { readonly unit: string; readonly name: string }[];
  /** Σ of the children's bounds, in the parent's unit of measure; null where they are not added. */
  readonly sum: { readonly low: string | null; readonly high: string | null } | null;
  /** The bound they were compared by: what has to be reached, or what may not be passed. */
  readonly bound: 'low' | 'high' | null;
  /** Σ below, at or above the plan at that bound. */
  readonly verdict: 'short' | 'equal' | 'over' | null;
  /** Σ − plan there. */
  readonly difference: string | null;
  /** Why nothing is added or compared. */
  readonly why: Bilingual | null;
}

const WHY = {
  rank: { vi: 'Thứ hạng không cộng được.', en: 'Ranks are not added.' },
  growth: { vi: 'Tốc độ tăng, giảm không cộng được.', en: 'Growth is not added.' },
  ratio: { vi: 'Tỷ lệ không cộng được.', en: 'Ratios are not added.' },
  other: { vi: 'Chỉ tiêu này không cộng giữa các đơn vị.', en: 'This target is not added over offices.' },
  noPlan: { vi: 'Chưa có kế hoạch bằng số để so sánh.', en: 'There is no plan in numbers to compare with.' },
  nobody: { vi: 'Chưa giao cho đơn vị nào.', en: 'Given to nobody yet.' },
  unread: {
    vi: 'Kế hoạch của có đơn vị không đọc được thành số.',
    en: 'The plan of an office cannot be read as numbers.',
  },
  measure: { vi: 'Đơn vị tính khác nhau.', en: 'Units of measure differ.' },
  sides: {
    vi: 'Có kế hoạch là mức tối thiểu, có kế hoạch là mức tối đa.',
    en: 'Some plans are least amounts and others greatest ones.',
  },
} as const satisfies Record<string, Bilingual>;

/** The column that holds the plan as issued. */
const planColumn = (template: Template): string | undefined =>
  template.sections
    .filter(({ rowsFrom }) => rowsFrom === 'assignment')
    .flatMap(({ columns }) => columns)
    .find(({ type, source }) => type === 'target' && source === 'assignment')?.id;

interface Read extends PlanOf {
  readonly target: Target | undefined;
}

function readPlan(row: AssignedRow, column: string): Read {
  const plan = row.values[column] ?? null;
  const target = plan === null ? undefined : readTarget(plan);
  const { low = null, high = null } = target === undefined ? {} : bounds(target);
  return { plan, target, low, high };
}

/** Why a target of this plan is not added over offices; undefined where it is. */
function notAdded(row: AssignedRow, target: Target | undefined): Bilingual | undefined {
  if (target?.kind === 'rank' || target?.kind === 'rankGroup') return WHY.rank;
  if (target?.kind === 'change') return WHY.growth;
  if (row.overUnits?.kind === 'ratio' || target?.unit === '%') return WHY.ratio;
  return row.overUnits === undefined || ['sum', 'last'].includes(row.overUnits.kind) ? undefined : WHY.other;
}

/** One row for each target of the office, in its order; headings are left out. Undefined: the form has no plans. */
export function cascadeOf(
  template: Template,
  own: readonly AssignedRow[],
  children: readonly ChildPlans[],
): CascadeRow[] | undefined {
  const column = planColumn(template);
  if (column === undefined) return undefined;
  return own
    .filter(({ heading }) => heading !== true)
    .map((row) => {
      const parent = readPlan(row, column);
      const given = children.flatMap(({ unit, name, rows }) => {
        const theirs = rows.find(({ key }) => key === row.key);
        return theirs === undefined ? [] : [{ unit, name, read: readPlan(theirs, column) }];
      });
      const has = new Set(given.map(({ unit }) => unit));
      return {
        key: row.key,
        label: row.label,
        plan: parent.plan,
        low: parent.low,
        high: parent.high,
        children: given.map(({ unit, name, read: { plan, low, high } }) => ({ unit, name, plan, low, high })),
        without: children.filter(({ unit }) => !has.has(unit)).map(({ unit, name }) => ({ unit, name })),
        ...compared(
          row,
          parent,
          given.map(({ read }) => read),
        ),
      };
    });
}

type Compared = Pick<CascadeRow, 'sum' | 'bound' | 'verdict' | 'difference' | 'why'>;
const told = (why: Bilingual, added: CascadeRow['sum'] = null): Compared => ({
  sum: added,
  bound: null,
  verdict: null,
  difference: null,
  why,
});

function compared(row: AssignedRow, parent: Read, children: readonly Read[]): Compared {
  const refused =
    notAdded(row, parent.target) ??
    children.map(({ target }) => notAdded(row, target)).find((why) => why !== undefined);
  if (refused !== undefined) return told(refused);
  if (children.length === 0) return told(WHY.nobody);
  if (children.some(({ target }) => target === undefined)) return told(WHY.unread);
  const unit = parent.target?.unit;
  const [lows, highs] = [
    children.map((read) => inParents(read, 'low', unit)),
    children.map((read) => inParents(read, 'high', unit)),
  ];
  if ([...lows, ...highs].includes(undefined)) return told(WHY.measure);
  const added = { low: total(lows), high: total(highs) };
  if (added.low === null && added.high === null) return told(WHY.sides);
  if (parent.target === undefined) return told(WHY.noPlan, added);
  // Where both sides set a least amount it is what has to be reached; otherwise the greatest is what may not be passed.
  const side = parent.low !== null && added.low !== null ? 'low' : 'high';
  const [plan, all] = [parent[side], added[side]];
  if (plan === null || all === null) return told(WHY.sides, added);
  const verdict = ({ '-1': 'short', '0': 'equal', '1': 'over' } as const)[compare(all, plan)];
  return { sum: added, bound: side, verdict, difference: subtract(all, plan), why: null };
}

/** The bound in the parent's unit of measure: null where there is none, undefined where it cannot be told in it. */
function inParents(
  { target, ...read }: Read,
  side: 'low' | 'high',
  unit: string | undefined,
): string | null | undefined {
  const value = read[side];
  if (value === null || target?.unit === undefined || unit === undefined) return value;
  return inUnit(value, target.unit, unit);
}

/** Σ, or null where one of them is open to that side. */
const total = (values: readonly (string | null | undefined)[]): string | null => {
  const known = values.filter((value) => typeof value === 'string');
  return known.length === values.length ? sum(known) : null;
};
