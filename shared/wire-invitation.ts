/** What goes between an account nobody knows yet and the server: a code once given by the administrator, and who it makes the account. */
import { z } from 'zod';
import { Id } from './template.ts';

export const INVITATION_PATH = '/api/invitations/accept';

/** As typed: small letters, spaces and hyphens do not matter. */
export const InvitationAcceptance = z.strictObject({ code: z.string().trim().min(1).max(60) });

export const InvitationAccepted = z.object({
  person: z.string(),
  province: z.string(),
  unit: Id,
  unitName: z.string(),
  role: z.string(),
});
export type InvitationAccepted = z.infer<typeof InvitationAccepted>;
