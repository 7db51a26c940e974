/** The comparison as a table: for the terminal, and as rows for the page. */
import type { Compared } from './figures.ts';
import { ARTICLES } from './published.ts';

const pad = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);

/** One line per figure: sign, label, printed, computed, coverage, article. */
export function figuresTable(compared: readonly Compared[]): string {
  const head = `  ${pad('Chỉ tiêu', 66)} ${'Công bố'.padStart(8)} ${'Tính'.padStart(8)}  Nguồn`;
  const lines = compared.map(({ published, computed, coverage, matches }) => {
    const article = ARTICLES[published.article];
    const source = `bài ${article.id}, ${article.date}${published.split ? '; chia cho đơn vị là giả định' : ''}`;
    return `${matches ? '✓' : '✗'} ${pad(published.label, 66)} ${published.printed.padStart(8)} ${computed.padStart(8)}  ${source}${coverage ? `; ${coverage}` : ''}`;
  });
  return [head, ...lines].join('\n');
}
