/** One figure no rule can doubt is wrong: the reviewer returns the cell with a remark, the office mends that cell alone and sends again. */
import type { CheckResult, StartResult } from '../../addon/core/rpc.ts';
import type { CellPastResult } from '../../addon/core/rpc-office.ts';
import type { SendResult } from '../../addon/core/rpc-send.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import type { DecisionReply } from '../../shared/wire-review.ts';
import { gridFill } from './fill.ts';
import { type Assigned, PROVINCES, reviewerOf } from './import-files.ts';
import type { OfficeDesk } from './office-desk.ts';
import type { DemoService } from './service.ts';
import type { Tally } from './tally.ts';

const REPORT: Assigned = { unit: 'hd.ninh-giang', template: 'inspection', period: '2021' };
const AT = { section: 'main', row: 'NV.TC', column: 'total' } as const;
/** A cell the reviewer said nothing of. */
const OTHER = { row: 'TK.TC', column: 'total' } as const;

export const isReturned = ({ unit, template, period }: Assigned): boolean =>
  unit === REPORT.unit && template === REPORT.template && period === REPORT.period;

const right = (): string => gridFill(REPORT)[AT.row]?.[AT.column] ?? '';
/** Its digits the other way round, as slips of the pen go. */
const wrong = (): string => [...right()].reverse().join('');

const put = (office: OfficeDesk, row: string, column: string, text: string): void => {
  const found = office.find(AT.section);
  office.type(found, found.row(row), found.column(column), text);
};

/** What the office first sends. */
export function slip(office: OfficeDesk): void {
  if (right() === wrong()) throw new Error('the figure reads the same backwards');
  put(office, AT.row, AT.column, wrong());
}

/** Returns the cell, lets the office try another one and mend its own; what happened, line by line, and how much of the cell's past was told. */
export async function returnAndMend(
  service: DemoService,
  office: OfficeDesk,
): Promise<{ lines: string[]; tally: Tally }> {
  const reviewer = reviewerOf(PROVINCES[0] as (typeof PROVINCES)[number]);
  const path = `/api/reports/${REPORT.unit}/${REPORT.template}/${REPORT.period}/decisions`;
  const text = `Sổ theo dõi ghi ${right()}, báo cáo ghi ${wrong()}: xem lại có đảo chữ số không.`;
  await service.post<DecisionReply>(reviewer, path, {
    action: 'return',
    revision: 1,
    remarks: [{ at: AT, text }],
  });
  office.resume();
  const { report } = await office.call<StartResult>('start');
  const [remark] = report?.remarks ?? [];
  if (!remark) throw new Error(`${REPORT.unit} does not see the remark`);
  const before = gridFill(REPORT)[OTHER.row]?.[OTHER.column] ?? '';
  put(office, OTHER.row, OTHER.column, `${before}1`);
  const other = await office.call<CheckResult>('check');
  const found = office.find(AT.section);
  const address = a1(found.row(OTHER.row), found.column(OTHER.column));
  const refused = other.report.departed?.cells.some((cell) => cell.a1 === address) ?? false;
  if (!refused) throw new Error('a cell that was not returned could be changed');
  put(office, OTHER.row, OTHER.column, before);
  put(office, AT.row, AT.column, right());
  const sent = await office.call<SendResult>('send', { mode: 'submit', reasons: {}, key: 'demo-returned-1' });
  if (sent.kind !== 'sent') throw new Error(`${REPORT.unit} could not send what it mended`);
  const { entries } = await pastOf(office);
  await office.desk.close();
  const expected = [`${wrong()} → ${right()}`, `để trống → ${wrong()}`];
  const lines = [
    `  Người duyệt trả ${remark.a1}: “${text}”`,
    `  Cơ quan thử sửa thêm ô ${address}: không được, ô đó không bị trả lại.`,
    `  Cơ quan sửa ${remark.a1}: ${wrong()} → ${right()}, gửi lần ${sent.receipt?.revision ?? '?'}, có biên nhận mới.`,
    `  Quá khứ của ô ${remark.a1}: ${entries.map(({ words }) => words.vi).join('; ')}.`,
  ];
  return {
    lines,
    tally: {
      words: 'changes of the returned cell are told in its past',
      right: expected.filter((words, n) => entries[n]?.words.vi === words).length,
      all: expected.length,
    },
  };
}

/** As the sidebar tells it of the cell that is chosen. */
async function pastOf(office: OfficeDesk): Promise<CellPastResult> {
  await office.call('goTo', AT);
  return office.call<CellPastResult>('cellPast');
}
