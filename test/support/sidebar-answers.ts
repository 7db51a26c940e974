/** Answers of the add-on for tests of the sidebar alone: small, typed, and with everything a screen can show. */
import type {
  CheckResult,
  ReportSummary,
  RpcProblem,
  RpcResult,
  ShownIssue,
  StartResult,
  TotalsResult,
  Words,
} from '../../addon/core/rpc.ts';
import type { GivenAnswer, Mending, ShownChange } from '../../addon/core/rpc-fixes.ts';
import type { PreviewResult, SendResult } from '../../addon/core/rpc-send.ts';
import type { IssueCode } from '../../shared/issue.ts';
import { ISSUE_WORDING } from '../../shared/issue-catalogue.ts';
import type { ReportState } from '../../shared/wire.ts';

const both = (vi: string, en = vi): Words => ({ vi, en });
const ok = <T>(value: T): RpcResult<T> => ({ ok: true, value });

export const hello = (email: string) => ok({ email, fileId: 'file' });

export function head(changes: Partial<ReportSummary['head']> = {}): ReportSummary['head'] {
  return {
    unit: 'tu-ky',
    unitName: 'Huyện ủy Tứ Kỳ',
    template: 'inspection',
    templateVersion: 1,
    templateName: 'Thống kê kiểm tra, giám sát, kỷ luật',
    period: '2021',
    periodLabel: 'Năm 2021',
    periodState: 'open',
    due: '2021-12-20',
    state: 'draft',
    revision: 0,
    mayPush: true,
    mayDecide: false,
    ...changes,
  };
}

export const RECEIPT = {
  number: 'ST-2021-hai-duong-000127',
  at: '2021-12-12T07:03:00.000Z',
  person: 'p-tu-ky',
  unit: 'tu-ky',
  revision: 1,
  contentHash: 'a'.repeat(64),
  rules: 'inspection@1',
  late: false,
  hash: 'b'.repeat(64),
  previous: null,
};

export function summary(
  state: ReportState = 'draft',
  changes: Partial<Omit<ReportSummary, 'head'>> = {},
): ReportSummary {
  const sent = state !== 'draft';
  return {
    head: head({ state, revision: sent ? 1 : 0, mayPush: state !== 'accepted' && state !== 'locked' }),
    title: both('Thống kê kiểm tra, giám sát, kỷ luật', 'Inspection statistics'),
    base: sent ? 1 : 0,
    daysLeft: 8,
    receipt: sent ? RECEIPT : null,
    remarks: [],
    departed: null,
    outdated: false,
    pending: false,
    locksDue: false,
    waiting: null,
    ...changes,
  };
}

export function started(
  report: ReportSummary | null = summary(),
  changes: Partial<StartResult> = {},
): RpcResult<StartResult> {
  return ok({
    email: 'tu-ky@example.vn',
    fileId: 'file',
    fileName: 'Tứ Kỳ',
    report,
    missing: [],
    choices: [],
    ...changes,
  });
}

export const returned = (): ReportSummary =>
  summary('returned', {
    remarks: [
      {
        at: { section: 'main', row: 'I.1', column: 'total' },
        text: 'Số này khác báo cáo quý III, đề nghị xem lại.',
        where: both('Tổ chức đảng được kiểm tra · Tổng số', 'Organisations inspected · Total'),
        a1: 'E32',
        changed: false,
        now: null,
        key: 'remark|main|I.1|total|1',
        answer: '',
      },
    ],
  });

const FORTY = { found: '40', limit: '34' };

/** What the sentences of an issue are made of. */
export const toldAs = (told: Partial<ShownIssue['told']>): ShownIssue['told'] => ({
  where: both('Tổng số', 'Total'),
  params: { vi: {}, en: {} },
  found: 'own',
  shortParts: false,
  why: null,
  ...told,
});

const CODES = (Object.keys(ISSUE_WORDING) as IssueCode[]).filter((code) => code !== 'required');
/** Kinds of issue one after the other, over again once there is no other; blank cells, which are told together, are left out. */
export const codeAt = (n: number): IssueCode => CODES[n % CODES.length] ?? 'at_most';

export function issue(a1: string, changes: Partial<ShownIssue> = {}): ShownIssue {
  const row = `row-${a1}`;
  return {
    key: `at_most|main|${row}|total`,
    severity: 'error',
    code: 'at_most',
    section: 'main',
    sectionName: both('Thống kê'),
    row,
    column: 'total',
    a1,
    figure: true,
    told: toldAs({
      where: both(`${a1} · Đảng viên phải thi hành kỷ luật · Tổng số`, `${a1} · To be disciplined · Total`),
      params: {
        vi: { ...FORTY, other: 'Đảng viên có vi phạm' },
        en: { ...FORTY, other: 'Violations found' },
      },
      why: both(
        'Số phải thi hành kỷ luật nằm trong số có vi phạm (quy tắc 3)',
        'A part of the whole (rule 3)',
      ),
    }),
    fixes: [],
    typed: '40',
    question: null,
    related: [],
    reason: '',
    ...changes,
  };
}

export const blank = (a1: string): ShownIssue =>
  issue(a1, {
    key: `required|main|row-${a1}|total`,
    code: 'required',
    typed: '',
    told: toldAs({
      where: both(`${a1} · Tổ chức đảng được kiểm tra · Tổng số`),
      params: {
        vi: { kind: 'Số nguyên, từ 0 trở lên', notZero: 'Để trống là chưa báo cáo, không phải là 0.' },
        en: { kind: 'A whole number, 0 or more', notZero: 'Blank is not 0.' },
      },
    }),
  });

