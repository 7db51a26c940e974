/** The process one file is read in: a job on its input, the answer in lines on its output. It opens no file and no connection. */
import { once } from 'node:events';
import { Problem } from '../../shared/problem.ts';
import { type ReadReport, readReportFile } from './read-report.ts';
import { type AnswerLine, readJob } from './reading-pipe.ts';

async function say(line: AnswerLine): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
}

async function tell({ content, ...head }: ReadReport): Promise<void> {
  await say({ kind: 'head', head, sections: Object.keys(content) });
  for (const [section, rows] of Object.entries(content))
    for (const [key, cells] of Object.entries(rows)) await say({ kind: 'row', section, key, cells });
  await say({ kind: 'end' });
}

try {
  const { job, file } = await readJob(process.stdin);
  await tell(await readReportFile(file, job));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  await say({ kind: 'refused', code: error.code, details: error.details });
}
