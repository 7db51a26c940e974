/** Owns data validation rules as the model keeps them, and whether an entry satisfies one. */

import type { Rect } from './address.ts';
import { type CellValue, type Locale, readTyped } from './typed.ts';

/**
 * Condition names are the Sheets API's (reference ConditionType); the Apps Script face maps its own names onto them
 * (VALUE_IN_LIST = ONE_OF_LIST, source: gas-fakes oddities.md).
 */
export interface ValidationRule {
  readonly type: string;
  readonly values: readonly string[];
  /** ONE_OF_RANGE. */
  readonly source?: { readonly sheetId: number; readonly rect: Rect };
  readonly showDropdown: boolean;
  /** False = the entry is refused; true = a red corner only (reference: default of DataValidationBuilder is true). */
  readonly allowInvalid: boolean;
  readonly helpText?: string;
}

/** Reference and public reports: "more items than the limit of 500. Use the List from a range criteria instead". */
export const LIST_LIMIT = 500;

export interface ValidationWorld {
  readonly locale: Locale;
  readonly valuesOf: (source: { sheetId: number; rect: Rect }) => readonly string[];
  readonly isDate: boolean;
}

type Check = (
  value: CellValue,
  bounds: readonly number[],
  rule: ValidationRule,
  world: ValidationWorld,
) => boolean;

const numeric =
  (test: (value: number, low: number, high: number) => boolean): Check =>
  (value, [low = Number.NaN, high = Number.NaN]) =>
    typeof value === 'number' && test(value, low, high);

const dated =
  (test: (value: number, low: number, high: number) => boolean): Check =>
  (value, [low = Number.NaN, high = Number.NaN], _rule, world) =>
    typeof value === 'number' && world.isDate && test(value, low, high);

const textOf = (value: CellValue): string =>
  value === null ? '' : typeof value === 'object' ? value.error : String(value);

const CHECKS: Readonly<Record<string, Check>> = {
  NUMBER_GREATER: numeric((v, low) => v > low),
  NUMBER_GREATER_THAN_EQ: numeric((v, low) => v >= low),
  NUMBER_LESS: numeric((v, low) => v < low),
  NUMBER_LESS_THAN_EQ: numeric((v, low) => v <= low),
  NUMBER_EQ: numeric((v, low) => v === low),
  NUMBER_NOT_EQ: numeric((v, low) => v !== low),
  NUMBER_BETWEEN: numeric((v, low, high) => v >= low && v <= high),
  NUMBER_NOT_BETWEEN: numeric((v, low, high) => v < low || v > high),
  DATE_IS_VALID: dated(() => true),
  DATE_ON_OR_AFTER: dated((v, low) => v >= low),
  DATE_ON_OR_BEFORE: dated((v, low) => v <= low),
  DATE_BETWEEN: dated((v, low, high) => v >= low && v <= high),
  ONE_OF_LIST: (value, _bounds, rule) => rule.values.includes(textOf(value)),
  ONE_OF_RANGE: (value, _bounds, rule, world) =>
    rule.source !== undefined && world.valuesOf(rule.source).includes(textOf(value)),
  TEXT_CONTAINS: (value, _bounds, rule) => textOf(value).includes(rule.values[0] ?? ''),
  BOOLEAN: (value) => typeof value === 'boolean',
};

/** Formula conditions are not computed by the stand-in: they let everything pass (guess M7, stated here). */
const NOT_COMPUTED = new Set(['CUSTOM_FORMULA']);

export const KNOWN_VALIDATIONS: readonly string[] = [...Object.keys(CHECKS), ...NOT_COMPUTED];

/** A blank cell is always accepted (guess M7: as the product behaves for every built-in criteria). */
export function accepts(rule: ValidationRule, value: CellValue, world: ValidationWorld): boolean {
  if (value === null || NOT_COMPUTED.has(rule.type)) return true;
  const check = CHECKS[rule.type];
  if (!check) throw new Error(`not in the stand-in: data validation ${rule.type}`);
  const bounds = rule.values.map((text) => {
    const read = readTyped(text, world.locale, undefined, 2000).value;
    return typeof read === 'number' ? read : Number(text);
  });
  return check(value, bounds, rule, world);
}
