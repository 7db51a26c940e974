/** Lists page by page: the `next` of one answer is the `cursor` of the question for what follows. One name, one size and one refusal in every list. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';

const PAGE = 50;
const MOST_PER_PAGE = 200;
const NOT_A_CURSOR = { vi: 'không phải trang tiếp theo đã cho', en: 'not a cursor this service gave' };

/** A cursor as its list takes it; undefined: this list gave no such cursor. */
type CursorReader<C> = (cursor: string) => C | undefined;

export const afterOffice: CursorReader<string> = (cursor) =>
  Id.safeParse(cursor).success ? cursor : undefined;
/** A row's number, too great for a number of JavaScript. */
export const afterNumber: CursorReader<string> = (cursor) =>
  /^[1-9][0-9]{0,17}$/.test(cursor) ? cursor : undefined;
export const afterPlace: CursorReader<number> = (cursor) =>
  /^[1-9][0-9]{0,8}$/.test(cursor) ? Number(cursor) : undefined;

/** What a list takes in its address, beside what it is asked. `example`: a cursor as this list gives it. */
export const paging = <C extends string | number | object>(reads: CursorReader<C>, example: string) => ({
  cursor: z
    .string()
    .transform((text, context): C => {
      const cursor = reads(text);
      if (cursor !== undefined) return cursor;
      context.addIssue({ code: 'custom', params: NOT_A_CURSOR });
      return z.NEVER;
    })
    .optional()
    .meta({ example }),
  limit: z.coerce.number().int().min(1).max(MOST_PER_PAGE).default(PAGE),
});
