/** Owns putting issues, changes and totals into words and addresses for the sidebar. */
import { changesBetween } from '../../shared/changes.ts';
import { isNumeric } from '../../shared/field-types.ts';
import { type Issue, issueKey, type Question } from '../../shared/issue.ts';
import { answerWords, fixWords, toldOf } from '../../shared/issue-words.ts';
import { showNumber } from '../../shared/number.ts';
import { type CellRef, type CellValue, cellAt, type ReportContent } from '../../shared/report.ts';
import { namingColumn } from '../../shared/sheet-layout.ts';
import { addressOf, placeOf } from '../../shared/sheet-places.ts';
import { type Bilingual, type Column, rowsOf } from '../../shared/template.ts';
import { shownBefore } from '../../shared/total-words.ts';
import { valueWords } from '../../shared/value-words.ts';
import type { CellChange, PushReply, ReportForm } from '../../shared/wire.ts';
import { mendingOf, rawAt, sheetNameOf, shownCell, shownChanges } from './mending.ts';
import type { Ports } from './ports.ts';
import {
  type CheckResult,
  ISSUES_SHOWN_MAX,
  type IssueCounts,
  type ShownIssue,
  type ShownQuestion,
  type Words,
} from './rpc.ts';
import type { Mended } from './rpc-fixes.ts';
import { summaryOf } from './session.ts';
import type { SheetState } from './sheet-state.ts';

export const bothWays = (say: (lang: 'vi' | 'en') => string): Words => ({ vi: say('vi'), en: say('en') });

/** The answer to a check, from what was found on the sheet. */
export function checkResult(ports: Ports, state: SheetState, done: Mended | null = null): CheckResult {
  return {
    report: summaryOf(ports, state.form, state.held),
    counts: countIssues(state.issues),
    issues: state.issues.slice(0, ISSUES_SHOWN_MAX).map((issue) => showIssue(issue, state)),
    filled: state.filled,
    rows: state.rows,
    copies: state.copies,
    added: state.added,
    mending: mendingOf(ports, state, done),
  };
}

function showQuestion({ id, section, column, answers }: Question): ShownQuestion {
  const shown = answers.map((answer) => ({
    id: answer.id,
    label: bothWays((lang) => answerWords(id, answer, lang)),
  }));
  return { id, section, column, answers: shown };
}

function countIssues(issues: readonly Issue[]): IssueCounts {
  const count = (severity: Issue['severity']): number =>
    issues.filter((issue) => issue.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note') };
}

function showIssue(issue: Issue, state: SheetState): ShownIssue {
  const { form, reading } = state;
  const { template, assigned } = form;
  const key = issueKey(issue);
  const place = issue.column === undefined ? undefined : placeOf(issue, reading.positions);
  const section = template.sections.find(({ id }) => id === issue.section);
  const tab = sheetNameOf(form, issue.section, reading.positions);
  return {
    key,
    severity: issue.severity,
    code: issue.code,
    section: issue.section,
    sectionName: { vi: tab, en: tab },
    row: issue.row ?? '',
    column: issue.column ?? '',
    a1: issue.a1 ?? '',
    figure: section?.columns.some((column) => column.id === issue.column && isNumeric(column)) ?? false,
    told: toldOf(issue, template, assigned),
    fixes: issue.fixes.map((fix) => ({
      fix,
      label: bothWays((lang) => fixWords(fix, lang)),
      cells: shownChanges(state, fix.cells),
    })),
    typed: place === undefined ? '' : shownCell(rawAt(state.raw, place)),
    question: issue.question === undefined ? null : showQuestion(issue.question),
    related: issue.related.map((at) => ({ at, a1: addressOf(at, reading.positions) ?? '' })),
    reason: form.reasons[key] ?? '',
  };
}

function columnAt(form: ReportForm, at: CellRef): Column | undefined {
  return form.template.sections
    .find((section) => section.id === at.section)
    ?.columns.find((column) => column.id === at.column);
}

const NAME_MAX = 80;

/** What the row is called: in print, or in a list as it was sent. */
function rowLabel(form: ReportForm, at: CellRef): Bilingual | undefined {
  const section = form.template.sections.find((candidate) => candidate.id === at.section);
  if (section === undefined) return undefined;
  const row = rowsOf(section, form.assigned).find(({ key }) => key === at.row);
  if (row !== undefined || section.kind !== 'list') return row?.label;
  const name = cellAt(form.content, { ...at, column: namingColumn(section)?.id ?? '' });
  if (typeof name !== 'string') return undefined;
  const short = name.length > NAME_MAX ? `${name.slice(0, NAME_MAX)}…` : name;
  return { vi: short, en: short };
}

export const showValue = (
  form: ReportForm,
  at: CellRef,
  value: CellValue | null,
  lang: 'vi' | 'en',
): string => valueWords(value, columnAt(form, at), lang);

/** "Đảng viên được kiểm tra · Tổng số" of a cell. */
export function cellWords(form: ReportForm, at: CellRef, lang: 'vi' | 'en'): string {
  const parts = [rowLabel(form, at)?.[lang], columnAt(form, at)?.label[lang]];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** "Số cuộc kiểm tra · Tổng số: 12 → 15". */
export const changedWords = (form: ReportForm, { at, before, after }: CellChange): Words =>
  bothWays(
    (lang) =>
      `${cellWords(form, at, lang)}: ${showValue(form, at, before, lang)} → ${showValue(form, at, after, lang)}`,
  );

/** Lines such as "Số cuộc kiểm tra · Tổng số: 1.240 → 1.262". */
export function totalWords(form: ReportForm, totals: PushReply['totals']): Words[] {
  return totals.map((total) =>
    bothWays(
      (lang) =>
        `${cellWords(form, total, lang)}: ${shownBefore(total, lang)} → ${showNumber(total.after, lang)}`,
    ),
  );
}

/** Whether two contents say the same. */
export const sameContent = (left: ReportContent, right: ReportContent): boolean =>
  changesBetween(left, right).length === 0;
