/** Owns what the sidebar does to single cells: go to one, apply a fix, remember what a dot or a date means. */
import { FIELD_TYPES } from '../../shared/field-types.ts';
import type { Fix } from '../../shared/issue.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import { planCell } from '../../shared/sheet-layout.ts';
import { memoryKey, placeOf } from '../../shared/sheet-reader.ts';
import type { Template } from '../../shared/template.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { examineWhole } from './new-rows.ts';
import type { CellWrite, Ports } from './ports.ts';
import { addonProblem } from './problems.ts';
import type { ApplyFixArgs, CheckResult, GoToArgs, GoToResult, RememberArgs } from './rpc.ts';
import { fetchForm } from './server.ts';
import { needReport, rememberAnswer } from './session.ts';
import { examine, readSheet } from './sheet.ts';
import { checkResult } from './show.ts';

/** Reads and checks the sheet; the form comes from the server each time, so the facts are today's. */
export function check(ports: Ports): CheckResult {
  const form = fetchForm(ports, needReport(ports));
  return checkResult(ports, examineWhole(ports, form, 'check', ports.exclusive));
}

/** Shows the cell; the sheet is read again, because rows may have moved since the check. */
export function goTo(ports: Ports, args: GoToArgs): GoToResult {
  const form = fetchForm(ports, needReport(ports));
  const { positions } = readSheet(ports, form).reading;
  const place = placeOf(args, positions);
  if (place === undefined) throw addonProblem('place_not_found');
  const { sheetId, row, column } = place;
  const seen = ports.workbook.activate(sheetId, row, column, args.unfilter === true);
  if (seen === 'gone') throw addonProblem('place_not_found');
  return { a1: a1(row, column), filtered: seen === 'filtered' };
}

/** Writes the fix into the sheet as a person would have typed it, and checks again. */
export function applyFix(ports: Ports, args: ApplyFixArgs): CheckResult {
  const form = fetchForm(ports, needReport(ports));
  const written = ports.exclusive(() => {
    ports.workbook.write(cellsOf(ports, form, args.fix));
    return true;
  });
  if (written === undefined) throw addonProblem('document_busy');
  return checkResult(ports, examine(ports, form, 'check'));
}

function cellsOf(ports: Ports, form: ReportForm, fix: Fix): CellWrite[] {
  const { positions } = readSheet(ports, form).reading;
  return fix.cells.map(({ section, row, column: columnId, value }) => {
    const place = placeOf({ section, row, column: columnId }, positions);
    const column = officeColumn(form.template, section, columnId);
    if (place === undefined || column === undefined) throw addonProblem('place_not_found');
    return {
      ...place,
      value: value === null ? null : planCell(value, column),
      numberFormat: FIELD_TYPES[column.type].numberFormat(column),
    };
  });
}

const officeColumn = (template: Template, sectionId: string, columnId: string) =>
  template.sections
    .find((section) => section.id === sectionId)
    ?.columns.find((column) => column.id === columnId && column.source === 'office');

/** Keeps the answer with this document and checks again. */
export function remember(ports: Ports, args: RememberArgs): CheckResult {
  rememberAnswer(ports, memoryKey(args.question, args.section, args.column), args.answer);
  return check(ports);
}
