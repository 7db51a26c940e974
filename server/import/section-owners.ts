/** Reads section-owners.csv: each line names a form the folder or the program has, so that its sections are known. */
import type { ProvinceData } from '../store/province-data.ts';
import type { FileRows } from './csv-file.ts';
import { fault, type ImportFault } from './faults.ts';
import type { Forms } from './forms.ts';

/** Faults are added to `faults`. Nothing where there is no such file. */
export function readSectionOwners(
  faults: ImportFault[],
  forms: Forms,
  given: FileRows | undefined,
): Pick<ProvinceData, 'sectionOwners'> {
  if (given === undefined) return {};
  const sectionOwners = given.rows.flatMap(({ cells, at }) => {
    const { unit = '', template: name = '', section = '', person = '' } = cells;
    const form = forms.find(name, at);
    if ('code' in form) {
      faults.push(form);
      return [];
    }
    const known = form.sections.map(({ id }) => id);
    if (known.includes(section)) return [{ unit, template: form.id, section, person, at }];
    faults.push(fault('unknown_section', at, { id: section, template: name, known: known.join(', ') }));
    return [];
  });
  return { sectionOwners };
}
