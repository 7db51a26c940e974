/** Owns finding copies of the report's sheets in the file, and those a repair put aside: figures typed there are never sent, and nobody would know. */
import type { ReportForm } from '../../shared/wire.ts';
import type { Ports } from './ports.ts';
import type { ShownCopy } from './rpc.ts';
import { knownSheets, rememberKnown } from './session.ts';

export interface Copy extends ShownCopy {
  readonly sheetId: number;
}

interface Looked {
  readonly copies: readonly Copy[];
  /** Calls were spent on sheets that are new to the file. */
  readonly spent: boolean;
}

/** What a repair puts aside is named so. */
export const ASIDE = ' (bản trước khi sửa';
export const OLDER = ' (biểu cũ, bản ';
export const isAside = (name: string): boolean => name.includes(ASIDE) || name.includes(OLDER);

/** What Google puts before the name of a sheet it copies; the metadata of the original may not come along. */
const COPY_OF = /^(?:Bản sao của|Copy of) (.+)$/;

/**
 * Copies among the sheets that are not the report's own, `bound`. Those once seen to be none are remembered, so that only
 * a sheet that is new to the file costs calls.
 */
export function copiesOf(ports: Ports, form: ReportForm, bound: readonly number[], callsMax: number): Looked {
  const known = knownSheets(ports);
  const fresh = ports.workbook.otherSheets([...bound, ...known], callsMax);
  const copies: Copy[] = [];
  const others: number[] = [];
  for (const { sheetId, section, name } of fresh) {
    const original = form.template.sections.find(({ id }) => id === section) ?? namedIn(form, name);
    if (isAside(name)) copies.push({ sheetId, name, of: null });
    else if (original === undefined) others.push(sheetId);
    else copies.push({ sheetId, name, of: original.label });
  }
  if (others.length > 0) rememberKnown(ports, [...known, ...others]);
  return { copies, spent: fresh.length > 0 };
}

/** A second copy is "Bản sao của Bản sao của …", or the name with a number behind it. */
function namedIn(form: ReportForm, name: string): ReportForm['template']['sections'][number] | undefined {
  let inner = COPY_OF.exec(name)?.[1];
  while (inner !== undefined && COPY_OF.test(inner)) inner = COPY_OF.exec(inner)?.[1];
  if (inner === undefined) return undefined;
  return form.template.sections
    .filter(({ label }) => inner.startsWith(label.vi))
    .sort((left, right) => right.label.vi.length - left.label.vi.length)[0];
}
