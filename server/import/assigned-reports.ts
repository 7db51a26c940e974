/** Turns the lines about who owes what into rows: reports of single units with their targets, rules over many, and the groups rules name. */
import { ownId } from '../../shared/consolidated.ts';
import type { PublishedTemplate } from '../../shared/profile.ts';
import type { AssignmentRow, AssignmentRuleRow, Source, UnitGroupRow } from '../store/province-data.ts';
import type { FileRow, FileRows } from './csv-file.ts';
import { fault, type ImportFault } from './faults.ts';
import type { Forms } from './forms.ts';
import { parentFaults, readTargetLine } from './target-rows.ts';

export const groupOf = ({ cells, at }: FileRow): UnitGroupRow => ({
  unit: cells.unit ?? '',
  group: cells.group ?? '',
  validFrom: cells.valid_from ?? '',
  validTo: cells.valid_to ?? null,
  at,
});

const formOf = ({ cells, at }: FileRow, forms: Forms): PublishedTemplate | ImportFault =>
  forms.find(cells.template ?? '', at, cells.consolidated === 'yes');

/** assignment-rules.csv; what the rules come to is worked out where the units are known. */
export function readRules(told: ImportFault[], forms: Forms, lines: readonly FileRow[]): AssignmentRuleRow[] {
  return lines.flatMap((line) => {
    const { cells, at } = line;
    const template = formOf(line, forms);
    if ('code' in template) {
      told.push(template);
      return [];
    }
    const { id, version } = template;
    const { period = '', kind = null, group = null, under = null, profile = null } = cells;
    return [{ template: id, version, period, kind, group, under, profile, at }];
  });
}

const slot = (unit: string, template: string, period: string): string => `${unit}, ${template}, ${period}`;

interface Owed {
  readonly line: FileRow;
  readonly template: PublishedTemplate;
}

/** assignments.csv with the rows targets.csv brings to each. */
export function readAssignments(
  told: ImportFault[],
  forms: Forms,
  { rows: lines, faults }: FileRows,
  targets: FileRows | undefined,
): AssignmentRow[] {
  const owed: Owed[] = [];
  for (const line of lines) {
    const template = formOf(line, forms);
    if ('code' in template) told.push(template);
    else owed.push({ line, template });
  }
  const rows = new Map<string, { row: AssignmentRow['assigned'][number]; at: Source }[]>();
  for (const { line, template } of owed) {
    rows.set(slot(line.cells.unit ?? '', template.id, line.cells.period ?? ''), []);
  }
  // Where a line of assignments.csv is told already, its targets are no second fault.
  const whole = faults.length === 0 && owed.length === lines.length;
  for (const line of targets?.rows ?? []) {
    const found = addTarget(line, forms, targets?.more ?? [], rows);
    told.push(...found.filter(({ code }) => whole || code !== 'unknown_assignment'));
  }
  for (const list of rows.values()) told.push(...repeatedKeys(list), ...parentFaults(list));
  return owed.map(({ line, template }) => {
    const unit = line.cells.unit ?? '';
    const period = line.cells.period ?? '';
    const { id, version } = template;
    // An office types the sums of its subtree for the rows it was assigned itself.
    const assigned = (rows.get(slot(unit, ownId(id), period)) ?? []).map(({ row }) => row);
    return {
      unit,
      template: id,
      version,
      period,
      assigned,
      profile: line.cells.profile ?? null,
      at: line.at,
    };
  });
}

function addTarget(
  line: FileRow,
  forms: Forms,
  more: readonly string[],
  rows: ReadonlyMap<string, { row: AssignmentRow['assigned'][number]; at: Source }[]>,
): readonly ImportFault[] {
  const template = forms.find(line.cells.template ?? '', line.at);
  if ('code' in template) return [template];
  const unit = line.cells.unit ?? '';
  const period = line.cells.period ?? '';
  const list = rows.get(slot(unit, template.id, period));
  if (list === undefined) {
    return [fault('unknown_assignment', line.at, { unit, template: line.cells.template ?? '', period })];
  }
  const { row, faults } = readTargetLine(line, template, more);
  if (row) list.push({ row, at: line.at });
  return faults;
}

function repeatedKeys(list: readonly { row: { key: string }; at: Source }[]): ImportFault[] {
  const first = new Map<string, number>();
  return list.flatMap(({ row, at }) => {
    const line = first.get(row.key);
    if (line === undefined) first.set(row.key, at.line);
    return line === undefined ? [] : [fault('twice', at, { key: row.key, line: String(line) })];
  });
}
