/** Tổng quan: of every form of a period how far it is, what slips and who answers, and how the figures stand against the period before. */
import type { Child } from 'hono/jsx';
import { showDate } from '../../shared/dates.ts';
import { divide, multiply, subtract } from '../../shared/decimal.ts';
import { showNumber } from '../../shared/number.ts';
import { columnOf, type Lang, type Section } from '../../shared/template.ts';
import type { Coverage, TaskCounts } from '../../shared/wire.ts';
import { countedValue } from '../exports/breakdown.ts';
import { TASK_WORDS, type TaskLine } from '../exports/words.ts';
import type { FormOverview, Overview } from '../usecases/totals/read-overview.ts';
import { address, OVERVIEW_PATH, PROGRESS_PATH, shortfallsPath, standingPath } from './layout.tsx';
import { type AskedTotals, totalsPath, unitsPath } from './totals-question.tsx';
import { pageWord } from './words.ts';

interface Glance {
  readonly form: FormOverview;
  readonly asked: AskedTotals;
  /** The year whose tasks are asked for. */
  readonly year: number;
}

/** Lines told of tasks, the ones that want somebody to act first. */
const TASKS = [
  ['overdue', 'bad'],
  ['inTime', ''],
  ['completedOnTime', 'done'],
  ['completedLate', 'warn'],
  ['total', ''],
  ['completionRate', ''],
] as const satisfies readonly (readonly [TaskLine, string])[];

const Fact = ({
  words,
  look,
  href,
  children,
}: {
  words: string;
  look?: string;
  href: string;
  children?: Child;
}) => (
  <div>
    <dt>{words}</dt>
    <dd>
      <a class={`figure ${look ?? ''}`} href={href}>
        {children}
      </a>
    </dd>
  </div>
);

const CoverageLine = ({ coverage, asked }: { coverage: Coverage; asked: AskedTotals }) => {
  const { lang, period } = asked;
  const { expected, received, late } = coverage;
  const missing = expected - received;
  const progress = (state?: string): string => address(PROGRESS_PATH, { period, state, lang });
  return (
    <>
      <p class="pages">
        <a href={progress()}>{pageWord(lang, 'received', coverage)}</a>
        <span>{pageWord(lang, 'coverage', coverage)}</span>
        {missing === 0 ? null : (
          <a class="warn" href={progress('unsent')}>
            {pageWord(lang, 'notYetSent', { count: missing })}
          </a>
        )}
        {late === 0 ? null : <span class="muted">{pageWord(lang, 'sentLateCount', { count: late })}</span>}
      </p>
      <progress
        class="bar"
        value={received}
        max={Math.max(1, expected)}
        aria-label={pageWord(lang, 'reported')}
      />
    </>
  );
};

const Tasks = ({
  counts,
  section,
  glance,
}: {
  counts: TaskCounts;
  section: Section | undefined;
  glance: Glance;
}) => {
  const { asked, year } = glance;
  const { lang } = asked;
  if (counts.total === 0) return null;
  return (
    <>
      <h3>
        {section?.label[lang]}{' '}
        <span class="muted">{pageWord(lang, 'onDay', { day: showDate(counts.asOf, lang) })}</span>
      </h3>
      <dl class="facts">
        {TASKS.map(([line, look]) => {
          const value = counts[line];
          const said = value === null ? pageWord(lang, 'nothingDue') : showNumber(String(value), lang);
          return (
            <Fact
              words={TASK_WORDS[line][lang]}
              look={value === 0 ? '' : look}
              href={standingPath({ template: asked.form, year }, lang)}
            >
              {said}
            </Fact>
          );
        })}
      </dl>
    </>
  );
};

/** Rows by the verdict their figures bear. */
const Verdicts = ({ section, glance }: { section: Section; glance: Glance }) => {
  const { form, asked } = glance;
  const { lang, period } = asked;
  const column = section.columns.find(
    ({ id, derive }) => derive?.kind === 'verdict' && section.countBy?.includes(id),
  );
  if (column === undefined) return null;
  const counts = new Map<string, number>();
  for (const { section: of, values, count } of form.totals.buckets) {
    if (of !== section.id) continue;
    const verdict = values[column.id] ?? '';
    counts.set(verdict, (counts.get(verdict) ?? 0) + count);
  }
  if (counts.size === 0) return null;
  const order = [...(column.options ?? []).map(({ id }) => id), ''].filter((id) => counts.has(id));
  return (
    <>
      <h3>{column.label[lang]}</h3>
      <dl class="facts">
        {order.map((verdict) => (
          <Fact
            words={
              verdict === ''
                ? pageWord(lang, 'noVerdict')
                : String(countedValue(column, verdict, lang)?.value ?? verdict)
            }
            look={verdict === 'missed' ? 'bad' : ''}
            href={
              verdict === 'missed'
                ? shortfallsPath({ template: asked.form, period }, lang)
                : totalsPath(asked)
            }
          >
            {showNumber(String(counts.get(verdict) ?? 0), lang)}
          </Fact>
        ))}
      </dl>
    </>
  );
};

