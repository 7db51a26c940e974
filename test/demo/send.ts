/** One office's whole turn: open, fill, err where it is to err, be told, mend, send. */
import { fillReport } from './fill.ts';
import { mistakeOf, shownIssue } from './mistakes.ts';
import type { OfficeDesk } from './office-desk.ts';
import { isReturned, slip } from './returned.ts';

/** Fills and sends one report; an office that errs first must be told, mend it, and only then send. Returns what it was told, or "". */
export async function reportAndSend(office: OfficeDesk, serial: number): Promise<string> {
  await office.open();
  fillReport(office);
  const mistake = mistakeOf(office);
  let told = '';
  if (mistake) {
    mistake.make(office);
    const issue = shownIssue(mistake, await office.check());
    told = `  ${mistake.words}: ${issue.a1 || issue.where.vi} ${issue.title.vi}`;
    await mistake.mend(office, issue);
  }
  if (isReturned(office.report)) slip(office);
  const { receipt } = await office.send(`demo-${String(serial).padStart(8, '0')}`);
  if (!receipt) throw new Error(`${office.report.unit} got no receipt`);
  return told;
}
