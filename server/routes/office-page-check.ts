/** What a check of a workbook found, on the page: what it asks, then by section where, what was found, what is expected, why; and what sending would change. */
import { html } from 'hono/html';
import { canonicalJson } from '../../shared/canonical.ts';
import { memoryKey } from '../../shared/given-answers.ts';
import { type Issue, issueKey, type Question } from '../../shared/issue.ts';
import { addressWords, blanksIn, bySection, type Group, groupIssues } from '../../shared/issue-groups.ts';
import { withRemedy } from '../../shared/issue-in-file.ts';
import { answersTo, answerWords } from '../../shared/issue-words.ts';
import { showNumber } from '../../shared/number.ts';
import type { Memory } from '../../shared/raw-sheet.ts';
import type { Lang } from '../../shared/template.ts';
import { shownBefore } from '../../shared/total-words.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { MergedWith } from '../../shared/wire-merge.ts';
import type { WorkbookCheck } from '../../shared/wire-workbook.ts';
import { sha256 } from '../store/hash.ts';
import { placeInReport, shownIn } from '../usecases/push/merge-words.ts';
import { FIELDS } from './office-page-form.ts';
import type { Markup } from './office-page-style.ts';

const SEVERITIES = {
  error: { vi: 'Lỗi', en: 'Error' },
  warning: { vi: 'Cảnh báo', en: 'Warning' },
  note: { vi: 'Ghi chú', en: 'Note' },
} as const;
const TOTALS_SHOWN = 20;
const PLACES_SHOWN = 3;
const say = (lang: Lang, vi: string, en: string): string => (lang === 'vi' ? vi : en);

/** A check, and what the office has said to it so far. */
export interface Checked {
  readonly form: ReportForm;
  readonly check: WorkbookCheck;
  readonly answers: Memory;
  /** By the key of a warning: remembered, written in the file, given on the page. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** A mark of what sending the file would take along of what others sent; '' where that is nothing. */
export const seenOf = ({ merged }: WorkbookCheck): string =>
  merged === undefined || merged.cells.length === 0 ? '' : sha256(canonicalJson(merged.cells));

export const unseenSaid = (lang: Lang): Markup =>
  html`<div class="said warn" role="alert"><p>${say(lang, 'Chưa gửi: đồng nghiệp đã gửi số khác sau khi tệp này được tải về. Xem những ô ấy ở dưới rồi bấm Gửi.', 'Not sent yet: colleagues sent other figures after this file was downloaded. Look at these cells below, then press Send.')}</p></div>`;

export const isReady = ({ errors, warnings }: WorkbookCheck): boolean => errors === 0 && warnings === 0;

interface Asked {
  readonly question: Question;
  readonly found: string;
  readonly places: readonly string[];
}

/** Each question once, however many cells ask it. */
function askedBy(issues: readonly Issue[]): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const { question, a1, params } of issues) {
    if (question === undefined) continue;
    const key = memoryKey(question.id, question.section, question.column);
    const before = asked.get(key) ?? { question, found: params.found ?? '', places: [] };
    asked.set(key, { ...before, places: [...before.places, ...(a1 === undefined ? [] : [a1])] });
  }
  return [...asked.values()];
}

/** The outcome in a sentence, told at once. */
export function checkSaid({ check }: Checked, lang: Lang): Markup {
  const { errors, warnings, issues } = check;
  const asked = askedBy(issues).length;
  const blank = blanksIn(issues);
  const wrong = errors - blank - issues.filter(({ question }) => question !== undefined).length;
  const parts = [
    ...(asked > 0 ? [say(lang, `${asked} câu cần trả lời`, `${asked} questions to answer`)] : []),
    ...(wrong > 0 ? [say(lang, `${wrong} lỗi`, `${wrong} errors`)] : []),
    ...(blank > 0 ? [say(lang, `${blank} ô bắt buộc còn trống`, `${blank} required cells still blank`)] : []),
    ...(warnings > 0
      ? [say(lang, `${warnings} cảnh báo chưa có lý do`, `${warnings} warnings without a reason`)]
      : []),
  ].join(', ');
  const ready = isReady(check);
  const summary = ready
    ? say(lang, 'Không còn lỗi, có thể gửi.', 'No errors left; it can be sent.')
    : say(lang, `${parts}. Chưa có gì được lưu.`, `${parts}. Nothing was stored.`);
  return html`<div class="said ${ready ? 'yes' : wrong + blank > 0 ? 'no' : 'warn'}" role="status"><strong>${summary}</strong>
<p>${changesWords(check, lang)}</p></div>`;
}

