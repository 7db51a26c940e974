/** Owns finding copies of the report's sheets in the file, and those a repair put aside: figures typed there are never sent, and nobody would know. */
import { ASIDE_SECTION } from '../../shared/aside-sheets.ts';
import { asideIn } from '../../shared/sheet-structure.ts';
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

/** What Google puts before the name of a sheet it copies; the metadata of the original may not come along. */
const COPY_OF = /^(?:Bản sao của|Copy of) (.+)$/;

/**
 * Copies among the sheets that are not the report's own, `bound`. Those once seen to be none are remembered, and those put
 * aside with their names, so that only a sheet that is new to the file costs calls.
 */
export function copiesOf(ports: Ports, form: ReportForm, bound: readonly number[], callsMax: number): Looked {
  const known = knownSheets(ports);
  const ids = Object.keys(known).map(Number);
  const fresh = ports.workbook.otherSheets([...bound, ...ids], callsMax);
  const copies: Copy[] = [];
  const learned: Record<string, string> = {};
  const isPutAside = asideIn(form.template);
  for (const tab of fresh) {
    const { sheetId, section, name } = tab;
    const original = form.template.sections.find(({ id }) => id === section) ?? namedIn(form, name);
    // One that bears the form's name is still aside where another sheet is the report's.
    if (section === ASIDE_SECTION || isPutAside(tab)) learned[sheetId] = name;
    else if (original === undefined) learned[sheetId] = '';
    else copies.push({ sheetId, name, of: original.label });
  }
  const all = { ...known, ...learned };
  if (Object.keys(learned).length > 0) rememberKnown(ports, all);
  return { copies: [...asidesOf(ports, all), ...copies], spent: fresh.length > 0 };
}

function asidesOf(ports: Ports, known: Readonly<Record<string, string>>): Copy[] {
  const ids = Object.keys(known).map(Number);
  const asides = ids.map((sheetId) => ({ sheetId, name: known[sheetId] ?? '', of: null }));
  const standing = ports.workbook.standing(
    asides.flatMap(({ sheetId, name }) => (name === '' ? [] : [sheetId])),
  );
  return asides.filter(({ sheetId }) => standing.includes(sheetId));
}

/** The same with sheets put aside as they are called by now, as far as the calls last. */
export function namedAnew(ports: Ports, copies: readonly Copy[], callsMax: number): readonly Copy[] {
  const asides = copies.filter(({ of }) => of === null);
  if (asides.length === 0) return copies;
  const names = ports.workbook.names(
    asides.map(({ sheetId }) => sheetId),
    callsMax,
  );
  const changed = asides.filter(({ sheetId, name }) => (names.get(sheetId) ?? name) !== name);
  if (changed.length === 0) return copies;
  const now = changed.map(({ sheetId }) => [sheetId, names.get(sheetId) ?? '']);
  rememberKnown(ports, { ...knownSheets(ports), ...Object.fromEntries(now) });
  return copies.map((copy) => ({ ...copy, name: names.get(copy.sheetId) ?? copy.name }));
}

/** Learns what the sheets put aside are called by now: a check may have no calls left for that. */
export const learnNames = (ports: Ports): void => {
  namedAnew(ports, asidesOf(ports, knownSheets(ports)), Number.POSITIVE_INFINITY);
};

/** A second copy is "Bản sao của Bản sao của …", or the name with a number behind it. */
function namedIn(form: ReportForm, name: string): ReportForm['template']['sections'][number] | undefined {
  let inner = COPY_OF.exec(name)?.[1];
  while (inner !== undefined && COPY_OF.test(inner)) inner = COPY_OF.exec(inner)?.[1];
  if (inner === undefined) return undefined;
  return form.template.sections
    .filter(({ label }) => inner.startsWith(label.vi))
    .sort((left, right) => right.label.vi.length - left.label.vi.length)[0];
}
