/** The reading load of the bench: autocannon in a process of its own, a fixed time on fixed connections, every reply of the status asked for. */
import autocannon from 'autocannon';
import { answer } from './worker.ts';

export interface LoadQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** Status every reply must have. */
  readonly status: number;
}
export interface LoadAnswer {
  readonly perSecond: number;
}
export interface BareRouteQuestion {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}
export interface BareRouteAnswer {
  readonly url: string;
}

async function load(question: LoadQuestion): Promise<LoadAnswer> {
  const { url, connections, seconds, status } = question;
  const result = await autocannon({ url, connections, duration: seconds, headers: { ...question.headers } });
  const replies = result.statusCodeStats?.[`${status}`]?.count ?? 0;
  if (result.errors > 0 || replies === 0 || replies !== result.requests.total) {
    throw new Error(
      `not every reply was ${status}: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`,
    );
  }
  return { perSecond: replies / result.duration };
}

answer<LoadQuestion, LoadAnswer>(load);
