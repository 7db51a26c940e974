/** Serves the desk page: the stand-in's workbooks to a browser, and every act of the person to the stand-in and the built bundle. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { buildSync } from 'esbuild';
import { type Context, Hono } from 'hono';
import { a1 } from '../../../shared/raw-sheet.ts';
import { builtIn } from '../../../shared/templates/index.ts';
import { GoogleError, ScriptError } from '../../standin/index.ts';
import type { Compared } from '../figures.ts';
import { isToTry, periodLabel } from '../import-files.ts';
import type { OfficeDesk } from '../office-desk.ts';
import type { BookHead, DrawnBook, Operation, Place } from './contract.ts';
import { drawSheet } from './drawing.ts';
import { figuresPage } from './figures-page.ts';
import { isMishap, mishap } from './mishaps.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const text = (file: string): string => readFileSync(here(file), 'utf8');

/** google.script.run inside the sidebar: calls leave as messages, since the sidebar has no network. */
const BRIDGE = `<script>(function(){
  var calls = 0, waiting = {};
  addEventListener('message', function (event) {
    var data = event.data || {}, entry = waiting[data.answer];
    if (!entry) return;
    delete waiting[data.answer];
    var handler = data.ok ? entry.success : entry.failure;
    if (handler) handler(data.ok ? data.value : new Error(String(data.value)));
  });
  function runner(success, failure) {
    return new Proxy({}, { get: function (_, name) {
      if (name === 'withSuccessHandler') return function (handler) { return runner(handler, failure); };
      if (name === 'withFailureHandler') return function (handler) { return runner(success, handler); };
      return function () {
        calls += 1;
        waiting[calls] = { success: success, failure: failure };
        parent.postMessage({ call: calls, name: name, args: Array.prototype.slice.call(arguments) }, '*');
      };
    } });
  }
  window.google = { script: { run: runner(), host: { close: function () {} } } };
})();</script>`;

const SIDEBAR_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'";

interface Open {
  readonly office: OfficeDesk;
  sidebars: number;
  message: string;
}

function bookOf(open: Open): DrawnBook {
  const { office, sidebars, message } = open;
  const { workbook, desk } = office;
  const first = workbook.sheets.find((sheet) => !sheet.hidden) ?? workbook.sheets[0];
  // The sheet in view may have been deleted.
  const inView = [desk.ui.activeSheetId, desk.ui.activeRange?.sheetId].find((id) =>
    workbook.sheets.some((sheet) => sheet.id === id),
  );
  const sheetId = inView ?? first?.id ?? 0;
  // A sheet shown after a cell of another sheet was gone to leaves that cell behind.
  const active = desk.ui.activeRange?.sheetId === sheetId ? desk.ui.activeRange : undefined;
  return {
    id: workbook.id,
    title: workbook.name,
    office: workbook.name,
    user: desk.person.email,
    sheets: workbook.sheets.map((sheet) => drawSheet(workbook, sheet, desk.person.email)),
    active: { sheet: sheetId, row: active?.rect.row ?? 0, column: active?.rect.column ?? 0 },
    menu: desk.menus.flatMap((menu) =>
      (menu.items ?? [menu]).flatMap((item) =>
        item.functionName ? [{ label: item.label, run: item.functionName }] : [],
      ),
    ),
    sidebar: desk.sidebar ? sidebars : 0,
    message,
  };
}

