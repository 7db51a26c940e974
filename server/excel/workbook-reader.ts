/** Has each workbook sent back read in a process of its own, with little memory and little time: a bad file harms nobody but itself. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../shared/problem.ts';
import type { Cells } from '../../shared/report.ts';
import type { ReadJob, ReadReport } from './read-report.ts';
import { type AnswerLine, jobBytes } from './reading-pipe.ts';

const PROGRAM = new URL('./read-main.ts', import.meta.url);

const LIMITS = {
  /** Processes side by side. */
  atOnce: 2,
  /** Files that wait for one. */
  waiting: 20,
  /** Ten times what a file of 5 MB takes. */
  deadlineMs: 30_000,
  /** Of its heap. What is inflated is never held. */
  memoryMb: 80,
};
const RETRY_SECONDS = 10;

type Process = ChildProcessByStdio<Writable, Readable, null>;

/** Does `then` once that time has passed, unless what it returns is called before. */
type After = (ms: number, then: () => void) => () => void;

const timer: After = (ms, then) => {
  const running = setTimeout(then, ms);
  return () => clearTimeout(running);
};

const tooMuch = (vi: string, en: string) => new Problem('workbook_too_large', { what: vi, what_en: en });

export class WorkbookReader {
  readonly #program: URL;
  readonly #limits: typeof LIMITS;
  readonly #after: After;
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Process>();
  #places: number;
  #stopped = false;

  /** `program`: what the process runs. */
  constructor(program: URL = PROGRAM, limits: Partial<typeof LIMITS> = {}, after: After = timer) {
    this.#program = program;
    this.#after = after;
    this.#limits = { ...LIMITS, ...limits };
    this.#places = this.#limits.atOnce;
  }

  /**
   * What stands in the file. Rejects with the Problem that says why it is not read, or `too_many_requests`,
   * `shutting_down`, `client_gone`.
   */
  async read(job: ReadJob, file: Uint8Array, left?: AbortSignal): Promise<ReadReport> {
    await this.#place();
    try {
      if (this.#stopped) throw new Problem('shutting_down');
      if (left?.aborted) throw new Problem('client_gone');
      return await this.#readAlone(job, file, left);
    } finally {
      this.#places += 1;
      this.#waiting.shift()?.();
    }
  }

  /** Refuses what waits and whatever comes, and ends what is under way. Repeatable. */
  stop(): void {
    this.#stopped = true;
    for (const running of this.#running) running.kill('SIGKILL');
    for (const go of this.#waiting.splice(0)) go();
  }

  async #place(): Promise<void> {
    if (this.#stopped) throw new Problem('shutting_down');
    if (this.#places <= 0) {
      if (this.#waiting.length >= this.#limits.waiting)
        throw new Problem('too_many_requests', { seconds: RETRY_SECONDS });
      await new Promise<void>((go) => this.#waiting.push(go));
    }
    this.#places -= 1;
  }

  async #readAlone(job: ReadJob, file: Uint8Array, left: AbortSignal | undefined): Promise<ReadReport> {
    const child = startReading(this.#program, this.#limits.memoryMb);
    this.#running.add(child);
    const kill = () => child.kill('SIGKILL');
    let late = false;
    const inTime = this.#after(this.#limits.deadlineMs, () => {
      late = true;
      kill();
    });
    left?.addEventListener('abort', kill, { once: true });
    try {
      const ended = new Promise<void>((done) => child.once('close', () => done()));
      for (const piece of jobBytes(job, file)) child.stdin.write(piece);
      child.stdin.end();
      const read = await collect(child);
      await ended;
      if (read !== undefined) return read;
    } finally {
      inTime();
      left?.removeEventListener('abort', kill);
      this.#running.delete(child);
      kill();
    }
    if (this.#stopped) throw new Problem('shutting_down');
    if (left?.aborted) throw new Problem('client_gone');
    const seconds = this.#limits.deadlineMs / 1000;
    if (late) throw tooMuch(`đọc quá ${seconds} giây chưa xong`, `it was not read within ${seconds} seconds`);
    if (isOutOfMemory(child))
      throw tooMuch('đọc tệp cần quá nhiều bộ nhớ', 'reading it takes too much memory');
    throw new Error(`the process that reads workbooks ended with ${child.exitCode ?? child.signalCode}`);
  }
}

/** It is given nothing of the service's settings: a file that took it over would find none. */
function startReading(program: URL, memoryMb: number): Process {
  const flags = ['--max-semi-space-size=1', `--max-old-space-size=${memoryMb}`, '--no-warnings'];
  const child = spawn(
    process.execPath,
    [...flags, '--import', import.meta.resolve('tsx/esm'), fileURLToPath(program)],
    { env: {}, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  // It may refuse a file before it has taken in all of it.
  child.stdin.on('error', () => undefined);
  return child;
}

/** What the process said; undefined when it was broken off. Throws the Problem it names. */
async function collect(child: Process): Promise<ReadReport | undefined> {
  const content: Record<string, Record<string, Cells>> = {};
  let head: Omit<ReadReport, 'content'> | undefined;
  for await (const text of createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = parsed(text);
    if (line === undefined) return undefined;
    if (line.kind === 'refused') throw new Problem(line.code, line.details);
    if (line.kind === 'head') {
      head = line.head;
      for (const section of line.sections) content[section] = {};
    } else if (line.kind === 'row') put(content, line.section, line.key, line.cells);
    else return head === undefined ? undefined : { ...head, content };
  }
  return undefined;
}

/** A line that was broken off is none. */
function parsed(text: string): AnswerLine | undefined {
  try {
    return JSON.parse(text) as AnswerLine;
  } catch {
    return undefined;
  }
}

function put(
  content: Record<string, Record<string, Cells>>,
  section: string,
  key: string,
  cells: Cells,
): void {
  const rows = content[section];
  if (rows !== undefined) rows[key] = cells;
}

/** V8 gives up with an abort; the system ends what takes more than there is. */
const isOutOfMemory = ({ exitCode, signalCode }: Process): boolean =>
  exitCode === 134 || signalCode === 'SIGABRT' || signalCode === 'SIGKILL' || signalCode === 'SIGTRAP';
