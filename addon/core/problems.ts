/** The add-on's own catalogue of what can stop a call before or after the server; the server's problems pass through. */
import type { RpcProblem } from './rpc.ts';

/** What there is, and whether the same call may be made again as it is. The sidebar has the words (words-problems.ts). */
export const ADDON_PROBLEMS = {
  identity_missing: true,
  other_account: true,
  server_unreachable: true,
  quota_used_up: true,
  hourly_refused: false,
  nothing_waiting: false,
  not_written: true,
  server_reply_unreadable: true,
  not_connected: false,
  other_report: false,
  sheets_exist: false,
  place_not_found: false,
  no_cell_chosen: true,
  structure_broken: false,
  document_busy: true,
  sheet_moved: true,
  file_closed: true,
  bad_arguments: false,
  unexpected: true,
} as const satisfies Record<string, boolean>;

export type AddonProblemCode = keyof typeof ADDON_PROBLEMS;

/** Thrown inside the add-on; guard.ts turns it into data. */
export class AddonProblem extends Error {
  readonly problem: RpcProblem;
  constructor(problem: RpcProblem) {
    super(problem.code);
    this.name = 'AddonProblem';
    this.problem = problem;
  }
}

/** A problem of the add-on's own catalogue, ready to throw. `params`: what its words have gaps for. */
export const addonProblem = (
  code: AddonProblemCode,
  params: Readonly<Record<string, string>> = {},
  extra: Pick<RpcProblem, 'authorizationUrl'> = {},
): AddonProblem =>
  new AddonProblem({
    code,
    title: '',
    title_en: '',
    detail: '',
    detail_en: '',
    params,
    retry: ADDON_PROBLEMS[code],
    ...extra,
  });