function changesWords({ changes, current }: WorkbookCheck, lang: Lang): string {
  const { length } = changes;
  return current === 0
    ? say(lang, `Lần gửi đầu tiên: ${length} ô có số liệu.`, `The first version: ${length} cells.`)
    : say(
        lang,
        `${length} ô khác lần gửi số ${current}.`,
        `${length} cells differ from revision ${current}.`,
      );
}

/** What the office is asked and told, as part of the form that sends its file. */
export function checkPart(checked: Checked, lang: Lang): Markup {
  const { form, check } = checked;
  const { errors, issues, words } = check;
  const told = words.flatMap((each, index): Told[] => {
    const issue = issues[index];
    return issue === undefined || issue.question !== undefined ? [] : [{ ...issue, told: each[lang] }];
  });
  const sections = bySection(told).map((lines) => {
    const label = form.template.sections.find(({ id }) => id === lines[0]?.section)?.label[lang] ?? '';
    return html`<h2>${label}</h2><ul>${groupIssues(lines).map((group) => grouped(group, checked, lang))}</ul>`;
  });
  const more = issues.length - words.length;
  return html`${mergedPart(form, check.merged, lang)}${clearedPart(form, check, lang)}${questionsPart(checked, lang)}${sections}${more > 0 ? html`<p>${say(lang, `Còn ${more} chỗ nữa, xem trong bản ghi chỗ cần sửa.`, `${more} more stand in the copy with notes.`)}</p>` : ''}${errors > 0 ? '' : totalsPart(form, check, lang)}`;
}

interface Told extends Issue {
  readonly told: WorkbookCheck['words'][number]['vi'];
}

function grouped(group: Group<Told>, checked: Checked, lang: Lang): Markup {
  if (group.kind === 'one') return line(group.issue, checked, lang);
  const { first, issues } = group;
  const count = issues.length;
  if (group.kind === 'blanks')
    return html`<li><strong>${say(lang, `${count} ô bắt buộc còn trống`, `${count} required cells still blank`)}</strong>${addressWords(issues.flatMap(({ a1 }) => a1 ?? []))}<p class="muted">${first.told.why}</p></li>`;
  const summary =
    group.kind === 'notes'
      ? say(lang, `${count} ghi chú`, `${count} notes`)
      : say(lang, `Còn ${count} chỗ: ${first.told.title}`, `${count} more: ${first.told.title}`);
  return html`<li><details><summary>${summary}</summary><ul>${issues.map((issue) => line(issue, checked, lang))}</ul></details></li>`;
}

function line(issue: Told, { reasons }: Checked, lang: Lang): Markup {
  const key = issueKey(issue);
  const told = withRemedy(issue, issue.told, lang, 'page');
  return html`<li><strong>${SEVERITIES[issue.severity][lang]}: ${told.where}</strong>${told.title}
<p>${told.found}</p>${told.expected === '' ? '' : html`<p>${say(lang, 'Cần', 'Expected')}: ${told.expected}</p>`}<p class="muted">${told.why}</p>${
    issue.severity === 'warning'
      ? html`<label>${say(lang, 'Lý do, nếu số liệu đúng', 'Reason, if the figure is right')}<textarea name="${FIELDS.reason}${key}" rows="2" maxlength="1000">${reasons[key] ?? ''}</textarea></label>`
      : ''
  }</li>`;
}

/** Questions still open, each once for its column; those answered before stand behind, to be answered otherwise. */
function questionsPart({ form, check, answers }: Checked, lang: Lang): Markup | '' {
  const placed = (section: string, column: string): string | undefined => {
    const found = form.template.sections.find(({ id }) => id === section);
    const label = found?.columns.find(({ id }) => id === column)?.label[lang];
    return label === undefined ? undefined : `${found?.label[lang]} · ${label}`;
  };
  const open = askedBy(check.issues).map(({ question, found, places }) => {
    const { id, section, column } = question;
    const shown = places.slice(0, PLACES_SHOWN).join(', ');
    const rest = places.length - PLACES_SHOWN;
    const others = rest > 0 ? say(lang, ` và ${rest} ô nữa`, ` and ${rest} more`) : '';
    const choices = question.answers.map((answer) => [answer.id, answerWords(id, answer, lang)] as const);
    return html`<li>${choice(memoryKey(id, section, column), html`${placed(section, column) ?? column} <span class="muted">(${shown}${others})</span>`, choices, undefined)}
<p class="muted">${say(lang, `Đang ghi “${found}”: có hai cách hiểu.`, `“${found}” has two readings.`)}</p></li>`;
  });
  const given = Object.entries(answers).flatMap(([key, answer]) => {
    const [question = '', section = '', column = ''] = key.split('|');
    const label = placed(section, column);
    return label === undefined ? [] : [choice(key, html`${label}`, choicesOf(question, lang), answer)];
  });
  const asking =
    open.length === 0
      ? ''
      : html`<h2>${say(lang, 'Cần trả lời', 'To answer')}</h2><p>${say(lang, 'Mỗi câu hỏi một lần cho cả cột; trang này sẽ nhớ, không phải sửa trong tệp.', 'Each is asked once for its whole column and remembered; nothing has to be changed in the file.')}</p><ul>${open}</ul>`;
  const told =
    given.length === 0
      ? ''
      : html`<details><summary>${say(lang, `Đã trả lời ${given.length} câu (xem hoặc đổi)`, `${given.length} answered (see or change)`)}</summary>${given}</details>`;
  return html`${asking}${told}`;
}

