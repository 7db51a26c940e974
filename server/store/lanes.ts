/**
 * Leases whole connections to transactions. A lease whose connection was lost refuses every further statement: the
 * driver would send them, without their BEGIN, to whatever connection comes next.
 */
import type { Lease, Sql } from './sql.ts';

interface Lane {
  readonly sql: Sql;
  /** Grows by one each time the connection closes. */
  closings: number;
  connected: boolean;
}

function lostConnection(): Promise<never> {
  const error = Object.assign(new Error('the connection of this transaction was lost'), {
    code: 'CONNECTION_CLOSED',
  });
  const refused = Promise.reject(error);
  refused.catch(() => undefined);
  return refused;
}

export class Lanes {
  readonly #free: Lane[] = [];
  readonly #all: Lane[] = [];
  readonly #waiting: ((lane: Lane) => void)[] = [];
  readonly #size: number;
  readonly #open: (onClose: () => void) => Sql;

  /** `open` makes a pool of one connection; at most `size` are made, when they are needed. */
  constructor(size: number, open: (onClose: () => void) => Sql) {
    this.#size = size;
    this.#open = open;
  }

  #add(): Lane {
    const lane: Lane = {
      sql: this.#open(() => {
        lane.closings += 1;
        lane.connected = false;
      }),
      closings: 0,
      connected: false,
    };
    this.#all.push(lane);
    return lane;
  }

  #take(): Lane | Promise<Lane> {
    const free = this.#free.pop();
    if (free) return free;
    if (this.#all.length < this.#size) return this.#add();
    return new Promise((done) => this.#waiting.push(done));
  }

  #give(lane: Lane): void {
    const next = this.#waiting.shift();
    if (next) next(lane);
    else this.#free.push(lane);
  }

  /** A connection for one transaction; waits for a free one. `release` must be called, also after a loss. */
  async reserve(): Promise<Lease> {
    const lane = await this.#take();
    let connection: Lease;
    try {
      // The driver never answers a reservation that has to connect first (without fetch_types), and answers the first
      // statement after a loss with the error of that loss: so connect by a statement, twice if need be.
      if (!lane.connected) await lane.sql`SELECT 1`.catch(() => lane.sql`SELECT 1`);
      lane.connected = true;
      connection = await lane.sql.reserve();
    } catch (error) {
      this.#give(lane);
      throw error;
    }
    const closings = lane.closings;
    const isLost = () => lane.closings !== closings;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      if (!isLost()) connection.release();
      this.#give(lane);
    };
    const guarded =
      <Arguments extends readonly unknown[], Answer>(call: (...args: Arguments) => Answer) =>
      (...args: Arguments) =>
        released || isLost() ? lostConnection() : call(...args);
    return new Proxy(connection, {
      apply: (target, self, args) =>
        released || isLost() ? lostConnection() : Reflect.apply(target, self, args),
      get: (target, key) => {
        if (key === 'release') return release;
        if (key === 'unsafe') return guarded(target.unsafe);
        return Reflect.get(target, key);
      },
    });
  }

  async end(timeoutSeconds: number): Promise<void> {
    await Promise.all(this.#all.map((lane) => lane.sql.end({ timeout: timeoutSeconds })));
  }
}
