/** Owns the steps that changed cells, kept until the report is sent so that they can be put back, and their notes. */
import { z } from 'zod';
import type { RawCell } from '../../shared/raw-sheet.ts';
import { CellRef } from '../../shared/report.ts';
import type { Positions } from '../../shared/sheet-places.ts';
import { forgetText, keepText, keptText } from './kept-text.ts';
import { columnNamed } from './marks.ts';
import { BEFORE_MARK } from './notes.ts';
import type { Ports } from './ports.ts';
import { load, save } from './session.ts';

const Raw = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ date: z.string(), time: z.string().optional() }),
]);
/** A changed cell: what stood there, its formula and its format, and what was written. */
const Entry = z.object({ at: CellRef, was: Raw, formula: z.string(), format: z.string(), is: Raw });
const Steps = z.array(z.array(Entry));
export type Step = z.infer<typeof Steps>[number];

const NAMES = { undo: 'sotinh.undo', noted: 'sotinh.noted' } as const;
/** Characters: a document keeps other things as well. */
const UNDO_MAX = 60_000;

export function keptSteps(ports: Ports): Step[] {
  try {
    const parsed = Steps.safeParse(JSON.parse(keptText(ports, NAMES.undo) || '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** As many of the last steps as there is room for; what cannot be kept is in the notes of its cells all the same. */
export function keepSteps(ports: Ports, steps: readonly Step[]): void {
  for (const some of [steps, steps.slice(-1)]) {
    const text = JSON.stringify(some);
    if (some.length > 0 && text.length <= UNDO_MAX && keepText(ports, NAMES.undo, text)) return;
  }
  forgetText(ports, NAMES.undo);
}

export const same = (one: RawCell, other: RawCell): boolean => JSON.stringify(one) === JSON.stringify(other);
export const entryKey = ({ section, row, column }: CellRef): string => `${section}|${row}|${column}`;

/** Before anything is written, so that whatever stops the writing can be put back. */
export function rememberStep(ports: Ports, step: Step): void {
  keepSteps(ports, [...keptSteps(ports), step]);
  const columns = step.map(({ at: { section, column } }) => `${section}|${column}`);
  const known = noted(ports);
  save(ports, NAMES.noted, { columns: [...new Set([...known.columns, ...columns])], sent: false });
}

const Noted = z.object({ columns: z.array(z.string()), sent: z.boolean() });

/** "section|column" of every column with notes of what stood there before; `sent`: they are to go. */
const noted = (ports: Ports): z.infer<typeof Noted> =>
  load(ports, NAMES.noted, Noted) ?? { columns: [], sent: false };

/** Once the report was sent nothing is put back any more, and the notes go with the next call that has room for it. */
export function settleFixes(ports: Ports): void {
  forgetText(ports, NAMES.undo);
  const { columns } = noted(ports);
  if (columns.length > 0) save(ports, NAMES.noted, { columns, sent: true });
}

/** Takes the notes of a sent report away; what does not fit into the calls goes with the next one. */
export function clearNotes(ports: Ports, positions: Positions, callsMax: number): void {
  const { columns, sent } = noted(ports);
  if (!sent) return;
  const found = columns.flatMap((name) => {
    const column = columnNamed(name, positions, []);
    return column === undefined ? [] : [{ name, column }];
  });
  const done = ports.workbook.annotate(
    found.map(({ column }) => column),
    BEFORE_MARK,
    callsMax,
  );
  const rest = found.slice(done).map(({ name }) => name);
  if (rest.length === 0) ports.properties.delete(NAMES.noted);
  else save(ports, NAMES.noted, { columns: rest, sent });
}

/** Whether cells have notes of what stood in them before. */
export const hasNotes = (ports: Ports): boolean => noted(ports).columns.length > 0;
