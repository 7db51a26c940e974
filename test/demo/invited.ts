/** A person whose mailbox is with neither Google nor a Workspace domain comes in by the administrator's code, then works like any other. */
import type { RpcResult } from '../../addon/core/rpc.ts';
import type { InvitationAccepted } from '../../shared/wire-invitation.ts';
import { INVITED_UNIT } from './import-files.ts';
import type { OfficeDesk } from './office-desk.ts';
import type { DemoService } from './service.ts';
import { once, type Tally } from './tally.ts';

export const isInvited = ({ report }: OfficeDesk): boolean => report.unit === INVITED_UNIT;

/** Nobody before, somebody after; the code is worth nothing to the next account. */
export async function comeInByCode(
  service: DemoService,
  office: OfficeDesk,
): Promise<{ lines: string[]; tally: Tally }> {
  const told = await service.admin('invite', `p-${INVITED_UNIT}`, INVITED_UNIT, 'clerk');
  const code = told.trim().split('\n').at(-1) ?? '';
  const before = (await office.desk.run('start')) as unknown as RpcResult<unknown>;
  const { person } = await office.call<InvitationAccepted>('acceptInvitation', { code });
  const email = 'nguoi-khac@hop-thu.vn';
  const other = office.desk.colleague({ email, sub: `sub-${email}`, language: 'vi' });
  const again = (await other.run('acceptInvitation', { code })) as unknown as RpcResult<unknown>;
  await other.close();
  return {
    lines: [`  Một người ngoài Google Workspace nhập mã mời dùng một lần: từ nay là “${person}”.`],
    tally: once(!before.ok && !again.ok, 'invited people came in by a code that served nobody else'),
  };
}
