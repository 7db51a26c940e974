/** Owns ConditionalFormatRule and its builder: kept and given back, never painted. Source: reference "ConditionalFormatRuleBuilder". */

import { GoogleError } from '../model/google-error.ts';
import type { ConditionalRule } from '../model/sheet.ts';
import { behind, face } from './face.ts';
import type { Area, Faces } from './faces.ts';
import { colour } from './range-format.ts';

type Builder = GoogleAppsScript.Spreadsheet.ConditionalFormatRuleBuilder;
type Rule = GoogleAppsScript.Spreadsheet.ConditionalFormatRule;

/** A rule with the areas it was built for, of one sheet. */
export interface BuiltRule {
  readonly rule: ConditionalRule;
  readonly areas: readonly Area[];
}

export function makeConditionalRule(faces: Faces, built: BuiltRule): Rule {
  return face<Rule>(
    faces.run,
    'Spreadsheet.ConditionalFormatRule',
    {
      getRanges: () => built.areas.map((area) => faces.range(area)),
      getBooleanCondition: () =>
        face<GoogleAppsScript.Spreadsheet.BooleanCondition>(faces.run, 'Spreadsheet.BooleanCondition', {
          getBackground: () => (built.rule.format.background ?? null) as string,
        }),
      copy: () => makeConditionalBuilder(faces, built),
    },
    built,
  );
}

export function makeConditionalBuilder(faces: Faces, from?: BuiltRule): Builder {
  let areas: readonly Area[] = from?.areas ?? [];
  let condition = from?.rule.condition;
  const format: ConditionalRule['format'] = { ...from?.rule.format };
  const when = (type: string, values: readonly (string | number)[] = []): Builder => {
    condition = { type, values: values.map(String) };
    return made;
  };
  const made: Builder = face<Builder>(faces.run, 'Spreadsheet.ConditionalFormatRuleBuilder', {
    setRanges: (ranges) => {
      areas = ranges.map((range) => behind<Area>(range));
      return made;
    },
    setBackground: (given) => {
      const hex = colour(given, 'color');
      if (hex) format.background = hex;
      else delete format.background;
      return made;
    },
    setFontColor: (given) => {
      const hex = colour(given, 'color');
      if (hex) format.fontColor = hex;
      else delete format.fontColor;
      return made;
    },
    setBold: (bold) => {
      format.bold = bold === true;
      return made;
    },
    whenCellEmpty: () => when('BLANK'),
    whenCellNotEmpty: () => when('NOT_BLANK'),
    whenFormulaSatisfied: (formula) => when('CUSTOM_FORMULA', [formula]),
    whenNumberBetween: (low, high) => when('NUMBER_BETWEEN', [low, high]),
    whenNumberGreaterThan: (number) => when('NUMBER_GREATER', [number]),
    whenNumberGreaterThanOrEqualTo: (number) => when('NUMBER_GREATER_THAN_EQ', [number]),
    whenNumberLessThan: (number) => when('NUMBER_LESS', [number]),
    whenNumberLessThanOrEqualTo: (number) => when('NUMBER_LESS_THAN_EQ', [number]),
    whenNumberEqualTo: (number) => when('NUMBER_EQ', [number]),
    whenTextContains: (text) => when('TEXT_CONTAINS', [text]),
    whenTextEqualTo: (text) => when('TEXT_EQ', [text]),
    whenTextStartsWith: (text) => when('TEXT_STARTS_WITH', [text]),
    copy: () => makeConditionalBuilder(faces, build()),
    build: () => makeConditionalRule(faces, build()),
  });
  const build = (): BuiltRule => {
    if (!condition) throw new GoogleError('badArgument', { what: 'condition' });
    if (areas.length === 0) throw new GoogleError('badArgument', { what: 'ranges' });
    return { areas, rule: { ranges: areas.map((area) => area.rect), condition, format } };
  };
  return made;
}
