/** What the page of a report tells besides a check: the remarks it came back with, and a file made from an older revision. */
import { html } from 'hono/html';
import type { Problem } from '../../shared/problem.ts';
import type { Lang } from '../../shared/template.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { MergeConflicts } from '../../shared/wire-merge.ts';
import { placeInReport } from '../usecases/push/merge-words.ts';
import type { Markup } from './office-page-style.ts';

const CELLS_SHOWN = 20;

/** Until it is answered; the file itself does not say what was remarked. */
export function remarksPart(form: ReportForm, lang: Lang): Markup | '' {
  if (form.remarks.length === 0) return '';
  const lines = form.remarks.map(
    ({ at, text }) => html`<li><strong>${placeInReport(form, at, lang)}</strong>${text}</li>`,
  );
  return lang === 'vi'
    ? html`<h2>Các ô cần sửa</h2><p>Chỉ sửa các ô này; ô khác phải giữ đúng số đã gửi. Số vốn đúng thì cứ để nguyên và gửi.</p><ul>${lines}</ul>`
    : html`<h2>Cells to mend</h2><p>Change these cells only; the others must stay as they were sent. A figure that is right may be sent as it is.</p><ul>${lines}</ul>`;
}

/** A file cannot be asked cell by cell whose figure to keep: the way out is the file of today. */
export function olderFile({ details, extra }: Problem, lang: Lang): Markup {
  const cells = (extra.conflict as MergeConflicts).cells;
  const lines = cells.slice(0, CELLS_SHOWN).map(({ words }) => html`<li>${words[lang]}</li>`);
  const count = cells.length;
  return lang === 'vi'
    ? html`<div class="said no" role="alert"><p>Tệp này được tải về trước lần gửi số ${details.current}, và ghi khác lần gửi ấy ở ${count} ô. Chưa có gì được lưu.</p>
<p>Hãy quay lại, bấm Tải tệp Excel để lấy tệp có số mới nhất, sửa ${count} ô này trên tệp mới rồi gửi tệp mới.</p></div><ul>${lines}</ul>`
    : html`<div class="said no" role="alert"><p>This file was downloaded before revision ${details.current}, and ${count} of its cells differ from it. Nothing was stored.</p>
<p>Go back, download the Excel file anew: it has the latest figures. Change these cells there and send that file.</p></div><ul>${lines}</ul>`;
}
