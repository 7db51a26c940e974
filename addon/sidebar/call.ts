/** The only way from the sidebar to the add-on: a typed promise over google.script.run. */
import type { RpcProblem, RpcResult } from '../core/rpc.ts';
import type { Rpc } from '../core/rpc-calls.ts';

interface Runner {
  withSuccessHandler(handler: (value: unknown) => void): Runner;
  withFailureHandler(handler: (error: unknown) => void): Runner;
}
declare const google: { script: { run: Runner; host: { close(): void } } };

type Name = keyof Rpc;
type Answer<N extends Name> = ReturnType<Rpc[N]>;

/** Google could not run the call at all: no connection, several accounts, or a time limit. */
const UNANSWERED: RpcProblem = {
  code: 'no_answer',
  title: 'Không gọi được chương trình của bảng',
  title_en: 'The add-on did not answer',
  detail:
    'Google không chạy được lệnh này. Hãy kiểm tra mạng rồi thử lại; nếu đang đăng nhập nhiều tài khoản Google, hãy mở bảng trong cửa sổ ẩn danh hoặc hồ sơ Chrome chỉ có tài khoản cơ quan.',
  detail_en:
    'Google could not run this. Check the connection and try again; if several Google accounts are signed in, open the sheet in a private window or a Chrome profile with the office account only.',
  retry: true,
};

export type Call = <N extends Name>(name: N, ...args: Parameters<Rpc[N]>) => Promise<Answer<N>>;

/** Who the sidebar works for: who opened it, or where nobody said so, who answered first. */
let openedBy = '';
export const workFor = (email: string): void => {
  openedBy ||= email;
};

/** Calls a function of the add-on; never rejects: a failed transport is a problem like any other. */
export function call<N extends Name>(name: N, ...args: Parameters<Rpc[N]>): Promise<Answer<N>> {
  return new Promise((resolve) => {
    const failed = () => resolve({ ok: false, problem: UNANSWERED } as Answer<N>);
    const run = google.script.run
      .withSuccessHandler((value) => (isResult(value) ? resolve(value as Answer<N>) : failed()))
      .withFailureHandler(failed) as unknown as Record<string, (...values: unknown[]) => void>;
    const remote = run[name];
    // The add-on compares before it does anything: Google may have changed the account since.
    if (remote) remote(...args, ...(name === 'hello' || openedBy === '' ? [] : [{ openedBy }]));
    else failed();
  });
}

function isResult(value: unknown): value is RpcResult<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
