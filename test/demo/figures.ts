/** Reads every published figure back from the running service and puts it beside the printed one. */
import { canonical, compare, subtract } from '../../shared/decimal.ts';
import { readNumber, showNumber } from '../../shared/number.ts';
import type { CellValue } from '../../shared/report.ts';
import { type Column, columnOf } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import type { ReportForm, ReportHead, ReportList, Totals } from '../../shared/wire.ts';
import { breakdownFault } from './breakdown.ts';
import { PROVINCES, periodLabel, reviewerOf } from './import-files.ts';
import { PUBLISHED, type Published, type Where } from './published.ts';
import { type ReportFile, readReportFile } from './report-file.ts';
import type { DemoService } from './service.ts';

export interface Compared {
  readonly published: Published;
  /** As the service has it, written as the article would. */
  readonly computed: string;
  readonly matches: boolean;
  readonly origin: Origin;
}

/** How the service came by a figure. */
export interface Origin {
  /** Whose figure it is, and of when. */
  readonly place: string;
  /** Added up over so many reports, counted, or read back from one, with the coverage of what was added up. */
  readonly how: string;
}

interface Computed {
  readonly value: string;
  readonly origin: Origin;
  /** What the total and its breakdown say where they differ. */
  readonly fault?: string;
}

/** What one province's reviewer reads. */
interface Reader {
  readonly form: (unit: string, template: string, period: string) => Promise<ReportForm>;
  /** The file of a report about targets. */
  readonly file: (unit: string, period: string) => Promise<ReportFile>;
  /** Every report the reviewer may see. */
  readonly heads: () => Promise<ReportHead[]>;
  readonly totals: (template: string, period: string, scope: string) => Promise<Totals>;
}

function readerOf(service: DemoService, provinceId: string): Reader {
  const province = PROVINCES.find(({ id }) => id === provinceId);
  if (!province) throw new Error(`no province ${provinceId}`);
  const email = reviewerOf(province);
  return {
    form: (unit, template, period) => service.get(email, `/api/reports/${unit}/${template}/${period}`),
    file: async (unit, period) =>
      readReportFile(await service.download(email, `/api/exports/reports/${unit}/targets/${period}.csv`)),
    async heads() {
      const heads: ReportHead[] = [];
      let cursor: string | null = null;
      do {
        const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: ReportList = await service.get(email, `/api/reports?limit=200${after}`);
        heads.push(...page.items);
        cursor = page.next;
      } while (cursor !== null);
      return heads;
    },
    totals: (template, period, scope) =>
      service.get(email, `/api/totals/${template}/${period}?scope=${scope}`),
  };
}

function coverageWords(read: readonly Totals[]): string {
  const sum = (of: 'expected' | 'received' | 'accepted'): number =>
    read.reduce((whole, { coverage }) => whole + coverage[of], 0);
  return `${sum('received')}/${sum('expected')} đơn vị đã gửi, ${sum('accepted')} đã duyệt`;
}

const reported = ({ unit, period }: ReportFile): Origin['place'] => `${unit}, ${period}`;

const placeOf = ({ scope, period }: Totals): Origin['place'] => `${scope.name}, ${periodLabel(period)}`;

function addedWords({ number, none }: Totals['totals'][number], totals: Totals): string {
  const others = none > 0 ? `, ${none} báo cáo không phát sinh` : '';
  const added = number === 1 ? 'Số của 1 báo cáo' : `Cộng số của ${number} báo cáo`;
  return `${added}${others}; ${coverageWords([totals])}`;
}

const text = (value: CellValue | undefined): string => (typeof value === 'string' ? value : '');

function targetColumn(id: string): Column {
  const [section] = builtIn('targets')?.sections ?? [];
  const column = section && columnOf(section, id);
  if (!column) throw new Error(`targets have no column ${id}`);
  return column;
}

/** What stands behind one column of one report: what the office typed, the plan it was given, or both. */
function cellWords(id: string, minus: string | undefined): string {
  const column = targetColumn(id);
  const of = column.derive && 'of' in column.derive ? column.derive.of : undefined;
  const given = of !== undefined && targetColumn(of).source === 'assignment';
  const computed = given
    ? 'Máy chủ đọc ra từ kế hoạch giao cho 1 đơn vị'
    : 'Máy chủ tính từ các ô của 1 báo cáo';
  const words = column.source === 'office' ? 'Đọc lại một ô của 1 báo cáo' : computed;
  return minus ? `${words}; bản trình diễn trừ ${minus}` : words;
}

/** "vượt 5, đạt 3, không đạt 5": how often the totals count each published verdict. */
function verdictsIn({ buckets }: Totals): { readonly count: number; readonly met: number; words: string } {
  const tallies = (targetColumn('published').options ?? []).map(({ id, label }) => ({
    id,
    label: label.vi.toLowerCase(),
    count: countOf(buckets.filter(({ values }) => values.published === id)),
  }));
  return {
    count: countOf(tallies),
    met: countOf(tallies.filter(({ id }) => id !== 'missed')),
    words: tallies.map(({ label, count }) => `${label} ${count}`).join(', '),
  };
}

