/** Rows that fit together and yet cannot be meant: misspelt levels, dates out of their period, one name on two offices, reports of offices long gone. Pure. */

import { dayBefore } from '../../shared/days.ts';
import { grouped } from '../../shared/grouped.ts';
import type { Period } from '../../shared/period.ts';
import { fold } from '../../shared/text.ts';
import type { AssignmentRow, ProvinceData, Sourced, UnitKindRow, UnitRow } from '../store/province-data.ts';
import { fault, type ImportFault } from './faults.ts';
import { edgesAfter, type KnownRows, kindsAfter, unitsAfter } from './known-rows.ts';
import { periodFaults } from './period-check.ts';
import { gapFaults } from './tree-check.ts';

/** The rows as they will be once the import is stored; those of the files carry their line. */
interface After {
  readonly units: ReadonlyMap<string, UnitRow>;
  readonly kinds: readonly UnitKindRow[];
  readonly periods: ReadonlyMap<string, Period>;
  readonly trees: ReadonlyMap<string, ReadonlySet<string>>;
}

function after(data: ProvinceData, known: KnownRows): After {
  const units = unitsAfter(data, known);
  const periods = new Map(known.periods);
  for (const { period } of data.periods ?? []) periods.set(period.id, period);
  const trees = new Map<string, Set<string>>();
  for (const { tree, parent, child } of edgesAfter(data, known)) {
    for (const id of [parent, child]) trees.set(id, (trees.get(id) ?? new Set()).add(tree));
  }
  return { units, kinds: kindsAfter(data, known), periods, trees };
}

/** Letters to insert, drop, replace or exchange with their neighbour to make one word of the other. */
function slips(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same, swapped));
    }
  }
  return at(a.length, b.length);
}

const withoutDigits = (text: string): string => text.replace(/\d/g, '');
const LONG_WORD = 7;
const SHORT_WORD = 4;

/** Whether one is probably the other misspelt. Levels told apart by a number, such as cap-1 and cap-2, are not. */
function looksLike(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < SHORT_WORD || withoutDigits(a) === withoutDigits(b)) return false;
  return slips(a, b) <= (shorter >= LONG_WORD ? 2 : 1);
}

const DEFAULT_DUE = 'default';

type Counts = ReadonlyMap<string, number>;

/** A level with its own date that no office has, at the first period that gives it. */
function datesOfNobody(data: ProvinceData, counts: Counts): ImportFault[] {
  const known = [...counts.keys()].sort().join(', ');
  const found = new Map<string, ImportFault>();
  for (const { period, at } of data.periods ?? []) {
    for (const kind of Object.keys(period.due)) {
      if (kind === DEFAULT_DUE || counts.has(kind) || found.has(kind)) continue;
      found.set(kind, fault('due_of_nobody', at, { column: `due_${kind}`, kind, known }));
    }
  }
  return [...found.values()];
}

/** A level without its own date that looks like one with it, or like that of more offices. */
function misspeltLevels(data: ProvinceData, dated: ReadonlySet<string>, counts: Counts): ImportFault[] {
  const found = new Map<string, ImportFault | undefined>();
  for (const { kind, at } of [...(data.units ?? []), ...(data.kinds ?? [])]) {
    if (dated.has(kind) || found.has(kind)) continue;
    const meant = [...dated].find((other) => looksLike(kind, other));
    const [usual] =
      [...counts].find(([other, count]) => count > (counts.get(kind) ?? 0) && looksLike(kind, other)) ?? [];
    if (meant !== undefined) found.set(kind, fault('kind_without_due', at, { kind, meant }));
    else
      found.set(kind, usual === undefined ? usual : fault('kind_like_another', at, { kind, meant: usual }));
  }
  return [...found.values()].filter((one) => one !== undefined);
}

/** A level written in two ways costs its offices the date meant for them. */
function levelFaults(data: ProvinceData, { units, kinds, periods }: After): ImportFault[] {
  const counts = new Map<string, number>();
  for (const { kind } of [...units.values(), ...kinds]) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const dated = new Set([...periods.values()].flatMap(({ due }) => Object.keys(due)));
  dated.delete(DEFAULT_DUE);
  const nobodys = counts.size === 0 ? [] : datesOfNobody(data, counts);
  return [...nobodys, ...misspeltLevels(data, dated, counts)];
}

interface Held extends Sourced {
  readonly unit: string;
  /** As compared. */
  readonly word: string;
  readonly said: string;
  readonly from: string;
  readonly to: string;
}

const ALWAYS = '9999-12-31';

/** Whether two offices can be told apart though they share a code or a name: they stand in different trees. */
const apart = (one: Held, other: Held, { trees }: After): boolean => {
  const [a, b] = [trees.get(one.unit), trees.get(other.unit)];
  return a !== undefined && b !== undefined && [...a].every((tree) => !b.has(tree));
};

/** One word held by two offices at a time is a fault of the later line, if a line of the files says so. */
function sharedFaults(
  code: 'code_shared' | 'alias_shared',
  held: readonly Held[],
  rows: After,
): ImportFault[] {
  const byWord = new Map<string, Held[]>();
  const found: ImportFault[] = [];
  for (const one of held) {
    const before = byWord.get(one.word) ?? [];
    const clash = before.find(
      (other) =>
        other.unit !== one.unit && other.from <= one.to && one.from <= other.to && !apart(one, other, rows),
    );
    byWord.set(one.word, [...before, one]);
    const at = one.at ?? clash?.at;
    if (clash && at) found.push(fault(code, at, { word: one.said, unit: one.unit, other: clash.unit }));
  }
  return found;
}

