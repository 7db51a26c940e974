/** Owns what was chosen where two had changed the same cell: kept until a push has told the server, so that neither value is lost. */
import { z } from 'zod';
import { sameValue } from '../../shared/changes.ts';
import { CellRef, CellValue, cellAt, type ReportContent } from '../../shared/report.ts';
import { forgetText, keepText, keptText } from './kept-text.ts';
import type { Ports } from './ports.ts';
import type { Choice } from './rpc-send.ts';

const Value = CellValue.nullable();
export const Choices = z.array(z.object({ at: CellRef, mine: Value, theirs: Value, chosen: Value }));

const NAME = 'sotinh.chosen';

export function keptChoices(ports: Ports): readonly Choice[] {
  const text = keptText(ports, NAME);
  if (text === '') return [];
  try {
    return Choices.parse(JSON.parse(text));
  } catch {
    // Pieces of two, where somebody was stopped between them: then they are asked again.
    return [];
  }
}

export const choiceName = ({ section, row, column }: CellRef): string =>
  JSON.stringify([section, row, column]);

/** A later choice of a cell takes the place of an earlier one. */
export function keepChoices(ports: Ports, more: readonly Choice[]): void {
  if (more.length === 0) return;
  const all = new Map([...keptChoices(ports), ...more].map((one) => [choiceName(one.at), one]));
  keepText(ports, NAME, JSON.stringify([...all.values()]));
}

export const forgetChoices = (ports: Ports): void => forgetText(ports, NAME);

export const sameChoice = (left: Choice['mine'] | undefined, right: Choice['mine'] | undefined): boolean =>
  sameValue(left ?? undefined, right ?? undefined);

/** Those a push of this content on that base tells of: what was chosen is sent, and what was there is the other's. */
export const choicesTold = (ports: Ports, content: ReportContent, base: ReportContent): Choice[] =>
  keptChoices(ports).filter(
    ({ at, theirs, chosen }) =>
      sameChoice(chosen, cellAt(content, at)) && sameChoice(theirs, cellAt(base, at)),
  );
