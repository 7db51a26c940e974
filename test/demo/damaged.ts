/** One office breaks its filled sheet the way people do; the doctor repairs it through the built bundle, and then it is sent. */
import type { RepairResult, StructureResult } from '../../addon/core/rpc-doctor.ts';
import { gridFill } from './fill.ts';
import type { Assigned } from './import-files.ts';
import type { OfficeDesk } from './office-desk.ts';
import type { Tally } from './tally.ts';

const REPORT: Assigned = { unit: 'hd.cam-giang', template: 'inspection', period: '2021' };

export const isDamaged = ({ unit, template, period }: Assigned): boolean =>
  unit === REPORT.unit && template === REPORT.template && period === REPORT.period;

/** "row column" → what the cell shows, of every cell the office filled. */
function shownCells(office: OfficeDesk): Map<string, string> {
  const found = office.find('main');
  const sheet = office.desk.clerk.sheet(found.tab);
  return new Map(
    Object.entries(gridFill(REPORT)).flatMap(([row, cells]) =>
      Object.keys(cells).map((column): [string, string] => [
        `${row} ${column}`,
        office.workbook.display(sheet.at(found.row(row), found.column(column))),
      ]),
    ),
  );
}

/** What happened, line by line, and how many figures stand in their fields after it. */
export async function breakAndRepair(office: OfficeDesk): Promise<{ lines: string[]; tally: Tally }> {
  const before = shownCells(office);
  const { tab, column } = office.find('main');
  const { clerk } = office.desk;
  clerk.type(`'${tab}'!B2`, 'BÁO CÁO CỦA HUYỆN');
  clerk.insert(tab, 'column', column('total') + 1);
  clerk.insert(tab, 'row', 2);
  clerk.move(tab, 'row', 9, 14);
  clerk.renameSheet(tab, `${tab} (bản cuối)`);
  const { damages } = await office.call<StructureResult>('examineStructure');
  if (damages.length === 0) throw new Error(`${REPORT.unit}: nothing was found wrong`);
  const { done, refused } = await office.call<RepairResult>('repair');
  const left = await office.call<StructureResult>('examineStructure');
  if (done.length === 0 || refused.length + left.damages.length > 0)
    throw new Error(`${REPORT.unit} was not repaired`);
  const after = shownCells(office);
  const right = [...before].filter(([at, text]) => text !== '' && after.get(at) === text).length;
  return {
    lines: [
      `  Một cơ quan chèn cột, chèn dòng, kéo dòng, đổi tên trang: “Sửa cấu trúc biểu” dựng lại trang đúng biểu, đọc lại từng ô rồi mới gửi.`,
    ],
    tally: {
      words: 'figures of the broken sheet stand in their fields after the repair',
      right,
      all: before.size,
    },
  };
}
