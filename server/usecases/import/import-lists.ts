/** Brings each list of a province from what is stored to what is wanted, noting every difference on the way. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical.ts';
import { MOVE_WORDS, STATE_WORDS, type TemplateState } from '../../../shared/template-state.ts';
import { ruleKey } from '../../import/cross-check.ts';
import { fault } from '../../import/faults.ts';
import * as calendar from '../../store/calendar.ts';
import * as store from '../../store/import.ts';
import * as owed from '../../store/import-assignments.ts';
import * as sections from '../../store/import-sections.ts';
import * as units from '../../store/import-units.ts';
import type { ProvinceData, SectionOwnerRow } from '../../store/province-data.ts';
import { templateMoved } from '../forms/template-life.ts';
import { type FormMove, formMoves, isBack } from './import-forms.ts';
import { periodMoves } from './import-periods.ts';
import { type ImportWork, note } from './import-work.ts';
import { putAssignments } from './put-assignments.ts';

/** Facts of offices go only where the files speak about the office. */
function ofSpokenUnits(data: ProvinceData): (unit: string) => boolean {
  if (data.units === undefined) return () => true;
  const spoken = new Set(data.units.map((row) => row.id));
  return (unit) => spoken.has(unit);
}

async function putProvince(work: ImportWork): Promise<void> {
  const stored = await store.readProvince(work.sql, work.province);
  const lists = { wanted: [work.data.province], stored: stored ? [stored] : [] };
  const { put } = note(work, 'province', lists, (row) => row.id);
  if (put.length > 0) await store.writeProvince(work.sql, work.province, work.data.province.name);
}

async function putUnits(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  const spoken = ofSpokenUnits(data);
  if (data.units) {
    const lists = { wanted: data.units, stored: await units.readUnits(sql, province) };
    const { put } = note(work, 'units', lists, (row) => row.id);
    if (put.length > 0) await units.writeUnits(sql, province, put);
  }
  if (data.names) {
    const lists = { wanted: data.names, stored: await units.readNames(sql, province) };
    const key = (row: { unit: string; validFrom: string }) => `${row.unit}, ${row.validFrom}`;
    const { put, drop } = note(work, 'names', lists, key, (row) => spoken(row.unit));
    if (drop.length > 0) await units.removeNames(sql, province, drop);
    if (put.length > 0) await units.writeNames(sql, province, put);
  }
  if (data.aliases) {
    const lists = { wanted: data.aliases, stored: await units.readAliases(sql, province) };
    const key = (row: { unit: string; alias: string }) => `${row.unit}, ${row.alias}`;
    const { put, drop } = note(work, 'aliases', lists, key, (row) => spoken(row.unit));
    if (drop.length > 0) await units.removeAliases(sql, province, drop);
    if (put.length > 0) await units.writeAliases(sql, province, put);
  }
  if (data.codes) {
    const lists = { wanted: data.codes, stored: await units.readCodes(sql, province) };
    const key = (row: { unit: string; validFrom: string }) => `${row.unit}, ${row.validFrom}`;
    const { put, drop } = note(work, 'codes', lists, key, (row) => spoken(row.unit));
    if (drop.length > 0) await units.removeCodes(sql, province, drop);
    if (put.length > 0) await units.writeCodes(sql, province, put);
  }
}

async function putKinds(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (!data.kinds) return;
  const spoken = ofSpokenUnits(data);
  const lists = { wanted: data.kinds, stored: await units.readKinds(sql, province) };
  const key = (row: { unit: string; validFrom: string }) => `${row.unit}, ${row.validFrom}`;
  const { put, drop } = note(work, 'kinds', lists, key, (row) => spoken(row.unit));
  if (drop.length > 0) await units.removeKinds(sql, province, drop);
  if (put.length > 0) await units.writeKinds(sql, province, put);
}

async function putEdges(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (!data.edges) return;
  const spoken = ofSpokenUnits(data);
  const lists = { wanted: data.edges, stored: await units.readEdges(sql, province) };
  const key = (row: { tree: string; child: string; validFrom: string }) =>
    `${row.tree}, ${row.child}, ${row.validFrom}`;
  const { put, drop } = note(work, 'edges', lists, key, (row) => spoken(row.child));
  if (drop.length > 0) await units.removeEdges(sql, province, drop);
  if (put.length > 0) await units.writeEdges(sql, province, put);
}

