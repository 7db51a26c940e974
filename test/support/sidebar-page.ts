/** The built sidebar in a browser, with a scripted google.script.run behind it: what it asks is kept, what it gets is the test's. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { gunzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { BOOT_SLOT, type EnglishResult, type RpcResult, type SidebarBoot } from '../../addon/core/rpc.ts';
import type { Rpc } from '../../addon/core/rpc-calls.ts';
import { hello, started } from './sidebar-answers.ts';
import { ROOT } from './sources.ts';

/** Thrown by an answer: google.script.run calls its failure handler. */
export class Unanswered extends Error {}

type Answer = RpcResult<unknown> | Promise<RpcResult<unknown>> | (() => RpcResult<unknown>);
export type Answers = Partial<Record<keyof Rpc, Answer>>;

export interface SidebarPage {
  readonly page: Page;
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  /** Who each call but the first was said to be for. */
  readonly askers: string[];
  /** Addresses the page asked for besides itself. */
  readonly requests: string[];
  /** Changed by a test while the page is open. */
  answers: Answers;
  namesCalled(): string[];
}

const HOME = 'https://sidebar.example/';

function built(name: 'Sidebar.html' | 'Code.js'): string {
  const path = join(ROOT, 'addon/dist', name);
  if (!existsSync(path)) execFileSync(process.execPath, [join(ROOT, 'addon/build.mjs')]);
  return readFileSync(path, 'utf8');
}

/** As much of Google's as the words need; the whole of it is held against this by the language tests. */
const Utilities = {
  base64Decode: (text: string) => Buffer.from(text, 'base64'),
  newBlob: (bytes: Buffer) => bytes,
  ungzip: (bytes: Buffer) => ({ getDataAsString: () => gunzipSync(bytes).toString('utf8') }),
};

let english: EnglishResult | undefined;

/** What the built script answers who asks for the English words. */
export function builtEnglish(): EnglishResult {
  if (english === undefined) {
    const answered: unknown = vm.runInNewContext(`${built('Code.js')}\nJSON.stringify(english())`, {
      Utilities,
    });
    const result = JSON.parse(String(answered)) as RpcResult<EnglishResult>;
    if (!result.ok) throw new Error(result.problem.code);
    english = result.value;
  }
  return english;
}

/** google.script.run as the page sees it; runs in the browser. */
const RUNNER = `(function () {
  function runner(success, failure) {
    return new Proxy({}, { get: function (_, name) {
      if (name === 'withSuccessHandler') return function (handler) { return runner(handler, failure); };
      if (name === 'withFailureHandler') return function (handler) { return runner(success, handler); };
      return function () {
        answerOf(name, JSON.stringify([].slice.call(arguments))).then(
          function (value) { if (success) success(JSON.parse(value)); },
          function (error) { if (failure) failure(error); });
      };
    } });
  }
  window.google = { script: { run: runner(), host: { close: function () {} } } };
})();`;

/** Opens the sidebar as `boot` says the menu did; every call is answered from `answers`. */
export async function openSidebar(
  page: Page,
  answers: Answers = {},
  opened: Partial<SidebarBoot> = {},
): Promise<SidebarPage> {
  const english = builtEnglish();
  const boot = { fileId: 'file', email: 'tu-ky@example.vn', english: english.stamp, ...opened };
  const sidebar: SidebarPage = {
    page,
    calls: [],
    askers: [],
    requests: [],
    answers: {
      hello: hello(boot.email),
      english: { ok: true, value: english },
      start: started(),
      ...answers,
    },
    namesCalled: () => sidebar.calls.map(({ name }) => name),
  };
  const html = built('Sidebar.html').replace(BOOT_SLOT, () =>
    BOOT_SLOT.replace('{}', () => JSON.stringify(boot).replace(/</g, '\\u003c')),
  );
  await showPage(page, html, sidebar.requests, async (name, args) => {
    const last = args.at(-1);
    const told = typeof last === 'object' && last !== null && 'openedBy' in last;
    if (told) sidebar.askers.push(String(last.openedBy));
    sidebar.calls.push({ name, args: told ? args.slice(0, -1) : args });
    const answer = sidebar.answers[name];
    if (answer === undefined) throw new Unanswered(`no answer for ${name}`);
    return typeof answer === 'function' ? answer() : answer;
  });
  return sidebar;
}

/** Shows the sidebar's HTML with google.script.run answered by `answer`; what the page asks for besides itself is refused and listed. */
export async function showPage(
  page: Page,
  html: string,
  requests: string[],
  answer: (name: keyof Rpc, args: readonly unknown[]) => Promise<unknown>,
): Promise<void> {
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === HOME) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    requests.push(url);
    return route.abort();
  });
  await page.exposeFunction('answerOf', async (name: keyof Rpc, args: string) =>
    JSON.stringify(await answer(name, JSON.parse(args) as unknown[])),
  );
  await page.addInitScript(RUNNER);
  await page.goto(HOME);
  await page.waitForSelector('main[aria-busy="false"]');
}

/** Runs in the browser; axe is a global of the page by then. */
const AXE = `axe.run(document, { resultTypes: ['violations'] }).then(function (result) {
  return result.violations
    .filter(function (one) { return one.impact === 'serious' || one.impact === 'critical'; })
    .flatMap(function (one) { return one.nodes.map(function (node) { return one.id + ': ' + node.html; }); });
})`;

/** Serious and critical violations as axe finds them: "rule: element". */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe.source);
  return page.evaluate<string[]>(AXE);
}
