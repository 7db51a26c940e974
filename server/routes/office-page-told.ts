/** What the page of a report tells besides a check: the remarks it came back with, that it is accepted, and a file made from an older revision. */
import { html } from 'hono/html';
import type { Problem } from '../../shared/problem.ts';
import { a1, columnLetters } from '../../shared/raw-sheet.ts';
import { remarkPlaces, remarkScope } from '../../shared/remark-places.ts';
import type { CellRef } from '../../shared/report.ts';
import { nextState } from '../../shared/review.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import type { Bilingual, Lang } from '../../shared/template.ts';
import type { ReportForm, ReportHead } from '../../shared/wire.ts';
import type { MergeConflicts } from '../../shared/wire-merge.ts';
import { placeInReport } from '../usecases/push/merge-words.ts';
import type { Markup } from './office-page-style.ts';

const CELLS_SHOWN = 200;

/** "C5": where a remark stands in the file, which has a note there; of a row that is no longer in it nothing. */
function addressesIn(form: ReportForm): (at: CellRef) => Bilingual | undefined {
  const placeOf = remarkPlaces(planWorkbook(form));
  return (at) => {
    const place = placeOf(at);
    if (place === undefined) return undefined;
    const { row, column } = place;
    const cell = a1(row - 1, column - 1);
    const letters = columnLetters(column - 1);
    return {
      cell: { vi: cell, en: cell },
      row: { vi: `Dòng ${row}`, en: `Row ${row}` },
      column: { vi: `Cột ${letters}`, en: `Column ${letters}` },
      sheet: { vi: 'Cả trang', en: 'Whole sheet' },
    }[remarkScope(at)];
  };
}

/** Until it is answered. */
export function remarksPart(form: ReportForm, lang: Lang): Markup | '' {
  if (form.remarks.length === 0) return '';
  const addressOf = addressesIn(form);
  const lines = form.remarks.map(({ at, text }) => {
    const address = addressOf(at)?.[lang];
    const place = placeInReport(form, at, lang);
    return html`<li><strong>${address === undefined ? place : `${address} · ${place}`}</strong>${text}</li>`;
  });
  return lang === 'vi'
    ? html`<h2>Các ô cần sửa</h2><p>Chỉ sửa các ô này: tệp tải về có ghi chú ở đó, ô khác đã khóa và phải giữ đúng số đã gửi. Số vốn đúng thì cứ để nguyên và gửi.</p><ul>${lines}</ul>`
    : html`<h2>Cells to mend</h2><p>Change these cells only: the downloaded file has notes there, the others are locked and must stay as they were sent. A figure that is right may be sent as it is.</p><ul>${lines}</ul>`;
}

/** Whether nothing more can be sent of it. */
export const isOver = ({ state, mayPush, periodState }: ReportHead): boolean =>
  nextState('send', state) === undefined || (!mayPush && periodState !== 'open');

/** In place of the steps to fill and send, which nobody would take. */
export function closedPart({ state }: ReportHead, file: string, lang: Lang): Markup {
  if (nextState('send', state) !== undefined)
    return lang === 'vi'
      ? html`<p>Kỳ báo cáo đã đóng nên chưa gửi được. Cần gửi hay sửa thì đề nghị cấp duyệt gia hạn cho đơn vị: được gia hạn thì trang này mở lại.</p><p><a href="${file}">Tải tệp Excel để xem</a></p>`
      : html`<p>The period is closed, so nothing can be sent. To send or mend this report, ask the reviewing level for more time: once it is granted this page opens again.</p><p><a href="${file}">Download the Excel file to look at</a></p>`;
  const locked = state === 'locked';
  return lang === 'vi'
    ? html`<p>Báo cáo đã được duyệt${locked ? ' và khóa' : ''}. Muốn sửa số liệu thì đề nghị cấp duyệt ${locked ? 'mở khóa rồi ' : ''}trả lại báo cáo.</p><p><a href="${file}">Tải tệp Excel để xem</a></p>`
    : html`<p>This report is accepted${locked ? ' and locked' : ''}. To correct a figure, ask the reviewing level to ${locked ? 'unlock it and ' : ''}return it.</p><p><a href="${file}">Download the Excel file to look at</a></p>`;
}

/** A file cannot be asked cell by cell whose figure to keep: the way out is the file of today. */
export function olderFile({ details, extra }: Problem, lang: Lang): Markup {
  const cells = (extra.conflict as MergeConflicts).cells;
  const lines = cells.slice(0, CELLS_SHOWN).map(({ words }) => html`<li>${words[lang]}</li>`);
  const count = cells.length;
  const rest = count - lines.length;
  const more =
    rest > 0 ? html`<p>${lang === 'vi' ? `Và ${rest} ô nữa.` : `And ${rest} more cells.`}</p>` : '';
  return lang === 'vi'
    ? html`<div class="said no" role="alert"><p>Tệp này được tải về trước lần gửi số ${details.current}, và ghi khác lần gửi ấy ở ${count} ô. Chưa có gì được lưu.</p>
<p>Hãy quay lại, bấm Tải tệp Excel để lấy tệp có số mới nhất, sửa trên tệp mới rồi gửi tệp mới. Dòng trong danh sách mà tệp mới chưa có thì thêm vào dòng trống bên dưới, đừng ghi đè lên dòng khác.</p></div><ul>${lines}</ul>${more}`
    : html`<div class="said no" role="alert"><p>This file was downloaded before revision ${details.current}, and ${count} of its cells differ from it. Nothing was stored.</p>
<p>Go back, download the Excel file anew: it has the latest figures. Change these cells there and send that file. A row of a list that is not in it goes into a blank row below, never over another row.</p></div><ul>${lines}</ul>${more}`;
}
