/** Names of downloaded files: Vietnamese intact, and nothing that could break a header or leave a folder. */
import { plainAscii } from '../../shared/text.ts';
import { xmlText } from './safe-text.ts';

const MAX_CHARACTERS = 120;

/** A name every file system takes: no separators, control characters, quotes or leading dots. */
export function safeFileName(name: string): string {
  const plain = xmlText(name)
    .normalize('NFC')
    .replace(/[\p{C}\ufffd]+/gu, ' ')
    .replace(/[\\/:*?"<>|]+/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s-]+|[.\s]+$/g, '');
  return [...plain].slice(0, MAX_CHARACTERS).join('').trim() || 'so-tinh';
}

/** Percent encoding of RFC 8187 attr-char: stricter than encodeURIComponent by ' ( ) *. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The value of Content-Disposition for a download: RFC 6266 with an ASCII fallback and RFC 8187 `filename*`. */
export function contentDisposition(name: string, extension: string): string {
  const safe = safeFileName(name);
  const ascii = plainAscii(safe).replace(/[^A-Za-z0-9._-]+/g, '-') || 'so-tinh';
  return `attachment; filename="${ascii}.${extension}"; filename*=UTF-8''${encoded(`${safe}.${extension}`)}`;
}
