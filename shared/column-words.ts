/** What a column takes, told to a person: the expectation behind every issue of a single cell. */
import { showNumber } from './number.ts';
import type { Column, Lang } from './template.ts';

const MANY_OPTIONS = 6;

/** What a column takes, as the beginning of a sentence. */
export function columnTakes(column: Column, lang: Lang): string {
  const vi = lang === 'vi';
  switch (column.type) {
    case 'integer':
      return (vi ? 'Số nguyên' : 'A whole number') + bounds(column, lang);
    case 'rank':
      return vi ? 'Thứ hạng, số nguyên từ 1' : 'A rank, a whole number from 1';
    case 'decimal':
    case 'money':
    case 'percent':
      return (
        (vi ? 'Một con số' : 'A number') + unit(column, lang) + decimals(column, lang) + bounds(column, lang)
      );
    case 'date':
      return vi ? 'Ngày/tháng/năm, ví dụ 30/06/2022' : 'Day/month/year, e.g. 30/06/2022';
    case 'option':
      return options(column, lang);
    case 'target':
      return vi
        ? 'Mức giao như “từ 10% trở lên”, “2 - 3 tổ chức”, “dưới 4”'
        : 'A wording such as “từ 10% trở lên”, “2 - 3 tổ chức”, “dưới 4”';
    case 'person':
      return vi ? 'Chức danh hoặc họ tên' : 'A title or a name';
    case 'text':
    case 'evidence':
      return vi ? 'Nội dung bằng chữ' : 'Text';
  }
}

function unit(column: Column, lang: Lang): string {
  const name = column.type === 'percent' ? '%' : column.unit;
  if (name === undefined) return '';
  return lang === 'vi' ? ` tính bằng ${name}` : ` in ${name}`;
}

function decimals(column: Column, lang: Lang): string {
  if (column.decimals === undefined) return '';
  return lang === 'vi'
    ? `, tối đa ${column.decimals} chữ số thập phân`
    : `, at most ${column.decimals} decimals`;
}

function bounds({ min, max }: Column, lang: Lang): string {
  const vi = lang === 'vi';
  const low = min === undefined ? '' : showNumber(min, lang);
  const high = max === undefined ? '' : showNumber(max, lang);
  if (low !== '' && high !== '') return vi ? `, từ ${low} đến ${high}` : `, from ${low} to ${high}`;
  if (low !== '') return vi ? `, từ ${low} trở lên` : `, ${low} or more`;
  if (high !== '') return vi ? `, không quá ${high}` : `, at most ${high}`;
  return '';
}

function options(column: Column, lang: Lang): string {
  const labels = (column.options ?? []).map(({ label }) => `“${label[lang]}”`);
  const shown = labels.slice(0, MANY_OPTIONS).join(', ') + (labels.length > MANY_OPTIONS ? ', …' : '');
  return (lang === 'vi' ? 'Một trong các mục ' : 'One of ') + shown;
}
