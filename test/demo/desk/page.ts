/** The desk page: draws the workbook, passes what the person does to the host, and carries the sidebar's calls. */
import { columnLetters } from '../../../shared/raw-sheet.ts';
import type { BookHead, DrawnBook, DrawnCell, DrawnSheet, Operation } from './contract.ts';
import { ask, NoAnswer, STOPPED } from './page-host.ts';
import { MOVES, takeWriting } from './page-keyboard.ts';
import { offerMishaps } from './page-mishaps.ts';
import { shelves } from './page-shelves.ts';
import { drawTable, firstOpen, freeze, key, picker, shown } from './page-table.ts';

const need = <T extends HTMLElement>(id: string, kind: new () => T): T => {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page lacks #${id}`);
  return element;
};
const grid = need('grid', HTMLDivElement);
const formula = need('formula', HTMLInputElement);
const books = need('books', HTMLSelectElement);
const frame = need('sidebar', HTMLIFrameElement);
const table = need('sheet', HTMLDivElement);
/** Has the keyboard while the grid does: only in a field can an input method write. */
const keyboard = need('keyboard', HTMLInputElement);
// The grid is one stop of the keyboard; arrows move inside it.
grid.tabIndex = -1;
grid.role = 'application';
grid.ariaLabel = 'Trang tính';
keyboard.setAttribute('aria-describedby', 'keys');
keyboard.ariaLabel = 'Trang tính';
const toGrid = (): void => keyboard.focus({ preventScroll: true });
grid.addEventListener('focus', toGrid);

let book: DrawnBook | null = null;
let at = { sheet: 0, row: 0, column: 0 };
/** The other corner of the selection; the active cell is `at`. */
let corner = { row: 0, column: 0 };
let cells = new Map<string, DrawnCell>();
let sidebar = 0;
const ARROW_WIDTH = 18;

const sheetOf = (): DrawnSheet | undefined => book?.sheets.find((sheet) => sheet.id === at.sheet);

/** Says what failed; with the host gone the sheet shows what it last told and takes nothing more. */
function failed(reason: unknown): string {
  const words = reason instanceof NoAnswer ? reason.message : String(reason);
  if (words === STOPPED) need('work', HTMLElement).inert = true;
  draw();
  tell(words);
  return words;
}

/** Acts go to the host one after the other, and the person goes on typing meanwhile. */
let queue: Promise<void> = Promise.resolve();
let waiting = 0;
function act(operation: Operation): void {
  const id = book?.id;
  if (id === undefined) return;
  waiting += 1;
  grid.ariaBusy = 'true';
  queue = queue.then(async () => {
    const next = await ask<DrawnBook>(`/books/${id}`, operation).catch((reason) => void failed(reason));
    waiting -= 1;
    if (next && book?.id === id) show(next, operation.kind === 'menu');
    grid.ariaBusy = String(waiting > 0);
  });
}

/** Takes a new state of the book; `follow`: the add-on may have moved the active cell. */
function show(next: DrawnBook, follow: boolean): void {
  const same = book?.id === next.id;
  book = next;
  if (!same || follow || !next.sheets.some((sheet) => sheet.id === at.sheet)) goTo(next.active);
  if (!same) sidebar = 0;
  if (next.sidebar !== sidebar) {
    sidebar = next.sidebar;
    frame.src = sidebar > 0 ? `/desk/books/${next.id}/sidebar?${sidebar}` : 'about:blank';
  }
  need('menu', HTMLElement).replaceChildren(
    ...next.menu.map((item) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = item.label;
      button.addEventListener('click', () => act({ kind: 'menu', run: item.run }));
      return button;
    }),
  );
  tell(next.message);
  draw();
}

/** Why something was refused; it stays until the next act. */
function tell(message: string): void {
  const element = need('message', HTMLElement);
  element.textContent = message;
  element.classList.toggle('told', message !== '');
}

/** Makes a cell the active one; a hidden cell gives way to where filling in begins. */
function goTo(place: { sheet: number; row: number; column: number }): void {
  at = { ...place };
  const sheet = sheetOf();
  if (sheet && (sheet.hiddenRows.includes(at.row) || sheet.hiddenColumns.includes(at.column)))
    at = { ...at, ...firstOpen(sheet) };
  corner = { row: at.row, column: at.column };
}

function draw(): void {
  const sheet = sheetOf();
  if (!sheet) return;
  drawTabs();
  cells = new Map(sheet.cells.map((cell) => [key(cell.row, cell.column), cell]));
  // An open editor is not swept away by the answer to what was typed before; closing it draws anew.
  if (editorOpen) return;
  const scroll = { left: grid.scrollLeft, top: grid.scrollTop };
  table.replaceChildren(drawTable(sheet, cells));
  freeze(grid, sheet);
  grid.ariaLabel = `Trang tính ${sheet.name}`;
  keyboard.ariaLabel = grid.ariaLabel;
  grid.scrollTo(scroll);
  choose();
}

