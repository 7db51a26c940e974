/** A clerk's desk with the built add-on, a sheet of the tiny form, and the real server behind a network a test can break. */
import { type AddonDesk, addonDesk, SERVER_HOST } from './addon-desk.ts';
import { newKey, type TestApp } from './app.ts';
import { TINY } from './make.ts';

type Mode = 'draft' | 'submit';

export interface TinyDesk extends AddonDesk {
  /** Types into a cell of the grid, by the key the sheet hides in its first column; returns its address. */
  type(row: string, value: string, column?: string): string;
  see(row: string, column?: string): string;
  /** What a press of Send asks for, with a reason for every warning. */
  sending(mode?: Mode): Promise<{ mode: Mode; reasons: Record<string, string>; key: string }>;
  /** Stands between the add-on and the server; undefined: nothing does. */
  broken: ((request: Request, send: () => Promise<Response>) => Promise<Response>) | undefined;
}

const TAB = 'Chính';

/** `person` sends for the office `unit`; each desk has a file of its own. */
export async function tinyDesk(app: TestApp, unit: string, person = `clerk.${unit}`): Promise<TinyDesk> {
  const url = await app.app.url;
  const route = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const send = async (): Promise<Response> =>
      fetch(new URL(`${pathname}${search}`, url), {
        method: request.method,
        headers: request.headers,
        ...(request.method === 'GET' ? {} : { body: await request.text() }),
      });
    return desk.broken === undefined ? send() : desk.broken(request, send);
  };
  const at = addonDesk(TINY, {}, { network: { [SERVER_HOST]: route }, token: () => app.token(person) });
  const address = (row: string, column: string): string => {
    const sheet = at.desk.clerk.sheet(TAB);
    const columns = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value);
    const rows = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value);
    return `${String.fromCharCode(65 + columns.indexOf(column))}${rows.indexOf(row) + 1}`;
  };
  const desk: TinyDesk = {
    ...at,
    broken: undefined,
    type(row, value, column = 'n') {
      const cell = address(row, column);
      at.desk.clerk.type(`'${TAB}'!${cell}`, value);
      return cell;
    },
    see: (row, column = 'n') => at.desk.clerk.see(`'${TAB}'!${address(row, column)}`),
    async sending(mode = 'submit') {
      const { issues } = await at.call('check');
      const warnings = issues.filter(({ severity }) => severity === 'warning');
      return {
        mode,
        reasons: Object.fromEntries(warnings.map(({ key }) => [key, 'đã kiểm tra'])),
        key: newKey(),
      };
    },
  };
  await at.call('createSheets', { unit, template: 'tiny', period: '2022-q1' });
  return desk;
}
