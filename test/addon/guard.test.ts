/** Guarantees of the add-on’s edge: every failure comes back as data with words, and nothing leaks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digest } from '../../addon/core/digest.ts';
import { guard } from '../../addon/core/guard.ts';
import { ADDON_PROBLEMS, addonProblem } from '../../addon/core/problems.ts';
import { PROBLEM_WORDS, toldProblem } from '../../addon/sidebar/words-problems.ts';
import { PROBLEMS } from '../../shared/problem.ts';

const unlogged = (): void => {
  throw new Error('nothing was to be logged');
};

test('a named problem comes back as data and is not logged', () => {
  const result = guard(() => {
    throw addonProblem('structure_broken', { count: '3' });
  }, unlogged);
  expect(result).toMatchObject({ ok: false, problem: { code: 'structure_broken', retry: false } });
  expect(!result.ok && toldProblem(result.problem).detail).toContain('Có 3 chỗ');
});

test('an unnamed error is logged and its message never shown', () => {
  const logged: unknown[] = [];
  const error = new Error('ô C14 ghi 40');
  const result = guard(
    () => {
      throw error;
    },
    (what) => logged.push(what),
  );
  expect(result).toMatchObject({ ok: false, problem: { code: 'unexpected' } });
  expect(JSON.stringify(result)).not.toContain('C14');
  expect(logged).toEqual([error]);
});

test('a value crosses the bridge as JSON, without members that are undefined', () => {
  const result = guard(() => ({ kept: null, dropped: undefined }), unlogged);
  expect(Object.keys(result.ok ? result.value : {})).toEqual(['kept']);
});

test('words for a problem are of one the add-on has', () => {
  expect(Object.keys(PROBLEM_WORDS).filter((code) => !(code in ADDON_PROBLEMS))).toEqual([]);
});

test.each(Object.keys(ADDON_PROBLEMS) as (keyof typeof ADDON_PROBLEMS)[])(
  'the problem %s says what to do in both languages',
  (code) => {
    expect(code in PROBLEMS).toBe(false);
    const entry = toldProblem(addonProblem(code).problem);
    for (const text of [entry.title, entry.title_en, entry.detail, entry.detail_en])
      expect(text.length).toBeGreaterThan(5);
    expect(entry.detail).not.toMatch(/[!]|không xác định/);
    expect(entry.detail.normalize('NFC')).toBe(entry.detail);
  },
);

test('equal texts have equal fingerprints and a changed text another', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (text, at) => {
      expect(digest(text)).toBe(digest(`${text}`));
      const place = text.length === 0 ? 0 : at % text.length;
      const changed = `${text.slice(0, place)}${text.charAt(place) === 'x' ? 'y' : 'x'}${text.slice(place + 1)}`;
      expect(digest(changed)).not.toBe(digest(text));
    }),
  );
});