/** A cell of the sheet as it would be changed. */
export const changeAt = (a1: string, from: string, to: string): ShownChange => ({
  at: { section: 'main', row: `row-${a1}`, column: 'total' },
  tab: 'Thống kê',
  a1,
  from,
  to,
  value: to,
});

export const ANSWERED: GivenAnswer = {
  question: 'number_dot',
  section: 'main',
  column: 'total',
  answer: 'thousands',
  where: both('Tổng số', 'Total'),
  words: both('Dấu chấm ngăn hàng nghìn', 'The dot groups thousands'),
};

export const NOTHING_MENDED: Mending = {
  tidy: [],
  tidyCount: 0,
  undo: 0,
  answers: [],
  notes: false,
  done: null,
};

export const fixable = (a1: string): ShownIssue =>
  issue(a1, {
    fixes: [
      {
        fix: {
          label: 'set',
          params: { value: '34' },
          cells: [{ section: 'main', row: `row-${a1}`, column: 'total', value: '34' }],
        },
        label: both('Sửa thành 34', 'Change to 34'),
        cells: [changeAt(a1, '40', '34')],
      },
    ],
    related: [{ at: { section: 'main', row: 'row-C13', column: 'total' }, a1: 'C13' }],
  });

export const asking = (a1: string): ShownIssue =>
  issue(a1, {
    key: `ambiguous_number|main|row-${a1}|total`,
    code: 'ambiguous_number',
    question: {
      id: 'number_dot',
      section: 'main',
      column: 'total',
      answers: [
        {
          id: 'thousands',
          label: both('Dấu chấm ngăn hàng nghìn: 1.234', 'The dot groups thousands: 1,234'),
        },
        {
          id: 'decimal',
          label: both('Dấu chấm tách phần thập phân: 1,234', 'The dot marks decimals: 1.234'),
        },
      ],
    },
  });

export const warning = (a1: string, reason = ''): ShownIssue =>
  issue(a1, {
    key: `band|main|row-${a1}|total`,
    severity: 'warning',
    code: 'band',
    reason,
  });

export const emptyList = (): ShownIssue =>
  issue('B6', {
    key: 'no_rows|tasks||',
    severity: 'warning',
    code: 'no_rows',
    section: 'tasks',
    sectionName: both('Công việc'),
    row: '',
    column: '',
    told: toldAs({ where: both('B6 · Công việc') }),
  });

export const note = (a1: string): ShownIssue =>
  issue(a1, { key: `renamed|main|${a1}|`, severity: 'note', code: 'renamed_sheet' });

export function checkOf(
  issues: readonly ShownIssue[],
  report: ReportSummary = summary(),
  mending: Partial<Mending> = {},
): CheckResult {
  const count = (severity: ShownIssue['severity']) =>
    issues.filter((one) => one.severity === severity).length;
  return {
    report,
    counts: { errors: count('error'), warnings: count('warning'), notes: count('note') },
    issues,
    filled: { done: 58, required: 60 },
    rows: 58,
    copies: [],
    added: null,
    mending: { ...NOTHING_MENDED, ...mending },
  };
}

export const checked = (...issues: readonly ShownIssue[]): RpcResult<CheckResult> => ok(checkOf(issues));

export const previewed = (): RpcResult<PreviewResult> =>
  ok({
    check: checkOf([]),
    seen: 'seen',
    first: true,
    count: 2,
    cells: [],
    counts: 'submitted',
    totals: [both('Đảng viên được kiểm tra · Tổng số: 1.240 → 1.262', 'Members inspected: 1,240 → 1,262')],
    taken: null,
    asks: null,
  });

export const sent = (
  mode: 'draft' | 'submit' = 'submit',
  unread: readonly string[] = [],
  unreadCount = unread.length,
): RpcResult<SendResult> =>
  ok({
    kind: 'sent',
    mode,
    report: summary(mode === 'submit' ? 'submitted' : 'draft'),
    receipt: mode === 'submit' ? RECEIPT : null,
    changes: 2,
    check: checkOf([]),
    taken: null,
    unsent: 0,
    unread,
    unreadCount,
  });

export const staleAnswer = (theirs = '36'): RpcResult<SendResult> =>
  ok({
    kind: 'stale',
    count: 1,
    ahead: false,
    conflicts: [
      {
        at: { section: 'main', row: 'row-C14', column: 'total' },
        a1: 'C14',
        where: both('Đảng viên được kiểm tra', 'Members inspected'),
        by: 'Trần Thị Hoa',
        mine: '34',
        theirs,
        shown: { mine: both('34'), theirs: both(theirs), before: both('30') },
      },
    ],
    report: summary('submitted'),
  });

/** The server was restored from a copy. */
export const restoredAnswer = (): RpcResult<SendResult> =>
  ok({ kind: 'stale', count: 0, ahead: true, conflicts: [], report: summary('submitted') });

export const WAITING = { mode: 'submit', cells: 3, whole: true, hourly: false } as const;

export const totalsAnswer = (): RpcResult<TotalsResult> =>
  ok({
    sheetName: 'Tổng hợp',
    coverage: { expected: 12, received: 9, accepted: 5, late: 0 },
    words: both('9/12 đơn vị đã gửi, 5 đã duyệt, 0 gửi chậm', '9 of 12 offices sent, 5 accepted, 0 late'),
    rows: 60,
    nothing: null,
  });

export function refusal(changes: Partial<RpcProblem> = {}): RpcResult<never> {
  return {
    ok: false,
    problem: {
      code: 'server_unreachable',
      title: '',
      title_en: '',
      detail: '',
      detail_en: '',
      retry: true,
      ...changes,
    },
  };
}