const choicesOf = (question: string, lang: Lang): readonly (readonly [string, string])[] =>
  answersTo(question).map(([id, words]) => [id, words[lang]] as const);

const choice = (
  key: string,
  label: Markup,
  choices: readonly (readonly [id: string, words: string])[],
  chosen: string | undefined,
): Markup =>
  html`<fieldset><legend>${label}</legend>${choices.map(
    ([id, words]) =>
      html`<label class="one"><input type="radio" name="${FIELDS.answer}${key}" value="${id}"${id === chosen ? ' checked' : ''}> ${words}</label>`,
  )}</fieldset>`;

function totalsPart(form: ReportForm, { totals }: WorkbookCheck, lang: Lang): Markup | '' {
  if (totals.length === 0) return '';
  const lines = totals
    .slice(0, TOTALS_SHOWN)
    .map(
      ({ after, ...was }) =>
        html`<li>${placeInReport(form, was, lang)}: ${shownBefore(was, lang)} → <b>${showNumber(after, lang)}</b></li>`,
    );
  const more = totals.length - lines.length;
  return html`<h2>${lang === 'vi' ? 'Khi gửi, tổng hợp sẽ đổi' : 'What sending changes in the totals'}</h2><ul>${lines}</ul>
${more > 0 ? html`<p>${say(lang, `Và ${more} tổng nữa.`, `And ${more} more totals.`)}</p>` : ''}`;
}

/** Figures the file no longer has: to leave a cell blank is to take back what was sent. */
function clearedPart(form: ReportForm, { changes, current }: WorkbookCheck, lang: Lang): Markup | '' {
  const cleared = changes.filter(({ before, after }) => before !== null && after === null);
  if (current === 0 || cleared.length === 0) return '';
  const lines = cleared
    .slice(0, TOTALS_SHOWN)
    .map(
      ({ at, before }) =>
        html`<li>${placeInReport(form, at, lang)}: <b>${shownIn(form, at, before, lang)}</b></li>`,
    );
  const more = cleared.length - lines.length;
  return html`<div class="said warn"><p>${say(lang, `Tệp để trống ${cleared.length} ô đã có số ở lần gửi số ${current}: gửi tệp này thì các số sau không còn.`, `The file leaves ${cleared.length} cells blank that revision ${current} has: sending it takes these away.`)}</p><ul>${lines}</ul>
${more > 0 ? html`<p>${say(lang, `Và ${more} ô nữa.`, `And ${more} more cells.`)}</p>` : ''}</div>`;
}

/** What a file made before the last revision leaves as that one has it, since nobody changed it in the file. */
export function mergedPart(form: ReportForm, merged: MergedWith | undefined, lang: Lang): Markup | '' {
  const cells = merged?.cells ?? [];
  if (merged === undefined || cells.length === 0) return '';
  const lines = cells
    .slice(0, TOTALS_SHOWN)
    .map(
      ({ at, after }) =>
        html`<li>${placeInReport(form, at, lang)}: <b>${shownIn(form, at, after, lang)}</b></li>`,
    );
  const more = cells.length - lines.length;
  const told = say(
    lang,
    `Tệp được tải về trước lần gửi số ${merged.current}. Có ${cells.length} ô lần gửi ấy đã đổi, còn tệp này vẫn để như lúc tải về: các ô này giữ như lần gửi ấy. Muốn xóa hay sửa thì tải lại tệp Excel và làm trên tệp ấy.`,
    `The file was downloaded before revision ${merged.current}. ${cells.length} cells were changed by it and stand in this file as when it was downloaded: they stay as that revision has them. To clear or change one, download the Excel file anew and do it there.`,
  );
  return html`<div class="said warn" role="status"><p>${told}</p><ul>${lines}</ul>
${more > 0 ? html`<p>${say(lang, `Và ${more} ô nữa.`, `And ${more} more cells.`)}</p>` : ''}</div>`;
}
