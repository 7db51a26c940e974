/** Duyệt: one report as its office sees it, what changed since the revision before, and the acts of a reviewer. */
import { showDate } from '../../shared/dates.ts';
import { dayInVietnam, timeInVietnam } from '../../shared/days.ts';
import { REPORT_STATE_WORDS } from '../../shared/review.ts';
import type { Lang } from '../../shared/template.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { Differences, ReviewStanding } from '../../shared/wire-review.ts';
import { TOKEN_FIELD } from '../http/own-form.ts';
import { address, PROGRESS_PATH, reviewPath } from './layout.tsx';
import type { SeenCell, SeenSheet, SheetView } from './sheet-view.ts';
import { pageWord } from './words.ts';

/** Remarks one form has room for; more go by returning it again, or through the API. */
export const REMARK_LINES = 5;
/** Changed cells listed above the sheets; each is marked in its place as well. */
const CHANGES_SHOWN = 200;

/** What a remark's line of the form says, as it was typed. */
export interface RemarkLine {
  readonly section: string;
  readonly cell: string;
  readonly text: string;
}

export interface UnderReview {
  readonly lang: Lang;
  /** With the content of the revision under review. */
  readonly form: ReportForm;
  readonly standing: ReviewStanding;
  /** null: there is no earlier revision. */
  readonly differences: Differences | null;
  readonly view: SheetView;
  /** Idempotency key and token of the forms on this page. */
  readonly key: string;
  readonly token: string;
  readonly said: 'accepted' | 'returned' | undefined;
  /** What stood in the way of the last press. */
  readonly problems: readonly string[];
  readonly typed: readonly RemarkLine[];
}

const when = (iso: string, lang: Lang) => {
  const at = new Date(iso);
  return { time: timeInVietnam(at), day: showDate(dayInVietnam(at), lang) };
};

const Head = ({ of: { lang, form, standing } }: { of: UnderReview }) => {
  const { head, receipt } = form;
  return (
    <>
      <h1>
        {head.templateName} · {head.periodLabel}
      </h1>
      <p>
        <strong>{head.unitName}</strong> · {REPORT_STATE_WORDS[standing.state][lang]}
        {receipt === null
          ? null
          : `, ${pageWord(lang, 'receipt', { number: receipt.number, person: receipt.person, ...when(receipt.at, lang) })}`}
      </p>
      <ul>
        {standing.levels.map(({ name, accepted }) => (
          <li class={accepted === null ? 'muted' : 'done'}>
            {accepted === null
              ? pageWord(lang, 'nobodyAccepted', { name })
              : pageWord(lang, 'acceptedBy', { name, person: accepted.person, ...when(accepted.at, lang) })}
          </li>
        ))}
      </ul>
    </>
  );
};

const Problems = ({ of: { lang, problems } }: { of: UnderReview }) =>
  problems.length === 0 ? null : (
    <div class="said no" role="alert">
      <h2>{pageWord(lang, 'problem')}</h2>
      <ul>
        {problems.map((words) => (
          <li>{words}</li>
        ))}
      </ul>
    </div>
  );

const Own = ({ of: { key, token, form } }: { of: UnderReview }) => (
  <>
    <input type="hidden" name="key" value={key} />
    <input type="hidden" name={TOKEN_FIELD} value={token} />
    <input type="hidden" name="revision" value={String(form.receipt?.revision ?? 0)} />
  </>
);

const Accept = ({ of }: { of: UnderReview }) => (
  <form class="act" method="post" action={address(reviewPath(of.form.head), { lang: of.lang })}>
    <Own of={of} />
    <button class="main" type="submit" name="act" value="accept">
      {pageWord(of.lang, 'accept')}
    </button>
    <span class="muted">{pageWord(of.lang, 'acceptHint', { revision: of.form.receipt?.revision ?? 0 })}</span>
  </form>
);

const Line = ({
  of: { lang, view },
  number,
  typed,
}: {
  of: UnderReview;
  number: number;
  typed: RemarkLine | undefined;
}) => (
  <fieldset class="line">
    <legend class="hidden">
      {pageWord(lang, 'remark')} {number}
    </legend>
    <label>
      {pageWord(lang, 'sheet')}
      <select name={`sheet${number}`}>
        {view.sheets.map(({ section, name }) => (
          <option value={section} selected={section === typed?.section}>
            {name}
          </option>
        ))}
      </select>
    </label>
    <label>
      {pageWord(lang, 'cell')}
      <input
        type="text"
        name={`cell${number}`}
        value={typed?.cell ?? ''}
        size={6}
        maxlength={10}
        autocomplete="off"
      />
    </label>
    <label class="grows">
      {pageWord(lang, 'remark')}
      <input
        type="text"
        name={`text${number}`}
        value={typed?.text ?? ''}
        maxlength={2000}
        autocomplete="off"
      />
    </label>
  </fieldset>
);

