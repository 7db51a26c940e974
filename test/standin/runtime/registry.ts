/** Owns the host's end of the line to a script: which objects it has been shown, and answering its calls. */

import { GoogleError } from '../model/google-error.ts';
import type { Execution } from '../script/execution.ts';
import { type FaceInfo, faceInfo, NotInStandIn, shortName } from '../script/face.ts';
import type { Marker, Reply } from './realm.ts';

export class Registry {
  private readonly run: Execution;
  private readonly faces: object[] = [];
  private readonly refs = new WeakMap<object, number>();
  private readonly described = new Set<string>();
  /** What the stand-in lacks or got wrong; a script that swallows the error does not hide it. */
  readonly defects: Error[] = [];

  constructor(run: Execution) {
    this.run = run;
  }

  encode(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((each) => this.encode(each));
    if (value instanceof Date) return value;
    const info = faceInfo(value);
    if (info) return this.marker(value, info);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.encode(each)]));
  }

  decode(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Array.from(value, (each) => this.decode(each));
    if (Object.prototype.toString.call(value) === '[object Date]') return new Date((value as Date).getTime());
    if ('$ref' in value) return this.face(value.$ref as number);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.decode(each)]));
  }

  /** A promise only where the service itself waits (the network). */
  invoke(ref: number, member: string, args: readonly unknown[]): Reply | Promise<Reply> {
    try {
      // Read through the face, which asks for permission and counts.
      const call: unknown = Reflect.get(this.face(ref), member);
      if (typeof call !== 'function') throw new NotInStandIn(member);
      const value: unknown = Reflect.apply(
        call,
        undefined,
        args.map((each) => this.decode(each)),
      );
      if (value instanceof Promise)
        return value.then(
          (each) => this.done(each),
          (error) => this.failed(error),
        );
      return this.done(value);
    } catch (error) {
      return this.failed(error);
    }
  }

  /** "Range.setValues". */
  methodOf(ref: number, member: string): string {
    return `${shortName(faceInfo(this.face(ref))?.type ?? '')}.${member}`;
  }

  private face(ref: number): object {
    const found = this.faces[ref];
    if (!found) throw new Error(`the script holds no object ${ref}`);
    return found;
  }

  private done(value: unknown): Reply {
    return { ok: true, value: this.encode(value), now: this.run.clock.now() };
  }

  private failed(error: unknown): Reply {
    const now = this.run.clock.now();
    if (error instanceof GoogleError) {
      return { ok: false, name: 'Exception', message: error.inLanguage(this.run.person.language), now };
    }
    const defect = error instanceof Error ? error : new Error(String(error));
    this.defects.push(defect);
    return { ok: false, name: defect.name, message: defect.message, now };
  }

  private marker(value: object, info: FaceInfo): Marker {
    const known = this.refs.get(value);
    const $ref = known ?? this.faces.push(value) - 1;
    if (known === undefined) this.refs.set(value, $ref);
    const values = info.values();
    if (known !== undefined || (values.length === 0 && this.described.has(info.type)))
      return { $ref, type: info.type };
    this.described.add(info.type);
    const calls = info.calls();
    return {
      $ref,
      type: info.type,
      shape: { calls, values: Object.fromEntries(values.map(([name, each]) => [name, this.encode(each)])) },
    };
  }
}
