/** A small province for the tests of the import: a root, two districts, three people, one form, one period. */

import type { ProvinceData } from '../../../server/store/province-data.ts';
import { Template } from '../../../shared/template.ts';

const words = (text: string) => ({ vi: text, en: text });

export const FORM = Template.parse({
  id: 'counts',
  version: 1,
  formVersion: 'test',
  legalBasis: [],
  descriptors: {
    name: words('Biểu thử'),
    content: words('n'),
    reporters: words('n'),
    receivers: words('n'),
    method: words('n'),
    deadline: words('n'),
    frequency: words('n'),
    dataWindow: words('n'),
    outline: words('n'),
    figuresForm: words('n'),
  },
  counts: 'submitted',
  sections: [
    {
      id: 'main',
      label: words('Số liệu'),
      kind: 'grid',
      rowsFrom: 'assignment',
      columns: [
        { id: 'plan', label: words('Kế hoạch'), type: 'text', source: 'assignment' },
        { id: 'value', label: words('Thực hiện'), type: 'integer', overUnits: { kind: 'sum' } },
      ],
    },
  ],
  rules: [],
});

const row = (key: string, plan: string) => ({ key, label: words(`Chỉ tiêu ${key}`), values: { plan } });

/** The same rows on every call, each with the place it would have in its file. */
export function smallProvince(): Required<ProvinceData> {
  const units = ['root', 'tu-ky', 'kim-thanh'];
  return {
    province: { id: 'hd', name: 'Hải Dương' },
    units: units.map((id, index) => ({
      id,
      kind: id === 'root' ? 'province' : 'district',
      validFrom: '2000-01-01',
      validTo: null,
      at: { file: 'units.csv', line: index + 2 },
    })),
    names: units.map((unit) => ({ unit, validFrom: '2000-01-01', name: `Huyện ủy ${unit}` })),
    kinds: [],
    aliases: [{ unit: 'tu-ky', alias: 'HU Tứ Kỳ' }],
    codes: [{ unit: 'tu-ky', validFrom: '2000-01-01', code: '0298' }],
    edges: ['tu-ky', 'kim-thanh'].map((child) => ({
      tree: 'party' as const,
      parent: 'root',
      child,
      validFrom: '2000-01-01',
      validTo: null,
    })),
    successions: [],
    holidays: [{ day: '2021-12-27', kind: 'off' as const, name: 'Nghỉ của tỉnh' }],
    people: ['an', 'binh', 'chi'].map((id) => ({
      id,
      name: `Người ${id}`,
      email: `${id}@example.vn`,
      revoked: false,
    })),
    sectionOwners: [{ unit: 'tu-ky', template: 'counts', section: 'main', person: 'an' }],
    roles: [
      { person: 'an', role: 'clerk' as const, unit: 'tu-ky', subtree: false },
      { person: 'binh', role: 'reviewer' as const, unit: 'root', subtree: true },
    ],
    templates: [{ template: FORM }],
    templateStates: [],
    periods: [
      {
        period: {
          id: 'y2021',
          kind: 'year' as const,
          label: { vi: 'Năm 2021', en: '2021' },
          year: 2021,
          from: '2021-01-01',
          to: '2021-12-31',
          due: { default: '2022-01-15' },
          state: 'open' as const,
        },
      },
    ],
    groups: [],
    rules: [],
    assignments: ['tu-ky', 'kim-thanh'].map((unit, index) => ({
      unit,
      template: 'counts',
      version: 1,
      period: 'y2021',
      assigned: [row('a', 'từ 10 trở lên'), row('b', '5')],
      at: { file: 'assignments.csv', line: index + 2 },
    })),
  };
}
