/** The call of an account nobody knows yet: a code of the administrator's makes it the invited person. */
import type { InvitationAccepted } from '../../shared/wire-invitation.ts';
import type { RpcResult } from './rpc.ts';

export interface InvitationRpc {
  acceptInvitation(args: { readonly code: string }): RpcResult<InvitationAccepted>;
}
