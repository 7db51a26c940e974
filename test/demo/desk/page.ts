/** The desk page: draws the workbook, passes what the person does to the host, and carries the sidebar's calls. */
import type { BookHead, DrawnBook, DrawnCell, DrawnSheet, Operation } from './contract.ts';

const need = <T extends HTMLElement>(id: string, kind: new () => T): T => {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page lacks #${id}`);
  return element;
};
const grid = need('grid', HTMLDivElement);
const formula = need('formula', HTMLInputElement);
const books = need('books', HTMLSelectElement);
const frame = need('sidebar', HTMLIFrameElement);
// The grid is one stop of the keyboard; arrows move inside it.
grid.tabIndex = 0;
grid.role = 'application';
grid.ariaLabel = 'Trang tính';

let book: DrawnBook | null = null;
let at = { sheet: 0, row: 0, column: 0 };
let cells = new Map<string, DrawnCell>();
let sidebar = 0;

const key = (row: number, column: number): string => `${row}:${column}`;
const sheetOf = (): DrawnSheet | undefined => book?.sheets.find((sheet) => sheet.id === at.sheet);

function letters(column: number): string {
  let text = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    text = String.fromCharCode(65 + ((n - 1) % 26)) + text;
  return text;
}

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const reply = await fetch(
    `/desk/api${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  return (await reply.json()) as T;
}

async function act(operation: Operation): Promise<void> {
  if (book) show(await ask<DrawnBook>(`/books/${book.id}`, operation), operation.kind === 'menu');
}

/** Takes a new state of the book; `follow`: the add-on may have moved the active cell. */
function show(next: DrawnBook, follow: boolean): void {
  const same = book?.id === next.id;
  book = next;
  if (!same || follow || !next.sheets.some((sheet) => sheet.id === at.sheet)) at = { ...next.active };
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
      button.addEventListener('click', () => void act({ kind: 'menu', run: item.run }));
      return button;
    }),
  );
  need('message', HTMLElement).textContent = next.message;
  draw();
}

function draw(): void {
  const sheet = sheetOf();
  if (!sheet) return;
  drawTabs();
  cells = new Map(sheet.cells.map((cell) => [key(cell.row, cell.column), cell]));
  const scroll = { left: grid.scrollLeft, top: grid.scrollTop };
  grid.replaceChildren(table(sheet));
  freeze(sheet);
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
        at = { sheet: sheet.id, row: 0, column: 0 };
        draw();
        void act({ kind: 'select', ...at });
      });
      return tab;
    }),
  );
}

function shown(count: number, hidden: readonly number[]): number[] {
  const away = new Set(hidden);
  return Array.from({ length: count }, (_, index) => index).filter((index) => !away.has(index));
}

function table(sheet: DrawnSheet): HTMLTableElement {
  const element = document.createElement('table');
  const columns = shown(sheet.columns, sheet.hiddenColumns);
  const head = element.createTHead().insertRow();
  head.append(
    header('', 40),
    ...columns.map((column) => header(letters(column), sheet.widths[column] ?? 100)),
  );
  const body = element.createTBody();
  for (const row of shown(sheet.rows, sheet.hiddenRows)) {
    const line = body.insertRow();
    line.append(header(String(row + 1), 40));
    for (const column of columns) line.append(cellOf(row, column));
  }
  return element;
}

function header(text: string, width: number): HTMLTableCellElement {
  const element = document.createElement('th');
  element.textContent = text;
  element.style.width = `${width}px`;
  return element;
}

function cellOf(row: number, column: number): HTMLTableCellElement {
  const element = document.createElement('td');
  element.dataset.at = key(row, column);
  const cell = cells.get(key(row, column));
  if (!cell) return element;
  element.textContent = cell.text;
  if (cell.background) element.style.backgroundColor = cell.background;
  if (cell.color) element.style.color = cell.color;
  if (cell.bold) element.style.fontWeight = 'bold';
  if (cell.align) element.style.textAlign = cell.align;
  if (cell.note) {
    element.title = cell.note;
    element.classList.add('noted');
  }
  return element;
}

/** Frozen rows and columns stick; their offsets are known only once the table is laid out. */
function freeze(sheet: DrawnSheet): void {
  const element = grid.querySelector('table');
  if (!element) return;
  const rows = [...(element.tBodies[0]?.rows ?? [])];
  const frozenRows = shown(sheet.frozenRows, sheet.hiddenRows).length;
  const frozenColumns = shown(sheet.frozenColumns, sheet.hiddenColumns).length;
  const tops = rows.slice(0, frozenRows).map((line) => line.offsetTop);
  const lefts = [...(rows[0]?.cells ?? [])].slice(1, 1 + frozenColumns).map((cell) => cell.offsetLeft);
  rows.forEach((line, index) => {
    [...line.cells].slice(1).forEach((cell, column) => {
      if (index < frozenRows) cell.style.top = `${tops[index]}px`;
      if (column < frozenColumns) cell.style.left = `${lefts[column]}px`;
      if (index < frozenRows || column < frozenColumns) cell.classList.add('frozen');
      if (index < frozenRows && column < frozenColumns) cell.style.zIndex = '3';
    });
  });
}

const element = (row: number, column: number): HTMLTableCellElement | null =>
  grid.querySelector(`td[data-at="${key(row, column)}"]`);

function choose(): void {
  for (const chosen of grid.querySelectorAll('td.chosen')) chosen.classList.remove('chosen');
  const cell = element(at.row, at.column);
  cell?.classList.add('chosen');
  cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  need('address', HTMLElement).textContent = `${letters(at.column)}${at.row + 1}`;
  formula.value = cells.get(key(at.row, at.column))?.raw ?? '';
}

function move(rows: number, columns: number): void {
  const sheet = sheetOf();
  if (!sheet) return;
  const step = (from: number, by: number, list: readonly number[]): number =>
    list[Math.max(0, Math.min(list.length - 1, list.indexOf(from) + by))] ?? from;
  at.row = step(at.row, rows, shown(sheet.rows, sheet.hiddenRows));
  at.column = step(at.column, columns, shown(sheet.columns, sheet.hiddenColumns));
  choose();
}

async function type(text: string): Promise<void> {
  await act({ kind: 'type', ...at, text });
}

/** Opens an editor in the cell; `initial` undefined = edit what is there. */
function edit(initial?: string): void {
  const target = element(at.row, at.column);
  const cell = cells.get(key(at.row, at.column));
  if (!target) return;
  const field = cell?.choices ? picker(cell) : document.createElement('input');
  if (field instanceof HTMLInputElement) field.value = initial ?? cell?.raw ?? '';
  field.setAttribute('aria-label', `Ô ${letters(at.column)}${at.row + 1}`);
  let open = true;
  const close = async (keep: boolean, rows: number, columns: number): Promise<void> => {
    if (!open) return;
    open = false;
    if (keep) await type(field.value);
    else draw();
    move(rows, columns);
    grid.focus();
  };
  field.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent)) return;
    event.stopPropagation();
    if (event.key === 'Enter') void close(true, event.shiftKey ? -1 : 1, 0);
    else if (event.key === 'Tab') {
      event.preventDefault();
      void close(true, 0, event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') void close(false, 0, 0);
  });
  field.addEventListener('blur', () => void close(true, 0, 0));
  target.replaceChildren(field);
  field.focus();
}

function picker(cell: DrawnCell): HTMLSelectElement {
  const field = document.createElement('select');
  field.append(new Option(''), ...(cell.choices ?? []).map((choice) => new Option(choice, choice)));
  field.value = cell.text;
  return field;
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
  PageDown: [15, 0],
  PageUp: [-15, 0],
};

grid.addEventListener('keydown', (event) => {
  const step = MOVES[event.key];
  const command = event.ctrlKey || event.metaKey;
  if (step) move(...step);
  else if (event.key === 'F2') edit();
  else if (event.key === 'Delete' || event.key === 'Backspace') void type('');
  else if (command && event.key === 'z') void act({ kind: 'undo' });
  else if (!command && !event.altKey && event.key.length === 1) edit(event.key);
  else return;
  event.preventDefault();
});

grid.addEventListener('click', (event) => {
  const cell = event.target instanceof Element ? event.target.closest('td') : null;
  const [row, column] = (cell?.dataset.at ?? '').split(':').map(Number);
  if (row === undefined || column === undefined || Number.isNaN(row) || cell?.querySelector('input, select'))
    return;
  at = { ...at, row, column };
  choose();
  grid.focus();
});
grid.addEventListener('dblclick', () => edit());

document.addEventListener('paste', (event) => {
  if (event.target instanceof HTMLInputElement || document.activeElement !== grid) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const block = text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t'));
  void act({ kind: 'paste', ...at, block });
  event.preventDefault();
});

formula.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  void type(formula.value).then(() => {
    move(1, 0);
    grid.focus();
  });
});

books.addEventListener('change', () => void open(books.value));

/** The sidebar has no network: its calls come as messages, run on the host, and go back as messages. */
window.addEventListener(
  'message',
  (event: MessageEvent<{ call?: number; name?: string; args?: unknown }>) => {
    const { call, name, args } = event.data;
    if (event.source !== frame.contentWindow || call === undefined || !book) return;
    void ask<{ ok: boolean; value?: unknown; book: DrawnBook }>(`/books/${book.id}/run`, { name, args }).then(
      (reply) => {
        frame.contentWindow?.postMessage({ answer: call, ok: reply.ok, value: reply.value }, '*');
        show(reply.book, name === 'goTo' || name === 'createSheets' || name === 'pullTotals');
      },
    );
  },
);

async function open(id: string): Promise<void> {
  show(await ask<DrawnBook>(`/books/${id}`), false);
  history.replaceState(null, '', `#${id}`);
}

async function begin(): Promise<void> {
  const heads = await ask<BookHead[]>('/books');
  books.replaceChildren(...heads.map((head) => new Option(`${head.office} – ${head.title}`, head.id)));
  const wanted = location.hash.slice(1);
  const first = heads.find((head) => head.id === wanted) ?? heads[0];
  if (!first) return;
  books.value = first.id;
  await open(first.id);
}

void begin();
