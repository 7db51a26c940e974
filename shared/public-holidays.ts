/**
 * Public holidays of Việt Nam as offices kept them: weekdays off, and Saturdays worked instead of another day.
 * Days off are those of article 112 of the Labour Code 45/2019/QH14; one that falls on a Saturday or Sunday is made up on the next
 * working day (article 111(3)). Which days of Tết and of Quốc khánh are meant, and which days are exchanged, is said by a notice each
 * year, named with the day. A year without its notice here is not known: a province brings it in holidays.csv.
 */
import type { CalendarDay } from './working-days.ts';

interface Holiday extends CalendarDay {
  /** In Vietnamese, e.g. Quốc khánh. */
  readonly name: string;
  /** The document it rests on; null = not given. */
  readonly basis: string | null;
}

const CODE = 'Điều 112 Bộ luật Lao động 45/2019/QH14';
const MADE_UP = 'khoản 3 Điều 111 Bộ luật Lao động 45/2019/QH14';

const NEW_YEAR = 'Tết Dương lịch';
const TET = 'Tết Âm lịch';
const KINGS = 'Giỗ Tổ Hùng Vương';
const VICTORY = 'Ngày Chiến thắng';
const LABOUR = 'Ngày Quốc tế lao động';
const NATIONAL = 'Quốc khánh';

/** Days of one name and document, as mm-dd. */
const off = (year: number, name: string, basis: string, ...days: string[]): Holiday[] =>
  days.map((day) => ({ day: `${year}-${day}`, kind: 'off', name, basis }));

const madeUp = (year: number, name: string, ...days: string[]): Holiday[] =>
  off(year, `${name} (nghỉ bù)`, MADE_UP, ...days);

/** A working day exchanged for a Saturday, mm-dd. */
const exchanged = (year: number, name: string, basis: string, free: string, worked: string): Holiday[] => [
  ...off(year, `${name} (hoán đổi)`, basis, free),
  {
    day: `${year}-${worked}`,
    kind: 'working',
    name: `Làm bù ngày ${free.slice(3)}/${free.slice(0, 2)}`,
    basis,
  },
];

export const PUBLIC_HOLIDAYS: readonly Holiday[] = [
  ...off(2021, NEW_YEAR, CODE, '01-01'),
  ...off(2021, TET, '4875/TB-LĐTBXH', '02-10', '02-11', '02-12', '02-15', '02-16'),
  ...off(2021, KINGS, CODE, '04-21'),
  ...off(2021, VICTORY, CODE, '04-30'),
  ...madeUp(2021, LABOUR, '05-03'),
  ...off(2021, NATIONAL, '4875/TB-LĐTBXH', '09-02', '09-03'),

  ...madeUp(2022, NEW_YEAR, '01-03'),
  ...off(2022, TET, '119/TB-LĐTBXH', '01-31', '02-01', '02-02', '02-03', '02-04'),
  ...madeUp(2022, KINGS, '04-11'),
  ...madeUp(2022, VICTORY, '05-02'),
  ...madeUp(2022, LABOUR, '05-03'),
  ...off(2022, NATIONAL, '119/TB-LĐTBXH', '09-01', '09-02'),

  ...madeUp(2023, NEW_YEAR, '01-02'),
  ...off(2023, TET, '5034/TB-LĐTBXH', '01-20', '01-23', '01-24', '01-25', '01-26'),
  ...off(2023, LABOUR, CODE, '05-01'),
  ...madeUp(2023, KINGS, '05-02'),
  ...madeUp(2023, VICTORY, '05-03'),
  ...off(2023, NATIONAL, '5034/TB-LĐTBXH', '09-01', '09-04'),

  ...off(2024, NEW_YEAR, CODE, '01-01'),
  ...off(2024, TET, '5015/TB-LĐTBXH', '02-08', '02-09', '02-12', '02-13', '02-14'),
  ...off(2024, KINGS, CODE, '04-18'),
  ...exchanged(2024, VICTORY, '1570/TB-LĐTBXH', '04-29', '05-04'),
  ...off(2024, VICTORY, CODE, '04-30'),
  ...off(2024, LABOUR, CODE, '05-01'),
  ...off(2024, NATIONAL, '5015/TB-LĐTBXH', '09-02', '09-03'),

  ...off(2025, NEW_YEAR, CODE, '01-01'),
  ...off(2025, TET, '6150/TB-LĐTBXH', '01-27', '01-28', '01-29', '01-30', '01-31'),
  ...off(2025, KINGS, CODE, '04-07'),
  ...off(2025, VICTORY, CODE, '04-30'),
  ...off(2025, LABOUR, CODE, '05-01'),
  ...exchanged(2025, LABOUR, '6150/TB-LĐTBXH', '05-02', '04-26'),
  ...off(2025, NATIONAL, '6150/TB-LĐTBXH', '09-01', '09-02'),

  ...off(2026, NEW_YEAR, CODE, '01-01'),
  ...exchanged(2026, NEW_YEAR, '12729/VPCP-KGVX', '01-02', '01-10'),
  ...off(2026, TET, '9441/TB-BNV', '02-16', '02-17', '02-18', '02-19', '02-20'),
  ...madeUp(2026, KINGS, '04-27'),
  ...off(2026, VICTORY, CODE, '04-30'),
  ...off(2026, LABOUR, CODE, '05-01'),
  ...exchanged(2026, NATIONAL, '9441/TB-BNV', '08-31', '08-22'),
  ...off(2026, NATIONAL, '9441/TB-BNV', '09-01', '09-02'),
  ...off(2026, 'Ngày Văn hóa Việt Nam', 'Nghị quyết 28/2026/QH16', '11-24'),
];
