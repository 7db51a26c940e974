/** Owns the looks, notes and data validation of the Range face, one cell or whole tables at a time. */

import { rectA1 } from '../model/address.ts';
import { GoogleError } from '../model/google-error.ts';
import type { Cell, Style } from '../model/sheet.ts';
import type { ValidationRule } from '../model/validation.ts';
import { enumName } from './enums.ts';
import { behind } from './face.ts';
import type { Area, Faces } from './faces.ts';
import { makeFilter } from './filter.ts';
import { requireShape } from './range.ts';
import { makeDataValidation } from './validation-builder.ts';

type Range = GoogleAppsScript.Spreadsheet.Range;
type Self = () => Range;

/** Colour words a script may use; others must be #rrggbb (reference: setBackground takes CSS notation; names beyond these: refused). */
const NAMED: Readonly<Record<string, string>> = {
  white: '#ffffff',
  black: '#000000',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
};

export function colour(text: string | null, what: string): string | undefined {
  if (text === null || text === '') return undefined;
  const lower = String(text).toLowerCase();
  const hex = NAMED[lower] ?? lower;
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new GoogleError('badArgument', { what });
  return hex;
}

/** How one style attribute is read, written singly and written as a table. */
interface Attribute<K extends keyof Style> {
  readonly key: K;
  /** Undefined = back to the default. */
  readonly read: (given: unknown) => Style[K] | undefined;
  readonly show: (held: Style[K] | undefined) => unknown;
}

const attribute = <K extends keyof Style>(
  key: K,
  read: (given: unknown) => Style[K] | undefined,
  show: (held: Style[K] | undefined) => unknown,
): Attribute<K> => ({ key, read, show });

const oneOf =
  <T extends string>(what: string, known: readonly T[]) =>
  (given: unknown): T | undefined => {
    if (given === null || given === 'normal') return undefined;
    const found = known.find((each) => each === given);
    if (found === undefined) throw new GoogleError('badArgument', { what });
    return found;
  };

/** Reads back defaults as the product shows them: white, black, Arial 10, general alignment (reference pages of the getters). */
const ATTRIBUTES = {
  Background: attribute(
    'background',
    (given) => colour(given as string | null, 'color'),
    (held) => held ?? '#ffffff',
  ),
  FontColor: attribute(
    'fontColor',
    (given) => colour(given as string | null, 'color'),
    (held) => held ?? '#000000',
  ),
  FontFamily: attribute(
    'fontFamily',
    (given) => (given === null ? undefined : String(given)),
    (held) => held ?? 'Arial',
  ),
  FontSize: attribute(
    'fontSize',
    (given) => Number(given),
    (held) => held ?? 10,
  ),
  FontWeight: attribute(
    'bold',
    (given) => given === 'bold',
    (held) => (held ? 'bold' : 'normal'),
  ),
  FontStyle: attribute(
    'italic',
    (given) => given === 'italic',
    (held) => (held ? 'italic' : 'normal'),
  ),
  HorizontalAlignment: attribute(
    'horizontal',
    oneOf('alignment', ['left', 'center', 'right'] as const),
    (held) => held ?? 'general',
  ),
  VerticalAlignment: attribute(
    'vertical',
    oneOf('alignment', ['top', 'middle', 'bottom'] as const),
    (held) => held ?? 'bottom',
  ),
  NumberFormat: attribute(
    'format',
    // Public answers: setNumberFormat('General') makes a cell "Automatic" again, which getNumberFormat tells as General.
    (given) => (given === '' || given === 'General' ? undefined : String(given)),
    (held) => held ?? 'General',
  ),
} as const;

const PLURAL: Readonly<Record<string, string>> = { FontFamily: 'FontFamilies' };

function withStyle(style: Style, key: keyof Style, value: Style[keyof Style] | undefined): Style {
  const next: Record<string, unknown> = { ...style };
  if (value === undefined) delete next[key];
  else next[key] = value;
  return next as Style;
}

/** The four methods of each attribute: getX, getXs, setX, setXs. */
function attributeMembers(faces: Faces, { sheet, rect }: Area, self: Self): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, { key, read, show }] of Object.entries(ATTRIBUTES)) {
    const showAny = show as (held: unknown) => unknown;
    const plural = PLURAL[name] ?? `${name}s`;
    const put = (row: number, column: number, given: unknown): void => {
      const cell = sheet.at(row, column);
      sheet.put(row, column, { ...cell, style: withStyle(cell.style, key, read(given)) });
    };
    members[`get${name}`] = () => showAny(faces.alive(sheet).at(rect.row, rect.column).style[key]);
    members[`get${plural}`] = () => faces.alive(sheet).table(rect, (cell) => showAny(cell.style[key]));
    members[`set${name}`] = (given: unknown) => {
      faces.write(sheet, rect);
      sheet.each(rect, (row, column) => put(row, column, given));
      return self();
    };
    members[`set${plural}`] = (given: readonly (readonly unknown[])[]) => {
      requireShape(given, rect);
      faces.write(sheet, rect);
      sheet.each(rect, (row, column) => put(row, column, given[row - rect.row]?.[column - rect.column]));
      return self();
    };
  }
  return members;
}

