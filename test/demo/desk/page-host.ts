/** What the desk page asks of its host, and what it says where there is no answer. */

/** The host gave no answer, or none that can be used; its message is what to tell the person. */
export class NoAnswer extends Error {}

export const STOPPED =
  'Máy chủ của bản trình diễn đã dừng: những gì gõ từ lúc này không được giữ. Chạy lại “npm run demo” rồi tải lại trang này. ' +
  '(The demo’s server has stopped: nothing typed from now on is kept. Run “npm run demo” again and reload this page.)';

export async function ask<T>(path: string, body?: unknown): Promise<T> {
  const request =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const reply = await fetch(`/desk/api${path}`, request).catch(() => undefined);
  if (!reply) throw new NoAnswer(STOPPED);
  if (!reply.ok)
    throw new NoAnswer(
      `Bản trình diễn không làm được việc này (mã ${reply.status}). (The demo failed here, code ${reply.status}.)`,
    );
  return (await reply.json()) as T;
}
