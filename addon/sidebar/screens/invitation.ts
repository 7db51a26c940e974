/** The field for an invitation code, where the server knows nobody of this account. */
import type { RpcProblem } from '../../core/rpc.ts';
import type { Actions } from '../actions.ts';
import { el } from '../element.ts';
import type { State } from '../state.ts';
import { say } from '../words.ts';

const ASKED_AFTER = [
  'account_unknown',
  'invitation_unknown',
  'invitation_expired',
  'invitation_used',
  'invitation_tries',
];

/** Nothing of a report is known yet, and the server does not know who asks. */
export const mayBeInvited = ({ start }: State, { code }: RpcProblem): boolean =>
  start === null && ASKED_AFTER.includes(code);

export function invitationForm(state: State, actions: Actions): HTMLElement {
  const field = el('input', {
    id: 'code',
    name: 'code',
    type: 'text',
    maxlength: '60',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'code-hint',
    oninput: () => actions.typeCode(field.value),
  });
  field.value = state.code;
  return el(
    'form',
    {
      class: 'card reason',
      onsubmit: (event) => {
        event.preventDefault();
        actions.acceptInvitation();
      },
    },
    el('label', { for: 'code' }, say(state.lang, 'inviteLabel')),
    field,
    el('p', { class: 'muted', id: 'code-hint' }, say(state.lang, 'inviteHint')),
    el('button', { type: 'submit', class: 'action' }, say(state.lang, 'invite')),
  );
}