/** "+12,5 %"; nothing where there is nothing to hold it against. */
function growth(now: string | null, before: string | null, lang: Lang): string {
  if (now === null || before === null) return '';
  const percent = divide(multiply(subtract(now, before), '100'), before, 1);
  if (percent === undefined) return '';
  return `${percent.startsWith('-') ? '' : '+'}${showNumber(percent, lang)} %`;
}

const ComparedTable = ({ form, asked }: Glance) => {
  const { lang } = asked;
  const { compared, before, template } = form;
  const [first] = compared;
  if (first === undefined) return null;
  const section = template.sections.find(({ id }) => id === first.section);
  const column = section && columnOf(section, first.column);
  return (
    <section class="wide" tabindex={0} aria-label={template.descriptors.name[lang]}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{pageWord(lang, 'indicator')}</th>
            <th scope="col" class="right">
              {column?.label[lang]}
            </th>
            <th scope="col" class="right">
              {before?.[lang] ?? pageWord(lang, 'periodBefore')}
            </th>
            <th scope="col" class="right">
              {pageWord(lang, 'growth')}
            </th>
          </tr>
        </thead>
        <tbody>
          {compared.map(({ section: of, row, column: id, now, before: was }) => (
            <tr>
              <th scope="row">
                {row.label[lang]}
                {row.unit === undefined ? null : <span class="more">{row.unit}</span>}
              </th>
              <td class="right">
                <a class="figure" href={unitsPath(asked, `${of}|${row.key}|${id}`)}>
                  {now === null ? '' : showNumber(now, lang)}
                </a>
              </td>
              <td class="right">{was === null ? pageWord(lang, 'noFigure') : showNumber(was, lang)}</td>
              <td class="right">{growth(now, was, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const FormGlance = (glance: Glance) => {
  const { form, asked } = glance;
  const { lang } = asked;
  const { template, totals } = form;
  const id = `bieu-${template.id}`;
  return (
    <section class="glance" aria-labelledby={id}>
      <h2 id={id}>
        <a href={totalsPath(asked)}>{template.descriptors.name[lang]}</a>
      </h2>
      <CoverageLine coverage={totals.coverage} asked={asked} />
      {totals.tasks.map((counts) => (
        <Tasks
          counts={counts}
          section={template.sections.find((section) => section.id === counts.section)}
          glance={glance}
        />
      ))}
      {template.sections.map((section) => (
        <Verdicts section={section} glance={glance} />
      ))}
      <ComparedTable {...glance} />
    </section>
  );
};

export const OverviewPage = ({ overview, lang }: { overview: Overview; lang: Lang }) => {
  const { period, periods, forms } = overview;
  const [first] = forms;
  return (
    <>
      <h1>
        {pageWord(lang, 'overview')} · {period.label[lang]}
      </h1>
      <form class="ask" method="get" action={OVERVIEW_PATH}>
        <input type="hidden" name="lang" value={lang} />
        <label>
          {pageWord(lang, 'period')}
          <select name="period">
            {periods.map(({ id, label }) => (
              <option value={id} selected={id === period.id}>
                {label[lang]}
              </option>
            ))}
          </select>
        </label>
        <button class="main" type="submit">
          {pageWord(lang, 'show')}
        </button>
      </form>
      {first === undefined ? (
        <p class="said">{pageWord(lang, 'emptyTotals')}</p>
      ) : (
        <p class="muted">
          {first.totals.scope.name} · {pageWord(lang, 'basis')}: {pageWord(lang, 'basisAsWas')}
        </p>
      )}
      {forms.map((form) => (
        <FormGlance
          form={form}
          year={period.year}
          asked={{
            form: form.template.id,
            period: period.id,
            scope: undefined,
            basis: 'asWas',
            counts: undefined,
            asOf: undefined,
            lang,
          }}
        />
      ))}
    </>
  );
};
