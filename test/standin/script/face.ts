/** Owns the strict wrapper around every Apps Script object: what is not implemented throws, what is called is counted and permitted first. */

/// <reference types="google-apps-script" />

import { GoogleError } from '../model/google-error.ts';
import type { Execution } from './execution.ts';

interface FaceInfo {
  /** `Namespace.Interface` of @types/google-apps-script. */
  readonly type: string;
  /** Unguarded: call members through the face. */
  readonly members: Readonly<Record<string, unknown>>;
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
  const raw: Readonly<Record<string, unknown>> = { toString: () => shortName(type), ...members };
  const proxy = new Proxy(raw, {
    get(_target, name) {
      if (typeof name === 'symbol') return undefined;
      const member = Object.hasOwn(raw, name) ? raw[name] : undefined;
      if (typeof member === 'function') return guarded(run, type, name, member as Call);
      if (member !== undefined || ASKED_BY_LANGUAGE.has(name)) return member;
      throw new NotInStandIn(`${shortName(type)}.${name}`);
    },
    set(_target, name) {
      throw new NotInStandIn(`assignment to ${shortName(type)}.${String(name)}`);
    },
  });
  FACES.set(proxy, { type, members: raw });
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