async function putSuccessions(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (!data.successions) return;
  const lists = { wanted: data.successions, stored: await units.readSuccessions(sql, province) };
  const key = (row: { old: string; new: string; day: string }) => `${row.old} → ${row.new}, ${row.day}`;
  const { put, drop } = note(work, 'successions', lists, key, () => true);
  if (drop.length > 0) await units.removeSuccessions(sql, province, drop);
  if (put.length > 0) await units.writeSuccessions(sql, province, put);
}

async function putPeople(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (data.people) {
    const lists = { wanted: data.people, stored: await store.readPeople(sql, province) };
    const { put, changed } = note(work, 'people', lists, (row) => row.id);
    const readdressed = changed.filter(({ before, after }) => before.email !== after.email);
    if (readdressed.length > 0) {
      await store.unbindPeople(
        sql,
        province,
        readdressed.map(({ after }) => after.id),
      );
    }
    if (put.length > 0) await store.writePeople(sql, province, put, work.at);
  }
  if (data.roles) {
    const lists = { wanted: data.roles, stored: await store.readRoles(sql, province) };
    const key = (row: { person: string; role: string; unit: string }) =>
      `${row.person}, ${row.role}, ${row.unit}`;
    const { put, drop } = note(work, 'roles', lists, key, () => true);
    if (drop.length > 0) await store.removeRoles(sql, province, drop);
    if (put.length > 0) await store.writeRoles(sql, province, put);
  }
}

async function putSectionOwners(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (!data.sectionOwners) return;
  const lists = { wanted: data.sectionOwners, stored: await sections.readSectionOwners(sql, province) };
  const key = (row: SectionOwnerRow) => `${row.unit}, ${row.template}, ${row.section}, ${row.person}`;
  const { put, drop } = note(work, 'sectionOwners', lists, key, () => true);
  if (drop.length > 0) await sections.removeSectionOwners(sql, province, drop);
  if (put.length > 0) await sections.addSectionOwners(sql, province, put);
}

/** SHA-256 (hex) of a form's canonical JSON; fractions (factors of rules) are spelled as text. */
export function templateHash(template: unknown): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(template, (_, value: unknown) =>
      typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value,
    ),
  );
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}

const SENT = { from: 'đang dùng thử và đã có báo cáo', to: MOVE_WORDS.draft.vi };

async function putTemplates(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (!data.templates) return;
  const wanted = data.templates.map((row) => ({ ...row, hash: templateHash(row.template) }));
  const known = await store.readTemplates(sql, province);
  const key = (row: { id: string; version: number }) => `${row.id}@${row.version}`;
  const states = new Map(known.map((row) => [key(row), row.state]));
  const seen = wanted.map(({ template: { id, version }, hash, at }) => ({
    id,
    version,
    hash,
    ...(at ? { at } : {}),
  }));
  const lists = { wanted: seen, stored: known.map(({ state: _, ...row }) => row) };
  const { put, changed } = note(work, 'templates', lists, key);
  const fixed = changed.filter(({ after }) => states.get(key(after)) !== 'draft');
  for (const { after } of fixed) {
    const params = { id: after.id, version: String(after.version) };
    work.faults.push(fault('template_changed', after.at, params));
  }
  const added = new Set(put.map(key));
  const bodies = wanted
    .filter(({ template }) => added.has(key(template)))
    .map((row) => ({ ...row, state: states.get(key(row.template)) ?? beginning(work, key(row.template)) }));
  if (bodies.length > 0 && fixed.length === 0) await store.writeTemplates(sql, province, bodies);
}

/** Reports must not be left with a shorter form that the body brought for their form does not have. */
async function refuseDroppedProfiles({ sql, province, data, faults }: ImportWork): Promise<void> {
  const brought = new Map(
    (data.templates ?? []).map(({ template, at }) => [`${template.id}@${template.version}`, at]),
  );
  for (const { form, count, ...lost } of await owed.readLostProfiles(sql, province, [...brought.keys()]))
    faults.push(
      fault('profile_dropped', brought.get(form), { ...lost, template: form, count: String(count) }),
    );
}

/** A new form begins in the state the files say, published where they say none. */
function beginning({ data }: ImportWork, form: string): TemplateState {
  const row = data.templateStates?.find(({ template, version }) => `${template}@${version}` === form);
  return row?.state ?? 'published';
}

