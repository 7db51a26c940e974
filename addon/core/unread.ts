/** Owns telling which cells hold something that cannot be read: a draft is kept without them. */
import { cellAt } from '../../shared/report.ts';
import { sheetNameOf } from './mending.ts';
import { type SendResult, UNREAD_SHOWN_MAX } from './rpc-send.ts';
import type { SheetState } from './sheet-state.ts';

type Unread = Pick<Extract<SendResult, { kind: 'sent' }>, 'unread' | 'unreadCount'>;

/** "C14", with the name of its sheet where the form has several. */
export function unreadIn({ form, reading }: SheetState): Unread {
  const many = form.template.sections.length > 1;
  const all = reading.issues.flatMap(({ severity, section, row, column, a1 = '' }) => {
    if (severity !== 'error' || row === undefined || column === undefined || a1 === '') return [];
    if (cellAt(reading.content, { section, row, column }) !== undefined) return [];
    return [many ? `${sheetNameOf(form, section, reading.positions)} · ${a1}` : a1];
  });
  const cells = [...new Set(all)];
  return { unread: cells.slice(0, UNREAD_SHOWN_MAX), unreadCount: cells.length };
}
