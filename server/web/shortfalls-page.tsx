/** Chỗ chưa đạt: the targets missed and the findings not mended of a period, each with its office and the task opened from it. */
import { showNumber } from '../../shared/number.ts';
import type { Lang } from '../../shared/template.ts';
import type { ShortfallLine, ShortfallList } from '../../shared/wire-tasks.ts';
import { address, reviewPath, shortfallsPath } from './layout.tsx';
import { pageWord } from './words.ts';

/** Plan and result, in words where they are words. */
function figuresSaid({ figures, measure }: ShortfallLine, lang: Lang): readonly [owed: string, done: string] {
  const unit = measure === null ? '' : ` ${measure}`;
  const said = (value: string): string => `${showNumber(value, lang)}${unit}`;
  return figures.kind === 'missed'
    ? [figures.plan, said(figures.actual)]
    : [said(figures.owed), said(figures.done)];
}

const Line = ({ line, list, lang }: { line: ShortfallLine; list: ShortfallList; lang: Lang }) => {
  const [owed, done] = figuresSaid(line, lang);
  const report = { unit: line.unit, template: list.template, period: list.period.id };
  return (
    <tr>
      <th scope="row">{line.label[lang]}</th>
      <td>
        <a href={address(reviewPath(report), { lang })}>{line.name}</a>
      </td>
      <td class="right">{owed}</td>
      <td class="right">{done}</td>
      <td>
        {line.task === null ? (
          <span class="warn">{pageWord(lang, 'noTaskOpened')}</span>
        ) : (
          pageWord(lang, 'taskOpened', { number: line.task })
        )}
      </td>
    </tr>
  );
};

export const ShortfallsPage = ({
  list,
  form,
  lang,
}: {
  list: ShortfallList;
  /** The form's name. */
  form: string;
  lang: Lang;
}) => {
  const { items, next, period, scope, template } = list;
  const path = shortfallsPath({ template, period: period.id }, lang);
  return (
    <>
      <h1>{pageWord(lang, 'shortfallsTitle')}</h1>
      <p class="muted">
        {form} · {period.label[lang]} · {scope.name}
      </p>
      {items.length === 0 ? (
        <p class="said">{pageWord(lang, 'noShortfalls')}</p>
      ) : (
        <section class="wide" tabindex={0} aria-label={pageWord(lang, 'shortfallsTitle')}>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{pageWord(lang, 'indicator')}</th>
                <th scope="col">{pageWord(lang, 'office')}</th>
                <th scope="col" class="right">
                  {pageWord(lang, 'planned')}
                </th>
                <th scope="col" class="right">
                  {pageWord(lang, 'reached')}
                </th>
                <th scope="col">{pageWord(lang, 'remedy')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((line) => (
                <Line line={line} list={list} lang={lang} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {next === null ? null : (
        <p class="pages">
          <a href={address(path.replace(/\?.*$/, ''), { cursor: next, lang })}>
            {pageWord(lang, 'nextOffices')}
          </a>
        </p>
      )}
    </>
  );
};
