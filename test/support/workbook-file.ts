/** A workbook as an office has it: opened, changed in some cells, saved again. */
import ExcelJS from 'exceljs';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The file with those cells changed; "Chính!C6" → what is typed there. */
export async function filled(
  file: Uint8Array<ArrayBuffer>,
  cells: Readonly<Record<string, ExcelJS.CellValue>>,
  also: (workbook: ExcelJS.Workbook) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file.buffer);
  for (const [address, value] of Object.entries(cells)) {
    const [tab = '', cell = ''] = address.split('!');
    const sheet = workbook.getWorksheet(tab);
    if (sheet === undefined) throw new Error(`there is no tab ${tab}`);
    sheet.getCell(cell).value = value;
  }
  also(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
