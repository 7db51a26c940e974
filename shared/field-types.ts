/** The one exhaustive table of field types: how each is read, checked, shown, drawn on a sheet, stored, summed and exported. */
import { showDate } from './dates.ts';
import { shownDecimals, VALUE_CHECKS, type ValueCheck } from './field-check.ts';
import { type Reading, type ReadOptions, readCell } from './field-read.ts';
import type { Issue, IssueCode, Question } from './issue.ts';
import { showNumber } from './number.ts';
import type { RawCell } from './raw-sheet.ts';
import type { ValidationPlan } from './sheet-plan.ts';
import type { Aggregation, Column, FieldType } from './template.ts';

export type { Reading, ReadOptions } from './field-read.ts';

interface ExportCell {
  readonly type: 'number' | 'date' | 'text';
  /** Decimal string, ISO date, or text. */
  readonly value: string;
}

interface FieldTypeSpec {
  /** What a raw sheet cell says in such a column. */
  read(raw: RawCell, column: Column, options: ReadOptions): Reading;
  /** What is wrong with a canonical value; undefined = nothing. */
  check(value: string, column: Column): IssueCode | undefined;
  /** The same check with the column's bounds worked out once, for many values. */
  checker(column: Column): ValueCheck;
  /** A canonical value for people. */
  show(value: string, column: Column, lang: 'vi' | 'en'): string;
  /** Number format in Google Sheets and Excel notation; '@' keeps what is typed as text. */
  numberFormat(column: Column): string;
  /** What the sheet itself refuses or lists. */
  validation(column: Column): ValidationPlan;
  readonly align: 'left' | 'center' | 'right';
  /** How SQL reads the canonical text. */
  readonly sqlCast: 'numeric' | 'date' | 'text';
  /** Ways its values may add up over offices. */
  readonly aggregations: readonly Aggregation['kind'][];
  exportCell(value: string, column: Column): ExportCell;
}

type Trait = Omit<FieldTypeSpec, 'read' | 'check' | 'checker'>;

const NO_VALIDATION: ValidationPlan = { kind: 'none' };
const ADDITIVE = ['sum', 'last', 'min', 'max', 'ratio', 'none'] as const;

function numberValidation(column: Column, integer: boolean, least: string | undefined): ValidationPlan {
  const min = column.min ?? least;
  return {
    kind: 'number',
    integer,
    ...(min === undefined ? {} : { min }),
    ...(column.max === undefined ? {} : { max: column.max }),
  };
}

const number = (
  integer: boolean,
  aggregations: FieldTypeSpec['aggregations'],
  format: (column: Column) => string,
): Trait => ({
  show: (value, _column, lang) => showNumber(value, lang),
  numberFormat: format,
  validation: (column) => numberValidation(column, integer, undefined),
  align: 'right',
  sqlCast: 'numeric',
  aggregations,
  exportCell: (value) => ({ type: 'number', value }),
});

/** At least one decimal place is shown, since a format with only optional ones leaves a bare decimal sign. */
function decimalFormat(column: Column): string {
  const decimals = shownDecimals(column);
  return decimals === 0 ? '#,##0' : `#,##0.0${'#'.repeat(decimals - 1)}`;
}

const text = (align: 'left' | 'center'): Trait => ({
  show: (value) => value,
  numberFormat: () => '@',
  validation: () => NO_VALIDATION,
  align,
  sqlCast: 'text',
  aggregations: ['none'],
  exportCell: (value) => ({ type: 'text', value }),
});

function optionLabel(value: string, column: Column, lang: 'vi' | 'en'): string {
  return column.options?.find((option) => option.id === value)?.label[lang] ?? value;
}

