/** Reads every published figure back from the running service and puts it beside the printed one. */
import { canonical, compare, subtract } from '../../shared/decimal.ts';
import { derive } from '../../shared/derive.ts';
import { readNumber, showNumber } from '../../shared/number.ts';
import type { CellValue } from '../../shared/report.ts';
import type { ReportForm, Totals } from '../../shared/wire.ts';
import { breakdownFault } from './breakdown.ts';
import { PROVINCES, periodLabel, reviewerOf } from './import-files.ts';
import { HAI_DUONG_ROOT } from './offices.ts';
import { PUBLISHED, type Published, type Where } from './published.ts';
import type { DemoService } from './service.ts';
import { TASK_REPORTS } from './task-fills.ts';

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
  readonly totals: (template: string, period: string, scope: string) => Promise<Totals>;
}

function readerOf(service: DemoService, provinceId: string): Reader {
  const province = PROVINCES.find(({ id }) => id === provinceId);
  if (!province) throw new Error(`no province ${provinceId}`);
  const email = reviewerOf(province);
  return {
    form: (unit, template, period) => service.get(email, `/api/reports/${unit}/${template}/${period}`),
    totals: (template, period, scope) =>
      service.get(email, `/api/totals/${template}/${period}?scope=${scope}`),
  };
}

function coverageWords(read: readonly Totals[]): string {
  const sum = (of: 'expected' | 'received' | 'accepted'): number =>
    read.reduce((whole, { coverage }) => whole + coverage[of], 0);
  return `${sum('received')}/${sum('expected')} đơn vị đã gửi, ${sum('accepted')} đã duyệt`;
}

const reported = ({ head }: ReportForm): Origin['place'] => `${head.unitName}, ${head.periodLabel}`;

function addedWords({ number, none }: Totals['totals'][number], totals: Totals): string {
  const others = none > 0 ? `, ${none} báo cáo không phát sinh` : '';
  const added = number === 1 ? 'Số của 1 báo cáo' : `Cộng số của ${number} báo cáo`;
  return `${added}${others}; ${coverageWords([totals])}`;
}

const text = (value: CellValue | undefined): string => (typeof value === 'string' ? value : '');

interface TargetCells {
  readonly form: ReportForm;
  readonly cells: Readonly<Record<string, string>>;
}

async function cellsOf(reader: Reader, unit: string, period: string, row: string): Promise<TargetCells> {
  const form = await reader.form(unit, 'targets', period);
  const [section] = form.template.sections;
  const assigned = form.assigned.find(({ key }) => key === row);
  if (!section || !assigned) throw new Error(`${unit} has no target ${row} in ${period}`);
  const cells = form.content[section.id]?.[row] ?? {};
  const typed = Object.fromEntries(Object.entries(cells).map(([column, value]) => [column, text(value)]));
  return { form, cells: { ...typed, ...derive(section, assigned, cells, assigned.values, form.facts) } };
}

/** What stands behind one column of one report: what the office typed, the plan it was given, or both. */
function cellWords({ template }: ReportForm, id: string): string {
  const columns = template.sections.flatMap((section) => section.columns);
  const column = columns.find((one) => one.id === id);
  if (column?.source === 'office') return 'Đọc lại một ô của 1 báo cáo';
  const of = column?.derive && 'of' in column.derive ? column.derive.of : '';
  const given = columns.find((one) => one.id === of)?.source === 'assignment';
  return given ? 'Đọc từ kế hoạch giao cho 1 đơn vị' : 'Tính từ các ô của 1 báo cáo';
}

const READ: {
  [K in Where['kind']]: (where: Extract<Where, { kind: K }>, reader: Reader) => Promise<Computed>;
} = {
  total: async ({ period, scope, row, column }, reader) => {
    const totals = await reader.totals('inspection', period, scope);
    const total = totals.totals.find((entry) => entry.row === row && entry.column === column);
    const label = periodLabel(period);
    const how = total ? addedWords(total, totals) : coverageWords([totals]);
    return {
      value: total?.value ?? '',
      origin: { place: `${totals.scope.name}, ${label}`, how },
      fault: breakdownFault(totals, 'main', row),
    };
  },
  cell: async ({ unit, period, row, column, minus }, reader) => {
    const { form, cells } = await cellsOf(reader, unit, period, row);
    const value = cells[column] ?? '';
    const origin = { place: reported(form), how: cellWords(form, column) };
    return { value: minus && value ? subtract(value, minus) : value, origin };
  },
  gap: async ({ unit, period, row, from, to }, reader) => {
    const { form, cells } = await cellsOf(reader, unit, period, row);
    const origin = { place: reported(form), how: 'Hiệu hai ô của 1 báo cáo' };
    return { value: subtract(cells[from] ?? '', cells[to] ?? ''), origin };
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
      value: String(buckets.reduce((sum, { count }) => sum + count, 0)),
      origin: {
        place: `${whose}, ${periodLabel(period)}`,
        how: `Đếm dòng của ${received} báo cáo; ${coverageWords(read)}`,
      },
    };
  },
  leaders: async ({ period, measure }, reader) => {
    const counts = await tasksPerLeader(reader, period);
    const value =
      measure === 'count' ? counts.length : measure === 'min' ? Math.min(...counts) : Math.max(...counts);
    const reports = TASK_REPORTS.filter((report) => report.period === period).length;
    const how = `Đếm theo chức danh trong ${reports} báo cáo`;
    return { value: String(value), origin: { place: `${HAI_DUONG_ROOT.name}, ${periodLabel(period)}`, how } };
  },
  met: async ({ unit, period }, reader) => {
    const form = await reader.form(unit, 'targets', period);
    const verdicts = form.assigned
      .filter(({ counted }) => counted !== false)
      .map(({ key }) => text(form.content.targets?.[key]?.published))
      .filter(Boolean);
    return {
      value: `${verdicts.filter((verdict) => verdict !== 'missed').length}/${verdicts.length}`,
      origin: { place: reported(form), how: `Đếm ${verdicts.length} đánh giá trong 1 báo cáo` },
    };
  },
};

async function tasksPerLeader(reader: Reader, period: string): Promise<number[]> {
  const perLeader = new Map<string, number>();
  for (const { unit } of TASK_REPORTS.filter((report) => report.period === period)) {
    const form = await reader.form(unit, 'tasks', period);
    for (const cells of Object.values(form.content.tasks ?? {})) {
      if (cells.ownerKind !== 'person') continue;
      const leader = `${text(cells.ownerUnit)}|${text(cells.ownerTitle)}`;
      perLeader.set(leader, (perLeader.get(leader) ?? 0) + 1);
    }
  }
  return [...perLeader.values()];
}

function matches(printed: string, value: string): boolean {
  if (printed.includes('/')) return printed === value;
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
