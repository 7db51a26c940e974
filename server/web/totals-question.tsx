/** What is asked of totals: form, period, scope, map and what is counted; the form that asks it, and the addresses that carry it on. */
import type { Period } from '../../shared/period.ts';
import type { Bilingual, Lang } from '../../shared/template.ts';
import type { BasisKind } from '../usecases/totals/territory-shelf.ts';
import { address, TOTALS_PATH } from './layout.tsx';
import { pageWord, type Word } from './words.ts';

export const UNITS_PATH = `${TOTALS_PATH}/theo-don-vi`;
export const UNITS_CHART_PATH = `${TOTALS_PATH}/bieu-do/don-vi.svg`;
export const PERIODS_CHART_PATH = `${TOTALS_PATH}/bieu-do/ky.svg`;

/** As it stands in the address; what is undefined is as the reader's right and the form say. */
export interface AskedTotals {
  readonly form: string;
  readonly period: string;
  readonly scope: string | undefined;
  readonly basis: BasisKind;
  readonly counts: 'accepted' | 'submitted' | undefined;
  /** ISO. */
  readonly asOf: string | undefined;
  readonly lang: Lang;
}

/** The part of an address that asks the same again. */
export const asAsked = ({ form, period, scope, basis, counts, asOf, lang }: AskedTotals) => ({
  form,
  period,
  scope,
  basis: basis === 'asWas' ? undefined : basis,
  counts,
  asOf,
  lang,
});

export const totalsPath = (asked: AskedTotals): string => address(TOTALS_PATH, asAsked(asked));
export const unitsPath = (asked: AskedTotals, cell: string): string =>
  address(UNITS_PATH, { ...asAsked(asked), cell });

interface Choices {
  readonly asked: AskedTotals;
  readonly periods: readonly Period[];
  readonly forms: readonly { readonly id: string; readonly name: Bilingual }[];
  /** Stays as it is while the rest is chosen anew. */
  readonly cell?: string;
  /** The form has tasks, so a day matters. */
  readonly hasTasks: boolean;
}

const BASES: Readonly<Record<BasisKind, Word>> = {
  asWas: 'basisAsWas',
  today: 'basisToday',
  common: 'basisCommon',
};
const COUNTS = { accepted: 'countsAccepted', submitted: 'countsSubmitted' } as const;

const Choice = (of: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, said: string])[];
  readonly chosen: string;
}) => (
  <label>
    {of.label}
    <select name={of.name}>
      {of.options.map(([value, said]) => (
        <option value={value} selected={value === of.chosen}>
          {said}
        </option>
      ))}
    </select>
  </label>
);

export const TotalsQuestion = ({ asked, periods, forms, cell, hasTasks }: Choices) => {
  const { lang, scope } = asked;
  const said = (name: Word): string => pageWord(lang, name);
  const bases = Object.entries(BASES).map(([id, name]) => [id, said(name)] as const);
  const counts = Object.entries(COUNTS).map(([id, name]) => [id, said(name)] as const);
  return (
    <form class="ask" method="get" action={cell === undefined ? TOTALS_PATH : UNITS_PATH}>
      <input type="hidden" name="lang" value={lang} />
      {scope === undefined ? null : <input type="hidden" name="scope" value={scope} />}
      {cell === undefined ? null : <input type="hidden" name="cell" value={cell} />}
      {cell === undefined ? (
        <Choice
          name="form"
          label={said('form')}
          options={forms.map(({ id, name }) => [id, name[lang]])}
          chosen={asked.form}
        />
      ) : (
        <input type="hidden" name="form" value={asked.form} />
      )}
      <Choice
        name="period"
        label={said('period')}
        options={periods.map(({ id, label }) => [id, label[lang]])}
        chosen={asked.period}
      />
      <Choice name="basis" label={said('basis')} options={bases} chosen={asked.basis} />
      <Choice
        name="counts"
        label={said('counting')}
        options={[['', said('countsForm')], ...counts]}
        chosen={asked.counts ?? ''}
      />
      {hasTasks ? (
        <label>
          {said('asOf')}
          <input type="date" name="asOf" value={asked.asOf ?? ''} />
        </label>
      ) : null}
      <button class="main" type="submit">
        {said('show')}
      </button>
    </form>
  );
};