const Return = ({ of }: { of: UnderReview }) => (
  <details open={of.typed.length > 0}>
    <summary>{pageWord(of.lang, 'returnTitle')}</summary>
    <form method="post" action={address(reviewPath(of.form.head), { lang: of.lang })}>
      <Own of={of} />
      <p class="muted">
        {pageWord(of.lang, 'returnHint')} {pageWord(of.lang, 'addressHint')}
      </p>
      {Array.from({ length: REMARK_LINES }, (_, index) => (
        <Line of={of} number={index + 1} typed={of.typed[index]} />
      ))}
      <button type="submit" name="act" value="return">
        {pageWord(of.lang, 'returnAct')}
      </button>
    </form>
  </details>
);

const Answers = ({ of: { lang, standing, view } }: { of: UnderReview }) =>
  standing.answers.length === 0 ? null : (
    <section>
      <h2>{pageWord(lang, 'answered')}</h2>
      <ul>
        {standing.answers.map(({ at, text }) => {
          const place = view.placeOf(at);
          return (
            <li>
              {place === undefined ? null : <strong>{`${place.name} · ${place.address}: `}</strong>}
              {text}
            </li>
          );
        })}
      </ul>
    </section>
  );

const Changes = ({ of: { lang, differences, view } }: { of: UnderReview }) => {
  if (differences === null) return <p class="muted">{pageWord(lang, 'firstRevision')}</p>;
  const { changes } = differences;
  if (changes.length === 0) return <p class="muted">{pageWord(lang, 'noChange')}</p>;
  const seen = new Map(view.sheets.flatMap((sheet) => changedCells(sheet)));
  return (
    <section>
      <h2>{pageWord(lang, 'changedCells', { count: changes.length })}</h2>
      <ul>
        {changes.slice(0, CHANGES_SHOWN).map(({ at, label }) => {
          const place = view.placeOf(at);
          const cell = place && seen.get(`${place.section}|${place.address}`);
          return (
            <li>
              {place === undefined ? null : (
                <a
                  href={`#${anchorOf(place.section, place.address)}`}
                >{`${place.name} · ${place.address}`}</a>
              )}{' '}
              {label.row}, {label.column}: {cell?.before} → <strong>{cell?.words}</strong>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

const anchorOf = (section: string, address: string): string => `${section}-${address}`;

const changedCells = (sheet: SeenSheet): [string, SeenCell][] =>
  sheet.rows.flatMap(({ number, cells }) =>
    cells.flatMap((cell, index): [string, SeenCell][] =>
      cell.before === undefined ? [] : [[`${sheet.section}|${sheet.columns[index]?.letter}${number}`, cell]],
    ),
  );

const Cell = ({
  sheet,
  cell,
  place,
  lang,
}: {
  sheet: SeenSheet;
  cell: SeenCell;
  place: string;
  lang: Lang;
}) => (
  <td
    id={cell.before === undefined ? undefined : anchorOf(sheet.section, place)}
    class={`${cell.align}${cell.isLabel ? ' label' : ''}${cell.closed ? ' closed' : ''}${cell.before === undefined ? '' : ' changed'}`}
  >
    {cell.words}
    {cell.before === undefined ? null : (
      <span class="more">{pageWord(lang, 'was', { value: cell.before })}</span>
    )}
  </td>
);

const Sheet = ({ sheet, lang }: { sheet: SeenSheet; lang: Lang }) => (
  <>
    <h2>{sheet.name}</h2>
    <section class="wide sheet" tabindex={0} aria-label={sheet.name}>
      <table>
        <thead>
          <tr>
            <th />
            {sheet.columns.map(({ letter, header }) => (
              <th scope="col">
                <span class="more">{letter}</span>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map(({ number, bold, indent, cells }) => (
            <tr class={`${bold ? 'bold ' : ''}in${Math.min(indent, 4)}`}>
              <th scope="row" class="muted">
                {number}
              </th>
              {cells.map((cell, index) => (
                <Cell
                  sheet={sheet}
                  cell={cell}
                  place={`${sheet.columns[index]?.letter}${number}`}
                  lang={lang}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </>
);

export const ReviewPage = ({ of }: { of: UnderReview }) => {
  const { lang, standing, form, said, view } = of;
  return (
    <>
      <p>
        <a href={address(PROGRESS_PATH, { period: form.head.period, lang })}>
          ← {pageWord(lang, 'toProgress')}
        </a>
      </p>
      {said === undefined ? null : (
        <p class="said yes" role="status">
          {pageWord(lang, said === 'accepted' ? 'acceptedSaid' : 'returnedSaid')}
        </p>
      )}
      <Problems of={of} />
      <Head of={of} />
      {form.receipt === null ? (
        <p class="said">{pageWord(lang, 'notSentYet')}</p>
      ) : (
        <>
          {standing.may.includes('accept') ? <Accept of={of} /> : null}
          {standing.may.includes('return') ? <Return of={of} /> : null}
          <Answers of={of} />
          <Changes of={of} />
          {view.sheets.map((sheet) => (
            <Sheet sheet={sheet} lang={lang} />
          ))}
        </>
      )}
    </>
  );
};
