/** Something wrong in a cell, as data: code and parameters here, words in issue-words.ts. */
import { z } from 'zod';
import { CellRef, CellValue } from './report.ts';

export const Severity = z.enum(['error', 'warning', 'note']);
export type Severity = z.infer<typeof Severity>;

/** Every way a cell, row, column or sheet can be wrong. Codes are never reused. */
export const IssueCode = z.enum([
  // one cell
  'required',
  'not_a_number',
  'not_an_integer',
  'out_of_range',
  'too_many_decimals',
  'ambiguous_number',
  'not_a_date',
  'ambiguous_date',
  'ambiguous_share',
  'no_such_day',
  'not_an_option',
  'not_a_target',
  'text_too_long',
  'bad_character',
  'old_font',
  'not_canonical',
  'formula_error',
  'date_in_number',
  'date_in_text',
  'checkbox_cell',
  'closed_cell',
  'not_yet_known_reason',
  'promise_past',
  'promise_unread',
  'merged_cell',
  // rules, one code per rule kind
  'parts_sum',
  'at_most',
  'part_of',
  'matches',
  'required_when',
  'blank_when',
  'bound_when',
  'in_future',
  'unique',
  'count_per_group',
  'monotonic',
  'band',
  'sum_of_periods',
  'date_order',
  // structure
  'unknown_section',
  'unknown_row',
  'rows_sorted',
  'unknown_column',
  'missing_section',
  'missing_column',
  'missing_row',
  'duplicate_column',
  'duplicate_row_key',
  'renamed_sheet',
  'stray_cell',
  'too_many_rows',
  'no_rows',
]);
export type IssueCode = z.infer<typeof IssueCode>;

/** A change that can be applied: cells to set (undefined value = clear), named by its label code. */
export const Fix = z.strictObject({
  label: z.string(),
  params: z.record(z.string(), z.string()).default({}),
  cells: z.array(CellRef.extend({ value: CellValue.nullable() })).min(1),
});
export type Fix = z.infer<typeof Fix>;

/**
 * A question asked once per column and remembered, e.g. what a dot before three digits does there; a comma is asked about apart,
 * and so is what the file has made a number or a day already (`_kept`), or a number above one hundred per cent (`percent_over`).
 */
export const Question = z.strictObject({
  id: z.enum([
    'number_dot',
    'number_comma',
    'number_kept',
    'date_order',
    'date_kept',
    'percent_share',
    'percent_over',
  ]),
  section: z.string(),
  column: z.string(),
  /** Two or more answers; each names what the found text would become. */
  answers: z.array(z.strictObject({ id: z.string(), value: z.string() })).min(2),
});
export type Question = z.infer<typeof Question>;

export const Issue = z.strictObject({
  code: IssueCode,
  severity: Severity,
  /** The template's rule, when one spoke. */
  rule: z.string().optional(),
  section: z.string(),
  row: z.string().optional(),
  column: z.string().optional(),
  /** Address on the office's own sheet, e.g. "C14"; only where a sheet was read. */
  a1: z.string().optional(),
  /** What was found and the limits it was held to, already written for a person (vi), e.g. { found: "40", limit: "34" }. */
  params: z.record(z.string(), z.string()),
  /** The other cells the issue speaks about. */
  related: z.array(CellRef),
  fixes: z.array(Fix),
  question: Question.optional(),
});
export type Issue = z.infer<typeof Issue>;

/**
 * Identity of an issue over time: reasons given for warnings are kept under it. `side`: on which side of its usual band a
 * value lies; a reason for one side says nothing about the other.
 */
export function issueKey(
  issue: Pick<Issue, 'code' | 'rule' | 'section' | 'row' | 'column' | 'params'>,
): string {
  const { code, rule = code, section, row = '', column = '', params } = issue;
  const key = [rule, section, row, column];
  return (params.side ? [...key, params.side] : key).join('|');
}
