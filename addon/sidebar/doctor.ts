/** What the sheet doctor found, in plain words, and the report of a repair. */
import { structureErrors } from '../../shared/told-once.ts';
import type { CheckResult } from '../core/rpc.ts';
import { type Damage, isDeleted, type LeftValue, type RowsBy } from '../core/rpc-doctor.ts';
import type { Actions } from './actions.ts';
import { el } from './element.ts';
import { muted, paragraph, primary, secondary } from './parts.ts';
import type { State } from './state.ts';
import { say, type WordKey } from './words.ts';

/** Beside the problems of a check: that the structure can be repaired as a whole. */
export function doctorCard(state: State, check: CheckResult, actions: Actions): HTMLElement[] {
  // Then it is the way on of the whole screen.
  if (check.report.outdated)
    return [el('section', { class: 'card warning' }, paragraph(state, 'doctorOlder'))];
  const merged = check.issues.some(({ code, severity }) => severity === 'error' && code === 'merged_cell');
  if (!merged && structureErrors(check.issues).length === 0) return [];
  return [
    el(
      'section',
      { class: 'card' },
      paragraph(state, 'doctorCard'),
      el(
        'div',
        { class: 'buttons' },
        // Closing what it opens gives the focus back to it.
        Object.assign(
          secondary(state, 'doctor', () => actions.examineStructure()),
          { id: 'repair' },
        ),
      ),
    ),
  ];
}

export function structureScreen(state: State, actions: Actions): HTMLElement[] {
  const damages = state.doctor?.damages ?? [];
  const title =
    damages.length === 0
      ? say(state.lang, 'doctorWhole')
      : say(state.lang, 'doctorFound', { count: damages.length });
  return [
    el('h2', { id: 'outcome', tabindex: '-1' }, title),
    ...damageCards(state, damages, actions),
    ways(state, actions),
  ];
}

const ways = (state: State, actions: Actions): HTMLElement =>
  el(
    'div',
    { class: 'way', id: 'way' },
    primary(state, actions),
    secondary(state, 'doctorBack', () => actions.closeDoctor()),
  );

/** One card for each sheet and what would be done with it. */
function damageCards(state: State, damages: readonly Damage[], actions: Actions): HTMLElement[] {
  const sheets = new Map<string, Damage[]>();
  for (const damage of damages) {
    const name = damage.section === '' ? '' : damage.sheet;
    sheets.set(name, [...(sheets.get(name) ?? []), damage]);
  }
  return [...sheets].map(([name, all]) => {
    const refused = all.filter(({ remedy }) => remedy === 'refuse');
    const shown = refused.length > 0 ? refused : all;
    return el(
      'article',
      { class: refused.length > 0 ? 'card error' : 'card warning' },
      el('h3', {}, name === '' ? say(state.lang, 'doctorFile') : name),
      el('ul', { class: 'places whole' }, ...all.map((damage) => el('li', {}, damageWords(state, damage)))),
      muted(state, remedyWord(shown), { places: shown.flatMap(({ places }) => places).join(', ') }),
      ...whoseFigures(state, shown, actions),
      ...comesBack(state, shown),
    );
  });
}

/** Whether figures came along with the names is seen by who knows the figures. */
function whoseFigures(state: State, damages: readonly Damage[], { repair }: Actions): HTMLElement[] {
  const [only, other] = damages;
  if (only?.kind !== 'row_sorted' || other !== undefined) return [];
  const [seen = '', printed = '', place = ''] = only.names;
  const choice = (key: WordKey, name: string, rowsBy: RowsBy): HTMLElement =>
    el(
      'button',
      { type: 'button', onclick: () => repair({ [only.section]: rowsBy }), disabled: state.busy !== null },
      say(state.lang, key, { name }),
    );
  return [
    paragraph(state, 'sortedWhose', { place }),
    el(
      'div',
      { class: 'buttons' },
      choice('sortedNames', seen, 'names'),
      choice('sortedPlaces', printed, 'places'),
    ),
  ];
}

/** What of the deleted comes back, told before it is done. */
function comesBack(state: State, damages: readonly Damage[]): HTMLElement[] {
  const deleted = damages.filter(isDeleted);
  // Where another damage waits for a person nothing of the sheet is done.
  if (deleted.length === 0 || damages.some(({ remedy }) => remedy === 'refuse')) return [];
  const count = Math.max(...deleted.map(({ back }) => back));
  return [muted(state, count > 0 ? 'doctorSent' : 'doctorBlank', { count })];
}

function damageWords({ lang }: State, { kind, places, names, count }: Damage): string {
  const more = count > Math.max(places.length, names.length) ? ' …' : '';
  return say(lang, `damage_${kind}`, {
    places: `${places.join(', ')}${more}`,
    names: names.length === 0 ? '' : `“${names.join('”, “')}”${places.length > 0 ? '' : more}`,
    count,
  }).replace(/ \( ?(…)?\)/, '');
}

function remedyWord(damages: readonly Damage[]): WordKey {
  const has = (test: (damage: Damage) => boolean): boolean => damages.some(test);
  if (has(({ kind }) => kind === 'tab_closed')) return 'doctorClosed';
  if (has(({ kind }) => kind === 'locale') && has(({ remedy }) => remedy === 'refuse')) return 'doctorLocale';
  if (damages.every(({ kind }) => kind === 'row_sorted')) return 'doctorSorted';
  if (has(({ remedy }) => remedy === 'refuse')) return 'doctorRefuse';
  if (damages.every(({ kind }) => kind === 'tab_copied')) return 'doctorCopied';
  if (damages.every(({ kind }) => kind === 'tab_missing')) return 'doctorAnew';
  return has(({ remedy }) => remedy === 'redraw') ? 'doctorRedraw' : 'doctorMend';
}

export function repairedScreen(state: State, actions: Actions): HTMLElement[] {
  const { repaired, lang } = state;
  if (repaired === null) return [];
  const { done, refused, left, leftCount, aside, restored } = repaired;
  const count = done.length;
  const deleted = done.some(isDeleted);
  const title =
    count > 0 ? say(lang, deleted ? 'repairedPart' : 'repaired', { count }) : say(lang, 'repairedNone');
  const copies = done.flatMap(({ kind, names }) => (kind === 'tab_copied' ? names : []));
  return [
    el('h2', { id: 'outcome', tabindex: '-1' }, title),
    ...(aside.length > 0 ? [paragraph(state, 'repairedAside', { names: aside.join(', ') })] : []),
    ...(restored > 0 ? [paragraph(state, 'repairedSent', { count: restored })] : []),
    ...(deleted && restored === 0 ? [paragraph(state, 'repairedBlank')] : []),
    ...(copies.length > 0 ? [paragraph(state, 'repairedCopies', { names: copies.join(', ') })] : []),
    ...(leftCount > 0 ? [paragraph(state, 'repairedLeft', { count: leftCount }), leftList(state, left)] : []),
    ...(refused.length > 0
      ? [el('h3', {}, say(lang, 'repairedStill')), ...damageCards(state, refused, actions)]
      : []),
    ways(state, actions),
  ];
}

const leftList = ({ lang }: State, left: readonly LeftValue[]): HTMLElement =>
  el(
    'ul',
    { class: 'places' },
    ...left.map(({ sheet, a1, text, why }) =>
      el('li', {}, `${sheet} · ${a1}: “${text}” (${say(lang, `left_${why}`)})`),
    ),
  );
