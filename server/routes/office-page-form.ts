/**
 * What the form of a report's page brings along from step to step: the file as it was checked, so that it is sent as it was
 * checked and chosen once; the answers about ambiguous cells; the reasons of warnings. The server keeps none of it, so a press
 * can be repeated anywhere; the browser keeps the answers in a cookie of that page, so that each is asked once.
 */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { memoryKey } from '../../shared/given-answers.ts';
import { answerName } from '../../shared/issue-words.ts';
import { Problem } from '../../shared/problem.ts';
import type { Memory } from '../../shared/raw-sheet.ts';
import { Id } from '../../shared/template.ts';
import { PushRequest } from '../../shared/wire.ts';
import { checkedText, readBytes } from '../http/body.ts';
import type { AppEnv } from '../http/routes.ts';
import type { Markup } from './office-page-style.ts';
import { tooBigFile, WORKBOOK_LIMIT_BYTES } from './workbooks.ts';

/** Twenty times an ordinary form; a larger file is not sent down a slow line and up again, but chosen anew. */
const CARRIED_BYTES = 1024 * 1024;
/** What a form adds around its file: answers, reasons, and the file it brings along, as text. */
const FORM_BYTES = 1024 * 1024 + CARRIED_BYTES * 1.5;
const ANSWERS_MAX = 60;
const COOKIE = 'so-tinh-tra-loi';
const YEAR_SECONDS = 366 * 86_400;

/** Names of the fields; an answer and a reason have their keys behind. */
export const FIELDS = {
  answer: 'answer|',
  reason: 'reason|',
  carried: 'carried',
  name: 'carried-name',
  seen: 'seen',
} as const;

export interface CarriedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SentForm {
  readonly file: CarriedFile;
  readonly act: string;
  readonly key: string;
  /** What the page showed of what colleagues sent; see seenOf. */
  readonly seen: string;
  readonly answers: Memory;
  readonly reasons: Readonly<Record<string, string>>;
}

/** Throws Problem `workbook_too_large`, `not_a_workbook`, and `invalid_request` for reasons nobody could have typed; the file's name is told before. */
export async function formIn(c: Context<AppEnv>, named: (name: string) => void): Promise<SentForm> {
  const bytes = await readBytes(c.req.raw, WORKBOOK_LIMIT_BYTES + FORM_BYTES, tooBigFile);
  const type = c.req.header('content-type') ?? '';
  const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw new Problem('not_a_workbook');
    });
  return {
    file: await fileIn(form, named),
    act: text(form, 'act') || 'check',
    key: text(form, 'key'),
    seen: text(form, FIELDS.seen),
    answers: { ...rememberedAnswers(c), ...answersAmong(under(form, FIELDS.answer)) },
    reasons: reasonsAmong(under(form, FIELDS.reason)),
  };
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** The file chosen now, or the one the page brought along. A browser sends a field without a file as one without a name. */
async function fileIn(form: FormData, named: (name: string) => void): Promise<CarriedFile> {
  const chosen = form.get('file');
  if (chosen instanceof File && (chosen.name !== '' || chosen.size > 0)) {
    named(chosen.name);
    if (chosen.size > WORKBOOK_LIMIT_BYTES) throw tooBigFile();
    return { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) };
  }
  const carried = text(form, FIELDS.carried);
  if (carried === '') throw new Problem('not_a_workbook');
  const name = text(form, FIELDS.name);
  named(name);
  return { name, bytes: new Uint8Array(Buffer.from(carried, 'base64')) };
}

const under = (form: FormData, prefix: string): [string, string][] =>
  [...form].flatMap(([name, value]) =>
    name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
  );

/** Only what a question can be answered with. */
function answersAmong(said: Iterable<readonly [string, string]>): Memory {
  const answers = [...said].filter(([key, answer]) => {
    const [question = '', section = '', column = ''] = key.split('|');
    const known = answerName(question, answer) !== undefined;
    return known && [section, column].every((id) => Id.safeParse(id).success);
  });
  return Object.fromEntries(
    answers.slice(0, ANSWERS_MAX).map(([key, answer]) => {
      const [question = '', section = '', column = ''] = key.split('|');
      return [memoryKey(question, section, column), answer];
    }),
  );
}

function reasonsAmong(given: readonly [string, string][]): Record<string, string> {
  const typed = given.map(([key, reason]) => [key, reason.replaceAll('\r\n', '\n').trim()] as const);
  const reasons = Object.fromEntries(typed.filter(([, reason]) => reason !== ''));
  return checkedText(z.strictObject({ reasons: PushRequest.shape.reasons }), JSON.stringify({ reasons }))
    .reasons;
}

function rememberedAnswers(c: Context<AppEnv>): Memory {
  const said = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(c.req.header('cookie') ?? '')?.[1];
  return answersAmong(new URLSearchParams(said ?? ''));
}

/** Has the browser bring the answers along with everything it asks of that page. */
export const rememberAnswers = (answers: Memory, path: string): Record<string, string> =>
  Object.keys(answers).length === 0
    ? {}
    : {
        'set-cookie': `${COOKIE}=${new URLSearchParams(answers)}; Path=${path}; Max-Age=${YEAR_SECONDS}; HttpOnly; Secure; SameSite=Strict`,
      };

export const isCarried = ({ bytes }: CarriedFile): boolean => bytes.length <= CARRIED_BYTES;

export const carriedFields = (file: CarriedFile): Markup =>
  html`<input type="hidden" name="${FIELDS.carried}" value="${Buffer.from(file.bytes).toString('base64')}"><input type="hidden" name="${FIELDS.name}" value="${file.name}">`;
