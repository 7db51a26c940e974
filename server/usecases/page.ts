/** A page of a list: one row more than it holds is asked for, and where it ends the next one begins. */

/** `cursor`: where the page before ended; absent: the first page. */
export interface PageQuery<C = string> {
  readonly cursor?: C | undefined;
  readonly limit: number;
}

/** `next`: the cursor of the page after this one; null: this is the last. */
export function pageFrom<R>(
  rows: readonly R[],
  limit: number,
  cursorOf: (last: R) => string,
): { readonly page: readonly R[]; readonly next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
