/** One figure of a total: what the offices right below the scope gave to it, and what it was over time. */
import type { Child } from 'hono/jsx';
import { compare, divide, multiply } from '../../shared/decimal.ts';
import { showNumber } from '../../shared/number.ts';
import type { Coverage } from '../../shared/wire.ts';
import type { Ranking, Series } from '../../shared/wire-series.ts';
import type { TotalFigure } from '../exports/total-figure.ts';
import { barsHeight, CHART_WIDTHS, LINE_HEIGHT } from './chart.ts';
import { address, reviewPath } from './layout.tsx';
import {
  type AskedTotals,
  asAsked,
  PERIODS_CHART_PATH,
  totalsPath,
  UNITS_CHART_PATH,
  unitsPath,
} from './totals-question.tsx';
import { pageWord } from './words.ts';

/** Bars beyond these are too many to read; the table has them all. */
export const MOST_BARS = 30;

interface UnitsShown {
  readonly figure: TotalFigure;
  readonly ranking: Ranking;
  readonly series: Series;
  readonly asked: AskedTotals;
  /** "section|row|column" */
  readonly cell: string;
}

/** What one period's line says, by the same cell. */
export function figuresOverTime({ points }: Series, { section, row, column }: Ranking['cell']) {
  return points.map(({ period, totals, coverage, reason }) => ({
    period,
    coverage,
    reason,
    value:
      totals.find((one) => one.section === section && one.row === row && one.column === column)?.value ??
      null,
  }));
}

export const unitsSaid = (units: Ranking['ranked'][number]['units']): string =>
  units.map(({ name }) => name).join(', ');

/** Drawn for a desk and for a phone; the browser takes one. */
const Chart = (of: { path: string; asked: AskedTotals; cell: string; alt: string; height: number }) => {
  const { path, asked, cell, alt, height } = of;
  const at = (width: string): string => address(path, { ...asAsked(asked), cell, width });
  return (
    <picture>
      <source media="(max-width: 480px)" srcset={at('narrow')} />
      <img
        class="chart"
        src={at('wide')}
        alt={alt}
        width={CHART_WIDTHS.wide}
        height={height}
        loading="lazy"
      />
    </picture>
  );
};

interface RowOf extends Pick<UnitsShown, 'asked' | 'cell' | 'figure'> {
  readonly ranking: Ranking;
  readonly units: Ranking['ranked'][number]['units'];
  readonly coverage: Coverage | undefined;
  readonly rank: string;
  readonly value: string | null;
  readonly note?: string;
}

/** What one office is of the whole, in per cent with one decimal; nothing where the figures are no parts of a sum. */
function shareOf(value: string | null, { total, adds }: TotalFigure): string | undefined {
  if (!adds || value === null || total === null || compare(total, '0') <= 0) return undefined;
  return divide(multiply(value, '100'), total, 1);
}

/** A group of offices on common territory is nobody's page; one that owes a single report is that report. */
const UnitName = ({ units, coverage, asked, cell }: RowOf) => {
  const [only] = units;
  if (units.length !== 1 || only === undefined || asked.basis === 'common') return unitsSaid(units);
  const isReport = asked.basis === 'asWas' && (coverage?.expected ?? 0) <= 1;
  const path = isReport
    ? address(reviewPath({ unit: only.unit, template: asked.form, period: asked.period }), {
        lang: asked.lang,
      })
    : unitsPath({ ...asked, scope: only.unit }, cell);
  return <a href={path}>{only.name}</a>;
};

const UnitRow = (row: RowOf) => {
  const { asked, coverage, rank, value, note, figure } = row;
  const { lang } = asked;
  const share = shareOf(value, figure);
  return (
    <tr>
      <td class="center">{rank}</td>
      <th scope="row">
        <UnitName {...row} />
        {note === undefined ? null : <span class="more">{note}</span>}
      </th>
      <td class="right">{value === null ? pageWord(lang, 'noFigure') : showNumber(value, lang)}</td>
      {figure.adds ? <td class="right">{share === undefined ? '' : showNumber(share, lang)}</td> : null}
      <td class="right">{coverage === undefined ? '' : pageWord(lang, 'received', coverage)}</td>
    </tr>
  );
};

