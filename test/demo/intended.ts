/** What every office was meant to send, cell by cell, put beside what the service stored: a mended mistake must leave no trace. */
import { canonicalJson } from '../../shared/canonical.ts';
import { readEmpty } from '../../shared/empty-words.ts';
import { FIELD_TYPES, isNumeric } from '../../shared/field-types.ts';
import type { Cells, CellValue, ReportContent } from '../../shared/report.ts';
import type { Section } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { gridFill, listFill } from './fill.ts';
import { type Assigned, assignmentsOf, PROVINCES, reviewerOf } from './import-files.ts';
import type { DemoService } from './service.ts';

/** The one place where a stored report is not what was meant. */
export interface Astray {
  readonly report: Assigned;
  /** Row and column of a grid; the whole row of a list. */
  readonly where: string;
  readonly meant: string;
  readonly stored: string;
}

/** The value a text stands for once typed into a Vietnamese sheet, where "19.290" becomes 19290. */
function meantValue(section: Section, columnId: string, text: string): CellValue {
  const column = section.columns.find(({ id }) => id === columnId);
  if (!column) throw new Error(`${section.id} has no column ${columnId}`);
  const empty = readEmpty(text, isNumeric(column) ? 'figure' : 'other');
  if (empty) return empty;
  const reading = FIELD_TYPES[column.type].read(text, column, { locale: 'vi_VN', dot: 'thousands' });
  if (reading.kind !== 'value') throw new Error(`${columnId}: “${text}” is no value to be sent`);
  return reading.value;
}

const cellsOf = (section: Section, typed: Readonly<Record<string, string>>): Cells =>
  Object.fromEntries(
    Object.entries(typed).map(([column, text]) => [column, meantValue(section, column, text)]),
  );

function firstSection({ template }: Assigned): Section {
  const section = builtIn(template)?.sections[0];
  if (!section) throw new Error(`no form ${template}`);
  return section;
}

const shown = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : canonicalJson(value);

function astrayInGrid(report: Assigned, section: Section, stored: ReportContent): Astray[] {
  const meant = new Map(
    Object.entries(gridFill(report)).map(([row, typed]) => [row, cellsOf(section, typed)] as const),
  );
  const rows = stored[section.id] ?? {};
  return [...new Set([...meant.keys(), ...Object.keys(rows)])].flatMap((row) => {
    const [left, right] = [meant.get(row) ?? {}, rows[row] ?? {}];
    return [...new Set([...Object.keys(left), ...Object.keys(right)])]
      .filter((column) => shown(left[column]) !== shown(right[column]))
      .map((column) => ({
        report,
        where: `${row} ${column}`,
        meant: shown(left[column]),
        stored: shown(right[column]),
      }));
  });
}

/** Rows of a list have keys of their own, so they are told apart by what they hold. */
function astrayInList(report: Assigned, section: Section, stored: ReportContent): Astray[] {
  const left = listFill(report).map((row) => canonicalJson(cellsOf(section, row)));
  for (const row of Object.values(stored[section.id] ?? {}).map((cells) => canonicalJson(cells))) {
    const at = left.indexOf(row);
    if (at < 0) return [{ report, where: section.id, meant: '–', stored: row }];
    left.splice(at, 1);
  }
  return left.map((row) => ({ report, where: section.id, meant: row, stored: '–' }));
}

/** Every place where the stored content of a report is not what its office was meant to send. */
export function astrayIn(report: Assigned, stored: ReportContent): Astray[] {
  const section = firstSection(report);
  const others = Object.keys(stored).filter(
    (id) => id !== section.id && Object.keys(stored[id] ?? {}).length > 0,
  );
  const found = others.map((where) => ({ report, where, meant: '–', stored: shown(stored[where]) }));
  const inFirst = section.rowsFrom === 'office' ? astrayInList : astrayInGrid;
  return [...found, ...inFirst(report, section, stored)];
}

/** Reads every report of both provinces back from the service. */
export async function astrayReports(service: DemoService): Promise<Astray[]> {
  const found: Astray[] = [];
  for (const province of PROVINCES) {
    for (const report of assignmentsOf(province)) {
      const path = `/api/reports/${report.unit}/${report.template}/${report.period}`;
      const { content } = await service.get<ReportForm>(reviewerOf(province), path);
      found.push(...astrayIn(report, content));
    }
  }
  return found;
}

export const astrayWords = ({ report, where, meant, stored }: Astray): string =>
  `${report.unit} ${report.template} ${report.period}, ${where}: meant ${meant}, stored ${stored}`;
