/** Leaves out of a report the cells with an issue of their own, so that rules and sums see sound ones only. */
import { type CellContext, isRecord, LIST_KEY } from './check-cells.ts';
import { type CompiledSection, gridRows } from './compiled-template.ts';
import { type Cells, Empty, type ReportContent } from './report.ts';

/** The content with only the cells that passed: what may be summed or compared even while a draft has issues. */
export function soundCells(context: CellContext, bad: ReadonlySet<string>): ReportContent {
  const sound: ReportContent = {};
  if (!isRecord(context.content)) return sound;
  for (const section of context.compiled.sections) {
    const rows: unknown = context.content[section.section.id];
    if (isRecord(rows)) sound[section.section.id] = soundRows(context, section, rows, bad);
  }
  return sound;
}

function soundRows(
  context: CellContext,
  section: CompiledSection,
  rows: Readonly<Record<string, unknown>>,
  bad: ReadonlySet<string>,
): Record<string, Cells> {
  const list = section.section.rowsFrom === 'office';
  const grid = new Map(gridRows(section, context.assigned).map((row) => [row.key, row]));
  const sound: Record<string, Cells> = {};
  for (const [key, cells] of Object.entries(rows)) {
    const row = list && LIST_KEY.test(key) ? section.listRow : grid.get(key);
    if (row === undefined || !isRecord(cells)) continue;
    const kept: Cells = {};
    for (const { id } of row.columns) {
      const value = cells[id];
      if (value === undefined || bad.has(`${section.section.id}|${key}|${id}`)) continue;
      if (typeof value === 'string') kept[id] = value;
      else kept[id] = Empty.parse(value);
    }
    sound[key] = kept;
  }
  return sound;
}
