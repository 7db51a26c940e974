/** An office's other reports as they may be held against one of another version of the form: cells and reasons that mean the same in both. */
import { comparable } from '../../../shared/carry.ts';
import { cellAt } from '../../../shared/report.ts';
import type { Rule } from '../../../shared/rule.ts';
import type { AssignedRow, Template } from '../../../shared/template.ts';
import type { PastReport } from '../../store/reports.ts';

interface CheckedForm {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
}

/** A million đồng is no outlier beside a thousand of nghìn đồng: figures of another measure or stretch of time are left out. */
export async function comparablePast(
  past: readonly PastReport[],
  to: CheckedForm,
  formOf: (version: number) => Promise<Template>,
): Promise<readonly PastReport[]> {
  if (past.every(({ template_version: version }) => version === to.template.version)) return past;
  const found: PastReport[] = [];
  for (const report of past) {
    const same = report.template_version === to.template.version;
    found.push(same ? report : keptOf(report, await formOf(report.template_version), to));
  }
  return found;
}

function keptOf(report: PastReport, from: Template, { template, assigned }: CheckedForm): PastReport {
  const content = comparable(report.content, { from, to: template, assigned });
  const spelled = (rules: readonly Rule[], id: string | undefined): string =>
    JSON.stringify(rules.find((rule) => rule.id === id));
  const reasons = Object.entries(report.reasons).filter(([key]) => {
    const [id, section = '', row = '', column = ''] = key.split('|');
    return (
      spelled(from.rules, id) === spelled(template.rules, id) &&
      cellAt(content, { section, row, column }) !== undefined
    );
  });
  return { ...report, content, reasons: Object.fromEntries(reasons) };
}
