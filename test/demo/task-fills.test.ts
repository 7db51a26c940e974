/** The owners of the demonstration's tasks are offices and titles that exist. */
import { expect, test } from 'vitest';
import { fullTitle, LEADERS, TASK_REPORTS } from './task-fills.ts';

const ROWS = TASK_REPORTS.flatMap(({ rows }) => rows);
const PARTY = /^(?:Tỉnh|Thành|Thị|Huyện|Đảng) ủy/;

test('a party committee is headed by a secretary; chairmen are those of the state bodies beside it', () => {
  const owners = ROWS.filter(({ ownerTitle }) => ownerTitle);
  const chairs = owners.filter(
    ({ ownerUnit = '', ownerTitle = '' }) => PARTY.test(ownerUnit) && !/Bí thư/.test(ownerTitle),
  );
  expect(chairs).toEqual([]);
  expect(
    ROWS.filter(({ responsible = '' }) => /Chủ tịch (?:UBND |HĐND )?(?:\S+ ủy|Ban)/.test(responsible)),
  ).toEqual([]);
  expect(ROWS.filter(({ lead = '' }) => lead.includes('Ban Thường vụ'))).toEqual([]);
});

test.each([
  ['Chủ tịch', 'UBND thành phố Chí Linh'],
  ['Chủ tịch', 'UBND thị xã Kinh Môn'],
  ['Chủ tịch', 'UBND huyện Tứ Kỳ'],
  ['Bí thư', 'Thành ủy Chí Linh'],
])('%s %s has tasks of their own', (title, of) => {
  expect(LEADERS.some((leader) => leader.title === title && leader.of === of)).toBe(true);
});

test.each([
  ['Trưởng ban', 'Ban Dân vận Tỉnh ủy', 'Trưởng Ban Dân vận Tỉnh ủy'],
  ['Chánh Văn phòng', 'Văn phòng Tỉnh ủy', 'Chánh Văn phòng Tỉnh ủy'],
  ['Chánh Thanh tra', 'Thanh tra tỉnh', 'Chánh Thanh tra tỉnh'],
  ['Cục trưởng', 'Cục Thuế tỉnh', 'Cục trưởng Cục Thuế tỉnh'],
])('%s of %s is told as %s', (title, of, full) => {
  expect(fullTitle(title, of)).toBe(full);
});
