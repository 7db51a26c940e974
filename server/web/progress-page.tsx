/** Tiến độ báo cáo: offices and the forms of a period as one table, so that whoever asks for reports sees whom to ask. */
import { showDate } from '../../shared/dates.ts';
import { daysLeft } from '../../shared/period.ts';
import type { Lang } from '../../shared/template.ts';
import type { ChaseState } from '../../shared/wire-completeness.ts';
import type { Progress, ProgressCell } from '../usecases/read-progress.ts';
import { address, PROGRESS_PATH, reviewPath } from './layout.tsx';
import { pageWord, type Word } from './words.ts';

/** What the table can be narrowed to. */
export const PROGRESS_FILTERS = {
  unsent: 'unsentFilter',
  overdue: 'overdueFilter',
  submitted: 'submittedFilter',
  returned: 'returnedFilter',
} as const satisfies Partial<Record<ChaseState, Word>>;
export type ProgressFilter = keyof typeof PROGRESS_FILTERS;

interface ProgressQuestion {
  readonly lang: Lang;
  readonly state: ProgressFilter | undefined;
  readonly cursor: string | undefined;
}

type Form = Progress['forms'][number];
type Office = Progress['offices'][number];

/** How a report stands in words, and how urgent that is. */
function standing({ state, overdue }: ProgressCell): readonly [word: Word, look: string] {
  if (state === 'accepted') return ['accepted', 'done'];
  if (state === 'locked') return ['locked', 'done'];
  if (state === 'submitted') return ['sent', ''];
  if (state === 'returned') return ['returned', overdue ? 'bad' : 'warn'];
  return ['notSent', overdue ? 'bad' : ''];
}

interface CellOf {
  readonly cell: ProgressCell | undefined;
  readonly report: { readonly unit: string; readonly template: string; readonly period: string };
  readonly today: string;
  readonly lang: Lang;
}

const Cell = ({ cell, report, today, lang }: CellOf) => {
  if (cell === undefined) return <td class="muted">{pageWord(lang, 'notAsked')}</td>;
  const [name, look] = standing(cell);
  const { due, late, overdue, missing } = cell;
  const isToCome = name === 'notSent' || name === 'returned';
  const more = [
    overdue && due !== null ? pageWord(lang, 'overdue', { days: -daysLeft(due, today) }) : '',
    late ? pageWord(lang, 'sentLate') : '',
    missing > 0 ? pageWord(lang, 'missing', { count: missing.toLocaleString(lang) }) : '',
    !overdue && due !== null && isToCome ? pageWord(lang, 'due', { day: showDate(due, lang) }) : '',
  ].filter((part) => part !== '');
  return (
    <td>
      {name === 'notSent' ? (
        <span class={look}>{pageWord(lang, name)}</span>
      ) : (
        <a class={look} href={address(reviewPath(report), { lang })}>
          {pageWord(lang, name)}
        </a>
      )}
      {more.length > 0 ? <span class="more">{more.join(' · ')}</span> : null}
    </td>
  );
};

const Sum = ({ form: { name, sum }, lang }: { form: Form; lang: Lang }) => (
  <td>
    {pageWord(lang, 'received', sum)}
    <progress class="bar" value={sum.received} max={Math.max(1, sum.expected)} aria-label={name[lang]} />
    <span class="more">
      {pageWord(lang, 'coverage', sum)}
      {sum.overdue > 0 ? (
        <span class="bad"> · {pageWord(lang, 'overdueCount', { count: sum.overdue })}</span>
      ) : null}
    </span>
  </td>
);

const Row = ({ office, progress, lang }: { office: Office; progress: Progress; lang: Lang }) => (
  <tr>
    <th scope="row">{office.name}</th>
    {progress.forms.map(({ id }) => (
      <Cell
        cell={office.reports.get(id)}
        report={{ unit: office.unit, template: id, period: progress.period.id }}
        today={progress.today}
        lang={lang}
      />
    ))}
  </tr>
);

const Question = ({ progress, asked }: { progress: Progress; asked: ProgressQuestion }) => {
  const { lang, state } = asked;
  return (
    <form class="ask" method="get" action={PROGRESS_PATH}>
      <input type="hidden" name="lang" value={lang} />
      <label>
        {pageWord(lang, 'period')}
        <select name="period">
          {progress.periods.map(({ id, label }) => (
            <option value={id} selected={id === progress.period.id}>
              {label[lang]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {pageWord(lang, 'filter')}
        <select name="state">
          <option value="">{pageWord(lang, 'allOffices')}</option>
          {Object.entries(PROGRESS_FILTERS).map(([name, said]) => (
            <option value={name} selected={name === state}>
              {pageWord(lang, said)}
            </option>
          ))}
        </select>
      </label>
      <button class="main" type="submit">
        {pageWord(lang, 'show')}
      </button>
    </form>
  );
};

const Table = ({ progress, lang }: { progress: Progress; lang: Lang }) => (
  // What scrolls sideways must be reached by the keyboard.
  <section class="wide" tabindex={0} aria-label={pageWord(lang, 'progress')}>
    <table>
      <thead>
        <tr>
          <th scope="col">{pageWord(lang, 'office')}</th>
          {progress.forms.map(({ name }) => (
            <th scope="col">{name[lang]}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr class="sum">
          <th scope="row">{pageWord(lang, 'total')}</th>
          {progress.forms.map((form) => (
            <Sum form={form} lang={lang} />
          ))}
        </tr>
        {progress.offices.map((office) => (
          <Row office={office} progress={progress} lang={lang} />
        ))}
      </tbody>
    </table>
  </section>
);

export const ProgressPage = ({ progress, asked }: { progress: Progress; asked: ProgressQuestion }) => {
  const { lang, state, cursor } = asked;
  const here = { period: progress.period.id, state, lang };
  return (
    <>
      <h1>
        {pageWord(lang, 'progress')} · {progress.period.label[lang]}
      </h1>
      <Question progress={progress} asked={asked} />
      {progress.forms.length === 0 ? (
        <p class="said">{pageWord(lang, 'emptyPeriod')}</p>
      ) : (
        <>
          {progress.offices.length === 0 ? <p class="said">{pageWord(lang, 'emptyFilter')}</p> : null}
          <Table progress={progress} lang={lang} />
          <p>
            {cursor === undefined ? null : (
              <a href={address(PROGRESS_PATH, here)}>{pageWord(lang, 'toFirst')}</a>
            )}{' '}
            {progress.next === null ? null : (
              <a href={address(PROGRESS_PATH, { ...here, cursor: progress.next })}>
                {pageWord(lang, 'nextOffices')}
              </a>
            )}
          </p>
        </>
      )}
    </>
  );
};
