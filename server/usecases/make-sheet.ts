/** Makes the Google sheet of one report and enters it in the register; a report that has one keeps it. */
import { dayInVietnam } from '../../shared/days.ts';
import { dueDate } from '../../shared/period.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import type { SheetPlan } from '../../shared/sheet-plan.ts';
import type { Database } from '../store/db.ts';
import { findSheetReports, registerSpreadsheet, type SheetReport } from '../store/spreadsheets.ts';
import { askedForm } from '../store/templates.ts';

interface MakeSheetDeps {
  readonly db: Pick<Database, 'system'>;
  readonly clock: () => Date;
  /** Makes a spreadsheet of the plan; returns its id. */
  readonly create: (plan: SheetPlan) => Promise<string>;
}

type MadeSheet =
  | { readonly kind: 'made' | 'known'; readonly spreadsheet: string }
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

export async function makeSheet(
  deps: MakeSheetDeps,
  at: { readonly unit: string; readonly template: string; readonly period: string },
): Promise<MadeSheet> {
  const [report, ...others] = await findSheetReports(deps.db.system, at);
  if (report === undefined) return { kind: 'missing' };
  if (others.length > 0) return { kind: 'unclear' };
  if (report.spreadsheet !== null) return { kind: 'known', spreadsheet: report.spreadsheet };
  const spreadsheet = await deps.create(planOf(report, dayInVietnam(deps.clock())));
  if (await registerSpreadsheet(deps.db.system, report, spreadsheet)) return { kind: 'made', spreadsheet };
  const [now] = await findSheetReports(deps.db.system, at);
  return { kind: 'known', spreadsheet: now?.spreadsheet ?? spreadsheet };
}
