/** Makes the Google sheets of reports and enters them in the register: of one, or of all offices; a report that has one keeps it. */
import { dayInVietnam } from '../../shared/days.ts';
import { dueDate } from '../../shared/period.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import type { SheetPlan } from '../../shared/sheet-plan.ts';
import { GoogleRefused } from '../google/patience.ts';
import type { ProvidedSheet, WantedSheet } from '../google/spreadsheets.ts';
import type { Database } from '../store/db.ts';
import {
  asOnlyMaker,
  findSheetReports,
  registerSpreadsheet,
  reportsWithoutSheet,
  type SheetReport,
} from '../store/spreadsheets.ts';
import { askedForm } from '../store/templates.ts';

interface MakeSheetDeps {
  readonly db: Pick<Database, 'system'>;
  readonly clock: () => Date;
  /** Finds or makes the spreadsheet; what was left half-way is finished. */
  readonly provide: (wanted: WantedSheet) => Promise<ProvidedSheet>;
}

type MadeSheet =
  | { readonly kind: 'made' | 'known'; readonly spreadsheet: string; readonly unshared: readonly string[] }
  /** No such report, or several provinces have one of that name. */
  | { readonly kind: 'missing' | 'unclear' };

function planOf(report: SheetReport, today: string): SheetPlan {
  const template = askedForm(report.body, { ...report, id: report.template });
  const { period } = report;
  return planWorkbook({
    template,
    assigned: report.assigned,
    content: report.content,
    period,
    facts: { today, periodKind: period.kind },
    head: {
      unit: report.unit,
      unitName: report.unitName,
      template: template.id,
      templateVersion: template.version,
      templateName: template.descriptors.name.vi,
      period: period.id,
      periodLabel: period.label.vi,
      periodState: period.state,
      due: report.extendedTo ?? dueDate(period, report.unitKind) ?? null,
      state: report.state,
      revision: report.revision,
      mayPush: false,
      mayDecide: false,
    },
  });
}

interface At {
  readonly unit: string;
  readonly template: string;
  readonly period: string;
  readonly province?: string;
  /** A folder of Drive. */
  readonly folder?: string;
}

export async function makeSheet(deps: MakeSheetDeps, at: At): Promise<MadeSheet> {
  const [report, ...others] = await findSheetReports(deps.db.system, at);
  if (report === undefined) return { kind: 'missing' };
  if (others.length > 0) return { kind: 'unclear' };
  if (report.spreadsheet !== null) return { kind: 'known', spreadsheet: report.spreadsheet, unshared: [] };
  const { id, unshared } = await deps.provide({
    plan: planOf(report, dayInVietnam(deps.clock())),
    key: `${report.province}.${report.id}`,
    editors: report.editors,
    ...(at.folder === undefined ? {} : { folder: at.folder }),
  });
  if (await registerSpreadsheet(deps.db.system, report, id))
    return { kind: 'made', spreadsheet: id, unshared };
  const [now] = await findSheetReports(deps.db.system, at);
  return { kind: 'known', spreadsheet: now?.spreadsheet ?? id, unshared };
}

/** Several at once, since making a file takes Google seconds; how fast they write is not decided here. */
const AT_ONCE = 4;

export interface MadeSheets {
  /** Reports without a file when it began. */
  readonly wanted: number;
  readonly made: number;
  /** What Google said, by office. */
  readonly failed: readonly { readonly unit: string; readonly why: string }[];
  readonly unshared: readonly { readonly unit: string; readonly email: string }[];
  /** Drive is full: the rest was not tried. */
  readonly isFull: boolean;
}

/**
 * Of every report of the form and period that has no file. Ended at any moment and run again, each report has one file: what an
 * earlier run made is found by its key. undefined while another run is under way.
 * @param told after each file: how many are done, of how many.
 */
export const makeSheets = (
  deps: MakeSheetDeps,
  of: { readonly template: string; readonly period: string; readonly folder?: string },
  told: (done: number, wanted: number) => void = () => undefined,
): Promise<MadeSheets | undefined> =>
  asOnlyMaker(deps.db.system, async () => {
    const left = await reportsWithoutSheet(deps.db.system, of);
    const wanted = left.length;
    const failed: { unit: string; why: string }[] = [];
    const unshared: { unit: string; email: string }[] = [];
    let made = 0;
    let isFull = false;
    let broken: { readonly error: unknown } | undefined;
    const work = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined && !isFull && !broken; next = left.shift()) {
        const { unit } = next;
        try {
          const sheet = await makeSheet(deps, { ...of, ...next });
          if ('unshared' in sheet) unshared.push(...sheet.unshared.map((email) => ({ unit, email })));
          made += 1;
          told(made, wanted);
        } catch (error) {
          if (error instanceof GoogleRefused) {
            isFull ||= error.isFull;
            failed.push({ unit, why: error.message });
          } else broken ??= { error };
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (broken) throw broken.error;
    return { wanted, made, failed, unshared, isFull };
  });
