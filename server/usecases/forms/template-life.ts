/** The forms of a province and their life: the list, one version with its history, and a move from state to state. */
import { Problem } from '../../../shared/problem.ts';
import { PublishedTemplate } from '../../../shared/profile.ts';
import type { Bilingual } from '../../../shared/template.ts';
import { MOVE_WORDS, mayMove, STATE_WORDS, type TemplateState } from '../../../shared/template-state.ts';
import type {
  TemplateHead,
  TemplateList,
  TemplateMove,
  TemplateMoved,
  TemplateVersion,
} from '../../../shared/wire-templates.ts';
import { insertEvent, type LedgerEvent } from '../../store/audit.ts';
import { enterPerson } from '../../store/people.ts';
import { selectRulesLeft } from '../../store/rules.ts';
import {
  endTrial,
  lockReportsOn,
  lockTemplate,
  selectTemplateHeads,
  selectTemplateVersion,
  TEMPLATE_MOVED,
  type TemplateHeadRow,
  updateTemplateState,
} from '../../store/template-life.ts';
import type { Flights } from '../../store/transaction.ts';
import { enterAdministrator } from '../administer.ts';
import {
  asPerson,
  entered,
  type Identity,
  readAsPerson,
  type UsecaseDeps,
  writeTransaction,
} from '../enter.ts';

/** A version of a form as it is addressed. */
export interface FormAddress {
  readonly id: string;
  readonly version: number;
}

const headOf = ({ id, version, name, form_version, state, hash }: TemplateHeadRow): TemplateHead => ({
  id,
  version,
  name,
  formVersion: form_version,
  state,
  hash,
});

export function listTemplates(deps: UsecaseDeps, identity: Identity): Promise<TemplateList> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, rows] = await flights.commit(enterPerson(flights, identity), selectTemplateHeads(flights));
    entered(people[0]);
    return { items: rows.map(headOf) };
  });
}

export function readTemplateVersion(
  deps: UsecaseDeps,
  identity: Identity,
  at: FormAddress,
): Promise<TemplateVersion> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [row]] = await flights.commit(
      enterPerson(flights, identity),
      selectTemplateVersion(flights, at.id, at.version),
    );
    entered(people[0]);
    if (row === undefined) throw new Problem('not_found');
    const steps = row.steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() }));
    return { ...headOf(row), steps, template: PublishedTemplate.parse(row.body) };
  });
}

/**
 * Moves a version on. A state it is in already is answered as it is, so that a move may be sent again.
 * Throws `not_found`, `not_allowed`, or `template_state` for what may not follow.
 */
export function moveTemplate(
  deps: UsecaseDeps,
  identity: Identity,
  at: FormAddress,
  { state, reason }: TemplateMove,
): Promise<TemplateMoved> {
  return asPerson(deps, identity, () =>
    writeTransaction(deps, async (flights) => {
      const who = await enterAdministrator(deps, flights, identity);
      const [[locked]] = await flights.send(lockTemplate(flights, at.id, at.version));
      if (locked === undefined) throw new Problem('not_found');
      if (locked.state !== state) {
        await refuseTemplateMove(flights, at, locked, state);
        await flights.send(updateTemplateState(flights, at.id, at.version, state));
        const { province, person } = who;
        await insertEvent(
          flights,
          templateMoved(at, state, reason, { province: province.id, person, at: deps.clock() }),
        );
      }
      const [[row]] = await flights.send(selectTemplateVersion(flights, at.id, at.version));
      if (row === undefined) throw new Problem('not_found');
      if (state !== 'published') return headOf(row);
      return { ...headOf(row), ...(await trialReports(flights, at)), ...(await rulesLeft(flights, at)) };
    }),
  );
}

/** Ends the trial of a published version; what it leaves behind is told again whenever it is asked. */
async function trialReports(
  flights: Flights,
  { id, version }: FormAddress,
): Promise<Pick<TemplateMoved, 'trialReports'>> {
  const [[row]] = await flights.send(endTrial(flights, id, version));
  if (row === undefined || row.kept === 0) return {};
  const advice = {
    vi: `Có ${row.kept} báo cáo đã gửi khi biểu còn dùng thử: vẫn là báo cáo dùng thử và không cộng vào số liệu nào. Hãy giao biểu này cho các đơn vị đó ở một kỳ khác.`,
    en: `${row.kept} report(s) were sent while the form was on trial: they stay trial reports and count in no total. Assign the form to those offices for another period.`,
  };
  return { trialReports: { kept: row.kept, advice } };
}

/** Rules are switched version by version: what the earlier one was given does not come along by itself. */
async function rulesLeft(
  flights: Flights,
  { id, version }: FormAddress,
): Promise<Pick<TemplateMoved, 'rulesLeft'>> {
  const [rules] = await flights.send(selectRulesLeft(flights, id, version));
  if (rules.length === 0) return {};
  const names = rules.map(({ rule }) => rule).join(', ');
  const advice = {
    vi: `Các quy tắc ${names} đang dùng ở phiên bản trước không có trong phiên bản này. Nếu vẫn cần, hãy đưa vào biểu hoặc bật cho phiên bản ${version}.`,
    en: `Rules ${names} are in use with an earlier version and are not part of this one. If they are still wanted, put them into the form or switch them on for version ${version}.`,
  };
  return { rulesLeft: { rules, advice } };
}

/** The move as the ledger keeps it. */
export const templateMoved = (
  { id, version }: FormAddress,
  state: TemplateState,
  reason: string,
  by: Pick<LedgerEvent, 'province' | 'person' | 'at'>,
): LedgerEvent => ({
  ...by,
  action: TEMPLATE_MOVED,
  subject: `template/${id}@${version}`,
  details: { state, reason },
});

/** What a version was asked for while it was in a state that does not allow it. */
export function templateStateProblem(
  { name, version }: { readonly name: Bilingual; readonly version: number },
  state: Bilingual,
  action: Bilingual,
): Problem {
  return new Problem('template_state', {
    form: `“${name.vi}”, phiên bản ${version},`,
    form_en: `“${name.en}”, version ${version},`,
    state: state.vi,
    state_en: state.en,
    action: action.vi,
    action_en: action.en,
  });
}

const SENT = { vi: 'đang dùng thử và đã có báo cáo', en: 'on trial and has reports already' };

async function refuseTemplateMove(
  flights: Flights,
  at: FormAddress,
  form: { readonly name: Bilingual; readonly version: number; readonly state: TemplateState },
  to: TemplateState,
): Promise<void> {
  if (!mayMove(form.state, to)) throw templateStateProblem(form, STATE_WORDS[form.state], MOVE_WORDS[to]);
  if (to !== 'draft') return;
  // What was sent stands under the body it was checked with.
  const [reports] = await flights.send(lockReportsOn(flights, at.id, at.version));
  if (reports.some(({ revision }) => revision > 0)) throw templateStateProblem(form, SENT, MOVE_WORDS[to]);
}
