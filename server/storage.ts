/** Where the data is: the PostgreSQL of DATABASE_URL, or the embedded one, started here or already running beside us. */
import type { Config } from './config.ts';
import { attachPostgres } from './postgres/endpoint.ts';
import { type SupervisorEvents, startPostgres } from './postgres/supervisor.ts';
import { Refusal } from './refusal.ts';

export interface Storage {
  /** Connection string of the login that owns the database; for migrate and openDatabase. */
  readonly ownerUrl: string;
  /** `external`: DATABASE_URL. `embedded`: ours, started here. `attached`: the running service's. */
  readonly kind: 'external' | 'embedded' | 'attached';
  /** Stops what was started here; nothing otherwise. */
  stop(): Promise<void>;
}

const leave = async () => undefined;

/** Opens the storage the settings ask for. Throws Refusal. */
export async function openStorage(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'binDir'>,
  options: SupervisorEvents & {
    /** A command may use the database of the running service; a service may not. */
    readonly attach?: boolean;
  } = {},
): Promise<Storage> {
  if (config.databaseUrl !== undefined) {
    return { ownerUrl: config.databaseUrl, kind: 'external', stop: leave };
  }
  const { attach, ...events } = options;
  try {
    const postgres = await startPostgres({
      dir: config.dataDir,
      ...(config.binDir === undefined ? {} : { binDir: config.binDir }),
      ...events,
    });
    return { ownerUrl: postgres.url(), kind: 'embedded', stop: () => postgres.stop() };
  } catch (error) {
    if (!attach || !(error instanceof Refusal) || error.code !== 'second_instance') throw error;
    const running = await attachPostgres(config.dataDir);
    if (!running) throw error;
    return { ownerUrl: running.url(), kind: 'attached', stop: leave };
  }
}
