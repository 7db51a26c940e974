/** Owns the DeveloperMetadata faces and the finder. Source: reference "Class DeveloperMetadata" and guide "Read & write metadata". */

import { overlaps, type Rect } from '../model/address.ts';
import { GoogleError } from '../model/google-error.ts';
import type { Line, Metadata, SheetModel } from '../model/sheet.ts';
import type { Workbook } from '../model/workbook.ts';
import { enumName } from './enums.ts';
import { face } from './face.ts';
import type { Faces } from './faces.ts';

export type MetadataPlace =
  | { readonly kind: 'spreadsheet' }
  | { readonly kind: 'sheet'; readonly sheet: SheetModel }
  | { readonly kind: 'row' | 'column'; readonly sheet: SheetModel; readonly line: Line };

/** Where a finder looks: the whole file, a sheet, or an area of it. */
export interface Scope {
  readonly sheet?: SheetModel;
  readonly rect?: Rect;
}

export interface Placed {
  readonly entry: Metadata;
  readonly place: MetadataPlace;
}

function listOf(workbook: Workbook, place: MetadataPlace): Metadata[] {
  if (place.kind === 'spreadsheet') return workbook.metadata;
  return place.kind === 'sheet' ? place.sheet.metadata : place.line.metadata;
}

/** Every entry of the file with its place, in sheet order. */
export function allMetadata(workbook: Workbook): Placed[] {
  const placed: Placed[] = workbook.metadata.map((entry) => ({ entry, place: { kind: 'spreadsheet' } }));
  for (const sheet of workbook.sheets) {
    for (const entry of sheet.metadata) placed.push({ entry, place: { kind: 'sheet', sheet } });
    for (const kind of ['row', 'column'] as const) {
      for (const line of sheet.lines(kind)) {
        for (const entry of line.metadata) placed.push({ entry, place: { kind, sheet, line } });
      }
    }
  }
  return placed;
}

/** 0-based area of a row or column that still exists. */
export function lineRect(sheet: SheetModel, kind: 'row' | 'column', line: Line): Rect | undefined {
  const index = sheet.lines(kind).indexOf(line);
  if (index < 0) return undefined;
  return kind === 'row'
    ? { row: index, column: 0, rows: 1, columns: sheet.columnCount }
    : { row: 0, column: index, rows: sheet.rowCount, columns: 1 };
}

export function makeMetadata(
  faces: Faces,
  entry: Metadata,
  place: MetadataPlace,
): GoogleAppsScript.Spreadsheet.DeveloperMetadata {
  type Face = GoogleAppsScript.Spreadsheet.DeveloperMetadata;
  const change = (apply: () => void): Face => {
    faces.write(place.kind === 'spreadsheet' ? undefined : place.sheet);
    apply();
    return made;
  };
  const made: Face = face<Face>(
    faces.run,
    'Spreadsheet.DeveloperMetadata',
    {
      getId: () => entry.id,
      getKey: () => entry.key,
      getValue: () => entry.value,
      getVisibility: () => faces.enums.value('spreadsheet', 'DeveloperMetadataVisibility', entry.visibility),
      getLocation: () => makeLocation(faces, place),
      setKey: (key) =>
        change(() => {
          entry.key = key;
        }),
      setValue: (value) =>
        change(() => {
          entry.value = value;
        }),
      remove: () => {
        change(() => {
          const list = listOf(faces.workbook, place);
          const index = list.findIndex((each) => each.id === entry.id);
          if (index >= 0) list.splice(index, 1);
        });
      },
    },
    entry,
  );
  return made;
}

function makeLocation(
  faces: Faces,
  place: MetadataPlace,
): GoogleAppsScript.Spreadsheet.DeveloperMetadataLocation {
  const line = (kind: 'row' | 'column'): GoogleAppsScript.Spreadsheet.Range | null => {
    if (place.kind !== kind) return null;
    const rect = lineRect(place.sheet, kind, place.line);
    if (!rect) throw new GoogleError('badRange');
    return faces.range({ sheet: place.sheet, rect, whole: kind });
  };
  return face<GoogleAppsScript.Spreadsheet.DeveloperMetadataLocation>(
    faces.run,
    'Spreadsheet.DeveloperMetadataLocation',
    {
      getLocationType: () =>
        faces.enums.value('spreadsheet', 'DeveloperMetadataLocationType', place.kind.toUpperCase()),
      getSpreadsheet: () => (place.kind === 'spreadsheet' ? faces.spreadsheet() : null),
      getSheet: () => (place.kind === 'sheet' ? faces.sheet(place.sheet) : null),
      getRow: () => line('row'),
      getColumn: () => line('column'),
    },
  );
}

type Test = (placed: Placed) => boolean;

/** Locations inside the scope; with `crossing` also those that only meet it (reference: onIntersectingLocations). */
function inScope(scope: Scope, crossing: boolean): Test {
  return ({ place }) => {
    const { sheet, rect } = scope;
    if (!sheet) return true;
    if (place.kind === 'spreadsheet') return crossing;
    if (place.sheet !== sheet) return false;
    if (!rect) return true;
    if (place.kind === 'sheet') return crossing;
    const line = lineRect(sheet, place.kind, place.line);
    if (!line) return false;
    if (crossing) return overlaps(line, rect);
    const inside = place.kind === 'row' ? rect.columns === sheet.columnCount : rect.rows === sheet.rowCount;
    return inside && overlaps(line, rect);
  };
}

export function makeFinder(faces: Faces, scope: Scope): GoogleAppsScript.Spreadsheet.DeveloperMetadataFinder {
  type Finder = GoogleAppsScript.Spreadsheet.DeveloperMetadataFinder;
  const tests: Test[] = [];
  let crossing = false;
  const where = (test: Test): Finder => {
    tests.push(test);
    return made;
  };
  const made: Finder = face<Finder>(faces.run, 'Spreadsheet.DeveloperMetadataFinder', {
    withId: (id) => where(({ entry }) => entry.id === id),
    withKey: (key) => where(({ entry }) => entry.key === key),
    withValue: (value) => where(({ entry }) => entry.value === value),
    withVisibility: (visibility) => where(({ entry }) => entry.visibility === enumName(visibility)),
    withLocationType: (type) => where(({ place }) => place.kind.toUpperCase() === enumName(type)),
    onIntersectingLocations: () => {
      crossing = true;
      return made;
    },
    find: () => {
      const inside = inScope(scope, crossing);
      return allMetadata(faces.workbook)
        .filter((placed) => inside(placed) && tests.every((test) => test(placed)))
        .map(({ entry, place }) => faces.metadata(entry, place));
    },
  });
  return made;
}
