/** More time on a card: what was asked and answered, and the request to be made. */
import type { ExtensionResult } from '../core/rpc-office.ts';
import type { Actions } from './actions.ts';
import { el } from './element.ts';
import { paragraph, secondary } from './parts.ts';
import type { State } from './state.ts';
import { dayWords, instantWords, say } from './words.ts';

export function extensionCard(state: State, actions: Actions): HTMLElement[] {
  const { extension, lang } = state;
  if (!extension) return [];
  const open = extension.items.some((item) => item.state === 'asked');
  const due =
    extension.due === null ? say(lang, 'noDue') : say(lang, 'due', { date: dayWords(extension.due) });
  return [
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'extension' },
      el('h2', { id: 'extension', tabindex: '-1' }, say(lang, 'askTime')),
      el('p', { class: 'muted' }, due),
      ...extension.items.flatMap((item) => standing(state, item)),
      ...(open ? [] : form(state, extension, actions)),
      el(
        'div',
        { class: 'buttons' },
        secondary(state, 'close', () => actions.closeExtension()),
      ),
    ),
  ];
}

function standing(state: State, item: ExtensionResult['items'][number]): HTMLElement[] {
  const { lang } = state;
  const { asked, decided } = item;
  const by = decided?.remark ? [paragraph(state, 'timeBy', { by: decided.by, remark: decided.remark })] : [];
  if (item.state === 'granted')
    return [paragraph(state, 'timeGranted', { until: dayWords(decided?.until ?? '') }), ...by];
  const until = dayWords(asked?.until ?? '');
  if (item.state === 'refused') return [paragraph(state, 'timeRefused', { until }), ...by];
  if (asked === null) return by;
  const gaps = { until, by: asked.by, at: instantWords(asked.at, lang), reason: asked.reason };
  return [paragraph(state, 'timeAsked', gaps)];
}

function form(state: State, { due, today }: ExtensionResult, actions: Actions): HTMLElement[] {
  const { asking, lang } = state;
  const typed = ({ target }: Event): string =>
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : '';
  const until = el('input', {
    id: 'until',
    type: 'date',
    min: due !== null && due > today ? due : today,
    oninput: (event) => actions.typeExtension({ until: typed(event) }),
  });
  until.value = asking.until;
  const reason = el('textarea', {
    id: 'why-time',
    rows: '2',
    maxlength: '1000',
    oninput: (event) => actions.typeExtension({ reason: typed(event) }),
  });
  reason.value = asking.reason;
  return [
    el('label', { class: 'reason' }, say(lang, 'timeUntil'), until),
    el('label', { class: 'reason' }, say(lang, 'timeReason'), reason),
    el(
      'div',
      { class: 'buttons' },
      secondary(state, 'timeSend', () => actions.askExtension()),
    ),
  ];
}
