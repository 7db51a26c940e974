/** Child processes of tests: started, listened to line by line, and ended with the test by their own process id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT } from './sources.ts';

export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Resolves with the first printed line the test accepts; rejects when the process ends first. */
  line(accepts: (line: string) => boolean): Promise<string>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  /** What it wrote to standard error so far. */
  errors(): string;
  /** The last lines it printed, for a failing test's message. */
  tail(): string;
  kill(signal: NodeJS.Signals): void;
}

/** Runs a TypeScript file of the project as its own process. */
export function runScript(
  file: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let errors = '';
  let over: number | string | undefined;
  const wake = () => {
    for (const look of [...waiting]) look();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    wake();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const ended = new Promise<number | string>((done) => {
    child.once('close', (code, signal) => {
      over = code ?? signal ?? 'gone';
      wake();
      done(over);
    });
  });
  return {
    process: child,
    pid: child.pid ?? 0,
    ended,
    errors: () => errors,
    tail: () => lines.slice(-12).join('\n'),
    kill: (signal) => {
      child.kill(signal);
    },
    line: (accepts) =>
      new Promise((done, fail) => {
        const look = () => {
          const found = lines.find(accepts);
          if (found === undefined && over === undefined) return;
          waiting.delete(look);
          if (found === undefined) fail(new Error(`ended with ${over} before the line\n${errors}`));
          else done(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
