/** The revisions a report was sent as, at the end of its export, and in one line what was published of its form and period. */

import { showDate } from '../../shared/dates.ts';
import type { Lang } from '../../shared/template.ts';
import { type PublishedLine, publishedAs } from './publications.ts';
import { number, type Table, type TableCell, text } from './table.ts';

/** One revision that was sent. `day`: ISO date in Việt Nam. */
export interface SentLine {
  readonly no: number;
  readonly day: string;
  readonly person: string;
  readonly standing: 'accepted' | 'counted' | 'replaced';
}

/** What the person may see of it. `scope`: the unit's name. */
export type PublishedScope = PublishedLine & { readonly scope: string };

const STANDINGS: Readonly<Record<SentLine['standing'], Record<Lang, string>>> = {
  accepted: { vi: 'đã duyệt', en: 'accepted' },
  counted: { vi: 'đang được tính, chưa duyệt', en: 'counted, not accepted' },
  replaced: { vi: 'đã có lần gửi sau', en: 'replaced by a later one' },
};

const WORDS = {
  name: { vi: 'Các lần gửi', en: 'Revisions sent' },
  number: { vi: 'Lần', en: 'No.' },
  day: { vi: 'Ngày gửi', en: 'Sent on' },
  person: { vi: 'Người gửi', en: 'Sent by' },
  standing: { vi: 'Trạng thái', en: 'Standing' },
  none: { vi: 'Chưa gửi lần nào.', en: 'Never sent.' },
} as const satisfies Record<string, Record<Lang, string>>;

interface Sent {
  readonly sent: readonly SentLine[];
  readonly publications: readonly PublishedScope[];
  readonly lang: Lang;
}

/** "Công bố biểu và kỳ này: Tỉnh ủy Hải Dương lần 1 (sơ bộ; …; 02/04/2022)." */
function publishedOfForm({ publications, lang }: Sent): string {
  const each = publications.map((one) => {
    const what = `${publishedAs(one, lang)}; ${showDate(one.day, lang)}`;
    return lang === 'vi'
      ? `${one.scope} lần ${one.number} (${what})`
      : `${one.scope} no. ${one.number} (${what})`;
  });
  if (lang === 'vi') return `Công bố của biểu và kỳ này: ${each.join(', ') || 'chưa có'}.`;
  return `Published of this form and period: ${each.join(', ') || 'nothing yet'}.`;
}

/** A tab of its own, behind the sections. */
export function revisionsTable(of: Sent, form: string, lines: readonly string[]): Table {
  const { sent, lang } = of;
  const header = (name: keyof typeof WORDS): string => WORDS[name][lang];
  return {
    name: header('name'),
    title: `${form}: ${header('name')}`,
    lines: [...lines, publishedOfForm(of), ...(sent.length === 0 ? [header('none')] : [])],
    frozenColumns: 0,
    columns: [
      { id: 'number', header: header('number'), width: 6, align: 'center' },
      { id: 'day', header: header('day'), width: 16, align: 'center' },
      { id: 'person', header: header('person'), width: 28, align: 'left' },
      { id: 'standing', header: header('standing'), width: 30, align: 'left' },
    ],
    rows: sent.map(({ no, day, person, standing }) => ({
      cells: [number(no), { type: 'date', value: day }, text(person), text(STANDINGS[standing][lang])],
      bold: false,
      indent: 0,
    })),
  };
}

/** The same behind the cells: section, row, label, column and value as a cell's line has them. */
export function revisionCells(of: Sent): TableCell[][] {
  const { sent, lang } = of;
  const line = (label: string, column: string, rest: readonly TableCell[]): TableCell[] => [
    text(undefined),
    text(WORDS.name[lang]),
    ...rest.slice(0, 1),
    null,
    text(label),
    null,
    text(column),
    ...rest.slice(1),
  ];
  return [
    ...sent.map(({ no, day, person, standing }) =>
      line(`${WORDS.number[lang]} ${no}`, 'revision', [
        text(String(no)),
        text(person),
        { type: 'date', value: day },
        text(STANDINGS[standing][lang]),
      ]),
    ),
    line(publishedOfForm(of), 'publication', [null, null, null, null]),
  ];
}
