/** Loads a province from rows: says what would change, and stores all of it in one transaction or nothing. */
import { assignmentCheck } from '../../import/assignment-check.ts';
import { ruledReports } from '../../import/assignment-rules.ts';
import { crossCheck } from '../../import/cross-check.ts';
import { dueDates } from '../../import/due-dates.ts';
import { type ImportFault, isWarning } from '../../import/faults.ts';
import type { KnownRows } from '../../import/known-rows.ts';
import { senseCheck } from '../../import/sense-check.ts';
import { insertEvent, type LedgerEvent, sendingIn } from '../../store/audit.ts';
import { readHolidays } from '../../store/calendar.ts';
import type { Database } from '../../store/db.ts';
import * as store from '../../store/import.ts';
import * as owed from '../../store/import-assignments.ts';
import * as sections from '../../store/import-sections.ts';
import * as units from '../../store/import-units.ts';
import type { AssignmentRow, ProvinceData } from '../../store/province-data.ts';
import type { Transaction } from '../../store/sql.ts';
import type { ChangeKind, ItemChange, ListName } from './import-differences.ts';
import { putLists } from './import-lists.ts';
import type { ImportWork } from './import-work.ts';

interface ImportDeps {
  readonly db: Pick<Database, 'system'>;
  readonly clock: () => Date;
}

export interface ImportPlan {
  readonly province: string;
  /** Not empty: nothing was stored. */
  readonly faults: readonly ImportFault[];
  /** What should be looked at though it can be stored. */
  readonly warnings: readonly ImportFault[];
  readonly changes: readonly ItemChange[];
  /** Rows that were already so, per list. */
  readonly same: Readonly<Partial<Record<ListName, number>>>;
  /** Reports that now count under other offices, because the tree or a period changed. */
  readonly moved: number;
  /** False for a dry run, for faults, and when there was nothing to change. */
  readonly stored: boolean;
}

interface ImportOptions {
  readonly dryRun: boolean;
  /** SHA-256 (hex) of each file the rows were read from; given, the ledger is told of the import. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Carries a plan out of a transaction that is not to be kept. */
class Undone extends Error {
  readonly plan: ImportPlan;
  constructor(plan: ImportPlan) {
    super('undone');
    this.plan = plan;
  }
}

async function knownRows(sql: Transaction, province: string): Promise<KnownRows> {
  const stored = await units.readUnits(sql, province);
  const people = await store.readPeople(sql, province);
  const templates = await store.readTemplates(sql, province);
  const periods = await store.readPeriods(sql, province);
  return {
    units: new Map(stored.map((row) => [row.id, row])),
    sectionOwners: await sections.readSectionOwners(sql, province),
    roles: await store.readRoles(sql, province),
    withdrawn: new Set(people.filter(({ revoked }) => revoked).map(({ id }) => id)),
    people: new Map(people.map((row) => [row.id, row.email])),
    templates: new Map(templates.map((row) => [`${row.id}@${row.version}`, row.hash])),
    periods: new Map(periods.map(({ period }) => [period.id, period])),
    edges: await units.readEdges(sql, province),
    kinds: await units.readKinds(sql, province),
    codes: await units.readCodes(sql, province),
    successions: await units.readSuccessions(sql, province),
    aliases: await units.readAliases(sql, province),
    holidays: await readHolidays(sql, province),
    owed: await store.readOwed(sql, province),
    groups: await owed.readGroups(sql, province),
    rules: await owed.readRules(sql, province),
    profiles: new Map((await owed.readProfiles(sql, province)).map(({ form, profiles }) => [form, profiles])),
  };
}

/** The rows with every due date and ruled report worked out, and all that is wrong or doubtful with them. */
async function checkedData(
  sql: Transaction,
  given: ProvinceData,
): Promise<{ data: ProvinceData; faults: ImportFault[]; ruled: readonly AssignmentRow[] }> {
  const province = given.province.id;
  const known = await knownRows(sql, province);
  const periods = await store.readPeriods(sql, province);
  const moved = await store.readMovedPeriods(sql, province);
  const dated = dueDates(given, { periods, holidays: known.holidays, moved });
  const data = dated.periods === undefined ? given : { ...given, periods: dated.periods };
  const { rows: ruled, faults: ofRules } = ruledReports(data, known);
  const ofRows = [...crossCheck(data, known), ...dated.faults, ...senseCheck(data, known)];
  return { data, faults: [...ofRows, ...assignmentCheck(data, known), ...ofRules], ruled };
}

/** Only these can change which offices stand above a report at the end of its period. */
const MOVING: readonly ListName[] = ['edges', 'periods'];
/** What a basis reads. */
const MAPPED: readonly ListName[] = ['units', 'edges', 'successions'];

async function tell(
  work: ImportWork,
  changing: readonly ItemChange[],
  { files }: ImportOptions,
): Promise<void> {
  const whole = files === undefined ? [] : [imported(work, changing, files)];
  for (const event of [...work.events, ...whole]) await insertEvent(sendingIn(work.sql), event);
}

/** The import as the ledger keeps it: what changed in each list, and the files it came from. */
function imported(
  { province, at }: ImportWork,
  changing: readonly ItemChange[],
  files: Readonly<Record<string, string>>,
): LedgerEvent {
  const changes: Partial<Record<ListName, Partial<Record<ChangeKind, number>>>> = {};
  for (const { list, kind } of changing) {
    const counts = changes[list] ?? {};
    changes[list] = { ...counts, [kind]: (counts[kind] ?? 0) + 1 };
  }
  const subject = `province/${province}`;
  return { province, at, person: 'administrator', action: 'imported', subject, details: { files, changes } };
}

/**
 * Stores the rows of one province, or with `dryRun` does the same and undoes it. The same rows again change nothing.
 * Rows that cannot be stored come back as faults with the plan; nothing is stored then.
 */
export async function importProvince(
  deps: ImportDeps,
  given: ProvinceData,
  options: ImportOptions,
): Promise<ImportPlan> {
  const province = given.province.id;
  const at = deps.clock();
  try {
    return await deps.db.system.begin(async (sql) => {
      await store.lockImport(sql, province);
      const { data, faults: found, ruled } = await checkedData(sql, given);
      const work: ImportWork = {
        sql,
        province,
        data,
        wholePeriods: given.periods !== undefined,
        at,
        changes: [],
        faults: found.filter((one) => !isWarning(one)),
        warnings: found.filter(isWarning),
        events: [],
        same: {},
        ruled,
      };
      if (work.faults.length === 0) await putLists(work);
      const { changes, faults, warnings, same } = work;
      const changing = faults.length > 0 ? [] : changes.filter(({ kind }) => kind !== 'kept');
      const touches = (lists: readonly ListName[]) => changing.some(({ list }) => lists.includes(list));
      const moved = touches(MOVING) ? await store.moveReports(sql, province) : 0;
      if (touches(MAPPED)) await units.changeMap(sql, province);
      if (changing.length > 0) await tell(work, changing, options);
      const stored = changing.length > 0 && !options.dryRun;
      const plan: ImportPlan = { province, faults, warnings, changes, same, moved, stored };
      if (!stored) throw new Undone(plan);
      return plan;
    });
  } catch (error) {
    if (error instanceof Undone) return error.plan;
    throw error;
  }
}
