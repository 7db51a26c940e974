/** A keep-alive HTTP client that does nothing but write prepared bytes and read one reply, so that the load costs little beside the server. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const CLOSED = 'the server closed the connection';
const LENGTH = /\r\ncontent-length: *([0-9]+)/i;

export interface RawReply {
  readonly status: number;
  readonly body: string;
}

export class RawClient {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { done: (reply: RawReply) => void; fail: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#look();
    });
    socket.on('error', (error) => this.#waiting?.fail(error));
    socket.on('close', () => this.#waiting?.fail(new Error(CLOSED)));
  }

  static async open(url: string): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  send(request: Buffer): Promise<RawReply> {
    if (this.#socket.destroyed) return Promise.reject(new Error(CLOSED));
    return new Promise((done, fail) => {
      this.#waiting = { done, fail };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #look(): void {
    const end = this.#received.indexOf(HEAD_END);
    if (end === -1) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(LENGTH.exec(head)?.[1] ?? Number.NaN);
    const status = Number(head.slice(9, 12));
    if (Number.isNaN(length) && status !== 304) {
      this.#waiting?.fail(new Error(`a reply without its length: ${head}`));
      return;
    }
    const from = end + HEAD_END.length;
    const until = from + (status === 304 ? 0 : length);
    if (this.#received.length < until) return;
    const body = this.#received.toString('utf8', from, until);
    this.#received = this.#received.subarray(until);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.done({ status, body });
  }
}

/** The bytes of a request, made before the clock starts. */
export function requestBytes(
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1'];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (method === 'POST') lines.push(`content-length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
