/** The comparison as a table for the terminal, article by article. */
import type { Compared } from './figures.ts';
import { ARTICLES, MADE } from './published.ts';

const pad = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);

function line({ published, computed, origin, matches }: Compared): string {
  const told = [origin.how, published.made ? MADE[published.made].short : ''].filter(Boolean).join('; ');
  const figures = `${published.printed.padStart(8)} ${computed.padStart(8)}`;
  return `${matches ? '✓' : '✗'} ${pad(published.label, 66)} ${figures}  ${told}`.trimEnd();
}

/** One line per figure below the article that prints it: sign, label, printed, computed, how it came about. */
export function figuresTable(compared: readonly Compared[]): string {
  const head = `  ${pad('Chỉ tiêu', 66)} ${'Công bố'.padStart(8)} ${'Tính'.padStart(8)}`;
  const articles = [...new Set(compared.map(({ published }) => published.article))];
  const chapters = articles.flatMap((id) => {
    const { title, date } = ARTICLES[id];
    return [
      '',
      `“${title}”, ${date}`,
      ...compared.filter(({ published }) => published.article === id).map(line),
    ];
  });
  return [head, ...chapters, ''].join('\n');
}