function drawTabs(): void {
  const visible = (book?.sheets ?? []).filter((sheet) => !sheet.hidden);
  need('tabs', HTMLElement).replaceChildren(
    ...visible.map((sheet) => {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.role = 'tab';
      tab.textContent = sheet.name;
      tab.setAttribute('aria-selected', String(sheet.id === at.sheet));
      tab.addEventListener('click', () => {
        goTo({ sheet: sheet.id, row: 0, column: 0 });
        draw();
        toGrid();
        act({ kind: 'select', ...at });
      });
      return tab;
    }),
  );
}

const element = (row: number, column: number): HTMLTableCellElement | null =>
  grid.querySelector(`td[data-at="${key(row, column)}"]`);

interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The chosen cells, however the selection was drawn. */
function area(): Area {
  const [row, column] = [Math.min(at.row, corner.row), Math.min(at.column, corner.column)];
  return {
    row,
    column,
    rows: Math.abs(at.row - corner.row) + 1,
    columns: Math.abs(at.column - corner.column) + 1,
  };
}

function choose(): void {
  for (const chosen of grid.querySelectorAll('td.chosen, td.within'))
    chosen.classList.remove('chosen', 'within');
  const { row, column, rows, columns } = area();
  const many = rows * columns > 1;
  for (let r = row; many && r < row + rows; r += 1)
    for (let c = column; c < column + columns; c += 1) element(r, c)?.classList.add('within');
  element(at.row, at.column)?.classList.add('chosen');
  element(corner.row, corner.column)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const last = many ? `:${columnLetters(column + columns - 1)}${row + rows}` : '';
  const from = many ? { row, column } : at;
  const cell = cells.get(key(at.row, at.column));
  need('address', HTMLElement).textContent = `${columnLetters(from.column)}${from.row + 1}${last}`;
  need('heard', HTMLElement).textContent = [cell?.text, cell?.note].filter(Boolean).join(' – ');
  formula.value = cell?.raw ?? '';
}

/** `stretch`: the active cell stays and the selection grows. */
function move(rows: number, columns: number, stretch = false): void {
  const sheet = sheetOf();
  if (!sheet) return;
  const step = (from: number, by: number, list: readonly number[]): number =>
    list[Math.max(0, Math.min(list.length - 1, list.indexOf(from) + by))] ?? from;
  const from = stretch ? corner : at;
  corner = {
    row: step(from.row, rows, shown(sheet.rows, sheet.hiddenRows)),
    column: step(from.column, columns, shown(sheet.columns, sheet.hiddenColumns)),
  };
  if (!stretch) at = { ...at, ...corner };
  choose();
}

let editorOpen = false;

/** Opens an editor in the cell; `initial` undefined = edit what is there. */
function edit(initial?: string): void {
  const place = { ...at };
  const target = element(place.row, place.column);
  const cell = cells.get(key(place.row, place.column));
  if (!target || editorOpen) return;
  const field = cell?.choices && initial === undefined ? picker(cell) : document.createElement('input');
  if (field instanceof HTMLInputElement) field.value = initial ?? cell?.raw ?? '';
  field.setAttribute('aria-label', `Ô ${columnLetters(place.column)}${place.row + 1}`);
  editorOpen = true;
  let open = true;
  /** The text stands in the cell at once; the host's answer says what became of it. */
  const close = (keep: boolean): void => {
    if (!open) return;
    open = false;
    editorOpen = false;
    const text = field.value;
    if (keep) target.textContent = text;
    if (keep) act({ kind: 'type', ...place, text });
    else draw();
  };
  const leave = (keep: boolean, rows: number, columns: number): void => {
    close(keep);
    move(rows, columns);
    toGrid();
  };
  field.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent)) return;
    event.stopPropagation();
    if (event.key === 'Enter') leave(true, event.shiftKey ? -1 : 1, 0);
    else if (event.key === 'Tab') {
      event.preventDefault();
      leave(true, 0, event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') leave(false, 0, 0);
  });
  if (field instanceof HTMLSelectElement) field.addEventListener('change', () => leave(true, 0, 0));
  field.addEventListener('blur', () => close(true));
  target.classList.remove('runs-on');
  target.replaceChildren(field);
  field.focus();
}

/** Tab moves on within the table and leaves it at either edge, so that nobody is caught in it. */
function tabbed(back: boolean): boolean {
  const before = at.column;
  move(0, back ? -1 : 1);
  return at.column !== before;
}

/** Escape hands the keyboard on: to the sidebar, or to the tabs where no sidebar is open. */
function leaveGrid(): void {
  if (sidebar === 0) document.querySelector<HTMLElement>('#tabs [aria-selected="true"]')?.focus();
  else {
    frame.focus();
    frame.parentElement?.classList.add('reached');
  }
}
frame.addEventListener('blur', () => frame.parentElement?.classList.remove('reached'));

