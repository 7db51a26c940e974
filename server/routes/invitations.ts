/** Route of invitations: an account nobody knows yet brings its code. */
import { INVITATION_PATH, InvitationAcceptance, InvitationAccepted } from '../../shared/wire-invitation.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Routes } from '../http/routes.ts';
import { acceptInvitation, WrongCodes } from '../usecases/invite.ts';
import type { RouteContext } from './context.ts';

export function invitationRoutes(routes: Routes, { deps }: RouteContext): void {
  const wrong = new WrongCodes();
  endpoint(
    routes,
    {
      method: 'post',
      path: INVITATION_PATH,
      summary: 'Dùng mã mời của quản trị · Accept an invitation code',
      description:
        'Gắn tài khoản đang đăng nhập với người được mời; mỗi mã dùng một lần. Gọi lại với cùng tài khoản thì trả lời như cũ. Nhập sai 5 lần thì chờ 15 phút. · Ties the account that asks to the invited person; a code serves once. Asked again by the same account it answers alike. After 5 wrong codes an account waits 15 minutes.',
      body: InvitationAcceptance,
      example: { code: '7K2M-9QXA-04TB' },
      reply: InvitationAccepted,
      problems: [
        'invitation_unknown',
        'invitation_expired',
        'invitation_used',
        'account_tied',
        'invitation_tries',
      ],
    },
    (c, { body }) => acceptInvitation(deps, wrong, c.get('identity'), body.code),
  );
}
