/** The frame around every page: who is in, where one can go, the other language, and the way out. */
import type { Child } from 'hono/jsx';
import type { Lang } from '../../shared/template.ts';
import { Reply } from '../http/reply.ts';
import { STYLE_SHEET } from './assets.ts';
import { pageWord, type Word } from './words.ts';

export const OVERVIEW_PATH = '/tong-quan';
/** Where the tasks of a form stand: the form and a year follow. */
export const STANDING_PATH = '/cong-viec';
/** What falls short: form and period follow. */
export const SHORTFALLS_PATH = '/chua-dat';
export const PROGRESS_PATH = '/tien-do';
export const TOTALS_PATH = '/tong-hop';
/** Totals of a form as a file: template and period with the kind of file follow. */
export const TOTALS_FILE_PATH = '/tai-ve/tong-hop';
export const reviewPath = (of: {
  readonly unit: string;
  readonly template: string;
  readonly period: string;
}): string => `/duyet/${of.unit}/${of.template}/${of.period}`;

export const standingPath = (of: { readonly template: string; readonly year: number }, lang: Lang): string =>
  address(`${STANDING_PATH}/${of.template}/${of.year}`, { lang });
export const shortfallsPath = (
  of: { readonly template: string; readonly period: string },
  lang: Lang,
): string => address(`${SHORTFALLS_PATH}/${of.template}/${of.period}`, { lang });

/** Nothing but our own files, and no script at all. */
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

interface Frame {
  readonly lang: Lang;
  readonly title: string;
  /** Address of this page with its question, without the language. */
  readonly path: string;
  /** The person and their office, in words. */
  readonly visitor: string;
}

/** An address with what is asked there; what is undefined is left out. */
export function address(path: string, asked: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

const inOther = (path: string, lang: Lang): string =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${lang === 'vi' ? 'en' : 'vi'}`;

/** Where one can go from everywhere, in this order. */
const SECTIONS = [
  [OVERVIEW_PATH, 'overview'],
  [PROGRESS_PATH, 'navProgress'],
  [TOTALS_PATH, 'totals'],
] as const satisfies readonly (readonly [path: string, name: Word])[];

const Page = ({ frame, children }: { frame: Frame; children?: Child }) => {
  const { lang, title, path, visitor } = frame;
  const other = lang === 'vi' ? 'en' : 'vi';
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · Sổ Tỉnh</title>
        <link rel="stylesheet" href={STYLE_SHEET} />
      </head>
      <body>
        <a class="skip" href="#noi-dung">
          {pageWord(lang, 'skip')}
        </a>
        <header>
          <a class="name" href={address(PROGRESS_PATH, { lang })}>
            Sổ Tỉnh
          </a>
          <nav aria-label="Sổ Tỉnh">
            {SECTIONS.map(([section, name]) => (
              <a
                href={address(section, { lang })}
                aria-current={path.startsWith(section) ? 'page' : undefined}
              >
                {pageWord(lang, name)}
              </a>
            ))}
            <a href={address('/bao-cao', { lang })}>{pageWord(lang, 'clerkPages')}</a>
          </nav>
          <span class="muted">{pageWord(lang, 'visitor', { name: visitor })}</span>
          <a href={inOther(path, lang)} lang={other} hreflang={other}>
            {pageWord(lang, 'otherLanguage')}
          </a>
          <form method="post" action={address('/roi', { lang })}>
            <button type="submit">{pageWord(lang, 'leave')}</button>
          </form>
        </header>
        <main id="noi-dung">{children}</main>
      </body>
    </html>
  );
};

/** A whole page as it is sent. */
export const pageReply = (frame: Frame, children: Child, status?: number): Reply =>
  new Reply(
    `<!doctype html>${<Page frame={frame}>{children}</Page>}`,
    { 'content-type': 'text/html; charset=UTF-8', 'content-security-policy': POLICY },
    status,
  );
