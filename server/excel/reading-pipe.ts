/** What a service and the process that reads a file for it say to each other: a job and a file one way, an answer row by row the other. */
import type { ProblemCode } from '../../shared/problem.ts';
import type { Cells } from '../../shared/report.ts';
import type { ReadJob, ReadReport } from './read-report.ts';

/** One line of the answer. Rows come one by one, so that no side ever holds all of them as text. */
export type AnswerLine =
  | {
      readonly kind: 'refused';
      readonly code: ProblemCode;
      readonly details: Readonly<Record<string, string | number>>;
    }
  | {
      readonly kind: 'head';
      readonly head: Omit<ReadReport, 'content'>;
      readonly sections: readonly string[];
    }
  | { readonly kind: 'row'; readonly section: string; readonly key: string; readonly cells: Cells }
  /** Without it the answer was broken off. */
  | { readonly kind: 'end' };

const LENGTHS = 8;

/** The lengths of both, the job as JSON, the file. */
export function jobBytes(job: ReadJob, file: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(JSON.stringify(job));
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32LE(text.length, 0);
  lengths.writeUInt32LE(file.length, 4);
  return [lengths, text, file];
}

/** Takes in what `jobBytes` made, without holding it twice. */
export async function readJob(source: AsyncIterable<Buffer>): Promise<{ job: ReadJob; file: Uint8Array }> {
  const lengths = Buffer.alloc(LENGTHS);
  let whole: Buffer | undefined;
  let filled = 0;
  for await (const piece of source) {
    let rest = piece;
    if (whole === undefined) {
      const taken = rest.copy(lengths, filled);
      filled += taken;
      rest = rest.subarray(taken);
      if (filled < LENGTHS) continue;
      whole = Buffer.alloc(lengths.readUInt32LE(0) + lengths.readUInt32LE(4));
      filled = 0;
    }
    filled += rest.copy(whole, filled);
  }
  if (whole === undefined || filled < whole.length) throw new Error('the job was broken off');
  const split = lengths.readUInt32LE(0);
  return { job: JSON.parse(whole.toString('utf8', 0, split)) as ReadJob, file: whole.subarray(split) };
}