function setRule(
  faces: Faces,
  { sheet, rect }: Area,
  at: (row: number, column: number) => ValidationRule | undefined,
): void {
  faces.write(sheet, rect);
  for (let column = rect.column; column < rect.column + rect.columns; column++) {
    const line = sheet.columnLines[column];
    // Public reports: "This operation is not allowed on cells in typed columns".
    if (line?.typed) throw new GoogleError('typedColumn');
  }
  sheet.each(rect, (row, column) => {
    const { rule: _old, ...cell } = sheet.at(row, column);
    const rule = at(row - rect.row, column - rect.column);
    sheet.put(row, column, rule ? { ...cell, rule } : cell);
  });
}

function ruleMembers(faces: Faces, area: Area, self: Self): Partial<Range> {
  const { sheet, rect } = area;
  const shown = (cell: Cell): GoogleAppsScript.Spreadsheet.DataValidation | null =>
    cell.rule ? makeDataValidation(faces, cell.rule) : null;
  const modelOf = (rule: unknown): ValidationRule | undefined =>
    rule === null ? undefined : behind<ValidationRule>(rule);
  return {
    getDataValidation: () => shown(faces.alive(sheet).at(rect.row, rect.column)),
    getDataValidations: () => faces.alive(sheet).table(rect, shown),
    setDataValidation: (rule) => {
      const model = modelOf(rule);
      setRule(faces, area, () => model);
      return self();
    },
    setDataValidations: (rules) => {
      requireShape(rules, rect);
      const models = rules.map((row) => row.map(modelOf));
      setRule(faces, area, (row, column) => models[row]?.[column]);
      return self();
    },
    clearDataValidations: () => {
      setRule(faces, area, () => undefined);
      return self();
    },
  };
}

function noteMembers(faces: Faces, { sheet, rect }: Area, self: Self): Partial<Range> {
  const put = (row: number, column: number, note: unknown): void => {
    const { note: _old, ...cell } = sheet.at(row, column);
    sheet.put(row, column, note === null || note === '' ? cell : { ...cell, note: String(note) });
  };
  const all = (note: string | null): Range => {
    faces.write(sheet, rect);
    sheet.each(rect, (row, column) => put(row, column, note));
    return self();
  };
  return {
    getNote: () => faces.alive(sheet).at(rect.row, rect.column).note ?? '',
    getNotes: () => faces.alive(sheet).table(rect, (cell) => cell.note ?? ''),
    setNote: all,
    clearNote: () => all(null),
    setNotes: (notes) => {
      requireShape(notes, rect);
      faces.write(sheet, rect);
      sheet.each(rect, (row, column) =>
        put(row, column, notes[row - rect.row]?.[column - rect.column] ?? null),
      );
      return self();
    },
  };
}

function otherLooks(faces: Faces, { sheet, rect }: Area, self: Self): Partial<Range> {
  const look = (change: Partial<Style>): Range => {
    faces.write(sheet, rect);
    sheet.style(rect, () => change);
    return self();
  };
  return {
    setWrap: (on) => look({ wrap: on ? 'WRAP' : 'OVERFLOW' }),
    getWrap: () => sheet.at(rect.row, rect.column).style.wrap === 'WRAP',
    setWrapStrategy: (strategy) => {
      const name = enumName(strategy);
      if (name !== 'WRAP' && name !== 'OVERFLOW' && name !== 'CLIP')
        throw new GoogleError('badArgument', { what: 'strategy' });
      return look({ wrap: name });
    },
    setFontLine: (line) => look({ underline: line === 'underline', strikethrough: line === 'line-through' }),
    setBorder: (...sides: readonly unknown[]) =>
      look({ border: sides.map((side) => String(side)).join(' ') }),
    clearFormat: () => {
      faces.write(sheet, rect);
      sheet.each(rect, (row, column) => sheet.put(row, column, { ...sheet.at(row, column), style: {} }));
      return self();
    },
    createFilter: () => {
      faces.write(sheet, rect);
      if (sheet.filter) throw new GoogleError('badArgument', { what: rectA1(sheet.filter) });
      sheet.filter = rect;
      return makeFilter(faces, sheet);
    },
    getFilter: () => (faces.alive(sheet).filter ? makeFilter(faces, sheet) : null),
  };
}

export function formatMembers(faces: Faces, area: Area, self: Self): Partial<Range> {
  return {
    ...(attributeMembers(faces, area, self) as Partial<Range>),
    ...ruleMembers(faces, area, self),
    ...noteMembers(faces, area, self),
    ...otherLooks(faces, area, self),
  };
}
