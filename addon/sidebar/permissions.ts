/** What each missing permission is for, in plain words, with the link where it is granted. */
import type { RpcProblem } from '../core/rpc.ts';
import { el } from './element.ts';
import type { State } from './state.ts';
import { say } from './words.ts';
import { PERMISSION_WORDS } from './words-account.ts';

export const permissionList = (
  state: State,
  { permissions = [], authorizationUrl }: RpcProblem,
): HTMLElement[] =>
  permissions.length === 0
    ? []
    : [
        el(
          'ul',
          { class: 'permissions' },
          ...permissions.map(({ scope, url }) =>
            el(
              'li',
              {},
              `${say(state.lang, PERMISSION_WORDS[scope] ?? 'allowOther')} `,
              // Of a single one the button below is the link.
              (permissions.length > 1 || !authorizationUrl) &&
                el('a', { href: url, target: '_blank', rel: 'noopener' }, say(state.lang, 'allow')),
            ),
          ),
        ),
      ];
