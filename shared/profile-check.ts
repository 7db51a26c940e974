/** What is wrong with the profiles of a form: unknown parts, nothing left out, nothing left, or a form that no longer holds together. */
import { narrowed, type Profile, type PublishedTemplate } from './profile.ts';

function unknownParts({ leaveOut }: Profile, { sections }: PublishedTemplate): string[] {
  const rows = sections.flatMap((section) => (section.rows ?? []).map(({ key }) => key));
  const isSection = (id: string): boolean => sections.some((section) => section.id === id);
  const named = Object.entries(leaveOut.columns ?? {});
  return [
    ...[...(leaveOut.sections ?? []), ...named.map(([section]) => section)]
      .filter((id) => !isSection(id))
      .map((id) => `no section "${id}"`),
    ...(leaveOut.rows ?? []).filter((key) => !rows.includes(key)).map((key) => `no row "${key}"`),
    ...named.flatMap(([section, columns]) => {
      const home = sections.find(({ id }) => id === section);
      const missing = columns.filter((id) => home?.columns.every((column) => column.id !== id) === true);
      return missing.map((id) => `section "${section}" has no column "${id}"`);
    }),
  ];
}

/** `check`: what is wrong with the form that is left. */
function checkProfile(
  profile: Profile,
  template: PublishedTemplate,
  check: (template: PublishedTemplate) => readonly string[],
): readonly string[] {
  const unknown = unknownParts(profile, template);
  if (unknown.length > 0) return unknown;
  if (Object.keys(profile.leaveOut).length === 0) return ['it leaves nothing out'];
  const left = narrowed(template, profile);
  return left.sections.length === 0 ? ['it leaves nothing of the form'] : check(left);
}

/** One English sentence for each fault. A form with faults of its own is not asked about its profiles. */
export function checkProfiles(
  template: PublishedTemplate,
  check: (template: PublishedTemplate) => readonly string[],
): string[] {
  const { profiles = [], ...whole } = template;
  const ids = profiles.map(({ id }) => id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  const repeated = twice.map((id) => `profile id "${id}" is used twice`);
  if (profiles.length === 0 || check(whole).length > 0) return repeated;
  return [
    ...repeated,
    ...profiles.flatMap((profile) =>
      checkProfile(profile, template, check).map((fault) => `profile "${profile.id}": ${fault}`),
    ),
  ];
}
