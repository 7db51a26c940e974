/** An office without Google: it downloads its form as an .xlsx file, fills it in, and sends the file back. */
import ExcelJS from 'exceljs';
import type { WorkbookCheck } from '../../shared/wire-workbook.ts';
import { XLSX_TYPE } from '../support/workbook-file.ts';
import { fillReport } from './fill.ts';
import { type Found, foundOn, sectionOf } from './found.ts';
import { type Assigned, emailOf } from './import-files.ts';
import type { DemoService } from './service.ts';
import { once, type Tally } from './tally.ts';

export const WITHOUT_GOOGLE: Assigned = { unit: 'hd.thanh-mien', template: 'inspection', period: '2021' };

export const isWithoutGoogle = ({ unit, template, period }: Assigned): boolean =>
  unit === WITHOUT_GOOGLE.unit && template === WITHOUT_GOOGLE.template && period === WITHOUT_GOOGLE.period;

/** The file as the office has it open. */
export class ExcelOffice {
  readonly report: Assigned;
  readonly workbook: ExcelJS.Workbook;

  private constructor(report: Assigned, workbook: ExcelJS.Workbook) {
    this.report = report;
    this.workbook = workbook;
  }

  private sheet(name: string): ExcelJS.Worksheet {
    const sheet = this.workbook.getWorksheet(name);
    if (!sheet) throw new Error(`no sheet ${name}`);
    return sheet;
  }

  find(sectionId: string): Found {
    const section = sectionOf(this.report.template, sectionId);
    const sheet = this.sheet(section.label.vi);
    return foundOn(section, {
      name: sheet.name,
      rows: sheet.rowCount,
      columns: sheet.columnCount,
      text: (row, column) => sheet.getCell(row + 1, column + 1).text,
    });
  }

  type(found: Found, row: number, column: number, text: string): void {
    this.sheet(found.tab).getCell(row + 1, column + 1).value = /^[1-9][0-9]{0,2}$/.test(text)
      ? Number(text)
      : text;
  }

  static async open(report: Assigned, file: ArrayBuffer): Promise<ExcelOffice> {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(file);
    return new ExcelOffice(report, workbook);
  }

  /** A file has rows enough. */
  makeRoom(): void {}

  async saved(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.workbook.xlsx.writeBuffer());
  }
}

/** The pages behind a personal link: no account, no script, one cookie. */
async function comeInByLink(service: DemoService, report: Assigned) {
  const told = await service.admin('link', `p-${report.unit}`);
  const link = `${service.url}${told.trim().split('\n').at(-1) ?? ''}`;
  const enter = () => fetch(link, { method: 'POST', redirect: 'manual' });
  const entered = await enter();
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = `${service.url}/bao-cao/${report.unit}/${report.template}/${report.period}`;
  return {
    /** Nobody comes in by a link that was used. */
    isSpent: async () => (await enter()).status === 401,
    file: async () => (await fetch(`${page}/tep`, { headers: { cookie } })).arrayBuffer(),
    async send(file: Uint8Array<ArrayBuffer>): Promise<string> {
      const form = new FormData();
      form.set('key', 'demo-by-personal-link-1');
      form.set('file', new File([file], 'bieu.xlsx', { type: XLSX_TYPE }));
      form.set('act', 'submit');
      return (await fetch(page, { method: 'POST', body: form, headers: { cookie } })).text();
    },
  };
}

/** Comes in by a personal link, errs once in the file, is told the cell, mends it and sends. What happened, line by line. */
export async function sendByExcel(
  service: DemoService,
  report: Assigned,
): Promise<{ lines: string[]; tally: Tally }> {
  const email = emailOf(report.unit);
  const path = `/api/reports/${report.unit}/${report.template}/${report.period}/workbook`;
  const link = await comeInByLink(service, report);
  const office = await ExcelOffice.open(report, await link.file());
  const { workbook } = office;
  fillReport(office);
  const found = office.find('main');
  const [row, column] = [found.row('NV.TC'), found.column('total')];
  const cell = workbook.getWorksheet(found.tab)?.getCell(row + 1, column + 1);
  if (!cell) throw new Error('the file lacks the cell');
  const right = cell.text;
  cell.value = `${right} cuộc?`;
  const check = await service.file<WorkbookCheck>(email, path, await office.saved());
  const [issue] = check.issues;
  if (check.errors !== 1 || issue?.a1 !== cell.address) throw new Error('the file was not checked');
  cell.value = right;
  const receipt = /ST-[\w-]+/.exec(await link.send(await office.saved()))?.[0];
  if (receipt === undefined) throw new Error(`${report.unit} got no receipt for its file`);
  const lines = [
    `  Một cơ quan không dùng Google vào bằng liên kết riêng, tải tệp Excel về điền; gửi lại thì được báo ô ${cell.address}: ${check.words[0]?.vi.title}.`,
    `  Sửa xong gửi tệp: biên nhận ${receipt}.`,
  ];
  const words = 'files came in by a personal link that served once';
  return { lines, tally: once(await link.isSpent(), words) };
}
