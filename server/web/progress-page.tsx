/** Tiến độ báo cáo: offices and the forms of a period as one table, so that whoever asks for reports sees whom to ask. */
import { showDate } from '../../shared/dates.ts';
import { daysLeft } from '../../shared/period.ts';
import type { Lang } from '../../shared/template.ts';
import type { ChaseState } from '../../shared/wire-completeness.ts';
import type { ManyDecided } from '../../shared/wire-review.ts';
import type { Progress, ProgressCell } from '../usecases/read-progress.ts';
import { AcceptMany, ManyOutcome, ReportBox } from './accept-many.tsx';
import { Files } from './files.tsx';
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

/** What a reviewer may do with the table, and what became of it. */
interface Deciding {
  readonly once: string;
  readonly token: string;
  readonly decided: ManyDecided | undefined;
  /** The table as it was when the reports were chosen. */
  readonly before: Progress;
  readonly problem: string | undefined;
}

interface ProgressQuestion {
  readonly deciding: Deciding;
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
  /** Office and form in words, where many reports are chosen from. */
  readonly chooseAs: string | undefined;
  readonly cell: ProgressCell | undefined;
  readonly report: { readonly unit: string; readonly template: string; readonly period: string };
  readonly today: string;
  readonly lang: Lang;
}

const Cell = ({ cell, report, today, lang, chooseAs }: CellOf) => {
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
      {chooseAs === undefined ? null : <ReportBox report={report} cell={cell} name={chooseAs} lang={lang} />}
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

interface RowOf {
  readonly office: Office;
  readonly progress: Progress;
  readonly lang: Lang;
  readonly chooses: boolean;
}

const Row = ({ office, progress, lang, chooses }: RowOf) => (
  <tr>
    <th scope="row">{office.name}</th>
    {progress.forms.map(({ id, name }) => (
      <Cell
        chooseAs={chooses ? `${office.name} · ${name[lang]}` : undefined}
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

const Table = ({ progress, lang, chooses }: Omit<RowOf, 'office'>) => (
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
          <Row office={office} progress={progress} lang={lang} chooses={chooses} />
        ))}
      </tbody>
    </table>
  </section>
);

export const ProgressPage = ({ progress, asked }: { progress: Progress; asked: ProgressQuestion }) => {
  const { lang, state, cursor, deciding } = asked;
  const mine = progress.offices.some(({ reports }) => [...reports.values()].some((cell) => cell.mine));
  const chooses = state === 'submitted' && mine;
  const table = <Table progress={progress} lang={lang} chooses={chooses} />;
  const here = { period: progress.period.id, state, lang };
  return (
    <>
      <h1>
        {pageWord(lang, 'progress')} · {progress.period.label[lang]}
      </h1>
      {deciding.decided === undefined ? null : (
        <ManyOutcome decided={deciding.decided} progress={deciding.before} lang={lang} />
      )}
      {deciding.problem === undefined ? null : (
        <p class="said no" role="alert">
          {deciding.problem}
        </p>
      )}
      <Question progress={progress} asked={asked} />
      {progress.forms.length === 0 ? (
        <p class="said">{pageWord(lang, 'emptyPeriod')}</p>
      ) : (
        <>
          {progress.offices.length === 0 ? <p class="said">{pageWord(lang, 'emptyFilter')}</p> : null}
          {chooses ? (
            <AcceptMany
              path={address(PROGRESS_PATH, { ...here, cursor })}
              once={deciding.once}
              token={deciding.token}
              lang={lang}
            >
              {table}
            </AcceptMany>
          ) : (
            table
          )}
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
          <Files forms={progress.forms} period={progress.period.id} lang={lang} />
        </>
      )}
    </>
  );
};
