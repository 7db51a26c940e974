/** What people do to the structure of a sheet, each by hand as the product lets them: the table the sheet doctor is tried against. */
import type { Clerk, Desk, SheetModel } from '../standin/index.ts';

/** A draw of a whole number from 0 up to, without, the bound. */
export type Draw = (bound: number) => number;

interface Scene {
  readonly desk: Desk;
  readonly clerk: Clerk;
  /** The sheet it is done to; its table's first 0-based row of data, rows and columns as it stands. */
  readonly sheet: SheetModel;
  readonly first: number;
  readonly rows: number;
  readonly width: number;
  readonly draw: Draw;
}

type Damage = (scene: Scene) => void;

const letters = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : `${letters(Math.floor(column / 26) - 1)}${letters(column % 26)}`;
const cell = ({ sheet }: Scene, row: number, column: number): string =>
  `'${sheet.name}'!${letters(column)}${row + 1}`;
const area = ({ sheet }: Scene, row: number, column: number, rows: number, columns: number): string =>
  `'${sheet.name}'!${letters(column)}${row + 1}:${letters(column + columns - 1)}${row + rows}`;

const header = ({ first }: Scene): number => Math.max(0, first - 1);
/** Any column but the hidden keys; any row of the table. */
const anyColumn = ({ draw, width }: Scene): number => 1 + draw(Math.max(1, width - 1));
const anyRow = ({ draw, first, rows }: Scene): number => first + draw(Math.max(1, rows));

/** Blank cells of the table: pasting over them loses nobody's figure. */
function blank(scene: Scene): { row: number; column: number } | undefined {
  const { sheet, first, rows, width, draw } = scene;
  const found: { row: number; column: number }[] = [];
  for (let row = first; row < first + rows; row += 1)
    for (let column = 1; column < width; column += 1)
      if (sheet.at(row, column).value === null) found.push({ row, column });
  return found[draw(Math.max(1, found.length))];
}

function copyColumn(scene: Scene, change: boolean): void {
  const { clerk, sheet, first, rows } = scene;
  const column = anyColumn(scene);
  const block = clerk.copy(area(scene, 0, column, first + rows, 1));
  clerk.insert(sheet.name, 'column', column + 2);
  clerk.paste(cell(scene, 0, column + 1), block);
  if (change) clerk.type(cell(scene, anyRow(scene), column + 1), '987654');
}

