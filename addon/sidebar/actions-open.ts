/** Opening: who answers, which report, its sheets; and what the menu offers at any time. */
import type { RpcResult, StartResult } from '../core/rpc.ts';
import { workFor } from './call.ts';
import type { Desk } from './desk.ts';
import { speakEnglish, speakIn } from './language.ts';
import { forgetCheck, type State } from './state.ts';
import { say } from './words.ts';

export interface OpenActions {
  start(): void;
  retry(): void;
  dismiss(): void;
  stopWaiting(): void;
  /** Typing draws nothing anew. */
  typeCode(code: string): void;
  /** With the code accepted the account is known, and the sidebar starts as it would have. */
  acceptInvitation(): void;
  /** Choosing draws nothing anew. */
  choose(index: number): void;
  createChosen(): void;
  recreate(): void;
  pullTotals(): void;
  changeLanguage(): void;
  whoAmI(): void;
}

type Started = { start: StartResult } | { otherAccount: NonNullable<State['otherAccount']> };

/** Who answers is asked before anything goes to the server: with several Google accounts it may be another person. */
async function startAsOpened({ call, boot }: Desk): Promise<RpcResult<Started>> {
  workFor(boot.email ?? '');
  const who = await call('hello');
  if (!who.ok) return who;
  const { email } = who.value;
  if (boot.email && email && boot.email !== email) {
    return { ok: true, value: { otherAccount: { opened: boot.email, answered: email } } };
  }
  workFor(email);
  const started = await call('start');
  return started.ok ? { ok: true, value: { start: started.value } } : started;
}

/** What was typed before the sidebar was closed; what was typed since it was opened goes first. */
function typedBefore({ kept, state }: Desk, { fileId, email }: StartResult): Partial<State> {
  const { reasons, taking, asking } = kept.draft(fileId, email);
  return {
    reasons: { ...reasons, ...state().reasons },
    taking: { ...taking, ...state().taking },
    asking: state().asking.reason === '' ? asking : state().asking,
  };
}

const opened = (desk: Desk, value: Started): Partial<State> =>
  'start' in value
    ? {
        start: value.start,
        report: value.start.report,
        otherAccount: null,
        ...typedBefore(desk, value.start),
      }
    : { otherAccount: value.otherAccount };

export function openActions(desk: Desk): OpenActions {
  const { state, run, call } = desk;
  const create = (choice: { unit: string; template: string; period: string }): void =>
    run(
      'creating',
      () => call('createSheets', choice),
      (value) => {
        const { start } = state();
        return { ...forgetCheck, report: value.report, start: start && { ...start, missing: [] } };
      },
    );
  const createFor = (head: { unit: string; template: string; period: string } | undefined): void => {
    if (head) create({ unit: head.unit, template: head.template, period: head.period });
  };
  return {
    start: () =>
      run(
        'starting',
        () => startAsOpened(desk),
        (value) => opened(desk, value),
      ),
    typeCode: (code) => desk.keep({ code }),
    acceptInvitation: () =>
      run(
        'inviting',
        async () => {
          const accepted = await call('acceptInvitation', { code: state().code });
          return accepted.ok ? startAsOpened(desk) : accepted;
        },
        (value) => ({ ...opened(desk, value), code: '' }),
      ),
    retry: desk.retry,
    dismiss: desk.dismiss,
    stopWaiting: desk.stopWaiting,
    choose: (choice) => desk.keep({ choice }),
    createChosen: () => createFor(state().start?.choices[state().choice]),
    recreate: () => createFor(state().report?.head),
    pullTotals: () =>
      run(
        'totals',
        () => call('pullTotals'),
        (totals) => ({ totals }),
      ),
    changeLanguage: () => {
      if (state().lang === 'vi') speakEnglish(desk);
      else speakIn(desk, 'vi');
    },
    whoAmI: () => {
      const { lang, start } = state();
      desk.tell(say(lang, 'whoAmIText', { email: start?.email ?? desk.boot.email ?? '' }));
    },
  };
}