const TRAITS: Readonly<Record<FieldType, Trait>> = {
  integer: number(true, ADDITIVE, () => '#,##0'),
  decimal: number(false, ADDITIVE, decimalFormat),
  // The header carries the percent sign: 39,4 means 39,4 %, so the format must not multiply by 100.
  percent: number(false, ['ratio', 'min', 'max', 'none'], decimalFormat),
  money: number(false, ADDITIVE, decimalFormat),
  rank: {
    ...number(true, ['min', 'max', 'none'], () => '0'),
    validation: (column) => numberValidation(column, true, '1'),
    align: 'center',
  },
  date: {
    show: (value, _column, lang) => showDate(value, lang),
    numberFormat: () => 'dd/mm/yyyy',
    validation: () => ({ kind: 'date' }),
    align: 'center',
    sqlCast: 'date',
    aggregations: ['none'],
    exportCell: (value) => ({ type: 'date', value }),
  },
  text: text('left'),
  option: {
    ...text('left'),
    show: optionLabel,
    validation: (column) => ({ kind: 'list', values: (column.options ?? []).map(({ label }) => label.vi) }),
    exportCell: (value, column) => ({ type: 'text', value: optionLabel(value, column, 'vi') }),
  },
  person: text('left'),
  target: text('left'),
  evidence: text('left'),
};

function spec(type: FieldType): FieldTypeSpec {
  return {
    ...TRAITS[type],
    read: readCell,
    check: (value, column) => VALUE_CHECKS[type](column)(value),
    checker: VALUE_CHECKS[type],
  };
}

export const FIELD_TYPES: Readonly<Record<FieldType, FieldTypeSpec>> = {
  integer: spec('integer'),
  decimal: spec('decimal'),
  percent: spec('percent'),
  money: spec('money'),
  rank: spec('rank'),
  date: spec('date'),
  text: spec('text'),
  option: spec('option'),
  person: spec('person'),
  target: spec('target'),
  evidence: spec('evidence'),
};

/** Whether values of the column are numbers that rules may add and compare. */
export function isNumeric(column: Column): boolean {
  return FIELD_TYPES[column.type].sqlCast === 'numeric';
}

const QUESTION_CODES = {
  number_dot: 'ambiguous_number',
  number_comma: 'ambiguous_number',
  number_kept: 'ambiguous_number',
  date_order: 'ambiguous_date',
  date_kept: 'ambiguous_date',
  percent_share: 'ambiguous_share',
  percent_over: 'ambiguous_share',
} as const satisfies Record<Question['id'], IssueCode>;
/** The sign a question is about, by name; told in words. */
const QUESTION_SIGNS: Partial<Record<Question['id'], string>> = {
  number_dot: 'dot',
  number_kept: 'dot',
  number_comma: 'comma',
};

/** The issue a reading stands for at an address; undefined for values and blanks. */
export function readingIssue(
  reading: Reading,
  at: { section: string; row: string },
  column: Column,
): Issue | undefined {
  if (reading.kind === 'blank' || reading.kind === 'value') return undefined;
  const address = { section: at.section, row: at.row, column: column.id };
  const code = reading.kind === 'issue' ? reading.code : QUESTION_CODES[reading.id];
  const sign = reading.kind === 'question' ? QUESTION_SIGNS[reading.id] : undefined;
  const told = {
    ...(reading.kind === 'issue' ? reading.told : {}),
    ...(sign === undefined ? {} : { sign }),
  };
  const params = {
    found: reading.found,
    ...told,
    ...(reading.shown === undefined ? {} : { shown: reading.shown }),
    ...(reading.kind === 'issue' && reading.length !== undefined ? { length: String(reading.length) } : {}),
  };
  const base = { code, severity: 'error' as const, ...address, params, related: [] };
  if (reading.kind === 'question') {
    const { id } = reading;
    const answers = reading.answers.map((answer) => ({ ...answer }));
    return { ...base, fixes: [], question: { id, section: at.section, column: column.id, answers } };
  }
  const fixes =
    reading.fix === undefined
      ? []
      : [
          {
            label: 'set',
            params: { value: FIELD_TYPES[column.type].show(reading.fix, column, 'vi') },
            cells: [{ ...address, value: reading.fix }],
          },
        ];
  return { ...base, fixes };
}
