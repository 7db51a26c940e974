/** Owns the two-way change between cells of the model and CellData of the Sheets API. Source: reference "Cells". */

/// <reference types="@maxim_mazurok/gapi.client.sheets-v4" />

import { isDateFormat } from '../model/display.ts';
import type { Cell, Style } from '../model/sheet.ts';
import { PLAIN_TEXT, readFormula } from '../model/typed.ts';
import { KNOWN_VALIDATIONS, LIST_LIMIT, type ValidationRule } from '../model/validation.ts';
import type { Workbook } from '../model/workbook.ts';
import { bad, notInStandIn } from './api-error.ts';
import { areaAt } from './values.ts';

export type CellData = gapi.client.sheets.CellData;
type Format = gapi.client.sheets.CellFormat;
type Color = gapi.client.sheets.Color;

const channel = (value: number | undefined): string =>
  Math.round((value ?? 0) * 255)
    .toString(16)
    .padStart(2, '0');

export const hexOf = (color: Color | undefined): string | undefined =>
  color && `#${channel(color.red)}${channel(color.green)}${channel(color.blue)}`;

export function colorOf(hex: string | undefined): Color | undefined {
  if (hex === undefined) return undefined;
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { red: part(1), green: part(3), blue: part(5) };
}

const TYPE_FORMATS: Readonly<Record<string, string>> = {
  TEXT: PLAIN_TEXT,
  NUMBER: '#,##0.00',
  PERCENT: '0.00%',
};

function numberFormatOf(
  format: gapi.client.sheets.NumberFormat | undefined,
  workbook: Workbook,
): string | undefined {
  if (!format) return undefined;
  if (format.pattern) return format.type === 'TEXT' ? PLAIN_TEXT : format.pattern;
  if (format.type === 'DATE') return workbook.dateFormat;
  const pattern = TYPE_FORMATS[format.type ?? ''];
  if (pattern === undefined) throw notInStandIn(`numberFormat.type ${format.type ?? ''}`);
  return pattern;
}

const lower = <T extends string>(value: string | undefined): T | undefined =>
  value?.toLowerCase() as T | undefined;
const WRAPS: Readonly<Record<string, NonNullable<Style['wrap']>>> = {
  OVERFLOW_CELL: 'OVERFLOW',
  WRAP: 'WRAP',
  CLIP: 'CLIP',
  LEGACY_WRAP: 'CLIP',
};

type Setter = (
  given: Format | undefined,
  workbook: Workbook,
) => Partial<{ [K in keyof Style]: Style[K] | undefined }>;

/** Field paths under userEnteredFormat that the stand-in keeps; any other path is refused. */
const FORMAT_FIELDS: Readonly<Record<string, Setter>> = {
  numberFormat: (f, workbook) => ({ format: numberFormatOf(f?.numberFormat, workbook) }),
  backgroundColor: (f) => ({ background: hexOf(f?.backgroundColor) }),
  backgroundColorStyle: (f) => ({ background: hexOf(f?.backgroundColorStyle?.rgbColor) }),
  horizontalAlignment: (f) => ({ horizontal: lower(f?.horizontalAlignment) }),
  verticalAlignment: (f) => ({ vertical: lower(f?.verticalAlignment) }),
  wrapStrategy: (f) => ({ wrap: f?.wrapStrategy === undefined ? undefined : WRAPS[f.wrapStrategy] }),
  padding: (f) => ({ indent: f?.padding?.left }),
  borders: (f) => ({ border: f?.borders ? JSON.stringify(f.borders) : undefined }),
  'textFormat.bold': (f) => ({ bold: f?.textFormat?.bold }),
  'textFormat.italic': (f) => ({ italic: f?.textFormat?.italic }),
  'textFormat.underline': (f) => ({ underline: f?.textFormat?.underline }),
  'textFormat.strikethrough': (f) => ({ strikethrough: f?.textFormat?.strikethrough }),
  'textFormat.fontSize': (f) => ({ fontSize: f?.textFormat?.fontSize }),
  'textFormat.fontFamily': (f) => ({ fontFamily: f?.textFormat?.fontFamily }),
  'textFormat.foregroundColor': (f) => ({ fontColor: hexOf(f?.textFormat?.foregroundColor) }),
  'textFormat.foregroundColorStyle': (f) => ({
    fontColor: hexOf(f?.textFormat?.foregroundColorStyle?.rgbColor),
  }),
};

