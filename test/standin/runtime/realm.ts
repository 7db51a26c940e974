/** Owns the inside of the script's context: stand-ins for the services, arrays and Dates of the context's own realm, its clock. */

import { toWire } from './codec.ts';

/** An object of a service as it crosses into the context. */
export interface Marker {
  readonly $ref: number;
  readonly type: string;
  /** Sent the first time a type is seen, and always for objects that hold values. */
  readonly shape?: { readonly calls: readonly string[]; readonly values: Readonly<Record<string, unknown>> };
}

export type Reply = { readonly now: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly name: string; readonly message: string }
);

export interface RealmDoor {
  /** Synchronous to the script, whatever happens behind it. */
  invoke(ref: number, member: string, args: readonly unknown[]): Reply;
  /** A member nobody implemented was asked for. */
  missing(what: string): void;
  readonly startMs: number;
}

interface Shape {
  readonly calls: ReadonlySet<string>;
  readonly values: Readonly<Record<string, unknown>>;
}

const tagOf = (value: object): string => Object.prototype.toString.call(value);
const shortName = (type: string): string => type.slice(type.indexOf('.') + 1);

/** Names the language asks of any object. */
const ASKED_BY_LANGUAGE = ['then', 'constructor'];

export class Realm {
  private readonly door: RealmDoor;
  private readonly shapes = new Map<string, Shape>();
  private readonly proxies = new Map<number, object>();
  private readonly refs = new WeakMap<object, number>();
  private now: number;

  constructor(door: RealmDoor) {
    this.door = door;
    this.now = door.startMs;
  }

  /** The script's clock is the execution's: it stands still but for calls. */
  installClock(): void {
    const RealDate = Date;
    const now = (): number => this.now;
    class ScriptDate extends RealDate {
      constructor(...args: unknown[]) {
        if (args.length === 0) super(now());
        else super(...(args as [number]));
      }
      static override now(): number {
        return now();
      }
    }
    Object.defineProperty(ScriptDate, 'name', { value: 'Date' });
    Object.assign(globalThis, { Date: ScriptDate });
  }

  install(globals: Readonly<Record<string, Marker>>): void {
    for (const [name, marker] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, {
        value: this.decode(marker),
        writable: true,
        configurable: true,
      });
    }
  }

  /** What a service answered, rebuilt of this realm's own arrays, Dates and objects. */
  decode(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      for (let index = 0; index < value.length; index++) list.push(this.decode(value[index]));
      return list;
    }
    if (tagOf(value) === '[object Date]') return new Date((value as Date).getTime());
    if ('$ref' in value) return this.object(value as Marker);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.decode(each)]));
  }

  encode(value: unknown): unknown {
    if (typeof value === 'function') throw new TypeError('a function cannot be given to a service');
    if (typeof value !== 'object' || value === null) return value;
    const ref = this.refs.get(value);
    if (ref !== undefined) return { $ref: ref };
    if (Array.isArray(value)) return value.map((each) => this.encode(each));
    if (tagOf(value) === '[object Date]') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.encode(each)]));
  }

  /** Runs a top-level function. `wire` = the call comes from google.script.run. */
  call(name: string, args: readonly unknown[], wire: boolean): unknown {
    const found: unknown = Reflect.get(globalThis, name);
    const hidden = wire && name.endsWith('_');
    if (typeof found !== 'function' || hidden) throw new Error(`Script function not found: ${name}`);
    const result: unknown = Reflect.apply(
      found,
      undefined,
      args.map((each) => this.decode(each)),
    );
    return wire ? toWire(result) : undefined;
  }

  private object(marker: Marker): object {
    const known = this.proxies.get(marker.$ref);
    if (known) return known;
    const shape: Shape = marker.shape
      ? { calls: new Set(marker.shape.calls), values: marker.shape.values }
      : this.shapeOf(marker.type);
    if (marker.shape) this.shapes.set(marker.type, shape);
    const held = new Map<string, unknown>();
    const made = this.proxy(marker, shape, held);
    this.proxies.set(marker.$ref, made);
    this.refs.set(made, marker.$ref);
    // At once, because a shape is sent only the first time: inside these values may be one.
    for (const [name, value] of Object.entries(shape.values)) held.set(name, this.decode(value));
    return made;
  }

  private shapeOf(type: string): Shape {
    const shape = this.shapes.get(type);
    if (!shape) throw new Error(`the stand-in did not describe ${type}`);
    return shape;
  }

  private proxy(marker: Marker, shape: Shape, held: Map<string, unknown>): object {
    return new Proxy(Object.create(null), {
      get: (_target, name) => {
        if (typeof name === 'symbol') return undefined;
        if (held.has(name)) return held.get(name);
        const value = this.member(marker, shape, name);
        held.set(name, value);
        return value;
      },
      has: (_target, name) => typeof name === 'string' && (shape.calls.has(name) || name in shape.values),
      set: (_target, name) => this.refuse(`assignment to ${shortName(marker.type)}.${String(name)}`),
    });
  }

  private member(marker: Marker, shape: Shape, name: string): unknown {
    if (shape.calls.has(name)) return (...args: unknown[]) => this.ask(marker.$ref, name, args);
    if (ASKED_BY_LANGUAGE.includes(name)) return undefined;
    return this.refuse(`${shortName(marker.type)}.${name}`);
  }

  private refuse(what: string): never {
    this.door.missing(what);
    throw new Error(`not in the stand-in: ${what}`);
  }

  private ask(ref: number, member: string, args: readonly unknown[]): unknown {
    const reply = this.door.invoke(
      ref,
      member,
      args.map((each) => this.encode(each)),
    );
    this.now = reply.now;
    if (reply.ok) return this.decode(reply.value);
    const error = new Error(reply.message);
    error.name = reply.name;
    throw error;
  }
}
