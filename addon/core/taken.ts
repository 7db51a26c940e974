/** Owns what colleagues sent and came onto this sheet: kept for a while, so that Ctrl+Z of it is not taken for a change of one's own. */
import { z } from 'zod';
import type { MergeConflict } from '../../shared/merge.ts';
import { CellRef, CellValue, cellAt, type ReportContent } from '../../shared/report.ts';
import type { CellChange } from '../../shared/wire.ts';
import { choiceName, sameChoice } from './choices.ts';
import { keepText, keptText } from './kept-text.ts';
import type { Ports } from './ports.ts';

const Value = CellValue.nullable();
const Changes = z.array(z.object({ at: CellRef, before: Value, after: Value }));

const NAME = 'sotinh.taken';
/** Of a merge of more cells than these a document keeps the last ones. */
const CELLS_MAX = 300;

function keptTaken(ports: Ports): readonly CellChange[] {
  try {
    return Changes.parse(JSON.parse(keptText(ports, NAME) || '[]'));
  } catch {
    // Pieces of two, where somebody was stopped between them.
    return [];
  }
}

/** A later change of a cell takes the place of an earlier one. */
export function rememberTaken(ports: Ports, cells: readonly CellChange[]): void {
  if (cells.length === 0) return;
  const all = new Map([...keptTaken(ports), ...cells].map((one) => [choiceName(one.at), one]));
  keepText(ports, NAME, JSON.stringify([...all.values()].slice(-CELLS_MAX)));
}

/** Cells that stand again as they did before a colleague's value came, while `sent`, all that this sheet knows of, has that value. */
export function takenBack(
  ports: Ports,
  mine: ReportContent,
  ...sent: readonly ReportContent[]
): MergeConflict[] {
  return keptTaken(ports).flatMap(({ at, before, after }) =>
    sameChoice(cellAt(mine, at), before) &&
    sent.every((content) => sameChoice(cellAt(content, at), after)) &&
    !sameChoice(before, after)
      ? [{ at, before, mine: before, theirs: after }]
      : [],
  );
}
