/** The columns nobody types: computed from the other cells of their row, wherever the row is read. */
import { dayNumber } from './days.ts';
import { divide, multiply } from './decimal.ts';
import { isNumeric } from './field-types.ts';
import type { PeriodKind } from './period.ts';
import { type Cells, isEmpty } from './report.ts';
import { bounds, readActual, readTarget, type Target, verdictOf } from './target-wording.ts';
import { type Column, columnOf, type Derivation, type Row, type Section } from './template.ts';

export type Timeliness = 'onTime' | 'dueSoon' | 'overdue' | 'doneOnTime' | 'doneLate' | 'noDeadline';

/** An unfinished task counts as due soon from this many days before its deadline, the last day included. */
const DUE_SOON_DAYS = 7;
const DEFAULT_DECIMALS = 1;

/** What a row is read with beside its own cells. */
export interface Occasion {
  /** ISO date: what is overdue is said for a stated day, never for "now". */
  readonly today: string;
  /** Of the period reported on. */
  readonly periodKind: PeriodKind;
}

interface Facts {
  readonly row: Row | undefined;
  readonly occasion: Occasion;
  /** Value of a column of the same row as text; undefined = blank, or a kind of empty that is not a number. */
  readonly value: (column: string) => string | undefined;
  readonly isNumber: (column: string) => boolean;
  /** Whether the column holds target wordings, where "14.797" is fourteen thousand; elsewhere numbers are canonical. */
  readonly isWording: (column: string) => boolean;
}

/** Derived column id → canonical value; a column that cannot be computed has no key. */
export function derive(
  section: Section,
  row: Row | undefined,
  cells: Cells,
  assignedValues: Record<string, string>,
  occasion: Occasion,
): Record<string, string> {
  const derived: Record<string, string> = {};
  const facts: Facts = {
    row,
    occasion,
    value(column) {
      const cell = cells[column];
      if (isEmpty(cell)) return cell.empty === 'none' ? '0' : undefined;
      return cell ?? assignedValues[column] ?? derived[column];
    },
    isNumber(column) {
      const found = columnOf(section, column);
      return found !== undefined && isNumeric(found);
    },
    isWording: (column) => columnOf(section, column)?.type === 'target',
  };
  for (const column of section.columns) {
    if (column.derive === undefined) continue;
    const result = compute(column, column.derive, facts);
    if (result !== undefined) derived[column.id] = result;
  }
  return derived;
}

type Computer<K extends Derivation['kind']> = (
  derivation: Extract<Derivation, { kind: K }>,
  facts: Facts,
  decimals: number,
) => string | undefined;

const COMPUTERS: { readonly [K in Derivation['kind']]: Computer<K> } = {
  percentOf: ({ value, base }, facts, decimals) =>
    share(
      facts.value(value),
      facts.isWording(base) ? singleNumber(facts.value(base)) : facts.value(base),
      100,
      decimals,
    ),
  ratio: ({ numerator, denominator, scale }, facts, decimals) =>
    share(facts.value(numerator), facts.value(denominator), scale, decimals),
  lowerBound: ({ of }, facts) => boundsOf(facts.value(of))?.low,
  upperBound: ({ of }, facts) => boundsOf(facts.value(of))?.high,
  direction: ({ of }, facts) => facts.row?.direction ?? boundsOf(facts.value(of))?.direction,
  verdict: ({ actual, plan, periods }, facts) =>
    periods?.includes(facts.occasion.periodKind) === false ? undefined : verdict(facts, actual, plan),
  timeliness: ({ deadline, completed, progress, doneOption, leaveOut }, facts) =>
    leaveOut?.some(({ column, option }) => facts.value(column) === option)
      ? undefined
      : timeliness({
          deadline: facts.value(deadline),
          completed: facts.value(completed),
          done: facts.value(progress) === doneOption,
          asOf: facts.occasion.today,
        }),
};

/** The computer of a kind takes derivations of that kind; TypeScript cannot follow the pairing through the table. */
function compute(column: Column, derivation: Derivation, facts: Facts): string | undefined {
  const computer = COMPUTERS[derivation.kind] as Computer<Derivation['kind']>;
  return computer(derivation, facts, column.decimals ?? DEFAULT_DECIMALS);
}

function share(
  numerator: string | undefined,
  denominator: string | undefined,
  scale: number,
  decimals: number,
): string | undefined {
  if (!isNumber(numerator) || !isNumber(denominator)) return undefined;
  return divide(multiply(numerator, String(scale)), denominator, decimals);
}

function isNumber(value: string | undefined): value is string {
  return value !== undefined && /^-?\d+(\.\d+)?$/.test(value);
}

/** Wordings read lately: every check reads the same few plan wordings again. Bounded, since wordings come from outside. */
const wordings = new Map<string, Target | undefined>();
const MOST_WORDINGS = 2000;

function targetOf(wording: string): Target | undefined {
  if (wordings.has(wording)) return wordings.get(wording);
  if (wordings.size >= MOST_WORDINGS) wordings.clear();
  const target = readTarget(wording);
  wordings.set(wording, target);
  return target;
}

function boundsOf(wording: string | undefined): ReturnType<typeof bounds> | undefined {
  const target = wording === undefined ? undefined : targetOf(wording);
  return target === undefined ? undefined : bounds(target);
}

/** The one number a wording like "từ 12 vụ/năm" names; undefined for a true range, and for a place in an order. */
function singleNumber(value: string | undefined): string | undefined {
  const target = value === undefined ? undefined : targetOf(value);
  if (target === undefined || target.kind === 'rank' || target.kind === 'rankGroup') return undefined;
  const limits = bounds(target);
  if (limits.low === undefined || limits.high === undefined) return limits.low ?? limits.high;
  return limits.low === limits.high ? limits.low : undefined;
}

/** A result in words ("1.234 hộ", "thứ 6/11") is read as words; only a column of numbers holds canonical decimals. */
function verdict(facts: Facts, actual: string, plan: string): string | undefined {
  const result = facts.value(actual);
  const wording = facts.value(plan);
  const target = wording === undefined ? undefined : targetOf(wording);
  if (result === undefined || target === undefined || facts.row?.counted === false) return undefined;
  const held = facts.isNumber(actual) ? result : readActual(result);
  return verdictOf(target, held, facts.row?.direction);
}

/**
 * Where a task stands on a stated day. Completed after that day is not completed on that day. Done without a completion
 * date is judged by the stated day, the latest it can have been. Done without a deadline cannot be late.
 */
export function timeliness(task: {
  deadline: string | undefined;
  completed: string | undefined;
  done: boolean;
  asOf: string;
}): Timeliness {
  const { deadline, completed, asOf } = task;
  const finishedOn = completed ?? (task.done ? asOf : undefined);
  if (finishedOn !== undefined && finishedOn <= asOf) {
    return deadline === undefined || finishedOn <= deadline ? 'doneOnTime' : 'doneLate';
  }
  if (deadline === undefined) return 'noDeadline';
  if (deadline < asOf) return 'overdue';
  const days = dayNumber(deadline) - dayNumber(asOf);
  return days <= DUE_SOON_DAYS ? 'dueSoon' : 'onTime';
}
