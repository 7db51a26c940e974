/** Owns the Filter face: only that a filter is there, over which area, and that it can be taken away. Source: reference "Class Filter". */

import { GoogleError } from '../model/google-error.ts';
import type { SheetModel } from '../model/sheet.ts';
import { face } from './face.ts';
import type { Faces } from './faces.ts';

export function makeFilter(faces: Faces, sheet: SheetModel): GoogleAppsScript.Spreadsheet.Filter {
  return face<GoogleAppsScript.Spreadsheet.Filter>(faces.run, 'Spreadsheet.Filter', {
    getRange: () => {
      if (!sheet.filter) throw new GoogleError('badRange');
      return faces.range({ sheet, rect: sheet.filter });
    },
    remove: () => {
      faces.write(sheet, sheet.filter);
      sheet.filter = undefined;
      for (const line of sheet.rowLines) line.hiddenByFilter = false;
    },
  });
}
