/** What a template says of tasks and of what calls for them, held to the rows, columns and options there are. */
import { isNumeric } from './field-types.ts';
import type { Column, Section, Shortfall, Template, Work } from './template.ts';

/** Every fault of `work` and `shortfalls`, one English sentence each. */
export function checkWork(template: Template): string[] {
  const assigned = template.sections.filter(({ rowsFrom }) => rowsFrom === 'assignment');
  const mixed = assigned.length > 1 && assigned.some(({ work }) => work?.opened !== undefined);
  return [
    ...(mixed ? ['a section that takes opened tasks is the only one of assigned rows'] : []),
    ...template.sections.flatMap((section) =>
      section.work === undefined
        ? []
        : workFaults(section, section.work).map((fault) => `section "${section.id}", work: ${fault}`),
    ),
    ...(template.shortfalls ?? []).flatMap((shortfall, index) =>
      shortfallFaults(template, shortfall).map((fault) => `shortfalls.${index}: ${fault}`),
    ),
  ];
}

const columnIn = (section: Section | undefined, id: string): Column | undefined =>
  section?.columns.find((column) => column.id === id);

function workFaults(
  section: Section,
  { title, office, evidence, exceeded, same = [], opened }: Work,
): string[] {
  const named = [title, ...(office === undefined ? [] : [office]), evidence, exceeded.column, ...same];
  const faults = named.flatMap((id) => (columnIn(section, id) === undefined ? [`no column "${id}"`] : []));
  const options = columnIn(section, exceeded.column)?.options ?? [];
  if (!options.some(({ id }) => id === exceeded.option)) faults.push(`no option "${exceeded.option}"`);
  if (!section.columns.some(({ derive }) => derive?.kind === 'timeliness'))
    faults.push('no column tells the timeliness of its rows');
  if (opened === undefined) return faults;
  if (section.rowsFrom !== 'assignment')
    faults.push('tasks are opened only where an assignment brings the rows');
  for (const id of Object.values(opened)) {
    if (columnIn(section, id)?.source !== 'assignment') faults.push(`"${id}" is no column of the assignment`);
  }
  if (columnIn(section, opened.deadline)?.type !== 'date') faults.push(`"${opened.deadline}" is no date`);
  return faults;
}

function shortfallFaults({ sections }: Template, shortfall: Shortfall): string[] {
  const sectionOf = (id: string) => sections.find((section) => section.id === id);
  if (shortfall.kind === 'missed') {
    const section = sectionOf(shortfall.section);
    const verdict = columnIn(section, shortfall.computed);
    return [
      ...(verdict?.derive?.kind === 'verdict' ? [] : [`"${shortfall.computed}" is no verdict`]),
      ...(columnIn(section, shortfall.published)?.type === 'option'
        ? []
        : [`"${shortfall.published}" is no option`]),
    ];
  }
  return [shortfall.owed, shortfall.done].flatMap((at) => {
    const section = sectionOf(at.section);
    const column = columnIn(section, at.column);
    const known = section?.rows?.some(({ key }) => key === at.row) === true;
    if (!known) return [`no row "${at.row}" in section "${at.section}"`];
    return column?.source === 'office' && isNumeric(column)
      ? []
      : [`"${at.column}" is no number an office types`];
  });
}
