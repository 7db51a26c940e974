/** Owns Apps Script enum values: objects compared by identity that print their name (reference: every enum page). */

import type { Execution } from './execution.ts';
import { behind, face, NotInStandIn } from './face.ts';
import { enumMembers } from './scopes.ts';

interface EnumValue {
  toString(): string;
  name(): string;
  ordinal(): number;
  compareTo(other: object): number;
}

interface EnumModel {
  readonly kind: string;
  readonly name: string;
  readonly ordinal: number;
}

/** Enums of one execution; `ScriptApp.AuthMode.FULL` is the same object however it is reached. */
export class Enums {
  private readonly made = new Map<string, object>();
  private readonly run: Execution;

  constructor(run: Execution) {
    this.run = run;
  }

  /** T is `typeof Namespace.Enum`. */
  all<T>(file: string, kind: string): T {
    const known = this.made.get(kind);
    if (known) return known as T;
    const values: Record<string, object> = {};
    enumMembers(file, kind).forEach((name, ordinal) => {
      const model: EnumModel = { kind, name, ordinal };
      values[name] = face<EnumValue>(
        this.run,
        `Enum.${kind}`,
        {
          toString: () => name,
          name: () => name,
          ordinal: () => ordinal,
          compareTo: (other) => ordinal - behind<EnumModel>(other).ordinal,
        },
        model,
      );
    });
    const holder = face<Record<string, object>>(this.run, `Enums.${kind}`, values);
    this.made.set(kind, holder);
    return holder as unknown as T;
  }

  /** One value by name. T is the enum. */
  value<T>(file: string, kind: string, name: string): T {
    const holder = this.all<Record<string, T>>(file, kind);
    const value = holder[name];
    if (value === undefined) throw new NotInStandIn(`${kind}.${name}`);
    return value;
  }
}

/** The name of an enum value that came as an argument; undefined when it is none. */
export function enumName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return behind<EnumModel>(value).name;
  } catch {
    return undefined;
  }
}
