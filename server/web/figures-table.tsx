/** A table of exported figures as a page shows it: numbers right under their headers, each that can be opened a link. */
import { showDate } from '../../shared/dates.ts';
import { showNumber } from '../../shared/number.ts';
import type { CellRef } from '../../shared/report.ts';
import type { Lang } from '../../shared/template.ts';
import type { Table, TableCell, TableColumn, TableRow } from '../exports/table.ts';
import { pageWord } from './words.ts';

/** Which rows of a table are shown: from the first, counted from 0, so many. */
interface RowWindow {
  readonly from: number;
  readonly count: number;
}

interface Shown {
  readonly table: Table;
  readonly rows: RowWindow;
  readonly lang: Lang;
  /** Where the figures behind one of them are; undefined: nowhere. */
  readonly behind: ((of: CellRef) => string) | undefined;
}

const words = (cell: TableCell, lang: Lang): string => {
  if (cell === null) return '';
  if (cell.type === 'number') return showNumber(cell.value, lang);
  return cell.type === 'date' ? showDate(cell.value, lang) : cell.value;
};

/** Words of ours, such as the offices that reported, are no figures of the form. */
const isFigure = ({ id }: TableColumn): boolean => !id.startsWith('_');
const LABEL = '_label';

const isCell = (at: { readonly [K in keyof CellRef]: CellRef[K] | undefined }): at is CellRef =>
  at.section !== undefined && at.row !== undefined;

const Cell = (of: Pick<Shown, 'table' | 'lang' | 'behind'> & { row: TableRow; place: number }) => {
  const { table, row, place, lang, behind } = of;
  const column = table.columns[place];
  const cell = row.cells[place] ?? null;
  if (column === undefined) return null;
  const said = words(cell, lang);
  if (column.id === LABEL)
    return (
      <th scope="row" class={`in${row.indent}`}>
        {said}
      </th>
    );
  const opens = cell?.type === 'number' && isFigure(column);
  const at = { section: table.section, row: row.key, column: column.id };
  const path = opens && isCell(at) ? behind?.(at) : undefined;
  return (
    <td class={column.align}>
      {path === undefined ? (
        said
      ) : (
        <a class="figure" href={path}>
          {said}
        </a>
      )}
    </td>
  );
};

const Header = ({ header, group, align }: TableColumn) => (
  <th scope="col" class={align}>
    {group === undefined ? null : <span class="more">{group}</span>}
    {header}
  </th>
);

export const FiguresTable = ({ table, rows: { from, count }, lang, behind }: Shown) => {
  const rows = table.rows.slice(from, from + count);
  return (
    // What scrolls sideways must be reached by the keyboard.
    <section class="wide" tabindex={0} aria-label={table.name}>
      <table class="figures">
        <thead>
          <tr>
            {table.columns.map((column) => (
              <Header {...column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr class={row.bold ? 'bold' : undefined}>
              {table.columns.map((_, place) => (
                <Cell table={table} row={row} place={place} lang={lang} behind={behind} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** The way to the rows before and after those shown, where a table has more. */
export const RowPages = (of: {
  readonly all: number;
  readonly rows: RowWindow;
  readonly lang: Lang;
  readonly at: (from: number) => string;
}) => {
  const { all, rows, lang, at } = of;
  const last = Math.min(all, rows.from + rows.count);
  if (all <= rows.count) return null;
  return (
    <p class="pages">
      {pageWord(lang, 'someRows', {
        first: (rows.from + 1).toLocaleString(lang),
        last: last.toLocaleString(lang),
        all: all.toLocaleString(lang),
      })}
      {rows.from === 0 ? null : (
        <a href={at(Math.max(0, rows.from - rows.count))}>{pageWord(lang, 'previousRows')}</a>
      )}
      {last === all ? null : <a href={at(last)}>{pageWord(lang, 'nextRows')}</a>}
    </p>
  );
};
