/** Owns what the sidebar asks of the sheet and its single cells: check, go to one, remember what a dot or a date means. */

import { memoryKey } from '../../shared/given-answers.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import { placeOf } from '../../shared/sheet-places.ts';
import { settleKept } from './fixes.ts';
import { examineWhole } from './new-rows.ts';
import type { Ports } from './ports.ts';
import { addonProblem } from './problems.ts';
import type { CheckResult, GoToArgs, GoToResult, RememberArgs } from './rpc.ts';
import { fetchForm } from './server.ts';
import { needReport, rememberAnswer } from './session.ts';
import { readSheet } from './sheet.ts';
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

/** Keeps the answer with this document, or takes it back, and checks again. */
export function remember(ports: Ports, args: RememberArgs): CheckResult {
  rememberAnswer(ports, memoryKey(args.question, args.section, args.column), args.answer);
  const form = fetchForm(ports, needReport(ports));
  const settled = ports.exclusive(() => settleKept(ports, form) ?? true);
  if (settled === undefined) throw addonProblem('document_busy');
  return checkResult(ports, examineWhole(ports, form, 'check', ports.exclusive));
}
