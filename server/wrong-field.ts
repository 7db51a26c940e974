/** A request refused for what stands in its fields: each named by its JSON pointer, with what is wrong in words and never its value. */
import { Problem } from '../shared/problem.ts';

interface WrongField {
  /** `/deadline`, `/rules/2`; of an address `/` and the parameter. */
  readonly path: string;
  readonly vi: string;
  readonly en: string;
}

export const wrongFields = (fields: readonly WrongField[]): Problem =>
  new Problem(
    'invalid_request',
    {},
    { errors: fields.map(({ path, vi, en }) => ({ path, message: `${vi} · ${en}` })) },
  );

export const wrongField = (path: string, vi: string, en: string): Problem => wrongFields([{ path, vi, en }]);
