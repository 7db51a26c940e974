/** Accepting many reports at once on the page of progress: what is chosen, the one press, and what became of each. */
import type { Child } from 'hono/jsx';
import type { Lang } from '../../shared/template.ts';
import type { ManyDecided } from '../../shared/wire-review.ts';
import { TOKEN_FIELD } from '../http/own-form.ts';
import type { Progress, ProgressCell } from '../usecases/read-progress.ts';
import { address, reviewPath } from './layout.tsx';
import { pageWord } from './words.ts';

export const CHOSEN_FIELD = 'report';

interface Report {
  readonly unit: string;
  readonly template: string;
}

/** What a ticked box says: the report and the submission the reviewer saw. */
const chosenValue = ({ unit, template }: Report, revision: number): string =>
  `${unit} ${template} ${revision}`;

/** A box beside a report that waits for this person. */
export const ReportBox = (of: {
  readonly report: Report;
  readonly cell: ProgressCell;
  readonly name: string;
  readonly lang: Lang;
}) => {
  const { report, cell, name, lang } = of;
  if (!cell.mine || cell.revision === null) return null;
  return (
    <input
      type="checkbox"
      name={CHOSEN_FIELD}
      value={chosenValue(report, cell.revision)}
      aria-label={pageWord(lang, 'choose', { name })}
    />
  );
};

/** Around the table: one press for all that is ticked. */
export const AcceptMany = (of: {
  readonly path: string;
  /** Of this showing of the page: the same press is one, however often it arrives. */
  readonly once: string;
  readonly token: string;
  readonly lang: Lang;
  readonly children?: Child;
}) => (
  <form method="post" action={of.path}>
    <input type="hidden" name={TOKEN_FIELD} value={of.token} />
    <input type="hidden" name="key" value={of.once} />
    {of.children}
    <p>
      <button class="main" type="submit">
        {pageWord(of.lang, 'acceptChosen')}
      </button>
    </p>
    <p class="muted">{pageWord(of.lang, 'acceptChosenHint')}</p>
  </form>
);

/** How many were accepted, and of each other one why not. */
export const ManyOutcome = (of: {
  readonly decided: ManyDecided;
  readonly progress: Progress;
  readonly lang: Lang;
}) => {
  const { decided, progress, lang } = of;
  const officeOf = (unit: string): string =>
    progress.offices.find((office) => office.unit === unit)?.name ?? unit;
  const formOf = (id: string): string => progress.forms.find((form) => form.id === id)?.name[lang] ?? id;
  const refused = decided.reports.flatMap((report) => (report.stored ? [] : [report]));
  return (
    <div class={refused.length > 0 ? 'said no' : 'said yes'} role="status">
      <p>{pageWord(lang, 'acceptedMany', { count: decided.stored })}</p>
      {refused.length === 0 ? null : (
        <>
          <p>{pageWord(lang, 'refusedMany', { count: refused.length })}</p>
          <ul>
            {refused.map(({ problem, ...at }) => (
              <li>
                <a href={address(reviewPath(at), { lang })}>
                  {officeOf(at.unit)} · {formOf(at.template)}
                </a>
                : {String((lang === 'vi' ? problem.detail : problem.detail_en) ?? problem.code)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};
