/** Turns the lines of the files about offices, people and periods into rows; the first ones carry names, codes and parents too. */
import type { Tree } from '../../shared/dated-trees.ts';
import { Period } from '../../shared/period.ts';
import type {
  HolidayRow,
  PeriodRow,
  PersonRow,
  RoleRow,
  Source,
  SuccessionRow,
  UnitAliasRow,
  UnitCodeRow,
  UnitEdgeRow,
  UnitKindRow,
  UnitNameRow,
  UnitRow,
} from '../store/province-data.ts';
import type { FileRow } from './csv-file.ts';
import { fault, type ImportFault } from './faults.ts';
import { LIST_SEPARATOR } from './file-specs.ts';

type Cells = FileRow['cells'];

const cell = (cells: Cells, name: string): string => cells[name] ?? '';

interface Offices {
  readonly units: readonly UnitRow[];
  readonly names: readonly UnitNameRow[];
  readonly aliases: readonly UnitAliasRow[];
  readonly codes: readonly UnitCodeRow[];
  readonly edges: readonly UnitEdgeRow[];
  readonly faults: readonly ImportFault[];
}

function orderFaults(from: string, to: string | null, at: Source): ImportFault[] {
  return to !== null && to < from ? [fault('row_order', at, { from, to })] : [];
}

function unitOf({ cells, at }: FileRow): UnitRow {
  const validTo = cells.valid_to ?? null;
  return {
    id: cell(cells, 'id'),
    kind: cell(cells, 'kind'),
    validFrom: cell(cells, 'valid_from'),
    validTo,
    legacyArea: cells.legacy_area ?? null,
    basis: cells.basis ?? null,
    endBasis: cells.end_basis ?? null,
    at,
  };
}

function edgesOf(line: FileRow): UnitEdgeRow[] {
  const { id, validFrom, validTo } = unitOf(line);
  const basis = line.cells.basis ?? null;
  const edge = (tree: Tree, parent: string | undefined): UnitEdgeRow[] =>
    parent === undefined ? [] : [{ tree, parent, child: id, validFrom, validTo, basis, at: line.at }];
  return [...edge('party', line.cells.party_parent), ...edge('state', line.cells.state_parent)];
}

/** `unit-parents.csv` is for offices that moved; the plain case stands in units.csv. */
function datedEdgeOf({ cells, at }: FileRow): UnitEdgeRow {
  return {
    tree: cells.tree === 'state' ? 'state' : 'party',
    parent: cell(cells, 'parent'),
    child: cell(cells, 'unit'),
    validFrom: cell(cells, 'valid_from'),
    validTo: cells.valid_to ?? null,
    basis: cells.basis ?? null,
    at,
  };
}

function twiceGiven(plain: readonly UnitEdgeRow[], dated: readonly UnitEdgeRow[]): ImportFault[] {
  const moved = new Set(dated.map((edge) => `${edge.tree} ${edge.child}`));
  return plain
    .filter((edge) => moved.has(`${edge.tree} ${edge.child}`))
    .map((edge) => fault('parent_given_twice', edge.at, { unit: edge.child, tree: edge.tree }));
}

/** What lines about a unit from a day on have in common. */
const since = ({ cells, at }: FileRow, unit: string) => ({
  unit,
  validFrom: cell(cells, 'valid_from'),
  basis: cells.basis ?? null,
  at,
});

const nameOf = (line: FileRow, unit: string): UnitNameRow => ({
  ...since(line, unit),
  name: cell(line.cells, 'name'),
});

export const kindOf = (line: FileRow): UnitKindRow => ({
  ...since(line, cell(line.cells, 'unit')),
  kind: cell(line.cells, 'kind'),
});

const codeOf = (line: FileRow, unit: string): UnitCodeRow => ({
  ...since(line, unit),
  code: cell(line.cells, 'code'),
});

function aliasesOf({ cells, at }: FileRow): UnitAliasRow[] {
  return cell(cells, 'aliases')
    .split(LIST_SEPARATOR)
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '')
    .map((alias) => ({ unit: cell(cells, 'id'), alias, at }));
}

