/** Reads every published figure back from the running service and puts it beside the printed one. */
import { canonical, compare, subtract } from '../../shared/decimal.ts';
import { derive } from '../../shared/derive.ts';
import { readNumber, showNumber } from '../../shared/number.ts';
import type { CellValue } from '../../shared/report.ts';
import type { ReportForm, Totals } from '../../shared/wire.ts';
import { breakdownFault } from './breakdown.ts';
import { PROVINCES, reviewerOf } from './import-files.ts';
import { PUBLISHED, type Published, type Where } from './published.ts';
import type { DemoService } from './service.ts';
import { TASK_REPORTS } from './task-fills.ts';

export interface Compared {
  readonly published: Published;
  /** As the service has it, written as the article would. */
  readonly computed: string;
  readonly matches: boolean;
  /** Coverage of the total in words, "" for single cells. */
  readonly coverage: string;
}

interface Computed {
  readonly value: string;
  readonly coverage: string;
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

const coverageWords = ({ coverage }: Totals): string =>
  `${coverage.received}/${coverage.expected} đơn vị đã gửi, ${coverage.accepted} đã duyệt`;

const text = (value: CellValue | undefined): string => (typeof value === 'string' ? value : '');

async function cellsOf(
  reader: Reader,
  unit: string,
  period: string,
  row: string,
): Promise<Record<string, string>> {
  const form = await reader.form(unit, 'targets', period);
  const [section] = form.template.sections;
  const assigned = form.assigned.find(({ key }) => key === row);
  if (!section || !assigned) throw new Error(`${unit} has no target ${row} in ${period}`);
  const cells = form.content[section.id]?.[row] ?? {};
  const typed = Object.fromEntries(Object.entries(cells).map(([column, value]) => [column, text(value)]));
  return { ...typed, ...derive(section, assigned, cells, assigned.values, form.facts) };
}

const READ: {
  [K in Where['kind']]: (where: Extract<Where, { kind: K }>, reader: Reader) => Promise<Computed>;
} = {
  total: async ({ period, scope, row, column }, reader) => {
    const totals = await reader.totals('inspection', period, scope);
    const total = totals.totals.find((entry) => entry.row === row && entry.column === column);
    const value = total?.value ?? '';
    return { value, coverage: coverageWords(totals), fault: breakdownFault(totals, 'main', row) };
  },
  cell: async ({ unit, period, row, column, minus }, reader) => {
    const value = (await cellsOf(reader, unit, period, row))[column] ?? '';
    return { value: minus && value ? subtract(value, minus) : value, coverage: '' };
  },
  gap: async ({ unit, period, row, from, to }, reader) => {
    const cells = await cellsOf(reader, unit, period, row);
    return { value: subtract(cells[from] ?? '', cells[to] ?? ''), coverage: '' };
  },
  tasks: async ({ period, scopes, owner }, reader) => {
    const read = await Promise.all(scopes.map((scope) => reader.totals('tasks', period, scope)));
    const buckets = read
      .flatMap((totals) => totals.buckets)
      .filter(({ values }) => values.ownerKind === owner);
    const [first] = read;
    return {
      value: String(buckets.reduce((sum, { count }) => sum + count, 0)),
      coverage: read.length === 1 && first ? coverageWords(first) : `${read.length} đơn vị`,
    };
  },
  leaders: async ({ period, measure }, reader) => {
    const counts = await tasksPerLeader(reader, period);
    const value =
      measure === 'count' ? counts.length : measure === 'min' ? Math.min(...counts) : Math.max(...counts);
    return { value: String(value), coverage: '' };
  },
  met: async ({ unit, period }, reader) => {
    const form = await reader.form(unit, 'targets', period);
    const verdicts = form.assigned
      .filter(({ counted }) => counted !== false)
      .map(({ key }) => text(form.content.targets?.[key]?.published))
      .filter(Boolean);
    return {
      value: `${verdicts.filter((verdict) => verdict !== 'missed').length}/${verdicts.length}`,
      coverage: '',
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
    const { value, coverage, fault = '' } = await read(published.where, reader);
    const shown = value.includes('/') || value === '' ? value : showNumber(value, 'vi');
    const agrees = fault === '' && matches(published.printed, value);
    compared.push({ published, computed: fault || shown, coverage, matches: agrees });
  }
  return compared;
}
