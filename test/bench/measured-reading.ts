/** The process a workbook is read in, which leaves behind the most memory it held; every 20 ms, since one that takes too much is ended. */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = join(tmpdir(), `so-tinh-reading-${process.ppid}`);

/** In kB. What resourceUsage tells begins with what the parent held when it started this process. */
function peak(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

const note = () => writeFileSync(file, String(peak()));

note();
setInterval(note, 20).unref();
process.on('exit', note);
await import('../../server/excel/read-main.ts');
