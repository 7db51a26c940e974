/** Shorter forms for smaller units: a profile names what a form leaves out, and the form is narrowed to what is left. Pure. */
import { z } from 'zod';
import type { Condition, Rule } from './rule.ts';
import { Bilingual, Id, type Row, type Section, type Shortfall, Template } from './template.ts';

export const Profile = z.strictObject({
  id: Id,
  label: Bilingual,
  /** What is left out. A row takes the rows below it along; a heading without rows goes by itself. */
  leaveOut: z.strictObject({
    sections: z.array(Id).min(1).optional(),
    rows: z.array(Id).min(1).optional(),
    /** section id → column ids */
    columns: z.record(Id, z.array(Id).min(1)).optional(),
  }),
});
export type Profile = z.infer<typeof Profile>;

/** A form as it is published, with its profiles; sheets get it narrowed, without them. */
export const PublishedTemplate = Template.extend({ profiles: z.array(Profile).min(1).optional() });
export type PublishedTemplate = z.infer<typeof PublishedTemplate>;
/** What an author writes: defaults may be left out. */
export type PublishedInput = z.input<typeof PublishedTemplate>;

export const profileOf = (template: PublishedTemplate, id: string): Profile | undefined =>
  template.profiles?.find((profile) => profile.id === id);

/** The form of one profile, or with null the whole form; either without the profiles themselves. */
export function narrowed({ profiles: _, ...template }: PublishedTemplate, profile: Profile | null): Template {
  if (profile === null) return template;
  const sections = template.sections
    .filter(({ id }) => profile.leaveOut.sections?.includes(id) !== true)
    .map((section) => narrowedSection(section, profile))
    .filter(({ columns, rows }) => columns.length > 0 && (rows === undefined || rows.length > 0));
  const gone = partsGone(template, sections);
  const rules = template.rules.flatMap((rule) => narrowedRule(rule, gone));
  const { shortfalls } = template;
  if (shortfalls === undefined) return { ...template, sections, rules };
  return { ...template, sections, rules, shortfalls: shortfalls.filter((one) => !isGone(one, gone)) };
}

function narrowedSection(section: Section, { leaveOut }: Profile): Section {
  const out = new Set(leaveOut.columns?.[section.id] ?? []);
  const columns = section.columns.filter(({ id }) => !out.has(id));
  if (section.rows === undefined) return { ...section, columns };
  const rows = withoutRows(section.rows, new Set(leaveOut.rows ?? []));
  return { ...section, columns, rows: rows.map((row) => withoutOpen(row, out)) };
}

function withoutRows(rows: readonly Row[], named: ReadonlySet<string>): Row[] {
  const parents = new Map(rows.map(({ key, parent }) => [key, parent]));
  const isOut = (key: string): boolean => {
    const met = new Set<string>();
    for (let at: string | undefined = key; at !== undefined && !met.has(at); at = parents.get(at)) {
      if (named.has(at)) return true;
      met.add(at);
    }
    return false;
  };
  const left = rows.filter((row, at) => !isOut(row.key) && !isBare(rows, at, isOut));
  return left.some(({ heading }) => heading !== true) ? left : [];
}

/** A heading that had rows of its own, up to the next heading, and has none left. */
function isBare(rows: readonly Row[], at: number, isOut: (key: string) => boolean): boolean {
  if (rows[at]?.heading !== true) return false;
  const next = rows.findIndex(({ heading }, index) => index > at && heading === true);
  const under = rows.slice(at + 1, next < 0 ? rows.length : next);
  return under.length > 0 && under.every(({ key }) => isOut(key));
}

const withoutOpen = (row: Row, out: ReadonlySet<string>): Row =>
  row.open === undefined ? row : { ...row, open: row.open.filter((id) => !out.has(id)) };

/** Nothing falls short in a form that no longer asks for it. */
function isGone(shortfall: Shortfall, gone: Gone): boolean {
  if (shortfall.kind === 'undone')
    return [shortfall.owed, shortfall.done].some((at) => gone.sections.has(at.section) || gone.cell(at));
  const { section, computed, published } = shortfall;
  return gone.sections.has(section) || [computed, published].some((column) => gone.column(column, section));
}

/** What rules can no longer speak of. */
interface Gone {
  readonly sections: Pick<ReadonlySet<string>, 'has'>;
  readonly rows: Pick<ReadonlySet<string>, 'has'>;
  /** Whether the column is gone from the section, or from all of them where none is named. */
  readonly column: (id: string, section: string | undefined) => boolean;
  /** Whether the column is gone from the section of this row. */
  readonly cell: (side: { readonly row: string; readonly column: string }) => boolean;
}

