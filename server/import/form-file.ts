/** Reads one form of an import folder: its faults in words, each at its line. */
import { PublishedTemplate } from '../../shared/profile.ts';
import { readTemplate } from '../../shared/template-check.ts';
import { schemaFaults } from '../schema-words.ts';
import { fault, type ImportFault } from './faults.ts';
import type { JsonFile } from './json-file.ts';

type Path = readonly PropertyKey[];

/** Where the member of `list` with this id stands; the list itself where there is none. */
function memberWith(body: unknown, list: Path, member: 'id' | 'key', id: string): Path {
  let items = body;
  for (const part of list) items = (items as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part];
  if (!Array.isArray(items)) return list;
  const index = items.findIndex(
    (item: unknown) => (item as Readonly<Record<string, unknown>>)?.[member] === id,
  );
  return index < 0 ? list : [...list, index];
}

/** The place a sentence of the form’s check speaks of: it begins with the rule, or the section and what is in it. */
function placeOf(sentence: string, body: unknown): Path {
  const rule = /^rule "([^"]+)"/.exec(sentence)?.[1];
  if (rule !== undefined) return memberWith(body, ['rules'], 'id', rule);
  const profile = /^profile "([^"]+)"/.exec(sentence)?.[1];
  if (profile !== undefined) return memberWith(body, ['profiles'], 'id', profile);
  const [, section, part, id] = /^section "([^"]+)"(?:, (column|row) "([^"]+)")?/.exec(sentence) ?? [];
  if (section === undefined) return [];
  const at = memberWith(body, ['sections'], 'id', section);
  if (part === undefined || id === undefined) return at;
  return part === 'column'
    ? memberWith(body, [...at, 'columns'], 'id', id)
    : memberWith(body, [...at, 'rows'], 'key', id);
}

/** What a schema found in a JSON file, member by member. */
export function shapeFaults(
  code: 'bad_member' | 'bad_form',
  file: string,
  { value, lineOf }: JsonFile,
  issues: Parameters<typeof schemaFaults>[0],
): ImportFault[] {
  return schemaFaults(issues, value).map(({ path, vi, en }) =>
    fault(
      code,
      { file, line: lineOf(path) },
      { member: path.map(String).join('.') || '/', why: vi, why_en: en },
    ),
  );
}

export function readFormFile(
  file: string,
  json: JsonFile,
): { readonly template: PublishedTemplate } | readonly ImportFault[] {
  const shape = PublishedTemplate.safeParse(json.value);
  if (!shape.success) return shapeFaults('bad_form', file, json, shape.error.issues);
  const read = readTemplate(json.value);
  if ('template' in read) return read;
  return read.faults.map((why) =>
    fault('unsound_form', { file, line: json.lineOf(placeOf(why, json.value)) }, { why }),
  );
}
