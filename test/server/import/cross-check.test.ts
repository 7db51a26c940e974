/** Rows that contradict each other or what is stored are faults at their line, before anything is written. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossCheck } from '../../../server/import/cross-check.ts';
import { NOTHING_KNOWN } from '../../../server/import/known-rows.ts';
import type { ProvinceData, UnitEdgeRow } from '../../../server/store/province-data.ts';
import { smallProvince } from '../usecases/import-data.ts';

const codes = (data: ProvinceData, known = NOTHING_KNOWN) => crossCheck(data, known).map(({ code }) => code);
const edge = (
  child: string,
  parent: string,
  validFrom = '2000-01-01',
  validTo: string | null = null,
): UnitEdgeRow => ({
  tree: 'party',
  child,
  parent,
  validFrom,
  validTo,
});

test('a sound province has no fault', () => {
  expect(codes(smallProvince())).toEqual([]);
});

const data = smallProvince();
test.each<[string, ProvinceData, string]>([
  ['an office twice', { ...data, units: [...data.units, ...data.units.slice(0, 1)] }, 'twice'],
  ['an address twice', { ...data, people: data.people.map((row) => ({ ...row, email: 'a@b.vn' })) }, 'twice'],
  ['an assignment twice', { ...data, assignments: [...data.assignments, ...data.assignments] }, 'twice'],
  ['a role of nobody', { ...data, people: [] }, 'unknown_person'],
  ['a report of no office', { ...data, units: data.units.slice(0, 1) }, 'unknown_unit'],
  ['a report for no period', { ...data, periods: [] }, 'unknown_period'],
  ['a report by no form', { ...data, templates: [] }, 'unknown_template'],
  [
    'an owner of a section twice',
    { ...data, sectionOwners: [...data.sectionOwners, ...data.sectionOwners] },
    'twice',
  ],
  [
    'a section of nobody known',
    { ...data, sectionOwners: data.sectionOwners.map((row) => ({ ...row, person: 'nobody' })) },
    'unknown_person',
  ],
  [
    'a section of no office',
    { ...data, sectionOwners: data.sectionOwners.map((row) => ({ ...row, unit: 'nowhere' })) },
    'unknown_unit',
  ],
  [
    'a section of somebody who may no longer come',
    { ...data, people: data.people.map((row) => ({ ...row, revoked: true })) },
    'owner_without_access',
  ],
  [
    'two parents at a time',
    { ...data, edges: [...data.edges, edge('tu-ky', 'kim-thanh', '2010-01-01')] },
    'parent_overlap',
  ],
  [
    'an office above itself',
    { ...data, edges: [edge('root', 'tu-ky'), edge('tu-ky', 'root')] },
    'parent_cycle',
  ],
])('%s is a fault', (_, given, code) => {
  expect(codes(given)).toContain(code);
});

test('what is stored counts as there, and an address somebody else holds is taken', () => {
  const known = {
    ...NOTHING_KNOWN,
    units: new Map(data.units.map((row) => [row.id, row])),
    people: new Map([['khac', 'an@example.vn']]),
  };
  const { units: _, names: __, edges: ___, ...rest } = data;
  expect(codes(rest, known)).toEqual(['email_taken']);
});

test('access withdrawn from whoever owns a section is a fault at the line that withdraws it, and one given back is none', () => {
  const known = { ...NOTHING_KNOWN, sectionOwners: data.sectionOwners, withdrawn: new Set(['an']) };
  const at = { file: 'people.csv', line: 7 };
  const people = (revoked: boolean) => data.people.map((row) => ({ ...row, revoked, at }));
  const { sectionOwners: _, ...rest } = data;
  expect(crossCheck({ ...rest, people: people(true) }, known)).toEqual([
    { code: 'owner_without_access', at, params: { unit: 'tu-ky', section: 'main', person: 'an' } },
  ]);
  expect(codes({ ...rest, people: people(false) }, known)).toEqual([]);
  const { people: __, ...owners } = data;
  expect(
    codes(owners, { ...known, people: new Map(data.people.map(({ id, email }) => [id, email])) }),
  ).toEqual(['owner_without_access']);
});

test('whoever owns a section is a clerk of its office, or of one above with all below, once the files are in', () => {
  const at = { file: 'section-owners.csv', line: 4 };
  const owned = { ...data, sectionOwners: data.sectionOwners.map((row) => ({ ...row, at })) };
  const withRoles = (...roles: ProvinceData['roles'] & object) =>
    crossCheck({ ...owned, roles }, NOTHING_KNOWN);
  const clerk = { person: 'an', role: 'clerk' as const, unit: 'tu-ky', subtree: false };
  const params = { unit: 'tu-ky', section: 'main', person: 'an' };
  const refused = [{ code: 'owner_no_clerk', at, params }];
  expect(withRoles(clerk)).toEqual([]);
  expect(withRoles({ ...clerk, unit: 'root', subtree: true })).toEqual([]);
  expect(withRoles()).toEqual(refused);
  expect(withRoles({ ...clerk, role: 'signer' })).toEqual(refused);
  expect(withRoles({ ...clerk, person: 'binh' })).toEqual(refused);
  expect(withRoles({ ...clerk, unit: 'root' })).toEqual(refused);
});

test('a role taken from whoever owns a section is a fault though the owners are not spoken of', () => {
  const { sectionOwners, roles, ...rest } = data;
  const known = { ...NOTHING_KNOWN, sectionOwners, roles };
  const others = roles.filter(({ person }) => person !== 'an');
  expect(codes(rest, known)).toEqual([]);
  expect(codes({ ...rest, roles: others }, known)).toEqual(['owner_no_clerk']);
  expect(codes({ ...rest, roles: others, sectionOwners: [] }, known)).toEqual([]);
});

test('offices above one another by way of both trees are named with the trees they are so by', () => {
  const at = { file: 'unit-parents.csv', line: 3 };
  const edges = [edge('root', 'tu-ky'), { ...edge('tu-ky', 'root'), tree: 'state' as const, at }];
  expect(crossCheck({ ...data, edges }, NOTHING_KNOWN)).toMatchObject([
    { code: 'parent_cycle', params: { unit: 'root', tree: 'Đảng và Nhà nước', tree_en: 'party and state' } },
    {
      code: 'parent_cycle',
      at,
      params: { unit: 'tu-ky', tree: 'Đảng và Nhà nước', tree_en: 'party and state' },
    },
  ]);
  const units = [...data.units, { id: 'khoi', kind: 'k', validFrom: '2000-01-01', validTo: null }];
  const both = [
    edge('tu-ky', 'root'),
    edge('khoi', 'root'),
    { ...edge('tu-ky', 'khoi'), tree: 'state' as const },
  ];
  expect(codes({ ...data, units, edges: both })).toEqual([]);
});

test('a parent for another time is no second parent, and trees may turn round over time', () => {
  const edges = [
    edge('a', 'b', '2000-01-01', '2009-12-31'),
    edge('b', 'a', '2010-01-01'),
    edge('a', 'c', '2010-01-01'),
  ];
  const units = ['a', 'b', 'c'].map((id) => ({ id, kind: 'k', validFrom: '2000-01-01', validTo: null }));
  expect(codes({ province: data.province, units, edges })).toEqual([]);
});

test('any tree where every office has an earlier one above it has no cycle, and closing it makes one', () => {
  const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(parents, (picks) => {
      const units = Array.from({ length: picks.length + 1 }, (_, id) => ({
        id: `u${id}`,
        kind: 'k',
        validFrom: '2000-01-01',
        validTo: null,
      }));
      const edges = picks.map((pick, index) => edge(`u${index + 1}`, `u${pick % (index + 1)}`));
      const given = { province: data.province, units, edges };
      expect(codes(given)).toEqual([]);
      expect(codes({ ...given, edges: [...edges, edge('u0', `u${picks.length}`)] })).toContain(
        'parent_cycle',
      );
    }),
  );
});
