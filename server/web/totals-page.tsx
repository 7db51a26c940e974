/** Tổng hợp: the totals of a form on the basis asked for, each figure a way to the offices behind it. */
import type { Child } from 'hono/jsx';
import type { Lang } from '../../shared/template.ts';
import type { CompletenessReply } from '../../shared/wire-completeness.ts';
import type { Table } from '../exports/table.ts';
import { type TotalsExport, totalsTables } from '../exports/totals-table.ts';
import { madeLine } from '../exports/words.ts';
import { FiguresTable, RowPages } from './figures-table.tsx';
import { Files } from './files.tsx';
import { address, PROGRESS_PATH, TOTALS_PATH } from './layout.tsx';
import { type AskedTotals, asAsked, totalsPath, unitsPath } from './totals-question.tsx';
import { pageWord } from './words.ts';

/** Rows of one table at a time: a page of them is quick to read on a slow line. */
const ROWS = 200;

/** Which table is turned to another page, by its place. */
interface Turned {
  readonly table: number;
  readonly from: number;
}

interface TotalsShown {
  readonly of: TotalsExport;
  readonly asked: AskedTotals;
  readonly turned: Turned;
  /** The reader may see what each office gave. */
  readonly opens: boolean;
  /** The offices right below the scope; undefined where another map is asked for. */
  readonly below: CompletenessReply | undefined;
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <>
    {lines.map((line) => (
      <p class="line">{line}</p>
    ))}
  </>
);

interface Part {
  readonly table: Table;
  readonly at: number;
  readonly asked: AskedTotals;
  readonly turned: Turned;
  readonly opens: boolean;
  /** Said on top of the page already. */
  readonly common: readonly string[];
}

/** One table under its name, with what is said of it alone. */
const TablePart = ({ table, at, asked, turned, opens, common }: Part) => {
  const { lang } = asked;
  const rows = { from: turned.table === at ? turned.from : 0, count: ROWS };
  const own = table.lines.filter((line) => !common.includes(line));
  const id = `bang-${at}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{table.name}</h2>
      <Lines lines={own} />
      {table.columns.length === 0 ? null : (
        <FiguresTable
          table={table}
          rows={rows}
          lang={lang}
          behind={
            opens ? ({ section, row, column }) => unitsPath(asked, `${section}|${row}|${column}`) : undefined
          }
        />
      )}
      <RowPages
        all={table.rows.length}
        rows={rows}
        lang={lang}
        at={(from) =>
          `${address(TOTALS_PATH, { ...asAsked(asked), table: String(at), from: String(from) })}#${id}`
        }
      />
    </section>
  );
};

const Below = ({ below, asked }: { below: CompletenessReply; asked: AskedTotals }) => {
  const { lang } = asked;
  if (below.children.length === 0) return null;
  return (
    <details>
      <summary>{pageWord(lang, 'byUnit')}</summary>
      <ul class="columns">
        {below.children.map(({ unit, name, subtree }) => (
          <li>
            <a href={totalsPath({ ...asked, scope: unit })}>{name}</a>{' '}
            <span class="muted">{pageWord(lang, 'received', subtree)}</span>
          </li>
        ))}
      </ul>
      {below.next === null ? null : (
        <p>
          <a href={address(TOTALS_PATH, { ...asAsked(asked), cursor: below.next })}>
            {pageWord(lang, 'moreUnits')}
          </a>
        </p>
      )}
    </details>
  );
};

/** Where the figures are of a part only, the way back to all of them; and the way to who has not sent. */
const Ways = ({ asked }: { asked: AskedTotals }) => {
  const { lang, period, scope } = asked;
  return (
    <p class="pages">
      {scope === undefined ? null : (
        <a href={totalsPath({ ...asked, scope: undefined })}>{pageWord(lang, 'wholeScope')}</a>
      )}
      <a href={address(PROGRESS_PATH, { period, lang })}>{pageWord(lang, 'progress')}</a>
    </p>
  );
};

export const TotalsPage = ({
  of,
  asked,
  turned,
  opens,
  below,
  children,
}: TotalsShown & { children?: Child }) => {
  const { lang } = asked;
  const told = madeLine(of.made, lang);
  // A page is read now; when it was made matters in a file only.
  const tables = totalsTables(of).map((table) => ({
    ...table,
    lines: table.lines.filter((line) => line !== told),
  }));
  const common = tables[0]?.lines ?? [];
  const shared = common.filter((line) => tables.every(({ lines }) => lines.includes(line)));
  return (
    <>
      <h1>{of.template.descriptors.name[lang]}</h1>
      {children}
      <Lines lines={shared} />
      <Ways asked={asked} />
      {below === undefined ? null : <Below below={below} asked={asked} />}
      {tables.map((table, at) => (
        <TablePart table={table} at={at} asked={asked} turned={turned} opens={opens} common={shared} />
      ))}
      <TotalsFiles of={of} asked={asked} lang={lang} />
    </>
  );
};

const TotalsFiles = ({ of, asked, lang }: { of: TotalsExport; asked: AskedTotals; lang: Lang }) => {
  const { form: _form, period, lang: _lang, ...rest } = asAsked(asked);
  const { id, descriptors } = of.template;
  return <Files forms={[{ id, name: descriptors.name }]} period={period} lang={lang} asked={rest} />;
};