const UnitsTable = ({ figure, ranking, asked, cell }: Omit<UnitsShown, 'series'>) => {
  const { lang } = asked;
  const common = { figure, ranking, asked, cell };
  const { scope, own, of } = ranking;
  return (
    <section class="wide" tabindex={0} aria-label={pageWord(lang, 'byUnit')}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col" class="center">
              {pageWord(lang, 'rank')}
            </th>
            <th scope="col">{pageWord(lang, 'office')}</th>
            <th scope="col" class="right">
              {figure.measure === undefined ? pageWord(lang, 'unitFigure') : figure.measure}
            </th>
            {figure.adds ? (
              <th scope="col" class="right">
                {pageWord(lang, 'share')}
              </th>
            ) : null}
            <th scope="col" class="right">
              {pageWord(lang, 'reported')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr class="sum">
            <td />
            <th scope="row">{scope.name}</th>
            <td class="right">
              {figure.total === null ? pageWord(lang, 'noFigure') : showNumber(figure.total, lang)}
            </td>
            {figure.adds ? <td /> : null}
            <td class="right">{pageWord(lang, 'received', figure.coverage)}</td>
          </tr>
          {ranking.ranked.map(({ units, rank, value, coverage }) => (
            <UnitRow
              {...common}
              units={units}
              rank={pageWord(lang, 'rankOf', { rank, of })}
              value={value}
              coverage={coverage}
            />
          ))}
          {own === undefined ? null : (
            <UnitRow
              {...common}
              units={[scope]}
              rank=""
              value={own.value}
              coverage={own.coverage}
              note={pageWord(lang, 'ownReport', { name: scope.name })}
            />
          )}
          {ranking.untold.map(({ units, reason }) => (
            <UnitRow
              {...common}
              units={units}
              rank=""
              value={null}
              coverage={undefined}
              note={reason[lang]}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Below = (of: Omit<UnitsShown, 'series'>) => {
  const { figure, ranking, asked, cell } = of;
  const { lang } = asked;
  const bars = Math.min(MOST_BARS, ranking.ranked.length);
  if (ranking.of === 0 && ranking.own === undefined)
    return <p class="said">{pageWord(lang, 'noUnits', { name: ranking.scope.name })}</p>;
  return (
    <>
      {bars < 2 ? null : (
        <Chart
          path={UNITS_CHART_PATH}
          asked={asked}
          cell={cell}
          alt={pageWord(lang, 'byUnitAlt', { what: figure.name, count: bars })}
          height={barsHeight(bars)}
        />
      )}
      {bars < ranking.ranked.length ? (
        <p class="muted">{pageWord(lang, 'firstBars', { count: bars, all: ranking.of })}</p>
      ) : null}
      <UnitsTable {...of} />
    </>
  );
};

const OverTime = ({ series, figure, ranking, asked, cell }: UnitsShown) => {
  const { lang } = asked;
  const line = figuresOverTime(series, ranking.cell);
  if (line.length < 2) return null;
  return (
    <section aria-labelledby="qua-cac-ky">
      <h2 id="qua-cac-ky">{pageWord(lang, 'overTime')}</h2>
      <Chart
        path={PERIODS_CHART_PATH}
        asked={asked}
        cell={cell}
        alt={pageWord(lang, 'overTimeAlt', { what: figure.name, count: line.length })}
        height={LINE_HEIGHT}
      />
      <section class="wide" tabindex={0} aria-label={pageWord(lang, 'overTime')}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{pageWord(lang, 'period')}</th>
              <th scope="col" class="right">
                {figure.measure === undefined ? pageWord(lang, 'unitFigure') : figure.measure}
              </th>
              <th scope="col" class="right">
                {pageWord(lang, 'reported')}
              </th>
            </tr>
          </thead>
          <tbody>
            {line.map(({ period, value, coverage, reason }) => (
              <tr>
                <th scope="row">
                  <a href={unitsPath({ ...asked, period: period.id }, cell)}>{period.label[lang]}</a>
                  {reason === undefined ? null : <span class="more">{reason[lang]}</span>}
                </th>
                <td class="right">{value === null ? pageWord(lang, 'noFigure') : showNumber(value, lang)}</td>
                <td class="right">{coverage === null ? '' : pageWord(lang, 'received', coverage)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
};

export const UnitsPage = ({ children, ...shown }: UnitsShown & { children?: Child }) => {
  const { figure, asked, ranking } = shown;
  const { lang } = asked;
  return (
    <>
      <h1>{figure.name}</h1>
      <p class="muted">
        {figure.form} · {figure.period} · {ranking.scope.name}
      </p>
      {children}
      <p class="pages">
        <a href={totalsPath(asked)}>{pageWord(lang, 'toTotals')}</a>
      </p>
      <Below {...shown} />
      <OverTime {...shown} />
    </>
  );
};