async function endTrial(
  { sql, province, warnings }: ImportWork,
  { id, version, at }: FormMove,
): Promise<void> {
  const kept = await store.endTrial(sql, province, id, version);
  if (kept > 0) warnings.push(fault('trial_kept', at, { form: `${id}@${version}`, count: String(kept) }));
}

/** Moves forms on: back to a draft before bodies are replaced, everything else after. */
async function putTemplateStates(
  work: ImportWork,
  known: readonly store.StoredTemplate[],
  back: boolean,
): Promise<void> {
  const { sql, province, data, at } = work;
  if (!data.templateStates) return;
  const { moves, faults } = formMoves(data.templateStates, known);
  work.faults.push(...(back ? faults : []));
  for (const move of moves.filter((one) => isBack(one) === back)) {
    const form = `${move.id}@${move.version}`;
    if (back && (await store.countSent(sql, province, move.id, move.version)) > 0) {
      work.faults.push(fault('template_moved', move.at, { form, ...SENT }));
      continue;
    }
    const detail = `${STATE_WORDS[move.from].vi} → ${STATE_WORDS[move.state].vi}`;
    work.changes.push({
      list: 'templateStates',
      kind: 'changed',
      key: form,
      detail,
      ...(move.at ? { at: move.at } : {}),
    });
    if (faults.length > 0) continue;
    await store.moveTemplate(sql, province, move);
    if (move.state === 'published') await endTrial(work, move);
    work.events.push(templateMoved(move, move.state, move.reason, { province, person: 'administrator', at }));
  }
}

async function putHolidays(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (!data.holidays) return;
  const lists = { wanted: data.holidays, stored: await calendar.readHolidays(sql, province) };
  const { put, drop } = note(
    work,
    'holidays',
    lists,
    (row) => row.day,
    () => true,
  );
  if (drop.length > 0) await calendar.removeHolidays(sql, province, drop);
  if (put.length > 0) await calendar.writeHolidays(sql, province, put);
}

async function putPeriods(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (!data.periods) return;
  const wanted = new Set(data.periods.map(({ period }) => period.id));
  const all = await store.readPeriods(sql, province);
  const stored = work.wholePeriods ? all : all.filter(({ period }) => wanted.has(period.id));
  const { put, changed } = note(work, 'periods', { wanted: data.periods, stored }, ({ period }) => period.id);
  const { faults, events } = periodMoves(changed, { province, person: 'administrator', at: work.at });
  work.faults.push(...faults);
  work.events.push(...events);
  if (put.length > 0 && faults.length === 0) await store.writePeriods(sql, province, put);
}

async function putGroupsAndRules(work: ImportWork): Promise<void> {
  const { sql, province, data } = work;
  if (data.groups) {
    const lists = { wanted: data.groups, stored: await owed.readGroups(sql, province) };
    const key = (row: { unit: string; group: string; validFrom: string }) =>
      `${row.unit}, ${row.group}, ${row.validFrom}`;
    const { put, drop } = note(work, 'groups', lists, key, () => true);
    if (drop.length > 0) await owed.removeGroups(sql, province, drop);
    if (put.length > 0) await owed.writeGroups(sql, province, put);
  }
  if (data.rules) {
    const lists = { wanted: data.rules, stored: await owed.readRules(sql, province) };
    const { put, drop } = note(work, 'rules', lists, ruleKey, () => true);
    if (drop.length > 0) await owed.removeRules(sql, province, drop);
    if (put.length > 0) await owed.writeRules(sql, province, put);
  }
}

/** Writes every list in the order their references need. Stops writing, not noting, once there is a fault. */
export async function putLists(work: ImportWork): Promise<void> {
  await putProvince(work);
  await putUnits(work);
  await putKinds(work);
  await putEdges(work);
  await putSuccessions(work);
  await putPeople(work);
  await putSectionOwners(work);
  const known = await store.readTemplates(work.sql, work.province);
  await putTemplateStates(work, known, true);
  await putTemplates(work);
  await putHolidays(work);
  await putTemplateStates(work, known, false);
  await putPeriods(work);
  if (work.faults.length > 0) return;
  await putGroupsAndRules(work);
  await putAssignments(work);
  if (work.faults.length === 0) await refuseDroppedProfiles(work);
}
