/** What the checks of an import know of the province: the rows it has, and those it will have once the files are in. Pure. */
import type { Period } from '../../shared/period.ts';
import type {
  AssignmentRow,
  AssignmentRuleRow,
  HolidayRow,
  ProvinceData,
  RoleRow,
  SectionOwnerRow,
  SuccessionRow,
  UnitAliasRow,
  UnitCodeRow,
  UnitEdgeRow,
  UnitGroupRow,
  UnitKindRow,
  UnitRow,
} from '../store/province-data.ts';

/** What is stored already, as far as the checks need it. */
export interface KnownRows {
  readonly units: ReadonlyMap<string, UnitRow>;
  readonly sectionOwners: readonly SectionOwnerRow[];
  readonly roles: readonly RoleRow[];
  /** People whose access was withdrawn. */
  readonly withdrawn: ReadonlySet<string>;
  /** id → e-mail */
  readonly people: ReadonlyMap<string, string>;
  /** "id@version" → hash */
  readonly templates: ReadonlyMap<string, string>;
  readonly periods: ReadonlyMap<string, Period>;
  readonly edges: readonly UnitEdgeRow[];
  readonly kinds: readonly UnitKindRow[];
  readonly codes: readonly UnitCodeRow[];
  readonly successions: readonly SuccessionRow[];
  readonly aliases: readonly UnitAliasRow[];
  readonly holidays: readonly HolidayRow[];
  readonly owed: readonly Pick<AssignmentRow, 'unit' | 'template' | 'period'>[];
  readonly groups: readonly UnitGroupRow[];
  readonly rules: readonly AssignmentRuleRow[];
  /** "id@version" → profiles of the form */
  readonly profiles: ReadonlyMap<string, readonly string[]>;
}

export const NOTHING_KNOWN: KnownRows = {
  units: new Map(),
  sectionOwners: [],
  roles: [],
  withdrawn: new Set(),
  people: new Map(),
  templates: new Map(),
  periods: new Map(),
  edges: [],
  kinds: [],
  codes: [],
  successions: [],
  aliases: [],
  holidays: [],
  owed: [],
  groups: [],
  rules: [],
  profiles: new Map(),
};

/** Units as they will be. */
export function unitsAfter(data: ProvinceData, known: KnownRows): ReadonlyMap<string, UnitRow> {
  const units = new Map(known.units);
  for (const row of data.units ?? []) units.set(row.id, row);
  return units;
}

/** Kinds that came after the first, as they will be: those given, and the stored ones of offices the files do not speak about. */
export function kindsAfter(data: ProvinceData, known: KnownRows): readonly UnitKindRow[] {
  if (data.kinds === undefined) return known.kinds;
  const spoken = data.units && new Set(data.units.map((row) => row.id));
  return [...data.kinds, ...known.kinds.filter((row) => spoken !== undefined && !spoken.has(row.unit))];
}

/** Edges as they will be: those given, and the stored ones of offices the files do not speak about. */
export function edgesAfter(data: ProvinceData, known: KnownRows): readonly UnitEdgeRow[] {
  if (data.edges === undefined) return known.edges;
  const spoken = data.units && new Set(data.units.map((row) => row.id));
  return [...data.edges, ...known.edges.filter((edge) => spoken !== undefined && !spoken.has(edge.child))];
}
