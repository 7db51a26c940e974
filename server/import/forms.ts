/** The forms that lines of an import can name, and those of them that are used. */
import { consolidatedForm } from '../../shared/consolidated.ts';
import type { PublishedTemplate } from '../../shared/profile.ts';
import { Id } from '../../shared/template.ts';
import { BUILT_IN, publishedBuiltIn } from '../../shared/templates/index.ts';
import type { Source, TemplateRow } from '../store/province-data.ts';
import { fault, type ImportFault } from './faults.ts';
import { BUILT_IN_PREFIX } from './file-specs.ts';

/** The forms that lines can name: those of the folder, and the built-in ones by `builtin:`. */
export class Forms {
  readonly used = new Map<string, TemplateRow>();
  private readonly own: ReadonlyMap<string, TemplateRow>;
  constructor(own: readonly TemplateRow[]) {
    this.own = new Map(own.map((row) => [`${row.template.id}@${row.template.version}`, row]));
    for (const [name, row] of this.own) this.used.set(name, row);
  }

  private published(text: string, at: Source): PublishedTemplate | ImportFault {
    const name = text.startsWith(BUILT_IN_PREFIX) ? text.slice(BUILT_IN_PREFIX.length) : text;
    const [id = '', version = ''] = name.split('@');
    const own = text === name ? this.own.get(name)?.template : undefined;
    const found =
      own ?? (text !== name && /^\d{1,6}$/.test(version) ? publishedBuiltIn(id, Number(version)) : undefined);
    if (found === undefined) {
      const known = BUILT_IN.map((form) => `${form.id}@${form.version}`).join(', ');
      return fault('unknown_template', at, { id: text, builtin: known });
    }
    if (own === undefined) this.used.set(name, { template: found });
    return found;
  }

  /** The form a line names, in the version it names. `consolidated`: asked for the office together with all below it. */
  find(text: string, at: Source, consolidated = false): PublishedTemplate | ImportFault {
    const found = this.published(text, at);
    if ('code' in found || !consolidated) return found;
    const form = consolidatedForm(found);
    if (!Id.safeParse(form.id).success)
      return fault('cell_bad_id', at, { column: 'template', found: form.id });
    this.used.set(`${form.id}@${form.version}`, { template: form });
    return form;
  }
}