/** Lines of the files about offices. */
interface OfficeLines {
  readonly units: readonly FileRow[];
  readonly names: readonly FileRow[];
  readonly codes: readonly FileRow[];
  readonly parents: readonly FileRow[];
}

/** All that the files about offices say. */
export function readOffices({ units, names, codes, parents }: OfficeLines): Offices {
  const rows = units.map(unitOf);
  const plain = units.flatMap(edgesOf);
  const dated = parents.map(datedEdgeOf);
  const ordered = [...rows, ...dated].flatMap((row) =>
    row.at ? orderFaults(row.validFrom, row.validTo, row.at) : [],
  );
  const id = ({ cells }: FileRow): string => cell(cells, 'id');
  const unit = ({ cells }: FileRow): string => cell(cells, 'unit');
  return {
    units: rows,
    names: [...units.map((line) => nameOf(line, id(line))), ...names.map((line) => nameOf(line, unit(line)))],
    aliases: units.flatMap(aliasesOf),
    codes: [
      ...units.filter(({ cells }) => cells.code !== undefined).map((line) => codeOf(line, id(line))),
      ...codes.map((line) => codeOf(line, unit(line))),
    ],
    edges: [...plain, ...dated],
    faults: [...ordered, ...twiceGiven(plain, dated)],
  };
}

export const successionOf = ({ cells, at }: FileRow): SuccessionRow => ({
  old: cell(cells, 'old'),
  new: cell(cells, 'new'),
  day: cell(cells, 'day'),
  share: cells.share ?? null,
  basis: cells.basis ?? null,
  at,
});

export const personOf = ({ cells, at }: FileRow): PersonRow => ({
  id: cell(cells, 'id'),
  name: cell(cells, 'name'),
  email: cell(cells, 'email'),
  revoked: cells.revoked === 'yes',
  at,
});

const ROLES: readonly RoleRow['role'][] = ['clerk', 'reviewer', 'writer', 'administrator', 'signer'];
const OF_ONE_OFFICE: readonly RoleRow['role'][] = ['clerk', 'signer'];

/** Without `subtree`, a reviewer, writer or administrator sees the offices below; a clerk or signer does not. */
export function roleOf({ cells, at }: FileRow): RoleRow {
  const role = ROLES.find((name) => name === cells.role) ?? 'clerk';
  const subtree = cells.subtree === undefined ? !OF_ONE_OFFICE.includes(role) : cells.subtree === 'yes';
  return { person: cell(cells, 'person'), role, unit: cell(cells, 'unit'), subtree, at };
}

export const holidayOf = ({ cells, at }: FileRow): HolidayRow => ({
  day: cell(cells, 'day'),
  kind: cells.kind === 'working' ? 'working' : 'off',
  name: cell(cells, 'name_vi'),
  basis: cells.basis ?? null,
  at,
});

const DUE = 'due_';

/** Dates by level, and levels whose date is a number of working days. */
function dueOf(cells: Cells): { due: Record<string, string>; dueRule: Record<string, number> } {
  const due: Record<string, string> = {};
  const dueRule: Record<string, number> = {};
  for (const [name, value] of Object.entries(cells)) {
    if (!name.startsWith(DUE)) continue;
    if (value.startsWith('+')) dueRule[name.slice(DUE.length)] = Number(value);
    else due[name.slice(DUE.length)] = value;
  }
  return { due, dueRule };
}

export function periodOf({ cells, at }: FileRow): { row?: PeriodRow; faults: ImportFault[] } {
  const { due, dueRule } = dueOf(cells);
  const from = cell(cells, 'from');
  const to = cell(cells, 'to');
  const parsed = Period.safeParse({
    id: cells.id,
    kind: cells.kind,
    label: { vi: cells.label_vi, en: cells.label_en },
    year: Number(cells.year),
    from,
    to,
    due,
    state: cells.state,
  });
  const order = orderFaults(from, to, at);
  if (parsed.success) return { row: { period: parsed.data, dueRule, at }, faults: order };
  const wrong = parsed.error.issues.map(({ path }) =>
    fault('cell_bad_number', at, { column: path.join('.'), found: cell(cells, String(path[0] ?? '')) }),
  );
  return { faults: [...order, ...wrong] };
}
