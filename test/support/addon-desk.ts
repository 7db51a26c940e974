/** A clerk's desk with the built add-on in front of a double of the province's server. */

import { readFileSync } from 'node:fs';
import type { RpcProblem } from '../../addon/core/rpc.ts';
import type { Rpc } from '../../addon/core/rpc-calls.ts';
import { toldProblem } from '../../addon/sidebar/words-problems.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow, Template } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { Desk, type DeskOptions } from '../standin/index.ts';
import { ProvinceDouble } from './province-double.ts';

export const dist = (name: string): string =>
  readFileSync(new URL(`../../addon/dist/${name}`, import.meta.url), 'utf8');

export const SERVER_HOST = 'so-tinh.example.vn';

type Value<N extends keyof Rpc> = Extract<ReturnType<Rpc[N]>, { ok: true }>['value'];

export interface AddonDesk {
  readonly desk: Desk;
  readonly province: ProvinceDouble;
  /** The value of a call that must succeed. */
  call<N extends keyof Rpc>(name: N, ...args: Parameters<Rpc[N]>): Promise<Value<N>>;
  /** The problem of a call that must not succeed. */
  refused<N extends keyof Rpc>(name: N, ...args: Parameters<Rpc[N]>): Promise<RpcProblem>;
}

export function templateNamed(id: string): Template {
  const template = builtIn(id);
  if (template === undefined) throw new Error(`no template ${id}`);
  return template;
}

export function addonDesk(
  template: Template,
  first: ReportContent,
  options: Partial<DeskOptions> = {},
  assigned?: readonly AssignedRow[],
): AddonDesk {
  const province = new ProvinceDouble(template, first, assigned);
  const desk = new Desk({
    code: dist('Code.js'),
    html: { Sidebar: dist('Sidebar.html') },
    network: { [SERVER_HOST]: province.fetch },
    token: (person) => `token-of-${person.sub}`,
    urlAllowList: [`https://${SERVER_HOST}/`],
    ...options,
  });
  return {
    desk,
    province,
    async call<N extends keyof Rpc>(name: N, ...args: Parameters<Rpc[N]>): Promise<Value<N>> {
      const result = (await desk.run(name, ...args)) as unknown as ReturnType<Rpc[N]>;
      if (!result.ok)
        throw new Error(`${name}: ${result.problem.code}: ${toldProblem(result.problem).detail}`);
      return result.value as Value<N>;
    },
    async refused<N extends keyof Rpc>(name: N, ...args: Parameters<Rpc[N]>): Promise<RpcProblem> {
      const result = (await desk.run(name, ...args)) as unknown as ReturnType<Rpc[N]>;
      if (result.ok) throw new Error(`${name} was not refused`);
      return toldProblem(result.problem);
    },
  };
}

export const CHOICE = { unit: 'tu-ky', period: '2021' };
