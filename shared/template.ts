/** The template model: one form as data, from which sheet, checks, wire, storage, totals and exports are all derived. */
import { z } from 'zod';
import { PeriodKind } from './period.ts';
import { Rule } from './rule.ts';

/** A stable machine name: letters, digits, dot, dash, underscore; never shown alone to a person. */
export const Id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);

/** The same words in both languages; Vietnamese is the original. */
export const Bilingual = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof Bilingual>;
export type Lang = keyof Bilingual;

export const FieldType = z.enum([
  'integer',
  'decimal',
  'percent',
  'money',
  'rank',
  'date',
  'text',
  'option',
  'person',
  'target',
  'evidence',
]);
export type FieldType = z.infer<typeof FieldType>;

/** How a value adds up over offices. `last` is a stock: the latest value per office, summed over offices. */
export const Aggregation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sum') }),
  z.strictObject({ kind: z.literal('last') }),
  z.strictObject({ kind: z.literal('min') }),
  z.strictObject({ kind: z.literal('max') }),
  z.strictObject({ kind: z.literal('none') }),
  /** Σ numerator / Σ denominator × scale, over the two named columns of the same row. */
  z.strictObject({ kind: z.literal('ratio'), numerator: Id, denominator: Id, scale: z.int().positive() }),
]);
export type Aggregation = z.infer<typeof Aggregation>;

const OverTime = z.enum(['flow', 'cumulative', 'stock']);

/** A column nobody types: computed from the other cells of its row wherever the row is read. */
export const Derivation = z.discriminatedUnion('kind', [
  /** value / base × 100. `base` may be a target wording; then its single bound is meant. */
  z.strictObject({ kind: z.literal('percentOf'), value: Id, base: Id }),
  /** numerator / denominator × 100. */
  z.strictObject({ kind: z.literal('ratio'), numerator: Id, denominator: Id, scale: z.int().positive() }),
  z.strictObject({ kind: z.literal('lowerBound'), of: Id }),
  z.strictObject({ kind: z.literal('upperBound'), of: Id }),
  z.strictObject({ kind: z.literal('direction'), of: Id }),
  /**
   * `exceeded` | `met` | `missed` of `actual` against the wording in `plan`; blank when it cannot be said.
   * `periods`: the kinds of period that reach the end of what the plan is for; a report of another kind is on its way
   * there and gets no verdict. Absent: every kind.
   */
  z.strictObject({
    kind: z.literal('verdict'),
    actual: Id,
    plan: Id,
    periods: z.array(PeriodKind).min(1).optional(),
  }),
  /** `onTime` | `dueSoon` | `overdue` | `doneOnTime` | `doneLate` | `noDeadline`, as of the date the row is read. */
  z.strictObject({
    kind: z.literal('timeliness'),
    deadline: Id,
    completed: Id,
    progress: Id,
    doneOption: Id,
    /** Rows with one of these options (cancelled, not approved) are no tasks: no timeliness, not counted. */
    leaveOut: z.array(z.strictObject({ column: Id, option: Id })).optional(),
  }),
]);
export type Derivation = z.infer<typeof Derivation>;

const Option = z.strictObject({ id: Id, label: Bilingual, aliases: z.array(z.string()).optional() });

export const Column = z.strictObject({
  id: Id,
  label: Bilingual,
  type: FieldType,
  /** Who supplies the value. Only `office` columns are read from the sheet and pushed. */
  source: z.enum(['office', 'template', 'assignment', 'derived']).default('office'),
  required: z.boolean().default(false),
  options: z.array(Option).optional(),
  /** Unit of measure shown in the header, e.g. "tỷ đồng". */
  unit: z.string().optional(),
  /** Where in the header block the column stands: a heading over several neighbouring columns. */
  group: Bilingual.optional(),
  overTime: OverTime.optional(),
  overUnits: Aggregation.optional(),
  derive: Derivation.optional(),
  /** The dimension member this column breaks the whole down to, e.g. {cap: CS}. */
  member: z.strictObject({ dimension: Id, id: Id }).optional(),
  help: Bilingual.optional(),
  /** Inclusive bounds on numbers, as decimal strings. */
  min: z.string().optional(),
  max: z.string().optional(),
  /** Greatest number of digits after the decimal comma. */
  decimals: z.int().min(0).max(9).optional(),
  maxLength: z.int().positive().optional(),
  /** date: the text column of the same section where a document that gives no day is quoted ("trong quý II/2022"). */
  inWords: Id.optional(),
  /** Where a value is offered from while the cell is blank: a column of the same row, in this report or an earlier one of the office. */
  prefill: z.strictObject({ from: z.enum(['lastPeriod', 'lastYear', 'plan']), column: Id }).optional(),
  /** Width on the sheet in pixels. */
  width: z.int().min(20).max(600).optional(),
});
export type Column = z.infer<typeof Column>;

/** A row a grid is printed with. `parent` means "not more than". */
export const Row = z.strictObject({
  key: Id,
  label: Bilingual,
  /** Printed number such as "I", "1.2". */
  ordinal: z.string().optional(),
  unit: z.string().optional(),
  parent: Id.optional(),
  /** Heading rows carry no cells. */
  heading: z.boolean().optional(),
  required: z.boolean().optional(),
  /** Office columns open in this row; all when absent. */
  open: z.array(Id).optional(),
  overUnits: Aggregation.optional(),
  overTime: OverTime.optional(),
  direction: z.enum(['higher', 'lower', 'none']).optional(),
  /** Sub-rows ("trong đó") of a target list get no verdict and are not counted. */
  counted: z.boolean().optional(),
  /** The official form and column the indicator comes from. */
  source: z.string().optional(),
  definition: Bilingual.optional(),
});
export type Row = z.infer<typeof Row>;

