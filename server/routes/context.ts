/** What every route works with. */

import type { WorkbookReader } from '../excel/workbook-reader.ts';
import type { FileWriter } from '../exports/file-writer.ts';
import type { Metrics } from '../http/metrics.ts';
import type { SignIn } from '../http/sign-in.ts';
import type { UsecaseDeps } from '../usecases/enter.ts';
import type { PushQueue } from '../usecases/push/push-queue.ts';
import type { TotalsReader } from '../usecases/totals/read-totals.ts';

export interface RouteContext {
  readonly deps: UsecaseDeps;
  readonly pushes: PushQueue;
  readonly totals: TotalsReader;
  readonly metrics: Metrics;
  readonly files: FileWriter;
  readonly reader: WorkbookReader;
  /** undefined: nobody signs in on the pages with an account. */
  readonly signIn: SignIn | undefined;
  /** Never the same twice, and not to be guessed. */
  readonly newId: () => string;
}
