/** Owns the RangeList face: one call that does the same to many areas. */

import { face, NotInStandIn } from './face.ts';
import type { Area, Faces } from './faces.ts';

type RangeList = GoogleAppsScript.Spreadsheet.RangeList;

/** Members that only repeat the Range method of the same name on each area (reference: RangeList). */
const REPEATED = [
  'clearContent',
  'clearDataValidations',
  'clearFormat',
  'clearNote',
  'setBackground',
  'setBorder',
  'setFontColor',
  'setFontFamily',
  'setFontLine',
  'setFontSize',
  'setFontStyle',
  'setFontWeight',
  'setFormula',
  'setHorizontalAlignment',
  'setNote',
  'setNumberFormat',
  'setValue',
  'setVerticalAlignment',
  'setWrap',
  'setWrapStrategy',
  'breakApart',
] as const satisfies readonly (keyof RangeList)[];

export function makeRangeList(faces: Faces, areas: readonly Area[]): RangeList {
  const members: Record<string, unknown> = {
    getRanges: () => areas.map((area) => faces.range(area)),
    activate: () => {
      const last = areas[areas.length - 1];
      if (last) {
        faces.ui.activeSheetId = last.sheet.id;
        faces.ui.activeRange = { sheetId: last.sheet.id, rect: last.rect };
      }
      return made;
    },
  };
  for (const name of REPEATED) {
    members[name] = (...args: readonly unknown[]) => {
      // One call to Google for all areas: the inner calls are not counted again.
      faces.run.uncounted(() => {
        for (const area of areas) applyTo(faces, area, name, args);
      });
      return made;
    };
  }
  const made: RangeList = face<RangeList>(faces.run, 'Spreadsheet.RangeList', members as Partial<RangeList>);
  return made;
}

function applyTo(faces: Faces, area: Area, name: string, args: readonly unknown[]): void {
  const member: unknown = Reflect.get(faces.range(area), name);
  if (typeof member !== 'function') throw new NotInStandIn(`Range.${name}`);
  Reflect.apply(member, undefined, args);
}