const countOf = (counted: readonly { readonly count: number }[]): number =>
  counted.reduce((sum, { count }) => sum + count, 0);

const READ: {
  [K in Where['kind']]: (where: Extract<Where, { kind: K }>, reader: Reader) => Promise<Computed>;
} = {
  total: async ({ period, scope, row, column }, reader) => {
    const totals = await reader.totals('inspection', period, scope);
    const total = totals.totals.find((entry) => entry.row === row && entry.column === column);
    const how = total ? addedWords(total, totals) : coverageWords([totals]);
    return {
      value: total?.value ?? '',
      origin: { place: placeOf(totals), how },
      fault: breakdownFault(totals, 'main', row),
    };
  },
  cell: async ({ unit, period, row, column, minus }, reader) => {
    const file = await reader.file(unit, period);
    const value = file.cell(row, column);
    const origin = { place: reported(file), how: cellWords(column, minus) };
    return { value: minus && value ? subtract(value, minus) : value, origin };
  },
  gap: async ({ unit, period, row, from, to }, reader) => {
    const file = await reader.file(unit, period);
    const origin = { place: reported(file), how: 'Bản trình diễn trừ hai ô của 1 báo cáo' };
    const [left, right] = [file.cell(row, from), file.cell(row, to)];
    return { value: left && right ? subtract(left, right) : '', origin };
  },
  tasks: async ({ period, scopes, owner }, reader) => {
    const read = await Promise.all(scopes.map((scope) => reader.totals('tasks', period, scope)));
    const buckets = read
      .flatMap((totals) => totals.buckets)
      .filter(({ values }) => values.ownerKind === owner);
    const received = read.reduce((sum, { coverage }) => sum + coverage.received, 0);
    const [first] = read;
    const whose = read.length === 1 && first ? first.scope.name : `${read.length} đơn vị`;
    return {
      value: String(countOf(buckets)),
      origin: {
        place: `${whose}, ${periodLabel(period)}`,
        how: `Đếm dòng của ${received} báo cáo; ${coverageWords(read)}`,
      },
    };
  },
  leaders: async ({ period, scope, measure }, reader) => {
    const { counts, reports } = await tasksPerLeader(reader, period);
    const totals = await reader.totals('tasks', period, scope);
    const value =
      measure === 'count' ? counts.length : measure === 'min' ? Math.min(...counts) : Math.max(...counts);
    const how = `Bản trình diễn đếm theo chức danh trong ${reports} báo cáo đọc lại từ máy chủ`;
    return { value: String(value), origin: { place: placeOf(totals), how } };
  },
  met: async ({ scope, period }, reader) => {
    const totals = await reader.totals('targets', period, scope);
    const { count, met, words } = verdictsIn(totals);
    return {
      value: `${met}/${count}`,
      origin: {
        place: placeOf(totals),
        how: `Máy chủ đếm ${count} đánh giá công bố: ${words}; ${coverageWords([totals])}`,
      },
    };
  },
};

interface LeaderCounts {
  /** Tasks of each leader. */
  readonly counts: readonly number[];
  readonly reports: number;
}

/** A leader is a title in an office, as the rows of the stored reports name them. */
async function tasksPerLeader(reader: Reader, period: string): Promise<LeaderCounts> {
  const sent = (await reader.heads()).filter(
    (head) => head.template === 'tasks' && head.period === period && head.revision > 0,
  );
  const perLeader = new Map<string, number>();
  for (const { unit, template } of sent) {
    const form = await reader.form(unit, template, period);
    for (const cells of Object.values(form.content.tasks ?? {})) {
      if (cells.ownerKind !== 'person') continue;
      const leader = `${text(cells.ownerUnit)}|${text(cells.ownerTitle)}`;
      perLeader.set(leader, (perLeader.get(leader) ?? 0) + 1);
    }
  }
  return { counts: [...perLeader.values()], reports: sent.length };
}

function matches(printed: string, value: string): boolean {
  if (printed.includes('/')) return printed === value.replace(/^thứ /, '');
  const read = readNumber(printed, { integer: false, locale: 'vi_VN', dot: 'thousands' });
  const [left, right] = [read.kind === 'number' ? canonical(read.value) : undefined, canonical(value)];
  return left !== undefined && right !== undefined && compare(left, right) === 0;
}

/** Every published figure with the computed one, in the order of the articles' list. */
export async function compareFigures(service: DemoService): Promise<Compared[]> {
  const readers = new Map(PROVINCES.map(({ id }) => [id, readerOf(service, id)]));
  const compared: Compared[] = [];
  for (const published of PUBLISHED) {
    const reader = readers.get(published.province);
    if (!reader) throw new Error(`no province ${published.province}`);
    const read = READ[published.where.kind] as (where: Where, reader: Reader) => Promise<Computed>;
    const { value, origin, fault = '' } = await read(published.where, reader);
    const shown = value.includes('/') || value === '' ? value : showNumber(value, 'vi');
    const agrees = fault === '' && matches(published.printed, value);
    compared.push({ published, computed: fault || shown, origin, matches: agrees });
  }
  return compared;
}
