/** Sheets of the built-in forms as raw cells that a test may change, and the reader over them. */
import type { RawCell } from '../../shared/raw-sheet.ts';
import type { ReportContent } from '../../shared/report.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import { readWorkbook } from '../../shared/sheet-reader.ts';
import type { Template } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { ASSIGNED, formOf, SAMPLE_CONTENT } from './forms.ts';
import { type DraftTab, type DraftWorkbook, rawFromPlan } from './raw-plan.ts';

export const template = (id: string): Template => {
  const found = builtIn(id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
};

export function sheetOf(id: string, content: ReportContent = SAMPLE_CONTENT[id] ?? {}): DraftWorkbook {
  return rawFromPlan(planWorkbook(formOf(template(id), content)));
}

export const read = (id: string, raw: DraftWorkbook, memory: Record<string, string> = {}) =>
  readWorkbook(template(id), ASSIGNED[id] ?? [], raw, memory);

export function tabOf(raw: DraftWorkbook, section: string): DraftTab {
  const tab = raw.tabs.find((candidate) => candidate.section === section);
  if (tab === undefined) throw new Error(`no tab ${section}`);
  return tab;
}

/** 0-based place of a cell, found by the hidden keys. */
export function place(tab: DraftTab, row: string, column: string): [number, number] {
  const c = (tab.values[0] ?? []).indexOf(column);
  const r = tab.values.findIndex((cells) => cells[0] === row);
  if (r < 0 || c < 0) throw new Error(`no cell ${row} ${column}`);
  return [r, c];
}

export function put(tab: DraftTab, row: string, column: string, value: RawCell): void {
  const [r, c] = place(tab, row, column);
  const cells = tab.values[r];
  if (cells !== undefined) cells[c] = value;
}
