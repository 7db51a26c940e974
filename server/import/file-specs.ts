/** The files of an import folder and their columns, said once: read by the importer, held against docs/import-format.md by a test. */

/** How the text of a column is read; what is stored is canonical. */
export type CellKind =
  | { readonly kind: 'id' }
  | { readonly kind: 'text' }
  | { readonly kind: 'date' }
  /** A date, or working days after a period's last day of data: +5. */
  | { readonly kind: 'due' }
  | { readonly kind: 'integer' }
  /** A part of one: 0,4 or 0.4. */
  | { readonly kind: 'share' }
  | { readonly kind: 'yesNo' }
  | { readonly kind: 'email' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] };

export interface FileColumn {
  readonly name: string;
  readonly required: boolean;
  readonly cell: CellKind;
}

export interface FileSpec {
  readonly file: string;
  readonly required: boolean;
  readonly columns: readonly FileColumn[];
  /** Names beyond `columns` the file may have: a prefix (`due_district`), or the columns of the form itself. */
  readonly open?: { readonly prefix: string; readonly cell: CellKind } | 'assignmentColumns';
}

const required = (name: string, cell: CellKind): FileColumn => ({ name, required: true, cell });
const optional = (name: string, cell: CellKind): FileColumn => ({ name, required: false, cell });
const choice = (...choices: string[]): CellKind => ({ kind: 'choice', choices });
const id: CellKind = { kind: 'id' };
const text: CellKind = { kind: 'text' };
const date: CellKind = { kind: 'date' };
const due: CellKind = { kind: 'due' };
const yesNo: CellKind = { kind: 'yesNo' };
const share: CellKind = { kind: 'share' };

/** Several values in one cell are set apart by this. */
export const LIST_SEPARATOR = '|';
/** Names a form kept in the program: `builtin:inspection@1`. */
export const BUILT_IN_PREFIX = 'builtin:';

export const CSV_FILES = {
  units: {
    file: 'units.csv',
    required: false,
    columns: [
      required('id', id),
      required('kind', id),
      required('name', text),
      required('valid_from', date),
      optional('valid_to', date),
      optional('code', text),
      optional('legacy_area', text),
      optional('basis', text),
      optional('end_basis', text),
      optional('party_parent', id),
      optional('state_parent', id),
      optional('aliases', text),
    ],
  },
  names: {
    file: 'unit-names.csv',
    required: false,
    columns: [
      required('unit', id),
      required('valid_from', date),
      required('name', text),
      optional('basis', text),
    ],
  },
  kinds: {
    file: 'unit-kinds.csv',
    required: false,
    columns: [
      required('unit', id),
      required('valid_from', date),
      required('kind', id),
      optional('basis', text),
    ],
  },
  codes: {
    file: 'unit-codes.csv',
    required: false,
    columns: [
      required('unit', id),
      required('valid_from', date),
      required('code', text),
      optional('basis', text),
    ],
  },
  edges: {
    file: 'unit-parents.csv',
    required: false,
    columns: [
      required('unit', id),
      required('tree', choice('party', 'state')),
      required('parent', id),
      required('valid_from', date),
      optional('valid_to', date),
      optional('basis', text),
    ],
  },
  successions: {
    file: 'successions.csv',
    required: false,
    columns: [
      required('old', id),
      required('new', id),
      required('day', date),
      optional('share', share),
      optional('basis', text),
    ],
  },
  people: {
    file: 'people.csv',
    required: false,
    columns: [
      required('id', id),
      required('name', text),
      required('email', { kind: 'email' }),
      optional('revoked', yesNo),
    ],
  },
  roles: {
    file: 'roles.csv',
    required: false,
    columns: [
      required('person', id),
      required('role', choice('clerk', 'reviewer', 'writer', 'administrator', 'signer')),
      required('unit', id),
      optional('subtree', yesNo),
    ],
  },
  sectionOwners: {
    file: 'section-owners.csv',
    required: false,
    columns: [
      required('unit', id),
      required('template', text),
      required('section', id),
      required('person', id),
    ],
  },
  holidays: {
    file: 'holidays.csv',
    required: false,
    columns: [
      required('day', date),
      required('kind', choice('off', 'working')),
      required('name_vi', text),
      optional('basis', text),
    ],
  },
  periods: {
    file: 'periods.csv',
    required: false,
    columns: [
      required('id', id),
      required('kind', choice('month', 'quarter', 'halfYear', 'nineMonths', 'year', 'term', 'week', 'other')),
      required('label_vi', text),
      required('label_en', text),
      required('year', { kind: 'integer' }),
      required('from', date),
      required('to', date),
      required('state', choice('future', 'open', 'closed', 'locked')),
      required('due_default', due),
    ],
    open: { prefix: 'due_', cell: due },
  },
  templateStates: {
    file: 'template-states.csv',
    required: false,
    columns: [
      required('template', text),
      required('state', choice('draft', 'trial', 'published', 'retired')),
      optional('reason', text),
    ],
  },
  assignments: {
    file: 'assignments.csv',
    required: false,
    columns: [
      required('unit', id),
      required('template', text),
      required('period', id),
      optional('profile', id),
      optional('consolidated', yesNo),
    ],
  },
  groups: {
    file: 'unit-groups.csv',
    required: false,
    columns: [
      required('unit', id),
      required('group', id),
      required('valid_from', date),
      optional('valid_to', date),
    ],
  },
  rules: {
    file: 'assignment-rules.csv',
    required: false,
    columns: [
      required('template', text),
      required('period', id),
      optional('kind', id),
      optional('group', id),
      optional('under', id),
      optional('profile', id),
      optional('consolidated', yesNo),
    ],
  },
  targets: {
    file: 'targets.csv',
    required: false,
    columns: [
      required('unit', id),
      required('template', text),
      required('period', id),
      required('key', id),
      required('label_vi', text),
      optional('label_en', text),
      optional('ordinal', text),
      optional('measure', text),
      optional('parent', id),
      optional('heading', yesNo),
      optional('counted', yesNo),
      optional('direction', choice('higher', 'lower', 'none')),
      optional('over_units', text),
      optional('open', text),
    ],
    open: 'assignmentColumns',
  },
} as const satisfies Record<string, FileSpec>;

export type CsvFileName = keyof typeof CSV_FILES;

export const PROVINCE_FILE = 'province.json';
export const TEMPLATE_FOLDER = 'templates';

/** No file of an import is larger. */
export const MAX_FILE_BYTES = 20_000_000;
