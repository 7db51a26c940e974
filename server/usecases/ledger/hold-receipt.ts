/** Whether a receipt somebody holds is one of ours: number and code, asked by anybody, answered alike whatever is wrong. */
import { timingSafeEqual } from 'node:crypto';
import { CODE_LENGTH } from '../../../shared/receipt-code.ts';
import { sha256 } from '../../store/hash.ts';
import { inSnapshot, selectByNumber } from '../../store/ledger.ts';
import type { UsecaseDeps } from '../enter.ts';
import { verifyChain } from './verify-chain.ts';

/** What the page tells: nothing of the office or the figures. `intact`: what is stored still is what the receipt was given for. */
export type HeldReceipt = { readonly intact: false } | ({ readonly intact: true } & ReceivedPush);

interface ReceivedPush {
  readonly revision: number;
  readonly at: Date;
  readonly late: boolean;
}

const NUMBER = /^ST-[0-9]{4}-[A-Za-z0-9._-]{1,80}-[0-9]{6,20}$/;
const CODE = new RegExp(`^(?:[0-9a-f]{${CODE_LENGTH}}|[0-9a-f]{64})$`);

/** Equal texts, in a time that says nothing of where they differ. */
const same = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(one)), Buffer.from(sha256(other)));

/** Undefined for a number there is not and for a code that is not its own, told by nothing which it was. */
export async function holdsReceipt(
  deps: UsecaseDeps,
  number: string,
  typed: string,
): Promise<HeldReceipt | undefined> {
  const code = typed.toLowerCase().replace(/\s/g, '');
  if (!NUMBER.test(number) || !CODE.test(code)) return undefined;
  return inSnapshot(deps.db.system, async (reader) => {
    const [found] = await selectByNumber(reader, number);
    const agrees = same((found?.hash ?? '').slice(0, code.length), code);
    if (found === undefined || !agrees) return undefined;
    const { chain, link, province, ...received } = found;
    const { ok } = await verifyChain(reader, { province, chain }, link);
    return ok ? { intact: true, ...received } : { intact: false };
  });
}
