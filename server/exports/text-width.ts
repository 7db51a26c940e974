/** Width of text as it is printed, character by character: an average is a third off for the words of one form or another. */

/** Advance widths of Times New Roman, in thousandths of the size; other typefaces are near a multiple of them. */
const ADVANCES: readonly (readonly [width: number, characters: string])[] = [
  [180, "'"],
  [200, '|'],
  [250, ' \u00a0.,·'],
  [278, 'ijlt/\\:;'],
  [333, 'fr()[]-!I`‘’'],
  [389, 'sJ'],
  [408, '"'],
  [444, 'aceyz?“”'],
  [480, '{}^'],
  [500, 'bdghknopquvx0123456789$#*_đ–'],
  [556, 'FPS+<=>~'],
  [611, 'ELTZ'],
  [667, 'BCR'],
  [722, 'ADGHKNOQUVXYwĐ'],
  [778, 'm&'],
  [833, '%'],
  [889, 'M'],
  [944, 'W@'],
];
/** What a character may be that stands in no row above, and no character is wider. */
const WIDEST = 1000;
/** The horn of ơ and ư stands beside its letter; other marks stand over or under theirs. */
const HORN = '\u031b';
const HORN_WIDTH = 40;

const byCharacter = new Map<string, number>(
  ADVANCES.flatMap(([width, characters]) => [...characters].map((each): [string, number] => [each, width])),
);

function advance(character: string): number {
  const found = byCharacter.get(character);
  if (found !== undefined) return found;
  const [letter = '', ...marks] = character.normalize('NFD');
  const horn = marks.includes(HORN) ? HORN_WIDTH : 0;
  return /^\p{M}$/u.test(letter) ? 0 : (byCharacter.get(letter) ?? WIDEST) + horn;
}

/** Every Vietnamese letter, sign and mark stands before this one; looked up since a large report has millions. */
const LOOKED_UP = 0x2030;
const advances = Uint16Array.from({ length: LOOKED_UP }, (_, unit) => advance(String.fromCharCode(unit)));

/** In sizes of the typeface. */
function textWidth(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum += advances[text.charCodeAt(index)] ?? WIDEST;
  return sum / 1000;
}

/** Lines a text without line breaks takes in a cell of that width, in sizes of the typeface. */
export function wrappedLines(text: string, room: number): number {
  if (text.length * (WIDEST / 1000) <= room) return 1;
  const space = textWidth(' ');
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    const width = textWidth(word);
    if (used > 0 && used + space + width > room) {
      lines += 1;
      used = 0;
    }
    used += width + (used > 0 ? space : 0);
    if (used > room) {
      const more = Math.ceil(used / room) - 1;
      lines += more;
      used -= more * room;
    }
  }
  return lines;
}

/** Width of the widest word: a narrower cell would cut it in two. */
export const widestWord = (text: string): number =>
  text.split(/\s/).reduce((widest, word) => Math.max(widest, textWidth(word)), 0);
