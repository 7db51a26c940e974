/** Vietnamese text as typed and as matched: cleaning for storage, folding for comparison, and what cannot be stored. */

/** Words of composed Latin letters and common signs with single spaces between them: already clean, the common case. */
const LETTERS =
  '[!-~\\u00a1-\\u00ac\\u00ae-\\u017f\\u01a0\\u01a1\\u01af\\u01b0\\u1ea0-\\u1ef9\\u2013\\u2014\\u2018-\\u201d\\u2026]+';
const PLAIN = new RegExp(`^${LETTERS}(?: ${LETTERS})*$`);
/** Soft hyphen, zero-width spaces and joiners, direction marks, word joiner, byte order mark. */
const INVISIBLE = /\u00ad|\u200b|\u200c|\u200d|\u200e|\u200f|\u2060|\ufeff/g;
const ODD_SPACE = /[\t\v\f\u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/**
 * Text as it is stored: NFC, odd spaces made plain, invisible characters removed, ends trimmed, runs of spaces collapsed.
 * Line breaks are kept, as \n.
 */
export function clean(s: string): string {
  if (s === '' || PLAIN.test(s)) return s;
  return s
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(ODD_SPACE, ' ')
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

const LOOKALIKES: Readonly<Record<string, string>> = { Ð: 'Đ', Ɖ: 'Đ', ð: 'đ', ɖ: 'đ', Ƣ: 'Ư', ƣ: 'ư' };

/** Letters of other languages that only look Vietnamese told as the Vietnamese ones: Ð and Ɖ as Đ, ƣ as ư. */
export const vietnameseLetters = (s: string): string =>
  s.replace(/[ÐƉðɖƢƣ]/g, (letter) => LOOKALIKES[letter] ?? letter);

/** ò + a, e → o + à, è and ù + y → u + ỳ: the older tone place told in the newer, so that both give one key. */
const TONE_PAIRS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['oòóỏõọ', 'aàáảãạ'],
      ['oòóỏõọ', 'eèéẻẽẹ'],
      ['uùúủũụ', 'yỳýỷỹỵ'],
    ] as const
  ).flatMap(([first, second]) =>
    [1, 2, 3, 4, 5].map(
      (tone) => [first.charAt(tone) + second.charAt(0), first.charAt(0) + second.charAt(tone)] as const,
    ),
  ),
);
const OLD_TONE_PLACE = /[òóỏõọ][ae]|[ùúủũụ]y/g;
const ASCII = /^[ -~]*$/;

/**
 * The key under which text is matched: clean, one line, lower case, Ð/Ɖ as đ, hòa as hoà, and ƣ (what some PDFs make of ư) as ư.
 * Other diacritics are kept: "hoa" and "hòa" stay two words. Never shown or stored in place of the text.
 */
export function fold(s: string): string {
  const cleaned = clean(s);
  if (ASCII.test(cleaned)) return cleaned.toLowerCase();
  const lowered = cleaned.replace(/\n+/g, ' ').toLowerCase().replace(/[ðɖ]/g, 'đ').replace(/ƣ/g, 'ư');
  return (PLAIN.test(lowered) ? lowered : lowered.normalize('NFC')).replace(
    OLD_TONE_PLACE,
    (pair) => TONE_PAIRS.get(pair) ?? pair,
  );
}

/** The text in letters, digits, dot, dash and underscore only, for file names: "Tứ Kỳ, quý I/2022" → "Tu-Ky-quy-I-2022". */
export function plainAscii(s: string): string {
  return clean(s)
    .replace(/[ÐĐƉ]/g, 'D')
    .replace(/[ðđɖ]/g, 'd')
    .replace(/Ƣ/g, 'U')
    .replace(/ƣ/g, 'u')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9._]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}

const BEYOND_LATIN1 = /[\u0100-\uffff]/;
/** A symbol that TCVN3 fonts draw as a toned letter, within a word; ® or § (đ, Đ) at its head; a capital after a small letter. */
const TCVN3_WORD =
  /[A-Za-zÀ-ÿ][¸¹µ¶»¼½¾¨©ª«¬®][a-zÀ-ÿ]|(?:^|[^A-Za-zÀ-ÿ])[®§][A-Za-zÀ-ÿ¸¹µ¶·»¨©ª«¬®]|[A-Za-z]§|[a-z][ÆÇÈÉÊËÌÎÏÑÒÓÔÕÖØÜÝÞ]/;

/** Whether the text was typed for a TCVN3 font (.VnTime) and so is not readable: "b¸o c¸o" for "báo cáo". */
export function looksLikeTcvn3(s: string): boolean {
  return !ASCII.test(s) && !BEYOND_LATIN1.test(s) && TCVN3_WORD.test(s);
}

/** Whether the text holds a character no store or file takes: a control other than tab and line ends, or half a surrogate pair. */
export function badCharacter(s: string): boolean {
  for (let i = 0; i < s.length; i++) {
    const code = s.charCodeAt(i);
    if (code < 0x20) {
      if (code !== 9 && code !== 10 && code !== 13) return true;
    } else if (code >= 0xd800 && code <= 0xdfff) {
      const next = s.charCodeAt(i + 1);
      if (code > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return true;
      i++;
    }
  }
  return false;
}
