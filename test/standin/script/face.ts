/** Owns the strict wrapper around every Apps Script object: what is not implemented throws, what is called is counted and permitted first. */

/// <reference types="google-apps-script" />

import { GoogleError } from '../model/google-error.ts';
import type { Execution } from './execution.ts';

export interface FaceInfo {
  /** `Namespace.Interface` of @types/google-apps-script. */
  readonly type: string;
  /** Names of its methods. */
  calls(): readonly string[];
  /** Its members that are no methods. */
  values(): readonly (readonly [string, unknown])[];
}

const FACES = new WeakMap<object, FaceInfo>();
const MODELS = new WeakMap<object, unknown>();

export function faceInfo(value: unknown): FaceInfo | undefined {
  return typeof value === 'object' && value !== null ? FACES.get(value) : undefined;
}

/** The model object behind a face that came back as an argument; a script that gives anything else is refused as by Google. */
export function behind<T>(face: unknown): T {
  const model = typeof face === 'object' && face !== null ? MODELS.get(face) : undefined;
  if (model === undefined) throw new GoogleError('badArgument', { what: typeof face });
  return model as T;
}

export const shortName = (type: string): string => type.slice(type.indexOf('.') + 1);

export class NotInStandIn extends Error {
  constructor(what: string) {
    super(`not in the stand-in: ${what}`);
    this.name = 'NotInStandIn';
  }
}

/** Names the language itself asks for; everything else must be implemented. */
const ASKED_BY_LANGUAGE = new Set(['then', 'constructor', '$$typeof', 'asymmetricMatch', 'nodeType']);

type Members = Readonly<Record<string, unknown>>;

/**
 * An Apps Script object. `members` is checked against the real signatures; calling one asks the execution first
 * (authorisation, scopes, time, count). Reading any other name throws.
 */
export function face<T extends object>(
  run: Execution,
  type: string,
  members: Partial<T>,
  model: unknown = undefined,
): T {
  const raw: Members = { toString: () => shortName(type), ...members };
  const info = {
    type,
    calls: () => Object.keys(raw).filter((name) => typeof raw[name] === 'function'),
    values: () => Object.entries(raw).filter(([, member]) => typeof member !== 'function'),
  };
  return wrapped<T>(run, info, (name) => (Object.hasOwn(raw, name) ? raw[name] : undefined), model, raw);
}

/** Of each type of many: which of its groups holds which method, the last that has it. */
const HOMES = new Map<string, ReadonlyMap<string, number>>();

function homesOf(type: string, groups: readonly (() => object)[]): ReadonlyMap<string, number> {
  const known = HOMES.get(type);
  if (known) return known;
  const homes = new Map<string, number>();
  for (const [index, group] of groups.entries())
    for (const [name, member] of Object.entries(group())) {
      if (typeof member !== 'function') throw new Error(`${type}.${name} is no method`);
      homes.set(name, index);
    }
  HOMES.set(type, homes);
  return homes;
}

/**
 * The same for objects a script makes by the thousand, with nothing but methods: a group of them is made when one of
 * its methods is asked for. The groups of a type always hold the same names.
 */
export function faceOfMany<T extends object>(
  run: Execution,
  type: string,
  groups: readonly (() => Partial<T>)[],
  model: unknown,
): T {
  const homes = homesOf(type, groups);
  const made: Members[] = [];
  const member = (name: string): unknown => {
    const home = homes.get(name);
    if (home === undefined) return name === 'toString' ? () => shortName(type) : undefined;
    made[home] ??= (groups[home]?.() ?? {}) as Members;
    return made[home][name];
  };
  const info = { type, calls: () => ['toString', ...homes.keys()], values: () => [] };
  return wrapped<T>(run, info, member, model);
}

function wrapped<T extends object>(
  run: Execution,
  info: FaceInfo,
  memberNamed: (name: string) => unknown,
  model: unknown,
  held: object = {},
): T {
  const { type } = info;
  const proxy = new Proxy(held, {
    get(_target, name) {
      if (typeof name === 'symbol') return undefined;
      const member = memberNamed(name);
      if (typeof member === 'function') return guarded(run, type, name, member as Call);
      if (member !== undefined || ASKED_BY_LANGUAGE.has(name)) return member;
      throw new NotInStandIn(`${shortName(type)}.${name}`);
    },
    set(_target, name) {
      throw new NotInStandIn(`assignment to ${shortName(type)}.${String(name)}`);
    },
  });
  FACES.set(proxy, info);
  if (model !== undefined) MODELS.set(proxy, model);
  return proxy as unknown as T;
}

type Call = (...args: readonly unknown[]) => unknown;

function guarded(run: Execution, type: string, name: string, call: Call): Call {
  return (...args) => {
    run.before(type, name);
    return call(...args);
  };
}