/** A row the assignment brings: an own target list with its own plan wording. */
export const AssignedRow = Row.extend({
  /** column id → canonical value for columns whose source is `assignment`. */
  values: z.record(Id, z.string()),
});
export type AssignedRow = z.infer<typeof AssignedRow>;

/** Rows are tasks: the columns that say who answers for one, what proves it, and whether more was done than asked. */
export const Work = z.strictObject({
  /** The title that answers, and the office it stands in; absent: the office that reports. */
  title: Id,
  office: Id.optional(),
  evidence: Id,
  exceeded: z.strictObject({ column: Id, option: Id }),
  /** Columns whose words, read together, tell that a row is the task of an earlier report. */
  same: z.array(Id).min(1).optional(),
  /** Given where tasks opened from shortfalls come in as assigned rows: the assignment columns that tell of them. */
  opened: z.strictObject({ source: Id, task: Id, lead: Id, deadline: Id }).optional(),
});
export type Work = z.infer<typeof Work>;

/** What in a filled report falls short and can open a task. */
export const Shortfall = z.discriminatedUnion('kind', [
  /** Rows whose verdict in `computed` is `missed`, or in `published`, the column of the verdict as published. */
  z.strictObject({ kind: z.literal('missed'), section: Id, computed: Id, published: Id }),
  /** Of what was owed less is done. `remedy`: these are shortcomings to mend, which an evaluation counts. */
  z.strictObject({
    kind: z.literal('undone'),
    owed: z.strictObject({ section: Id, row: Id, column: Id }),
    done: z.strictObject({ section: Id, row: Id, column: Id }),
    remedy: z.boolean().optional(),
    /** Where it comes from; "suy luận" where it is inferred. */
    basis: z.string().min(1),
  }),
]);
export type Shortfall = z.infer<typeof Shortfall>;

export const Section = z.strictObject({
  id: Id,
  /** Name of the sheet tab; at most 100 characters in Google Sheets, 31 in .xlsx. */
  label: Bilingual,
  kind: z.enum(['grid', 'list']),
  /** grid: `template` prints `rows`; `assignment` prints the unit's own list. list: always `office`. */
  rowsFrom: z.enum(['template', 'assignment', 'office']),
  rows: z.array(Row).optional(),
  columns: z.array(Column).min(1),
  /** Columns whose combinations are counted over offices (task statuses); the counts are stored per combination. */
  countBy: z.array(Id).optional(),
  /** Column that says whether the row's figures are an estimate, and the option that means so. */
  estimate: z.strictObject({ column: Id, option: Id }).optional(),
  work: Work.optional(),
  /** list: rows kept ready for typing. */
  spareRows: z.int().positive().optional(),
  maxRows: z.int().positive().optional(),
  /** list: an office that adds no row is asked why; silent when absent. */
  expectsRows: z.boolean().optional(),
});
export type Section = z.infer<typeof Section>;

/** The ten descriptors a report regime must state: Decree 09/2019/NĐ-CP, as listed by domain.md F. */
const Descriptors = z.strictObject({
  name: Bilingual,
  content: Bilingual,
  reporters: Bilingual,
  receivers: Bilingual,
  method: Bilingual,
  deadline: Bilingual,
  frequency: Bilingual,
  dataWindow: Bilingual,
  outline: Bilingual,
  figuresForm: Bilingual,
});

const Dimension = z.strictObject({
  id: Id,
  label: Bilingual,
  members: z.array(z.strictObject({ id: Id, label: Bilingual })).min(1),
});

export const Template = z.strictObject({
  id: Id,
  version: z.int().positive(),
  /** Version of the official form this follows, e.g. "885-QĐ/UBKTTW 2022". */
  formVersion: z.string().min(1),
  legalBasis: z.array(z.strictObject({ text: z.string().min(1), url: z.string().optional() })),
  descriptors: Descriptors,
  /** Which revisions count in totals unless the reader asks otherwise. */
  counts: z.enum(['accepted', 'submitted']),
  dimensions: z.array(Dimension).default([]),
  sections: z.array(Section).min(1),
  rules: z.array(Rule),
  /** Labels of the "5 rõ" / "6 rõ", configurable per template; each names the column that answers it. */
  clarity: z.array(z.strictObject({ column: Id, label: Bilingual })).optional(),
  /** A submission is accepted only after the office's signer has signed it. */
  signOff: z.boolean().optional(),
  shortfalls: z.array(Shortfall).optional(),
});
export type Template = z.infer<typeof Template>;
/** What an author writes: defaults may be left out. */
export type TemplateInput = z.input<typeof Template>;

/** A column of the section by id; undefined when there is none. */
export function columnOf(section: Section, columnId: string): Column | undefined {
  return section.columns.find((column) => column.id === columnId);
}

/** The rows a grid section shows for one assignment; empty for list sections. */
export function rowsOf(section: Section, assigned: readonly AssignedRow[]): readonly Row[] {
  if (section.rowsFrom === 'template') return section.rows ?? [];
  return section.rowsFrom === 'assignment' ? assigned : [];
}

/** How many rows stand above this one, from parent to parent; 0 at the top. A circle ends where it closes. */
export function depthOf(rows: readonly Row[], row: Row): number {
  const byKey = new Map(rows.map((candidate) => [candidate.key, candidate]));
  const met = new Set([row.key]);
  for (let parent = row.parent; parent !== undefined && !met.has(parent); ) {
    met.add(parent);
    parent = byKey.get(parent)?.parent;
  }
  return met.size - 1;
}

/** Columns an office fills in this row. */
export function openColumns(section: Section, row: Row | undefined): readonly Column[] {
  if (row?.heading) return [];
  return section.columns.filter(
    (column) => column.source === 'office' && (row?.open === undefined || row.open.includes(column.id)),
  );
}
