/** What a sample is: a complete valid report of a built-in form, and reports that break one rule each. */
import type { CellRef, CellValue, ReportContent } from '../../../shared/report.ts';
import type { AssignedRow, Template } from '../../../shared/template.ts';
import type { CheckFacts } from '../../../shared/wire.ts';

export interface Sample {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  readonly content: ReportContent;
  readonly facts: CheckFacts;
}

export interface BreakingSample extends Sample {
  readonly rule: string;
  /** The cell the issue of that rule must point at. */
  readonly at: CellRef;
}

/** Section, row, column and the new value; null clears the cell. */
export type Change = readonly [section: string, row: string, column: string, value: CellValue | null];

/** The content with the changes made; the original is left alone. */
export function changed(content: ReportContent, changes: readonly Change[]): ReportContent {
  const copy: ReportContent = structuredClone(content);
  for (const [section, row, column, value] of changes) {
    const rows = copy[section] ?? {};
    const cells = rows[row] ?? {};
    if (value === null) delete cells[column];
    else cells[column] = value;
    copy[section] = { ...rows, [row]: cells };
  }
  return copy;
}

/** A sample that breaks one rule: the valid one with a few changes, or with other facts. */
export interface Breaking {
  readonly rule: string;
  readonly at: readonly [section: string, row: string, column: string];
  readonly changes?: readonly Change[];
  readonly facts?: Partial<CheckFacts>;
}

export function breakingSample(
  valid: Sample,
  { rule, at, changes = [], facts = {} }: Breaking,
): BreakingSample {
  const [section, row, column] = at;
  return {
    ...valid,
    rule,
    at: { section, row, column },
    content: changed(valid.content, changes),
    facts: { ...valid.facts, ...facts },
  };
}
