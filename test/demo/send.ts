/** One office's whole turn: open, fill, err where it is to err, be told, mend, send. */
import type { RpcResult } from '../../addon/core/rpc.ts';
import { toldProblem } from '../../addon/sidebar/words-problems.ts';
import { sentencesOf } from '../../shared/issue-sentences.ts';
import { breakAndRepair, isDamaged } from './damaged.ts';
import { fillReport } from './fill.ts';
import type { Assigned } from './import-files.ts';
import { mistakeOf, shownIssue } from './mistakes.ts';
import type { OfficeDesk } from './office-desk.ts';
import { isReturned, slip } from './returned.ts';
import type { Tally } from './tally.ts';

const BAD_LINE: Assigned = { unit: 'hd.binh-giang', template: 'inspection', period: '2021' };
const isOnBadLine = ({ unit, template, period }: Assigned): boolean =>
  unit === BAD_LINE.unit && template === BAD_LINE.template && period === BAD_LINE.period;

/** Fills and sends one report; an office that errs first must be told, mend it, and only then send. Returns what it was told; what is counted goes to `tallies`. */
export async function reportAndSend(office: OfficeDesk, serial: number, tallies: Tally[]): Promise<string[]> {
  await office.open();
  fillReport(office);
  const mistake = mistakeOf(office);
  const told: string[] = [];
  if (mistake) {
    mistake.make(office);
    const issue = shownIssue(mistake, await office.check());
    const { where, title } = sentencesOf(issue.code, issue.told, 'vi');
    told.push(`  ${mistake.words}: ${issue.a1 || where} ${title}`);
    await mistake.mend(office, issue);
  }
  if (isDamaged(office.report)) {
    const { lines, tally } = await breakAndRepair(office);
    told.push(...lines);
    tallies.push(tally);
  }
  if (isReturned(office.report)) slip(office);
  const key = `demo-${String(serial).padStart(8, '0')}`;
  if (isOnBadLine(office.report)) told.push(await loseAnswer(office, key));
  const { receipt } = await office.send(key);
  if (!receipt) throw new Error(`${office.report.unit} got no receipt`);
  if (receipt.revision !== 1) throw new Error(`${office.report.unit} was stored more than once`);
  return told;
}

/** The push arrives, its answer does not: the office knows only that it has to send again. */
async function loseAnswer(office: OfficeDesk, key: string): Promise<string> {
  office.losesAnswer = true;
  const lost = await office.desk.run('send', { mode: 'submit', reasons: {}, key });
  const result = lost as unknown as RpcResult<unknown>;
  if (result.ok || office.losesAnswer) throw new Error(`${office.report.unit} did not lose its answer`);
  return `  Một cơ quan gửi lúc mất mạng: “${toldProblem(result.problem).title}”; bấm gửi lại, máy chủ vẫn chỉ có một lần gửi.`;
}
