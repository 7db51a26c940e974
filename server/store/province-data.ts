/** What an administrator brings to a province: offices, people, forms, periods and who owes what, as rows ready to be stored. */
import type { Tree } from '../../shared/dated-trees.ts';
import type { Period } from '../../shared/period.ts';
import type { PublishedTemplate } from '../../shared/profile.ts';
import type { AssignedRow } from '../../shared/template.ts';
import type { TemplateState } from '../../shared/template-state.ts';
import type { RoleName } from '../../shared/wire.ts';

/** Where a row was read from; absent for rows made by a program. */
export interface Source {
  readonly file: string;
  /** 1-based line of the file. */
  readonly line: number;
}
export type Sourced = { readonly at?: Source };

export interface ProvinceRow extends Sourced {
  readonly id: string;
  readonly name: string;
}
export interface UnitRow extends Sourced {
  readonly id: string;
  readonly kind: string;
  /** First and last day, ISO dates, inclusive; null = still exists. */
  readonly validFrom: string;
  readonly validTo: string | null;
  /** The part of today's province it belonged to before, e.g. "phía Tây"; null = none. */
  readonly legacyArea?: string | null;
  /** Documents by which it began and ended; null = not given. */
  readonly basis?: string | null;
  readonly endBasis?: string | null;
}
export interface UnitNameRow extends Sourced {
  readonly unit: string;
  readonly validFrom: string;
  readonly name: string;
  /** The document behind it; null = not given. */
  readonly basis?: string | null;
}
/** A kind that came after the first, which stands with the unit itself. */
export interface UnitKindRow extends Sourced {
  readonly unit: string;
  readonly validFrom: string;
  readonly kind: string;
  readonly basis?: string | null;
}
export interface UnitAliasRow extends Sourced {
  readonly unit: string;
  readonly alias: string;
}
export interface UnitCodeRow extends Sourced {
  readonly unit: string;
  readonly validFrom: string;
  readonly code: string;
  readonly basis?: string | null;
}
export interface UnitEdgeRow extends Sourced {
  readonly tree: Tree;
  readonly parent: string;
  readonly child: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly basis?: string | null;
}
export interface SuccessionRow extends Sourced {
  readonly old: string;
  readonly new: string;
  /** First day on which what was the old unit's belongs to the new one. */
  readonly day: string;
  /** Canonical decimal, 0 < share ≤ 1; null: all of it, or one of several parts whose shares nobody published. */
  readonly share: string | null;
  readonly basis?: string | null;
}
export interface PersonRow extends Sourced {
  readonly id: string;
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly revoked: boolean;
}
export interface RoleRow extends Sourced {
  readonly person: string;
  readonly role: RoleName;
  readonly unit: string;
  readonly subtree: boolean;
}
export interface SectionOwnerRow extends Sourced {
  readonly unit: string;
  /** Of any version: the sections of a form keep their ids. */
  readonly template: string;
  readonly section: string;
  readonly person: string;
}
export interface TemplateRow extends Sourced {
  readonly template: PublishedTemplate;
}
/** The state a form is to be in; forms without one are published. */
export interface TemplateStateRow extends Sourced {
  readonly template: string;
  readonly version: number;
  readonly state: TemplateState;
  readonly reason?: string | null;
}
export interface PeriodRow extends Sourced {
  readonly period: Period;
  /** Level → working days after the last day of data, where its due date is worked out so. */
  readonly dueRule?: Readonly<Record<string, number>>;
}
/** A day off, or a Saturday or Sunday worked instead of another day. */
export interface HolidayRow extends Sourced {
  /** ISO date. */
  readonly day: string;
  readonly kind: 'off' | 'working';
  readonly name: string;
  readonly basis?: string | null;
}
export interface AssignmentRow extends Sourced {
  readonly unit: string;
  readonly template: string;
  readonly version: number;
  readonly period: string;
  readonly assigned: readonly AssignedRow[];
  /** The shorter form asked for; null: the whole form. */
  readonly profile?: string | null;
  /** A rule made it. */
  readonly byRule?: boolean;
}
/** A unit among those of a group. */
export interface UnitGroupRow extends Sourced {
  readonly unit: string;
  readonly group: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}
/** Every unit that meets all that is named owes the form for the period; null: not asked for. */
export interface AssignmentRuleRow extends Sourced {
  readonly template: string;
  readonly version: number;
  readonly period: string;
  readonly kind: string | null;
  readonly group: string | null;
  /** This unit and all below it, in either tree, at the end of the period. */
  readonly under: string | null;
  readonly profile: string | null;
}

/**
 * One province. A list left out is left as it is; a list given is the whole truth about it, except that
 * what reports may depend on (offices, people, forms, periods, assignments) is never removed.
 */
export interface ProvinceData {
  readonly province: ProvinceRow;
  readonly units?: readonly UnitRow[];
  readonly names?: readonly UnitNameRow[];
  readonly kinds?: readonly UnitKindRow[];
  readonly aliases?: readonly UnitAliasRow[];
  readonly codes?: readonly UnitCodeRow[];
  readonly edges?: readonly UnitEdgeRow[];
  readonly successions?: readonly SuccessionRow[];
  readonly people?: readonly PersonRow[];
  readonly roles?: readonly RoleRow[];
  readonly sectionOwners?: readonly SectionOwnerRow[];
  readonly templates?: readonly TemplateRow[];
  readonly holidays?: readonly HolidayRow[];
  readonly templateStates?: readonly TemplateStateRow[];
  readonly periods?: readonly PeriodRow[];
  readonly assignments?: readonly AssignmentRow[];
  readonly groups?: readonly UnitGroupRow[];
  readonly rules?: readonly AssignmentRuleRow[];
}
