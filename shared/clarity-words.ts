/** What the "5 rõ" or "6 rõ" of a form asks of a column, told to a person under the form's own labels. */
import type { Lang, Template } from './template.ts';

/** “rõ người” trong “5 rõ”; undefined for a column that answers none of them. */
export function clarityWords(
  { clarity = [] }: Pick<Template, 'clarity'>,
  column: string,
  lang: Lang,
): string | undefined {
  const asked = clarity.filter((one) => one.column === column).map(({ label }) => `“${lower(label[lang])}”`);
  if (asked.length === 0) return undefined;
  const names = asked.join(lang === 'vi' ? ' và ' : ' and ');
  const all = `“${clarity.length} rõ”`;
  return lang === 'vi' ? `Trả lời ${names} trong ${all}.` : `Answers ${names} of the ${all}.`;
}

const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
