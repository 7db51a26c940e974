/** One office at its desk: opens the sheet, types, lets the sidebar check, mends what is wrong, and sends; all through the built bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult, RpcResult, SendResult, ShownIssue, StartResult } from '../../addon/core/rpc.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import { headerOf } from '../../shared/sheet-layout.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { Desk, type Person, Workbook } from '../standin/index.ts';
import { ROOT } from '../support/sources.ts';
import { type Assigned, DOMAIN, emailOf, fillerOf } from './import-files.ts';
import type { DemoService } from './service.ts';

const CODE = readFileSync(join(ROOT, 'addon/dist/Code.js'), 'utf8');
const SIDEBAR = readFileSync(join(ROOT, 'addon/dist/Sidebar.html'), 'utf8');
const SERVER_HOST = 'so-tinh.example.vn';

/** section id → 0-based positions on the office's own sheet, found the way a person does: by the printed headers. */
export interface Found {
  readonly tab: string;
  readonly column: (columnId: string) => number;
  readonly row: (rowKey: string) => number;
  /** First row for typing in a list. */
  readonly firstRow: number;
}

export class OfficeDesk {
  readonly report: Assigned;
  readonly workbook: Workbook;
  desk: Desk;
  private next: Person | undefined;

  constructor(report: Assigned, service: DemoService, officeName: string) {
    const email = emailOf(report.unit);
    this.report = report;
    this.workbook = new Workbook({
      id: `${report.unit}_${report.template}_${report.period}`,
      name: officeName,
      // The province owns the file, so that protections hold for the office as they would in real life.
      owner: `so-tinh@${DOMAIN}`,
      editors: [email, fillerOf(report.unit)],
      locale: 'vi_VN',
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    this.desk = new Desk({
      code: CODE,
      html: { Sidebar: SIDEBAR },
      workbook: this.workbook,
      person: { email, sub: `sub-${email}`, language: 'vi' },
      network: { [SERVER_HOST]: service.url },
      token: (person) => service.token(person.email),
      startMs: service.now().getTime(),
    });
  }

  /** Somebody else of the office will sit down next. */
  handOverTo(email: string): void {
    this.next = { email, sub: `sub-${email}`, language: 'vi' };
  }

  /** Sits down again at the same file after the desk was left. */
  resume(): void {
    this.desk = this.desk.colleague(this.next ?? this.desk.person);
  }

  /** A call from the sidebar; a refusal is thrown with its words. */
  async call<T>(name: string, ...args: readonly unknown[]): Promise<T> {
    const result = (await this.desk.run(name, ...args)) as unknown as RpcResult<T>;
    if (result.ok) return result.value;
    const logged = this.desk.logs.join('\n');
    throw new Error(
      `${this.report.unit} ${name}: ${result.problem.title}. ${result.problem.detail}\n${logged}`,
    );
  }

  /** Opens the file and the sidebar, chooses the report, and makes its sheets. */
  async open(): Promise<void> {
    await this.desk.open('NONE');
    await this.desk.run('showSidebar');
    const start = await this.call<StartResult>('start');
    const { unit, template, period } = this.report;
    if (start.report) return;
    if (!start.choices.some((c) => c.unit === unit && c.template === template && c.period === period)) {
      throw new Error(`${unit} is not offered ${template} ${period}`);
    }
    await this.call('createSheets', { unit, template, period });
  }

  /** Where things stand on the sheet of a section. */
  find(sectionId: string): Found {
    const section = builtIn(this.report.template)?.sections.find((candidate) => candidate.id === sectionId);
    if (!section) throw new Error(`no section ${sectionId}`);
    const sheet = this.workbook.sheetByName(section.label.vi);
    if (!sheet) throw new Error(`no sheet ${section.label.vi}`);
    const text = (row: number, column: number) => this.workbook.display(sheet.at(row, column));
    const headers = new Map(section.columns.map((column) => [column.id, headerOf(column)]));
    const printed = (row: number) =>
      new Set(Array.from({ length: sheet.columnCount }, (_, column) => text(row, column)));
    const matches = (row: number) => [...headers.values()].filter((label) => printed(row).has(label)).length;
    let headerRow = 0;
    for (let row = 1; row < 12; row += 1) if (matches(row) > matches(headerRow)) headerRow = row;
    return {
      tab: sheet.name,
      firstRow: headerRow + 1,
      column: (id) => {
        const label = headers.get(id);
        for (let column = 0; column < sheet.columnCount; column += 1)
          if (text(headerRow, column) === label) return column;
        throw new Error(`no column ${id} on ${sheet.name}`);
      },
      row: (key) => {
        for (let row = headerRow + 1; row < sheet.rowCount; row += 1) if (text(row, 0) === key) return row;
        throw new Error(`no row ${key} on ${sheet.name}`);
      },
    };
  }

  type(found: Found, row: number, column: number, text: string): void {
    this.desk.clerk.type(`'${found.tab}'!${a1(row, column)}`, text);
  }

  /** Adds rows at the end, as the button under a sheet does, until there are `rows`. */
  makeRoom(found: Found, rows: number): void {
    const have = this.desk.clerk.sheet(found.tab).rowCount;
    if (rows > have) this.desk.clerk.insert(found.tab, 'row', have + 1, rows - have);
  }

  check(): Promise<CheckResult> {
    return this.call<CheckResult>('check');
  }

  /** Applies every fix the sidebar offers for an issue, once. */
  applyFix(issue: ShownIssue): Promise<CheckResult> {
    const [first] = issue.fixes;
    if (!first) throw new Error(`no fix is offered for ${issue.title.vi}`);
    return this.call<CheckResult>('applyFix', { fix: first.fix });
  }

  async send(key: string): Promise<Extract<SendResult, { kind: 'sent' }>> {
    const result = await this.call<SendResult>('send', { mode: 'submit', reasons: {}, key });
    if (result.kind === 'sent') return result;
    const words =
      result.kind === 'notYet'
        ? result.check.issues.map((issue) => `${issue.a1} ${issue.title.vi}: ${issue.found.vi}`).join('; ')
        : 'stale';
    throw new Error(
      `${this.report.unit} ${this.report.template} ${this.report.period} was not sent: ${words}`,
    );
  }
}
