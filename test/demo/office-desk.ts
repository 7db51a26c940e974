/** One office at its desk: opens the sheet, types, lets the sidebar check, mends what is wrong, and sends; all through the built bundle. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult, RpcResult, ShownIssue, StartResult } from '../../addon/core/rpc.ts';
import type { SendResult } from '../../addon/core/rpc-send.ts';
import { toldProblem } from '../../addon/sidebar/words-problems.ts';
import { sentencesOf } from '../../shared/issue-sentences.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import { Desk, type Person, Workbook } from '../standin/index.ts';
import { ROOT } from '../support/sources.ts';
import { type Found, foundOn, sectionOf } from './found.ts';
import { type Assigned, DOMAIN, emailOf, fillerOf } from './import-files.ts';
import type { DemoService } from './service.ts';

const CODE = readFileSync(join(ROOT, 'addon/dist/Code.js'), 'utf8');
const SIDEBAR = readFileSync(join(ROOT, 'addon/dist/Sidebar.html'), 'utf8');
const SERVER_HOST = 'so-tinh.example.vn';

export class OfficeDesk {
  readonly report: Assigned;
  readonly workbook: Workbook;
  desk: Desk;
  /** The next push arrives, and its answer is lost on the way back. */
  losesAnswer = false;
  /** The next push does not even arrive. */
  losesPush = false;
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
      network: { [SERVER_HOST]: (request) => this.carry(request, service.url) },
      token: (person) => service.token(person.email),
      startMs: service.now().getTime(),
    });
  }

  private async carry(request: Request, server: string): Promise<Response> {
    if (this.losesPush && request.method === 'POST') {
      this.losesPush = false;
      throw new Error('no line');
    }
    const { pathname, search } = new URL(request.url);
    const response = await fetch(new Request(`${server}${pathname}${search}`, request));
    if (!this.losesAnswer || request.method !== 'POST') return response;
    this.losesAnswer = false;
    throw new Error('the line broke');
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
    const { title, detail } = toldProblem(result.problem);
    throw new Error(`${this.report.unit} ${name}: ${title}. ${detail}\n${logged}`);
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
    const section = sectionOf(this.report.template, sectionId);
    const sheet = this.workbook.sheetByName(section.label.vi);
    if (!sheet) throw new Error(`no sheet ${section.label.vi}`);
    return foundOn(section, {
      name: sheet.name,
      rows: sheet.rowCount,
      columns: sheet.columnCount,
      text: (row, column) => this.workbook.display(sheet.at(row, column)),
    });
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
    if (!first) throw new Error(`no fix is offered for ${issue.code}`);
    return this.call<CheckResult>('applyFix', { fix: first.fix });
  }

  async send(key: string): Promise<Extract<SendResult, { kind: 'sent' }>> {
    const result = await this.call<SendResult>('send', { mode: 'submit', reasons: {}, key });
    if (result.kind === 'sent') return result;
    const words =
      result.kind === 'notYet'
        ? result.check.issues
            .map(({ a1: at, code, told }) => `${at} ${sentencesOf(code, told, 'vi').found}`)
            .join('; ')
        : 'stale';
    throw new Error(
      `${this.report.unit} ${this.report.template} ${this.report.period} was not sent: ${words}`,
    );
  }
}
