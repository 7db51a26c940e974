/** The list of books: those to try first, then those the demonstration has sent. */
import type { BookHead } from './contract.ts';

function shelf(label: string, heads: readonly BookHead[]): HTMLOptGroupElement {
  const group = document.createElement('optgroup');
  group.label = label;
  group.append(...heads.map((head) => new Option(`${head.office} – ${head.title}`, head.id)));
  return group;
}

/** Shelves without books are left out. */
export function shelves(heads: readonly BookHead[]): HTMLOptGroupElement[] {
  const toTry = heads.filter((head) => head.toTry);
  const sent = heads.filter((head) => !head.toTry);
  return [
    shelf('Chưa gửi, để điền thử · To try', toTry),
    shelf('Đã gửi trong bản trình diễn · Sent by the demo', sent),
  ].filter(({ children }) => children.length > 0);
}
