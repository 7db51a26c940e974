/** Other processes of the bench: started from a file of this folder, asked over their message channel, one question at a time. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Worker<Question, Answer> {
  ask(question: Question): Promise<Answer>;
  stop(): Promise<void>;
}

interface Failed {
  readonly failed: string;
}
interface Answered<Answer> {
  readonly answer: Answer;
}

/** `file`: name of a script in this folder that calls `answer`. */
export function startWorker<Question extends object, Answer>(file: string): Worker<Question, Answer> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<never>((_, fail) => {
    child.once('exit', (code) => fail(new Error(`${file} ended with ${code} before it answered`)));
  });
  ended.catch(() => undefined);
  return {
    ask: async (question) => {
      child.send(question);
      const [message] = (await Promise.race([once(child, 'message'), ended])) as [Failed | Answered<Answer>];
      if ('failed' in message) throw new Error(`${file}: ${message.failed}`);
      return message.answer;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** In the worker: answers every question; ends when the bench lets go of the channel. */
export function answer<Question extends object, Answer>(
  work: (question: Question) => Answer | Promise<Answer>,
): void {
  process.on('message', (question: Question) => {
    Promise.resolve()
      .then(() => work(question))
      .then(
        (given) => process.send?.({ answer: given }),
        (error: unknown) =>
          process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.once('disconnect', () => process.exit(0));
}
