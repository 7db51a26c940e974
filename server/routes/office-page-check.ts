/** What a check of a workbook found, on the page: by section, where, what was found, what is expected, why; and what sending would change. */
import { html } from 'hono/html';
import { issueKey } from '../../shared/issue.ts';
import { showNumber } from '../../shared/number.ts';
import { type Lang, rowsOf } from '../../shared/template.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { WorkbookCheck } from '../../shared/wire-workbook.ts';
import type { Markup } from './office-page-style.ts';

const SEVERITIES = {
  error: { vi: 'Lỗi', en: 'Error' },
  warning: { vi: 'Cảnh báo', en: 'Warning' },
  note: { vi: 'Ghi chú', en: 'Note' },
} as const;
const TOTALS_SHOWN = 20;

/** `reasons`: given for warnings, by issue key. */
export function checkPart(
  form: ReportForm,
  check: WorkbookCheck | undefined,
  reasons: Readonly<Record<string, string>>,
  lang: Lang,
): Markup {
  if (check === undefined) return html``;
  const vi = lang === 'vi';
  const { errors, warnings, issues, words } = check;
  const clean = errors === 0 && warnings === 0;
  const summary = clean
    ? vi
      ? 'Không còn lỗi, có thể gửi.'
      : 'No errors left; it can be sent.'
    : vi
      ? `${errors} lỗi, ${warnings} cảnh báo chưa có lý do. Chưa có gì được lưu.`
      : `${errors} errors, ${warnings} warnings without a reason. Nothing was stored.`;
  const sections = form.template.sections.map(({ id, label }) => {
    const lines = words.flatMap((each, index) => {
      const issue = issues[index];
      return issue?.section === id
        ? [line(issue.severity, each[lang], reasons[issueKey(issue)] ?? '', lang)]
        : [];
    });
    return lines.length === 0 ? '' : html`<h2>${label[lang]}</h2><ul>${lines}</ul>`;
  });
  const more = issues.length - words.length;
  return html`<div class="said ${clean ? 'yes' : errors > 0 ? 'no' : 'warn'}" role="status"><strong>${summary}</strong>
<p>${changesWords(check, lang)}</p></div>
${sections}${more > 0 ? html`<p>${vi ? `Còn ${more} chỗ nữa, xem trong bản ghi chỗ cần sửa.` : `${more} more stand in the copy with notes.`}</p>` : ''}${errors > 0 ? '' : totalsPart(form, check, lang)}`;
}

const line = (
  severity: keyof typeof SEVERITIES,
  told: WorkbookCheck['words'][number]['vi'],
  reason: string,
  lang: Lang,
): Markup =>
  html`<li><strong>${SEVERITIES[severity][lang]}: ${told.where}</strong>${told.title}
<p>${told.found}</p>${told.expected === '' ? '' : html`<p>${lang === 'vi' ? 'Cần' : 'Expected'}: ${told.expected}</p>`}<p class="muted">${told.why}</p>${severity !== 'warning' || reason === '' ? '' : html`<p>${lang === 'vi' ? 'Lý do đã nêu' : 'Reason given'}: ${reason}</p>`}</li>`;

function changesWords({ changes, current }: WorkbookCheck, lang: Lang): string {
  const { length } = changes;
  if (current === 0)
    return lang === 'vi'
      ? `Lần gửi đầu tiên: ${length} ô có số liệu.`
      : `The first version: ${length} cells.`;
  return lang === 'vi'
    ? `${length} ô khác lần gửi số ${current}.`
    : `${length} cells differ from revision ${current}.`;
}

function totalsPart(form: ReportForm, { totals }: WorkbookCheck, lang: Lang): Markup | '' {
  if (totals.length === 0) return '';
  const labels = new Map(
    form.template.sections.flatMap((section) =>
      rowsOf(section, form.assigned).map((row) => [`${section.id}|${row.key}`, row.label[lang]] as const),
    ),
  );
  const lines = totals.slice(0, TOTALS_SHOWN).map(({ section, row, before, after }) => {
    const label = labels.get(`${section}|${row}`) ?? row;
    return html`<li>${label}: ${showNumber(before, lang)} → <b>${showNumber(after, lang)}</b></li>`;
  });
  return html`<h2>${lang === 'vi' ? 'Khi gửi, tổng hợp sẽ đổi' : 'What sending changes in the totals'}</h2><ul>${lines}</ul>`;
}
