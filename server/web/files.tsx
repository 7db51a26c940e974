/** The totals of forms as files to download, each kind one press away. */
import type { Bilingual, Lang } from '../../shared/template.ts';
import { address, TOTALS_FILE_PATH } from './layout.tsx';
import { pageWord } from './words.ts';

interface Downloads {
  readonly forms: readonly { readonly id: string; readonly name: Bilingual }[];
  readonly period: string;
  readonly lang: Lang;
  /** What the figures are asked for beside form and period; as the page asks. */
  readonly asked?: Readonly<Record<string, string | undefined>>;
}

/** Every form's totals, in each kind of file. */
export const Files = ({ forms, period, lang, asked = {} }: Downloads) => {
  const file = (id: string, kind: string, letterhead?: 'party' | 'state'): string =>
    address(`${TOTALS_FILE_PATH}/${id}/${period}.${kind}`, { ...asked, letterhead, lang });
  return (
    <section aria-labelledby="files">
      <h2 id="files">{pageWord(lang, 'filesTitle')}</h2>
      <ul>
        {forms.map(({ id, name }) => (
          <li>
            {name[lang]}: <a href={file(id, 'docx', 'party')}>{pageWord(lang, 'fileParty')}</a>
            {' · '}
            <a href={file(id, 'docx', 'state')}>{pageWord(lang, 'fileState')}</a>
            {' · '}
            <a href={file(id, 'xlsx')}>Excel</a>
            {' · '}
            <a href={file(id, 'csv')}>CSV</a>
          </li>
        ))}
      </ul>
    </section>
  );
};
