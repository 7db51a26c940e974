/** Numbers read aloud, as on a form that asks for the sum in words: what a separator stands for cannot be mistaken there. */
import { isDecimal } from './decimal.ts';
import type { Lang } from './template.ts';

const DIGITS = {
  vi: ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
} as const;
const TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;
/** Names of the groups of three digits, from the right. */
const GROUPS = {
  vi: ['', 'nghìn', 'triệu', 'tỷ', 'nghìn tỷ'],
  en: ['', 'thousand', 'million', 'billion', 'trillion'],
} as const;

const digit = (n: number, lang: Lang): string => DIGITS[lang][n] ?? '';

/** "hai mươi mốt", "mười lăm", "linh năm" behind a hundred. */
function vietnameseTens(tens: number, ones: number, behind: boolean): string {
  if (tens === 0) return ones === 0 ? '' : `${behind ? 'linh ' : ''}${digit(ones, 'vi')}`;
  const last = ones === 1 && tens > 1 ? 'mốt' : ones === 5 ? 'lăm' : ones === 0 ? '' : digit(ones, 'vi');
  return `${tens === 1 ? 'mười' : `${digit(tens, 'vi')} mươi`} ${last}`.trim();
}

function englishTens(tens: number, ones: number): string {
  if (tens === 0) return ones === 0 ? '' : digit(ones, 'en');
  if (tens === 1) return TEENS[ones] ?? '';
  return `${TENS[tens] ?? ''}${ones === 0 ? '' : `-${digit(ones, 'en')}`}`;
}

/** One group of three digits; `inner`: it stands behind another one, so Vietnamese names its missing hundred. */
function group(n: number, inner: boolean, lang: Lang): string {
  const hundreds = Math.floor(n / 100);
  const tens = Math.floor(n / 10) % 10;
  const named = hundreds > 0 || (inner && lang === 'vi');
  const head = named ? `${digit(hundreds, lang)} ${lang === 'vi' ? 'trăm' : 'hundred'}` : '';
  const tail = lang === 'vi' ? vietnameseTens(tens, n % 10, named) : englishTens(tens, n % 10);
  return `${head} ${tail}`.trim();
}

function whole(digits: string, lang: Lang): string {
  const groups = digits.replace(/[0-9](?=(?:[0-9]{3})+$)/g, '$& ').split(' ');
  const said = groups.flatMap((three, index) => {
    const n = Number(three);
    return n === 0 ? [] : [group(n, index > 0, lang), GROUPS[lang][groups.length - 1 - index] ?? ''];
  });
  return said.filter((word) => word !== '').join(' ') || digit(0, lang);
}

/** "một nghìn sáu trăm hai mươi sáu", "một phẩy sáu hai sáu": decimals digit by digit. '' for what is longer than trillions. */
export function numberWords(value: string, lang: Lang): string {
  const negative = value.startsWith('-');
  const [digits = '', fraction = ''] = (negative ? value.slice(1) : value).split('.');
  if (!isDecimal(value) || digits.length > 15) return '';
  const said = [...fraction].map((one) => digit(Number(one), lang));
  return [
    ...(negative ? [lang === 'vi' ? 'âm' : 'minus'] : []),
    whole(digits, lang),
    ...(said.length > 0 ? [lang === 'vi' ? 'phẩy' : 'point', ...said] : []),
  ].join(' ');
}
