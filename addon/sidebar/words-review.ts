/** Words for a report that came back, or is accepted. */
import type { WordList } from './words-list.ts';

export const REVIEW_WORDS = {
  returnedTitle: ['Các ô cần sửa', 'Cells to mend'],
  remarksDone: ['đã sửa {done}/{all}', '{done} of {all} changed'],
  remarkChanged: ['✓ Đã sửa', '✓ Changed'],
  remarkUnchanged: ['Chưa sửa', 'Not changed yet'],
  remarksLeft: [
    '{count} ô bị trả lại chưa sửa. Nếu số đã đúng thì vẫn gửi được.',
    '{count} returned {count|cell is|cells are} unchanged. If the figures are right you may still send.',
  ],
  closedTitle: [
    '{count} ô đã đổi mà không bị trả lại',
    '{count} {count|cell changed that was|cells changed that were} not returned',
  ],
  closedText: [
    'Lần này chỉ được sửa ô bị trả lại ({cells}). Chưa gửi được khi các ô sau còn khác lần gửi trước:',
    'Only the returned cells may change ({cells}). Nothing can be sent while these differ from the last version:',
  ],
  putBackSent: ['Trả {count} ô về số đã gửi', 'Put back what was sent in {count} {count|cell|cells}'],
  driftTitle: [
    'Bảng khác báo cáo đã duyệt ở {count} ô',
    'The sheet differs from the accepted report in {count} cells',
  ],
  driftText: [
    'Báo cáo đã duyệt không đổi theo bảng. Nếu số mới là đúng, đề nghị cấp trên trả lại báo cáo.',
    'The accepted report does not follow the sheet. If the new figures are right, ask the office above to return it.',
  ],
  putBackAccepted: ['Lấy lại số đã duyệt ở {count} ô', 'Take the accepted figures in {count} cells'],
  noDrift: ['Bảng đúng như báo cáo đã duyệt.', 'The sheet is as the report was accepted.'],
  compare: ['So bảng với báo cáo đã duyệt', 'Compare the sheet with the accepted report'],
  finishedText: ['Báo cáo này không sửa được nữa.', 'This report can no longer be changed.'],
} as const satisfies WordList;
