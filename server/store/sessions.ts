/** Sessions on the pages, known by the hashes of their cookies only. */
import type { Flights } from './transaction.ts';

/** Opens a session for the person who entered this transaction. */
export const openOwnSession = (
  { sql }: Flights,
  of: { readonly session: string; readonly at: Date; readonly until: Date; readonly idleSeconds: number },
) => sql`SELECT open_session(${of.session}, ${of.at}, ${of.until}, ${of.idleSeconds})`;

/** `unseen`: that it is used is not written down yet. */
export const selectSession = ({ sql }: Flights, session: string, at: Date) => sql<
  { sub: string; unseen: boolean }[]
>`
  SELECT account AS sub, unseen FROM find_session(${session}, ${at})`;

export const seeSession = ({ sql }: Flights, session: string, at: Date) => sql`
  SELECT see_session(${session}, ${at})`;

export const endSession = ({ sql }: Flights, session: string, at: Date) => sql`
  SELECT end_session(${session}, ${at})`;