function settersAt(path: string, given: Format | undefined): Setter[] {
  const named = Object.entries(FORMAT_FIELDS).filter(
    ([name]) => path === '' || name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`),
  );
  if (named.length === 0) throw notInStandIn(`userEnteredFormat.${path}`);
  // A colour may be given in its old or its new field: the one that is there counts.
  const absent = (name: string): boolean =>
    (name.endsWith('Color') && present(given, `${name}Style`)) ||
    (name.endsWith('ColorStyle') && !present(given, name) && present(given, name.replace(/Style$/, '')));
  return named.filter(([name]) => !absent(name)).map(([, setter]) => setter);
}

function present(value: unknown, path: string): boolean {
  let at: unknown = value;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null) return false;
    at = Reflect.get(at, key);
  }
  return at !== undefined;
}

function styled(style: Style, path: string, given: Format | undefined, workbook: Workbook): Style {
  const next: Record<string, unknown> = { ...style };
  for (const setter of settersAt(path, given)) {
    for (const [key, value] of Object.entries(setter(given, workbook))) {
      if (value === undefined) delete next[key];
      else next[key] = value;
    }
  }
  return next as Style;
}

type Valued = Pick<Cell, 'value' | 'formula'>;

/** RAW by nature: an ExtendedValue says its own type. */
function valuedOf(given: gapi.client.sheets.ExtendedValue | undefined, workbook: Workbook): Valued {
  if (given === undefined) return { value: null };
  if (Object.keys(given).length > 1) throw bad('Invalid value: more than one field of ExtendedValue is set.');
  if (given.stringValue !== undefined) return { value: given.stringValue === '' ? null : given.stringValue };
  if (given.formulaValue !== undefined)
    return { value: readFormula(given.formulaValue, workbook.locale).value, formula: given.formulaValue };
  if (given.errorValue !== undefined) throw bad('errorValue is read-only.');
  return { value: given.numberValue ?? given.boolValue ?? null };
}

export function ruleOf(
  given: gapi.client.sheets.DataValidationRule | undefined,
  workbook: Workbook,
): ValidationRule | undefined {
  const type = given?.condition?.type;
  if (given === undefined || type === undefined) return undefined;
  if (!KNOWN_VALIDATIONS.includes(type)) throw notInStandIn(`data validation ${type}`);
  const values = (given.condition?.values ?? []).map((each) => each.userEnteredValue ?? '');
  if (type === 'ONE_OF_LIST' && values.length > LIST_LIMIT)
    throw bad('The data validation rule has more items than the limit of 500.');
  return {
    type,
    values: type === 'ONE_OF_RANGE' ? [] : values,
    ...(type === 'ONE_OF_RANGE' ? { source: sourceOf(values, workbook) } : {}),
    showDropdown: given.showCustomUi ?? false,
    allowInvalid: !(given.strict ?? false),
    ...(given.inputMessage === undefined ? {} : { helpText: given.inputMessage }),
  };
}

/** A single value such as "=Danh mục!A2:A40" (reference: ONE_OF_RANGE). */
function sourceOf(values: readonly string[], workbook: Workbook): NonNullable<ValidationRule['source']> {
  const [text] = values;
  if (values.length !== 1 || !text?.startsWith('='))
    throw bad('ONE_OF_RANGE needs one value that is a range');
  const { sheet, rect } = areaAt(workbook, text.slice(1).replace(/\$/g, ''));
  return { sheetId: sheet.id, rect };
}

/** The cell with the masked fields of `given` written into it; a masked field that is not given is cleared. */
export function written(cell: Cell, given: CellData, paths: readonly string[], workbook: Workbook): Cell {
  let next: Cell = cell;
  for (const path of paths.includes('*')
    ? ['userEnteredValue', 'userEnteredFormat', 'note', 'dataValidation']
    : paths) {
    next = writtenField(next, given, path, workbook);
  }
  return next;
}

function writtenField(cell: Cell, given: CellData, path: string, workbook: Workbook): Cell {
  const [head = '', ...rest] = path.split('.');
  if (head === 'userEnteredFormat') {
    return { ...cell, style: styled(cell.style, rest.join('.'), given.userEnteredFormat, workbook) };
  }
  if (head === 'userEnteredValue') {
    const { formula: _formula, ...kept } = cell;
    return { ...kept, ...valuedOf(given.userEnteredValue, workbook) };
  }
  if (head === 'note') {
    const { note: _note, ...kept } = cell;
    return given.note ? { ...kept, note: given.note } : kept;
  }
  if (head === 'dataValidation') {
    const { rule: _rule, ...kept } = cell;
    const rule = ruleOf(given.dataValidation, workbook);
    return rule ? { ...kept, rule } : kept;
  }
  throw notInStandIn(`CellData.${path}`);
}

function extended(value: Cell['value']): gapi.client.sheets.ExtendedValue | undefined {
  if (value === null) return undefined;
  if (typeof value === 'number') return { numberValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'string') return { stringValue: value };
  return { errorValue: { type: value.error === '#N/A' ? 'N_A' : 'ERROR', message: value.error } };
}

function typeOf(format: string): 'TEXT' | 'DATE' | 'PERCENT' | 'NUMBER' {
  if (format === PLAIN_TEXT) return 'TEXT';
  if (isDateFormat(format)) return 'DATE';
  return format.includes('%') ? 'PERCENT' : 'NUMBER';
}

function formatData(style: Style): Format | undefined {
  if (Object.keys(style).length === 0) return undefined;
  const background = colorOf(style.background);
  const foreground = colorOf(style.fontColor);
  const wrap = Object.entries(WRAPS).find(([, name]) => name === style.wrap)?.[0] as Format['wrapStrategy'];
  return defined<Format>({
    numberFormat:
      style.format === undefined ? undefined : { type: typeOf(style.format), pattern: style.format },
    backgroundColor: background,
    horizontalAlignment: style.horizontal?.toUpperCase() as Format['horizontalAlignment'],
    verticalAlignment: style.vertical?.toUpperCase() as Format['verticalAlignment'],
    wrapStrategy: wrap,
    textFormat: defined<gapi.client.sheets.TextFormat>({
      bold: style.bold,
      italic: style.italic,
      fontSize: style.fontSize,
      fontFamily: style.fontFamily,
      foregroundColor: foreground,
    }),
  });
}

/** Without the keys that hold undefined. */
export function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

function ruleData(rule: ValidationRule | undefined): gapi.client.sheets.DataValidationRule | undefined {
  return (
    rule &&
    defined<gapi.client.sheets.DataValidationRule>({
      condition: {
        type: rule.type as NonNullable<gapi.client.sheets.BooleanCondition['type']>,
        values: rule.values.map((userEnteredValue) => ({ userEnteredValue })),
      },
      inputMessage: rule.helpText,
      strict: !rule.allowInvalid,
      showCustomUi: rule.showDropdown,
    })
  );
}

export function cellData(cell: Cell, workbook: Workbook): CellData {
  const value = extended(cell.value);
  return defined<CellData>({
    userEnteredValue: cell.formula === undefined ? value : { formulaValue: cell.formula },
    effectiveValue: value,
    formattedValue: cell.value === null ? undefined : workbook.display(cell),
    userEnteredFormat: formatData(cell.style),
    note: cell.note,
    dataValidation: ruleData(cell.rule),
  });
}