function sheetName(open: Open, id: number): string {
  return open.office.workbook.sheets.find((sheet) => sheet.id === id)?.name.replace(/'/g, "''") ?? '';
}

/** The person's cell is the one the add-on finds selected, as in Google. */
function stand({ office }: Open, { sheet, row, column }: Place): void {
  const { ui } = office.desk;
  ui.activeSheetId = sheet;
  ui.activeRange = { sheetId: sheet, rect: { row, column, rows: 1, columns: 1 } };
}

/** One act of the person; what Google would refuse comes back as the message of the page. */
async function act(open: Open, operation: Operation): Promise<void> {
  const { desk } = open.office;
  if (operation.kind === 'undo') desk.clerk.undo();
  else if (operation.kind === 'select') stand(open, operation);
  else if (operation.kind === 'menu') {
    await desk.run(operation.run);
    open.sidebars += 1;
  } else if (operation.kind === 'mishap') {
    const tab = open.office.workbook.sheets.find((sheet) => sheet.id === operation.sheet)?.name ?? '';
    if (isMishap(operation.what)) mishap(open.office, operation.what, { ...operation, tab });
  } else {
    const at = `'${sheetName(open, operation.sheet)}'!${a1(operation.row, operation.column)}`;
    if (operation.kind === 'clear')
      desk.clerk.clear(
        `${at}:${a1(operation.row + operation.rows - 1, operation.column + operation.columns - 1)}`,
      );
    else if (operation.kind === 'type') desk.clerk.type(at, operation.text);
    else if (operation.kind === 'paste') desk.clerk.paste(at, { kind: 'text', rows: operation.block });
  }
}

/** Office, form and period of a book in the list, in words. */
function headOf({ office }: Open): BookHead {
  const { template, period } = office.report;
  const form = builtIn(template)?.descriptors.name.vi ?? template;
  const title = `${form}, ${periodLabel(period)}`;
  return { id: office.workbook.id, office: office.workbook.name, title, toTry: isToTry(office.report) };
}

/** The books of the offices; sitting down at one for the first time opens it and its sidebar. */
function seats(offices: readonly OfficeDesk[]) {
  const books = new Map(
    offices.map((office) => [office.workbook.id, { office, sidebars: 0, message: '' } as Open]),
  );
  const opening = new Map<string, Promise<Open>>();
  const begin = async (open: Open): Promise<Open> => {
    open.office.resume();
    await open.office.desk.open('LIMITED');
    await act(open, { kind: 'menu', run: 'showSidebar' });
    return open;
  };
  return {
    heads: () => [...books.values()].map(headOf),
    /** Who asks while the book is being opened waits for it: half open it has no sidebar yet. */
    async sit(id: string): Promise<Open | undefined> {
      const open = books.get(id);
      if (!open) return undefined;
      const opened = opening.get(id) ?? begin(open);
      opening.set(id, opened);
      opened.catch(() => opening.delete(id));
      return opened;
    },
  };
}

function pageRoutes(app: Hono, figures: readonly Compared[]): void {
  const script = buildSync({
    entryPoints: [here('page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/', (c) => c.redirect('/desk'));
  app.get('/desk', (c) => c.html(text('page.html')));
  const style = (file: string) => (c: Context) =>
    c.body(text(file), 200, { 'content-type': 'text/css; charset=utf-8' });
  app.get('/desk/page.css', style('page.css'));
  app.get('/desk/colours.css', style('../../../addon/sidebar/colours.css'));
  app.get('/desk/page.js', (c) =>
    c.body(script.outputFiles[0]?.text ?? '', 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/desk/figures', (c) => c.html(figuresPage(figures)));
}

function bookRoutes(app: Hono, { heads, sit }: ReturnType<typeof seats>): void {
  app.get('/desk/api/books', (c) => c.json(heads()));
  app.get('/desk/api/books/:id', async (c) => {
    const open = await sit(c.req.param('id'));
    return open ? c.json(bookOf(open)) : c.notFound();
  });
  app.post('/desk/api/books/:id', async (c) => {
    const open = await sit(c.req.param('id'));
    if (!open) return c.notFound();
    open.message = '';
    try {
      await act(open, await c.req.json<Operation>());
    } catch (error) {
      if (!(error instanceof GoogleError || error instanceof ScriptError)) throw error;
      open.message = error instanceof GoogleError ? error.inLanguage('vi') : error.message;
    }
    return c.json(bookOf(open));
  });
  app.post('/desk/api/books/:id/run', async (c) => {
    const open = await sit(c.req.param('id'));
    if (!open) return c.notFound();
    const { name, args, at } = await c.req.json<{ name: string; args: unknown[]; at: Place }>();
    open.message = '';
    stand(open, at);
    try {
      const value = await open.office.desk.run(name, ...args);
      return c.json({ ok: true, value, book: bookOf(open) });
    } catch (error) {
      return c.json({ ok: false, value: error instanceof Error ? error.message : '', book: bookOf(open) });
    }
  });
}

/** As Google does, sidebars come from an origin of their own: they keep what is theirs and reach nothing of the page. */
function sidebarApp({ sit }: ReturnType<typeof seats>): Hono {
  const app = new Hono();
  app.get('/desk/books/:id/sidebar', async (c) => {
    const open = await sit(c.req.param('id'));
    const html = open?.office.desk.sidebar?.content ?? '';
    c.header('content-security-policy', SIDEBAR_POLICY);
    return c.html(html.replace('<head>', () => `<head>${BRIDGE}`));
  });
  return app;
}

export interface ServedDesk {
  readonly url: string;
  stop(): Promise<void>;
}

function listenOn(app: Hono, port: number): Promise<ServedDesk> {
  return new Promise((done, failed) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (address) =>
      done({
        url: `http://127.0.0.1:${(address as AddressInfo).port}`,
        stop: () => new Promise((closed) => server.close(() => closed())),
      }),
    );
    server.once('error', failed);
  });
}

const listen = (app: Hono, port: number): Promise<ServedDesk> =>
  listenOn(app, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return listenOn(app, 0);
  });

/** Starts the page on `port` of this machine and the sidebars on the next, or on any free ones where they are taken. */
export async function serveDesk(
  offices: readonly OfficeDesk[],
  figures: readonly Compared[],
  port = 0,
): Promise<ServedDesk> {
  const books = seats(offices);
  const sidebars = await listen(sidebarApp(books), port && port + 1);
  const app = new Hono();
  pageRoutes(app, figures);
  bookRoutes(app, books);
  app.get('/desk/books/:id/sidebar', (c) => {
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`${sidebars.url}${pathname}${search}`);
  });
  const page = await listen(app, port);
  return {
    url: page.url,
    stop: async () => {
      await Promise.all([page.stop(), sidebars.stop()]);
    },
  };
}