function pressed(event: KeyboardEvent): boolean {
  const step = MOVES[event.key];
  if (step) move(...step, event.shiftKey);
  else if (event.key === 'Enter') move(event.shiftKey ? -1 : 1, 0);
  else if (event.key === 'Tab') return tabbed(event.shiftKey);
  else if (event.key === 'Escape') leaveGrid();
  else if (event.key === 'F2') edit();
  else if (event.key === 'Delete' || event.key === 'Backspace')
    act({ kind: 'clear', sheet: at.sheet, ...area() });
  else if ((event.ctrlKey || event.metaKey) && event.key === 'z') act({ kind: 'undo' });
  else if (!event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1) edit(event.key);
  else return false;
  return true;
}
keyboard.addEventListener('keydown', (event) => {
  if (!event.isComposing && pressed(event)) event.preventDefault();
});

takeWriting(
  keyboard,
  () => element(at.row, at.column)?.getBoundingClientRect(),
  (text) => edit(text),
);

/** The place under the mouse; undefined over headers and over an open editor. */
function placeUnder(event: Event): { row: number; column: number } | undefined {
  const cell = event.target instanceof Element ? event.target.closest('td') : null;
  if (!cell?.dataset.at || cell.querySelector('input, select')) return undefined;
  const [row = 0, column = 0] = cell.dataset.at.split(':').map(Number);
  return { row, column };
}
grid.addEventListener('mousedown', (event) => {
  const place = placeUnder(event);
  if (!place) return;
  corner = place;
  if (!event.shiftKey) at = { ...at, ...place };
  choose();
});
grid.addEventListener('mouseover', (event) => {
  const place = event.buttons === 1 ? placeUnder(event) : undefined;
  if (!place) return;
  corner = place;
  choose();
});
grid.addEventListener('click', (event) => {
  const cell = cells.get(key(at.row, at.column));
  if (!placeUnder(event)) return;
  toGrid();
  // The arrow of a list stands at the right edge of its cell.
  const box = element(at.row, at.column)?.getBoundingClientRect();
  if (cell?.choices && !cell.locked && box && event.clientX > box.right - ARROW_WIDTH) edit();
});
grid.addEventListener('dblclick', (event) => {
  if (placeUnder(event)) edit();
});

const editing = (): boolean => document.activeElement !== keyboard;

document.addEventListener('copy', (event) => {
  if (editing()) return;
  const { row, column, rows, columns } = area();
  const line = (r: number): string =>
    Array.from({ length: columns }, (_, c) => cells.get(key(r, column + c))?.text.trim() ?? '').join('\t');
  event.clipboardData?.setData(
    'text/plain',
    Array.from({ length: rows }, (_, r) => line(row + r)).join('\n'),
  );
  event.preventDefault();
});

document.addEventListener('paste', (event) => {
  if (editing()) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const block = text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t'));
  const { row, column } = area();
  act({ kind: 'paste', sheet: at.sheet, row, column, block });
  event.preventDefault();
});

formula.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  act({ kind: 'type', ...at, text: formula.value });
  move(1, 0);
  toGrid();
});

books.addEventListener('change', () => void open(books.value));
offerMishaps(need('mishaps', HTMLSelectElement), (what) => act({ kind: 'mishap', what, ...at }));

/** The sidebar has no network: its calls come as messages, run on the host, and go back as messages. */
window.addEventListener(
  'message',
  (event: MessageEvent<{ call?: number; name?: string; args?: unknown }>) => {
    const { call, name, args } = event.data;
    if (event.source !== frame.contentWindow || call === undefined || !book) return;
    const { id } = book;
    const stood = { ...at };
    const answer = (ok: boolean, value: unknown): void =>
      frame.contentWindow?.postMessage({ answer: call, ok, value }, '*');
    ask<{ ok: boolean; value?: unknown; book: DrawnBook }>(`/books/${id}/run`, { name, args, at }).then(
      (reply) => {
        // A book left meanwhile does not come back, nor does its answer reach another sidebar.
        if (book?.id !== reply.book.id) return;
        answer(reply.ok, reply.value);
        const { sheet, row, column } = reply.book.active;
        show(reply.book, sheet !== stood.sheet || row !== stood.row || column !== stood.column);
      },
      (reason) => {
        const words = failed(reason);
        if (book?.id === id) answer(false, words);
      },
    );
  },
);

let wanted = '';
async function open(id: string): Promise<void> {
  wanted = id;
  // What is typed meanwhile would go to the book that still stands there.
  const work = need('work', HTMLElement);
  work.inert = true;
  const opened = await ask<DrawnBook>(`/books/${id}`).catch((reason) => void failed(reason));
  if (!opened || wanted !== id) return;
  work.inert = false;
  show(opened, false);
  history.replaceState(null, '', `#${id}`);
}

async function begin(): Promise<void> {
  const heads = await ask<BookHead[]>('/books').catch((reason) => void failed(reason));
  if (!heads) return;
  books.replaceChildren(...shelves(heads));
  const named = location.hash.slice(1);
  const first = heads.find((head) => head.id === named) ?? heads[0];
  if (!first) return;
  books.value = first.id;
  await open(first.id);
}

void begin();
