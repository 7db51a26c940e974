/** Owns asking for more time for the report of this file, and telling what became of it. */
import type { Ports } from './ports.ts';
import type { ExtensionResult, TimeRequest } from './rpc-office.ts';
import { fetchForm } from './server.ts';
import { fetchExtensions, postExtension } from './server-office.ts';
import { needReport } from './session.ts';

export function extensions(ports: Ports): ExtensionResult {
  const ref = needReport(ports);
  const { head, facts } = fetchForm(ports, ref);
  const items = fetchExtensions(ports, ref).items.map(({ no, state, due, asked, decided }) => ({
    no,
    state,
    due,
    asked,
    decided,
  }));
  return { items, due: head.due, today: facts.today };
}

export function askTime(ports: Ports, args: TimeRequest): ExtensionResult {
  postExtension(ports, needReport(ports), args);
  return extensions(ports);
}
