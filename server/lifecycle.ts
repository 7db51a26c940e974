/** The life of the process: start, say where to go, stop on a signal within ten seconds, end with an honest exit code. */
import { type Config, processConfig } from './config.ts';
import { safeError } from './http/log.ts';
import { Refusal } from './refusal.ts';
import { type Service, type ServiceParts, startService } from './service.ts';

/** After this a stop that hangs is ended by force; the embedded database then recovers at the next start. */
const STOP_TIMEOUT_MS = 9_500;

/** What a person at the terminal needs to know, Vietnamese first. Goes to standard error; the log is on standard output. */
function whereToGo(service: Service, parts: Omit<ServiceParts, 'onLost'>): string {
  const { config } = parts;
  const place =
    service.storage === 'external'
      ? ['DATABASE_URL', 'DATABASE_URL']
      : [`PostgreSQL đi kèm, trong ${config.dataDir}`, `bundled PostgreSQL, in ${config.dataDir}`];
  const lines = [
    '',
    `  Sổ Tỉnh đang chạy tại ${service.url} (tài liệu cho người lập trình: ${service.url}/docs)`,
    `  Dữ liệu: ${place[0]}. Nạp đơn vị, kỳ, biểu: npm run admin -- import THƯ_MỤC`,
    `  Sổ Tỉnh is running at ${service.url} (pages for developers: ${service.url}/docs)`,
    `  Data: ${place[1]}. Load units, periods, templates: npm run admin -- import DIRECTORY`,
  ];
  if (config.identity.audiences.length === 0) {
    lines.push(
      '  Chưa đặt IDENTITY_AUDIENCES (mã ứng dụng của tiện ích) nên chưa ai đăng nhập được.',
      '  IDENTITY_AUDIENCES (the add-on’s client id) is not set, so nobody can sign in yet.',
    );
  }
  return `${lines.join('\n')}\n\n`;
}

const say = (text: string): void => {
  process.stderr.write(text);
};

/** Exit code of an error that ended the start, after telling it. */
function tell(error: unknown, parts: Omit<ServiceParts, 'onLost'>): number {
  if (error instanceof Refusal) {
    say(`\n${error.message}\n`);
    parts.log.fatal({ code: error.code }, 'the service does not start');
    return error.exit;
  }
  parts.log.fatal({ error: safeError(error) }, 'the service does not start');
  return 1;
}

/** The settings of this process; wrong ones are named and end it with exit code 2. */
export function configOrExit(): Config {
  try {
    return processConfig();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(`\n${error.message}\n`);
    process.exit(error.exit);
  }
}

/** Runs the service until a signal or a fault; ends the process. */
export async function runUntilStopped(parts: Omit<ServiceParts, 'onLost'>): Promise<void> {
  let service: Service | undefined;
  let ending = false;
  const end = async (code: number) => {
    if (ending) process.exit(code || 1);
    ending = true;
    setTimeout(() => process.exit(code || 1), STOP_TIMEOUT_MS).unref();
    await service?.stop().catch((error: unknown) => tell(error, parts));
    parts.log.info({ code }, 'stopped');
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0));
  const fault = (error: unknown) => {
    parts.log.fatal({ error: safeError(error) }, 'fault outside any request');
    void end(1);
  };
  process.on('unhandledRejection', fault);
  process.on('uncaughtException', fault);
  try {
    service = await startService({
      ...parts,
      onLost: (refusal) => void end(tell(refusal, parts)),
    });
    parts.log.info({ url: service.url, storage: service.storage }, 'listening');
    await service.ready;
    parts.log.info({ url: service.url }, 'ready');
    if (!ending) say(whereToGo(service, parts));
  } catch (error) {
    await end(tell(error, parts));
  }
}