/** Stored rows that outlast the import: those of offices the files do not speak about. */
function staying<T extends { readonly unit: string }>(
  data: ProvinceData,
  stored: readonly T[],
  given: readonly T[] | undefined,
): readonly T[] {
  if (given === undefined) return stored;
  const spoken = data.units && new Set(data.units.map(({ id }) => id));
  return spoken === undefined ? [] : stored.filter(({ unit }) => !spoken.has(unit));
}

function codesHeld(data: ProvinceData, known: KnownRows, { units }: After): Held[] {
  const codes = [...staying(data, known.codes, data.codes), ...(data.codes ?? [])];
  const byUnit = grouped(codes, ({ unit }) => unit);
  return codes.map(({ unit, code, validFrom, at }) => {
    const [next] = (byUnit.get(unit) ?? [])
      .map((row) => row.validFrom)
      .filter((day) => day > validFrom)
      .sort();
    const to = next === undefined ? (units.get(unit)?.validTo ?? ALWAYS) : dayBefore(next);
    return { unit, word: code, said: code, from: validFrom, to, ...(at ? { at } : {}) };
  });
}

function aliasesHeld(data: ProvinceData, known: KnownRows, { units }: After): Held[] {
  return [...staying(data, known.aliases, data.aliases), ...(data.aliases ?? [])].map(
    ({ unit, alias, at }) => {
      const { validFrom, validTo } = units.get(unit) ?? { validFrom: '', validTo: null };
      const life = { from: validFrom, to: validTo ?? ALWAYS };
      return { unit, word: fold(alias), said: alias, ...life, ...(at ? { at } : {}) };
    },
  );
}

/** A report belongs to the office as it stands at the end of its period. */
function owedFaults({ assignments = [] }: ProvinceData, { units, periods }: After): ImportFault[] {
  return assignments.flatMap(({ unit: id, period: of, at }) => {
    const unit = units.get(id);
    const period = periods.get(of);
    if (unit === undefined || period === undefined) return [];
    const { validFrom, validTo } = unit;
    const { from, to } = period;
    const params = { unit: id, period: of, from, to, first: validFrom, last: validTo ?? '…' };
    if (validFrom > to) return [fault('owes_before_start', at, params)];
    if (validTo === null || validTo >= to) return [];
    return [fault(validTo < from ? 'owes_after_end' : 'owes_across_end', at, params)];
  });
}

/** Why a report of the period counts for nobody above: its office is not there at the end. */
function strayCode(
  unit: UnitRow | undefined,
  period: Period | undefined,
): 'ended_owing' | 'begins_owing' | undefined {
  if (unit === undefined || period === undefined) return undefined;
  if (unit.validTo !== null && unit.validTo < period.to) return 'ended_owing';
  return unit.validFrom > period.to ? 'begins_owing' : undefined;
}

/** Stored reports that are kept and count for nobody above since the office or the period has other days now, at the line that says so. */
function strayReports(data: ProvinceData, known: KnownRows, { units, periods }: After): ImportFault[] {
  const named = new Set((data.assignments ?? []).map(slotOf));
  const broughtPeriods = new Map((data.periods ?? []).map((row) => [row.period.id, row]));
  const stray = known.owed.flatMap((row) => {
    const [unit, period] = [units.get(row.unit), periods.get(row.period)];
    const code = strayCode(unit, period);
    if (unit === undefined || code === undefined || named.has(slotOf(row))) return [];
    const former = known.units.get(row.unit);
    const isUnits = former?.validFrom !== unit.validFrom || former.validTo !== unit.validTo;
    if (!isUnits && known.periods.get(row.period)?.to === period?.to) return [];
    return [{ code, unit, period: row.period, at: isUnits ? unit.at : broughtPeriods.get(row.period)?.at }];
  });
  const told = grouped(stray, ({ code, unit, at }) => `${code} ${unit.id} ${at?.file} ${at?.line}`);
  return [...told.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const { code, at, unit } = first;
    const lived = { first: unit.validFrom, last: unit.validTo ?? '…' };
    const of = [...new Set(rows.map(({ period }) => period))].sort().join(', ');
    return [fault(code, at, { unit: unit.id, ...lived, count: String(rows.length), periods: of })];
  });
}

const slotOf = ({ unit, template, period }: Pick<AssignmentRow, 'unit' | 'template' | 'period'>): string =>
  `${unit} ${template} ${period}`;

/** Everything that cannot be meant, and what should be looked at, told apart by the catalogue. */
export function senseCheck(data: ProvinceData, known: KnownRows): ImportFault[] {
  const rows = after(data, known);
  return [
    ...levelFaults(data, rows),
    ...sharedFaults('code_shared', codesHeld(data, known, rows), rows),
    ...sharedFaults('alias_shared', aliasesHeld(data, known, rows), rows),
    ...periodFaults(data, data.holidays ?? known.holidays),
    ...owedFaults(data, rows),
    ...strayReports(data, known, rows),
    ...gapFaults(data, edgesAfter(data, known), rows.units),
  ];
}