export const DAMAGES: Readonly<Record<string, Damage>> = {
  'sheet renamed': ({ clerk, sheet, draw }) => clerk.renameSheet(sheet.name, `Bảng của tôi ${draw(1000)}`),
  'sheet copied': ({ clerk, sheet }) => void clerk.copySheet(sheet.name),
  'sheet deleted': ({ clerk, sheet }) => clerk.removeSheet(sheet.name),
  'sheet hidden': ({ clerk, sheet }) => clerk.hideSheet(sheet.name),
  'sheet dragged': ({ clerk, sheet, draw }) => clerk.moveSheet(sheet.name, 1 + draw(3)),
  'column moved': (scene) =>
    scene.clerk.move(scene.sheet.name, 'column', anyColumn(scene) + 1, anyColumn(scene) + 1),
  'key column moved': (scene) => scene.clerk.move(scene.sheet.name, 'column', 1, anyColumn(scene) + 2),
  'blank column inserted': (scene) => scene.clerk.insert(scene.sheet.name, 'column', anyColumn(scene) + 1),
  'own column inserted': (scene) => {
    const column = anyColumn(scene);
    scene.clerk.insert(scene.sheet.name, 'column', column + 1);
    scene.clerk.type(cell(scene, header(scene), column), 'Ghi chú riêng');
    scene.clerk.type(cell(scene, anyRow(scene), column), '31337');
  },
  'own column on the right': (scene) => {
    scene.clerk.insert(scene.sheet.name, 'column', scene.sheet.columnCount + 1);
    scene.clerk.type(cell(scene, anyRow(scene), scene.sheet.columnCount - 1), 'tự ghi');
  },
  'column deleted': (scene) => scene.clerk.remove(scene.sheet.name, 'column', anyColumn(scene) + 1),
  'key column deleted': ({ clerk, sheet }) => clerk.remove(sheet.name, 'column', 1),
  'column copied': (scene) => copyColumn(scene, false),
  'column copied and changed': (scene) => copyColumn(scene, true),
  'header retyped': (scene) =>
    scene.clerk.type(cell(scene, header(scene), anyColumn(scene)), 'Số chính thức'),
  'header of another column': (scene) => {
    const from = scene.sheet.at(header(scene), anyColumn(scene)).value;
    if (typeof from === 'string') scene.clerk.type(cell(scene, header(scene), anyColumn(scene)), from);
  },
  'header cleared': (scene) => scene.clerk.clear(cell(scene, header(scene), anyColumn(scene))),
  'hidden id cleared': (scene) => scene.clerk.clear(cell(scene, 0, anyColumn(scene))),
  'row of ids deleted': ({ clerk, sheet }) => clerk.remove(sheet.name, 'row', 1),
  'row of headers deleted': (scene) => scene.clerk.remove(scene.sheet.name, 'row', header(scene) + 1),
  'title retyped': (scene) => scene.clerk.type(cell(scene, 1, 1), 'BÁO CÁO CỦA CHÚNG TÔI'),
  'rows inserted on top': ({ clerk, sheet, draw }) => clerk.insert(sheet.name, 'row', 1, 1 + draw(3)),
  'row inserted': (scene) => scene.clerk.insert(scene.sheet.name, 'row', anyRow(scene) + 1),
  'row deleted': (scene) => scene.clerk.remove(scene.sheet.name, 'row', anyRow(scene) + 1),
  'row moved': (scene) => scene.clerk.move(scene.sheet.name, 'row', anyRow(scene) + 1, anyRow(scene) + 1),
  'row copied': (scene) => {
    const row = anyRow(scene);
    const block = scene.clerk.copy(area(scene, row, 0, 1, scene.width));
    scene.clerk.insert(scene.sheet.name, 'row', row + 2);
    scene.clerk.paste(cell(scene, row + 1, 0), block);
  },
  'rows sorted': (scene) =>
    scene.clerk.sort(area(scene, scene.first, 0, scene.rows, scene.sheet.columnCount), [
      { column: anyColumn(scene), ascending: scene.draw(2) === 0 },
    ]),
  'rows sorted without their keys': (scene) =>
    scene.clerk.sort(area(scene, scene.first, 1, scene.rows, scene.sheet.columnCount - 1), [
      { column: anyColumn(scene), ascending: scene.draw(2) === 0 },
    ]),
  'printed word retyped': (scene) => scene.clerk.type(cell(scene, anyRow(scene), 1), 'chữ của tôi'),
  'row key cleared': (scene) => scene.clerk.clear(cell(scene, anyRow(scene), 0)),
  'row key doubled': (scene) => {
    const row = anyRow(scene);
    scene.clerk.paste(cell(scene, row + 1, 0), scene.clerk.copy(cell(scene, row, 0)));
  },
  'cells merged': (scene) => {
    const at = blank(scene);
    if (at !== undefined) scene.clerk.merge(area(scene, at.row, at.column - 1, 1, 2));
  },
  'filter set': (scene) =>
    scene.clerk.filter(area(scene, header(scene), 0, scene.rows + 1, scene.width), 2, ['x']),
  'row hidden': (scene) => scene.clerk.hide(scene.sheet.name, 'row', anyRow(scene) + 1),
  'column hidden': (scene) => scene.clerk.hide(scene.sheet.name, 'column', anyColumn(scene) + 1),
  'hidden keys shown': (scene) => {
    scene.clerk.unhide(scene.sheet.name, 'row', 1);
    scene.clerk.unhide(scene.sheet.name, 'column', 1);
  },
  'block pasted from elsewhere': (scene) => {
    const at = blank(scene);
    if (at !== undefined) scene.clerk.paste(cell(scene, at.row, at.column), { kind: 'text', rows: [['']] });
  },
  'format pasted': (scene) =>
    scene.clerk.pasteFormat(cell(scene, anyRow(scene), anyColumn(scene)), cell(scene, 1, 1)),
  'format changed': (scene) =>
    scene.clerk.style(cell(scene, anyRow(scene), anyColumn(scene)), {
      format: '0.00%',
      background: '#ff0000',
    }),
  'rules taken away': (scene) =>
    scene.clerk.setRule(area(scene, scene.first, 1, scene.rows, scene.width - 1)),
  'rule of another': (scene) =>
    scene.clerk.setRule(cell(scene, anyRow(scene), anyColumn(scene)), {
      type: 'ONE_OF_LIST',
      values: ['a', 'b'],
      showDropdown: true,
      allowInvalid: true,
    }),
  'protections lifted': ({ clerk, sheet }) => clerk.unprotect(sheet.name),
  'freeze changed': ({ clerk, sheet, draw }) => clerk.freeze(sheet.name, draw(3), draw(2)),
  'made a Google table': (scene) =>
    scene.clerk.table(area(scene, header(scene), 0, Math.max(1, scene.rows) + 1, scene.width)),
  'words under the table': (scene) => {
    const row = scene.sheet.rowCount;
    scene.clerk.insert(scene.sheet.name, 'row', row + 1);
    scene.clerk.type(cell(scene, row, 1), 'Người lập biểu');
  },
  'figure under the table': (scene) => {
    const row = scene.sheet.rowCount;
    scene.clerk.insert(scene.sheet.name, 'row', row + 1);
    scene.clerk.type(cell(scene, row, scene.width - 1), '777000');
  },
  'other locale': ({ clerk }) => clerk.settings({ locale: 'en_US' }),
  'other time zone': ({ clerk, draw }) =>
    clerk.settings({ timeZone: draw(2) === 0 ? 'America/Los_Angeles' : 'UTC' }),
  'marks of columns lost': ({ sheet }) => {
    for (const line of sheet.columnLines) line.metadata = [];
  },
  'mark of the sheet lost': ({ sheet }) => {
    sheet.metadata = [];
  },
  'mark of the file lost': ({ desk }) => {
    desk.workbook.metadata = [];
  },
  'tints taken away': ({ sheet }) => {
    sheet.conditional = [];
  },
};

/** Does one of them to a sheet of the report that is still there; what the product itself refuses is not done. */
export function vandalise(desk: Desk, name: string, sheets: readonly SheetModel[], draw: Draw): void {
  const damage = DAMAGES[name];
  const there = sheets.filter((sheet) => desk.workbook.sheetById(sheet.id) !== undefined);
  const sheet = there[draw(Math.max(1, there.length))];
  if (damage === undefined || sheet === undefined) return;
  const headed = sheet.cells.findIndex((line) => line.some((one) => one?.value === 'Mã dòng'));
  const first = headed < 0 ? Math.min(4, sheet.rowCount - 1) : headed + 1;
  const last = sheet.lastUsed();
  damage({
    desk,
    clerk: desk.clerk,
    sheet,
    first,
    rows: Math.max(1, Math.min(8, last.row - first)),
    width: Math.max(2, last.column),
    draw,
  });
}