function partsGone(template: Template, left: readonly Section[]): Gone {
  const kept = new Map(left.map((section) => [section.id, section]));
  const keys = new Set(left.flatMap(({ rows }) => (rows ?? []).map(({ key }) => key)));
  const rows = template.sections.flatMap((section) => section.rows ?? []);
  const homes = new Map(
    template.sections.flatMap(({ id, rows }) => (rows ?? []).map(({ key }) => [key, id])),
  );
  const has = (section: Section | undefined, id: string): boolean =>
    section?.columns.some((column) => column.id === id) === true;
  const gone = new Set(rows.map(({ key }) => key).filter((key) => !keys.has(key)));
  return {
    sections: new Set(template.sections.map(({ id }) => id).filter((id) => !kept.has(id))),
    rows: gone,
    column: (id, section) =>
      section === undefined ? !left.some((one) => has(one, id)) : !has(kept.get(section), id),
    cell: ({ row, column }) => {
      const home = homes.get(row);
      return gone.has(row) || (home !== undefined && !has(kept.get(home), column));
    },
  };
}

/**
 * A rule that joined a form later, as the form of a profile can use it: what it names and the form does not have was left
 * out. undefined where it then speaks of nothing. The rule is sound for the whole form.
 */
export function fittedRule(rule: Rule, form: Template): Rule | undefined {
  const byId = new Map(form.sections.map((section) => [section.id, section]));
  const homes = new Map(form.sections.flatMap((one) => (one.rows ?? []).map(({ key }) => [key, one])));
  const has = (section: Section | undefined, id: string): boolean =>
    section?.columns.some((column) => column.id === id) === true;
  return narrowedRule(rule, {
    sections: { has: (id) => !byId.has(id) },
    rows: { has: (key) => !homes.has(key) },
    column: (id, section) =>
      section === undefined ? !form.sections.some((one) => has(one, id)) : !has(byId.get(section), id),
    cell: ({ row, column }) => !has(homes.get(row), column),
  })[0];
}

/** The rule with the operands that are left; none where it then speaks of nothing. */
function narrowedRule(rule: Rule, gone: Gone): Rule[] {
  if ('section' in rule && rule.section !== undefined && gone.sections.has(rule.section)) return [];
  switch (rule.kind) {
    case 'partsSum':
    case 'partOf':
    case 'atMost':
    case 'monotonic':
    case 'band':
    case 'sumOfPeriods':
      return narrowedAlong(rule, gone);
    case 'matches':
      return gone.cell(rule.left) || gone.cell(rule.right) ? [] : [rule];
    case 'notInFuture': {
      const columns = rule.columns.filter((id) => !gone.column(id, rule.section));
      return columns.length === 0 ? [] : [{ ...rule, columns }];
    }
    default:
      return columnsNamed(rule).some((id) => gone.column(id, rule.section)) ? [] : [rule];
  }
}

type AlongRule = Extract<Rule, { axis: 'rows' | 'columns' }>;

function narrowedAlong(rule: AlongRule, gone: Gone): Rule[] {
  const rowLeft = (name: string): boolean => !gone.rows.has(name);
  const columnLeft = (name: string): boolean => !gone.column(name, rule.section);
  const [operand, repeat] = rule.axis === 'rows' ? [rowLeft, columnLeft] : [columnLeft, rowLeft];
  const each = rule.each === 'all' ? rule.each : rule.each.filter(repeat);
  if (each.length === 0) return [];
  switch (rule.kind) {
    case 'partsSum':
    case 'partOf': {
      const parts = rule.parts.filter(operand);
      return parts.length === 0 || !operand(rule.whole) ? [] : [{ ...rule, each, parts }];
    }
    case 'atMost': {
      const chain = rule.chain.filter(operand);
      return chain.length < 2 ? [] : [{ ...rule, each, chain }];
    }
    default:
      return [{ ...rule, each }];
  }
}

type ColumnRule = Extract<
  Rule,
  { kind: 'requiredWhen' | 'blankWhen' | 'boundWhen' | 'unique' | 'countPerGroup' | 'dateOrder' }
>;

/** Columns without any of which the rule would say something else. */
function columnsNamed(rule: ColumnRule): readonly string[] {
  switch (rule.kind) {
    case 'requiredWhen':
    case 'blankWhen':
    case 'boundWhen':
      return [rule.column, ...conditionColumns(rule.when)];
    case 'unique':
      return rule.columns;
    case 'countPerGroup':
      return [
        ...rule.groupBy,
        ...(rule.where === undefined ? [] : conditionColumns(rule.where)),
        ...(rule.leaveOut ?? []).map(({ column }) => column),
      ];
    case 'dateOrder':
      return [rule.before, rule.after];
  }
}

const conditionColumns = (when: Condition): readonly string[] =>
  when.kind === 'differs' ? [when.left, when.right] : [when.column];
