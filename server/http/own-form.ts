/** A form of ours sent by the person it was shown to: what it says, once nobody else can have had it sent. */
import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { Problem } from '../../shared/problem.ts';
import { readBytes } from './body.ts';
import type { AppEnv } from './routes.ts';

/** A form of another site is answered as somebody who may not: the cookie would not come with it anyway. */
export function refuseOtherSites(c: Context<AppEnv>): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  const own =
    site === undefined
      ? origin === undefined || origin === `https://${host}` || origin === `http://${host}`
      : site === 'same-origin' || site === 'none';
  if (!own) throw new Problem('not_allowed');
}

/** Name of the field that has the token of the session the form was shown in. */
export const TOKEN_FIELD = 'token';

/**
 * The fields of a form sent as text. Throws Problem `not_allowed` for one of another site, `not_signed_in` for one that was shown in
 * another session, `unsupported_media_type`, `body_too_large`.
 */
export async function ownForm(c: Context<AppEnv>, token: string): Promise<URLSearchParams> {
  refuseOtherSites(c);
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const expected = 'application/x-www-form-urlencoded';
  if (type !== expected) throw new Problem('unsupported_media_type', { expected });
  const fields = new URLSearchParams(Buffer.from(await readBytes(c.req.raw)).toString('utf8'));
  const sent = Buffer.from(fields.get(TOKEN_FIELD) ?? '');
  const wanted = Buffer.from(token);
  if (sent.length !== wanted.length || !timingSafeEqual(sent, wanted)) throw new Problem('not_signed_in');
  return fields;
}
