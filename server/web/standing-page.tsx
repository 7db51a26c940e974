/** Công việc theo đơn vị: where the tasks of a year stand on a day, office by office, so that who answers is seen. */
import { showDate } from '../../shared/dates.ts';
import { showNumber } from '../../shared/number.ts';
import type { Lang } from '../../shared/template.ts';
import type { TaskStanding } from '../../shared/wire-evaluation.ts';
import { TASK_WORDS, type TaskLine } from '../exports/words.ts';
import { address, standingPath } from './layout.tsx';
import { pageWord } from './words.ts';

type Figures = NonNullable<TaskStanding['total']>;

const LINES = [
  'overdue',
  'inTime',
  'noDeadline',
  'completedOnTime',
  'completedLate',
  'total',
  'completionRate',
] as const satisfies readonly TaskLine[];

const Row = ({ name, figures, lang, sum }: { name: string; figures: Figures; lang: Lang; sum: boolean }) => (
  <tr class={sum ? 'sum' : undefined}>
    <th scope="row">{name}</th>
    {LINES.map((line) => {
      const value = figures.tasks[line];
      return (
        <td class={line === 'overdue' && value !== 0 ? 'right bad' : 'right'}>
          {value === null ? '' : showNumber(String(value), lang)}
        </td>
      );
    })}
    <td class="right">
      {figures.ladder.late
        .filter(({ count }) => count > 0)
        .map(({ from, to, count }) =>
          to === null
            ? pageWord(lang, 'lateFrom', { from, count })
            : pageWord(lang, 'lateBetween', { from, to, count }),
        )
        .join(' · ')}
    </td>
  </tr>
);

export const StandingPage = ({
  standing,
  form,
  lang,
}: {
  standing: TaskStanding;
  /** The form's name. */
  form: string;
  lang: Lang;
}) => {
  const { units, total, next, scope, asOf, template, year } = standing;
  const path = standingPath({ template, year }, lang);
  return (
    <>
      <h1>{pageWord(lang, 'standingTitle')}</h1>
      <p class="muted">
        {form} · {year} · {scope.name} · {pageWord(lang, 'onDay', { day: showDate(asOf, lang) })}
      </p>
      <form class="ask" method="get" action={path.replace(/\?.*$/, '')}>
        <input type="hidden" name="lang" value={lang} />
        <label>
          {pageWord(lang, 'asOf')}
          <input type="date" name="asOf" value={asOf} />
        </label>
        <button class="main" type="submit">
          {pageWord(lang, 'show')}
        </button>
      </form>
      {units.length === 0 ? (
        <p class="said">{pageWord(lang, 'noTasks')}</p>
      ) : (
        <section class="wide" tabindex={0} aria-label={pageWord(lang, 'standingTitle')}>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{pageWord(lang, 'office')}</th>
                {LINES.map((line) => (
                  <th scope="col" class="right">
                    {TASK_WORDS[line][lang]}
                  </th>
                ))}
                <th scope="col" class="right">
                  {pageWord(lang, 'lateBy')}
                </th>
              </tr>
            </thead>
            <tbody>
              {total === null ? null : <Row name={scope.name} figures={total} lang={lang} sum={true} />}
              {units.map(({ name, ...figures }) => (
                <Row name={name} figures={figures} lang={lang} sum={false} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p class="pages">
        {total === null ? <a href={path}>{pageWord(lang, 'toFirst')}</a> : null}
        {next === null ? null : (
          <a href={address(path.replace(/\?.*$/, ''), { asOf, cursor: next, lang })}>
            {pageWord(lang, 'nextOffices')}
          </a>
        )}
      </p>
    </>
  );
};
