/** Owns DataValidation and its builder. Source: reference "Class DataValidationBuilder"; allowInvalid is true unless set. */

import { show } from '../model/display.ts';
import { GoogleError } from '../model/google-error.ts';
import { LIST_LIMIT, type ValidationRule } from '../model/validation.ts';
import { instantToSerial } from '../model/zone.ts';
import { behind, face, NotInStandIn } from './face.ts';
import type { Area, Faces } from './faces.ts';

type Builder = GoogleAppsScript.Spreadsheet.DataValidationBuilder;
type Rule = GoogleAppsScript.Spreadsheet.DataValidation;

/** Apps Script criteria by Sheets API condition (gas-fakes oddities.md: VALUE_IN_LIST = ONE_OF_LIST). */
const CRITERIA: Readonly<Record<string, string>> = {
  ONE_OF_LIST: 'VALUE_IN_LIST',
  ONE_OF_RANGE: 'VALUE_IN_RANGE',
  NUMBER_GREATER: 'NUMBER_GREATER_THAN',
  NUMBER_GREATER_THAN_EQ: 'NUMBER_GREATER_THAN_OR_EQUAL_TO',
  NUMBER_LESS: 'NUMBER_LESS_THAN',
  NUMBER_LESS_THAN_EQ: 'NUMBER_LESS_THAN_OR_EQUAL_TO',
  NUMBER_EQ: 'NUMBER_EQUAL_TO',
  NUMBER_NOT_EQ: 'NUMBER_NOT_EQUAL_TO',
  NUMBER_BETWEEN: 'NUMBER_BETWEEN',
  NUMBER_NOT_BETWEEN: 'NUMBER_NOT_BETWEEN',
  DATE_IS_VALID: 'DATE_IS_VALID_DATE',
  DATE_ON_OR_AFTER: 'DATE_ON_OR_AFTER',
  DATE_ON_OR_BEFORE: 'DATE_ON_OR_BEFORE',
  DATE_BETWEEN: 'DATE_BETWEEN',
  TEXT_CONTAINS: 'TEXT_CONTAINS',
  BOOLEAN: 'CHECKBOX',
  CUSTOM_FORMULA: 'CUSTOM_FORMULA',
};

/** A rule by range answers the range; once its sheet is deleted there is none to answer (guess M7). */
function criteriaValues(faces: Faces, rule: ValidationRule): unknown[] {
  const sheet = faces.workbook.sheetById(rule.source?.sheetId ?? -1);
  if (rule.source !== undefined)
    return [
      ...(sheet === undefined ? [] : [faces.range({ sheet, rect: rule.source.rect })]),
      rule.showDropdown,
    ];
  if (rule.type === 'ONE_OF_LIST') return [[...rule.values], rule.showDropdown];
  return rule.type.startsWith('NUMBER_') ? rule.values.map(Number) : [...rule.values];
}

export function makeDataValidation(faces: Faces, rule: ValidationRule): Rule {
  return face<Rule>(
    faces.run,
    'Spreadsheet.DataValidation',
    {
      getAllowInvalid: () => rule.allowInvalid,
      // The reference says "or null"; the published types forget it.
      getHelpText: () => (rule.helpText ?? null) as string,
      getCriteriaType: () =>
        faces.enums.value('spreadsheet', 'DataValidationCriteria', CRITERIA[rule.type] ?? rule.type),
      getCriteriaValues: () => criteriaValues(faces, rule),
      copy: () => makeValidationBuilder(faces, rule),
    },
    rule,
  );
}

export function makeValidationBuilder(faces: Faces, from?: ValidationRule): Builder {
  let rule: ValidationRule | undefined = from;
  let allowInvalid = from?.allowInvalid ?? true;
  let helpText = from?.helpText;
  const when = (
    type: string,
    values: readonly (string | number)[],
    rest: Partial<ValidationRule> = {},
  ): Builder => {
    rule = { type, values: values.map(String), showDropdown: true, allowInvalid, ...rest };
    return made;
  };
  const day = (date: GoogleAppsScript.Base.Date): string =>
    // Criteria dates are kept as typed strings in the sheet's locale (gas-fakes oddities.md).
    show(
      Math.floor(instantToSerial(date.getTime(), faces.workbook.timeZone)),
      faces.workbook.dateFormat,
      faces.workbook.locale,
    );
  const made: Builder = face<Builder>(faces.run, 'Spreadsheet.DataValidationBuilder', {
    requireValueInList: (values: string[], showDropdown?: boolean) => {
      if (values.length > LIST_LIMIT) throw new GoogleError('tooManyItems');
      return when('ONE_OF_LIST', values, { showDropdown: showDropdown ?? true });
    },
    requireValueInRange: (range: GoogleAppsScript.Spreadsheet.Range, showDropdown?: boolean) => {
      const { sheet, rect } = behind<Area>(range);
      return when('ONE_OF_RANGE', [], {
        showDropdown: showDropdown ?? true,
        source: { sheetId: sheet.id, rect },
      });
    },
    requireNumberBetween: (low, high) => when('NUMBER_BETWEEN', [low, high]),
    requireNumberNotBetween: (low, high) => when('NUMBER_NOT_BETWEEN', [low, high]),
    requireNumberGreaterThan: (number) => when('NUMBER_GREATER', [number]),
    requireNumberGreaterThanOrEqualTo: (number) => when('NUMBER_GREATER_THAN_EQ', [number]),
    requireNumberLessThan: (number) => when('NUMBER_LESS', [number]),
    requireNumberLessThanOrEqualTo: (number) => when('NUMBER_LESS_THAN_EQ', [number]),
    requireNumberEqualTo: (number) => when('NUMBER_EQ', [number]),
    requireNumberNotEqualTo: (number) => when('NUMBER_NOT_EQ', [number]),
    requireDate: () => when('DATE_IS_VALID', []),
    requireDateOnOrAfter: (date) => when('DATE_ON_OR_AFTER', [day(date)]),
    requireDateOnOrBefore: (date) => when('DATE_ON_OR_BEFORE', [day(date)]),
    requireDateBetween: (from_, to) => when('DATE_BETWEEN', [day(from_), day(to)]),
    requireTextContains: (text) => when('TEXT_CONTAINS', [text]),
    requireFormulaSatisfied: (formula) => when('CUSTOM_FORMULA', [formula]),
    requireCheckbox: (...values: readonly unknown[]) => {
      if (values.length > 0) throw new NotInStandIn('requireCheckbox with values');
      return when('BOOLEAN', []);
    },
    setAllowInvalid: (allow) => {
      allowInvalid = allow;
      return made;
    },
    setHelpText: (text) => {
      helpText = text;
      return made;
    },
    getAllowInvalid: () => allowInvalid,
    getHelpText: () => helpText ?? null,
    copy: () => makeValidationBuilder(faces, built()),
    build: () => makeDataValidation(faces, built()),
  });
  const built = (): ValidationRule => {
    if (!rule) throw new GoogleError('badArgument', { what: 'criteria' });
    return { ...rule, allowInvalid, ...(helpText === undefined ? {} : { helpText }) };
  };
  return made;
}
