/** Brings an invitation code to the server; the server decides what it is worth. */
import { z } from 'zod';
import { INVITATION_PATH, InvitationAccepted } from '../../shared/wire-invitation.ts';
import type { Ports } from './ports.ts';
import { AddonProblem, addonProblem } from './problems.ts';
import { ask } from './server.ts';

export const InvitationArgs = z.object({ code: z.string().max(200) });

/** Asked again it is answered alike, so a lost answer needs no key. */
export function bringCode(ports: Ports, args: z.infer<typeof InvitationArgs>): InvitationAccepted {
  const answer = ask(ports, { method: 'post', path: INVITATION_PATH, body: JSON.stringify(args) });
  if (answer.kind === 'refused') throw new AddonProblem(answer.refusal.problem);
  const parsed = InvitationAccepted.safeParse(answer.body);
  if (!parsed.success) throw addonProblem('server_reply_unreadable');
  return parsed.data;
}
