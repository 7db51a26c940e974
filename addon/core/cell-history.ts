/** Owns telling the past of the cell that is chosen: who wrote what when, what was accepted and what was published. */
import { a1 } from '../../shared/raw-sheet.ts';
import { type CellRef, cellAt } from '../../shared/report.ts';
import type { Positions } from '../../shared/sheet-places.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { CellHistory } from '../../shared/wire-merge.ts';
import type { Ports } from './ports.ts';
import { addonProblem } from './problems.ts';
import type { Words } from './rpc.ts';
import { type CellPastResult, PAST_SHOWN_MAX, type ShownPast } from './rpc-office.ts';
import { fetchForm } from './server.ts';
import { fetchCellPast } from './server-office.ts';
import { needReport } from './session.ts';
import { readSheet } from './sheet.ts';
import { bothWays, cellWords, showValue } from './show.ts';

/** Throws `no_cell_chosen` where the choice is no cell the office fills. */
export function cellPast(ports: Ports): CellPastResult {
  const ref = needReport(ports);
  const form = fetchForm(ports, ref);
  const chosen = ports.workbook.active();
  const { reading } = readSheet(ports, form);
  const at = chosen === undefined ? undefined : cellOn(form, reading.positions, chosen);
  if (at === undefined || chosen === undefined) throw addonProblem('no_cell_chosen');
  const past = fetchCellPast(ports, ref, at);
  const shown = past.slice(-PAST_SHOWN_MAX).reverse();
  const now = cellAt(reading.content, at) ?? null;
  return {
    at,
    a1: a1(chosen.row, chosen.column),
    where: bothWays((lang) => cellWords(form, at, lang)),
    now: bothWays((lang) => showValue(form, at, now, lang)),
    entries: shown.map((entry) => showPast(form, at, entry)),
    older: past.length - shown.length,
  };
}

interface Place {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
}

/** The office's cell at a place: rows by their keys, columns by what the reader found them to be. */
function cellOn(
  form: ReportForm,
  positions: Positions,
  { sheetId, row, column }: Place,
): CellRef | undefined {
  for (const section of form.template.sections) {
    const position = positions[section.id];
    if (position?.sheetId !== sheetId) continue;
    const key = Object.keys(position.rows).find((one) => position.rows[one] === row);
    const found = section.columns.find(
      ({ id, source }) => source === 'office' && position.columns[id] === column,
    );
    if (key !== undefined && found !== undefined) return { section: section.id, row: key, column: found.id };
  }
  return undefined;
}

function showPast(form: ReportForm, at: CellRef, entry: CellHistory['entries'][number]): ShownPast {
  const { revision, mode, person, before, after, resolved, accepted, published } = entry;
  const say = (value: typeof after, lang: keyof Words): string => showValue(form, at, value, lang);
  return {
    revision,
    mode,
    at: entry.at,
    person,
    words: bothWays((lang) => `${say(before, lang)} → ${say(after, lang)}`),
    chosen: resolved.map(({ mine, theirs, chosen }) =>
      bothWays((lang) => `${say(mine, lang)} / ${say(theirs, lang)} → ${say(chosen, lang)}`),
    ),
    accepted,
    published: published.map(({ number, scope }) => ({ number, scope })),
  };
}
