/** Owns wall-clock time in a named zone: serial days (since 1899-12-30, as Sheets counts) to and from instants. */

const DAY_MS = 86_400_000;
/** 1899-12-30T00:00:00Z; day 0 of the Sheets API's SERIAL_NUMBER (reference: DateTimeRenderOption). */
const DAY_ZERO = Date.UTC(1899, 11, 30);

const formats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** The wall clock of `zone` at an instant, written as if it were UTC milliseconds. */
export function wallOf(epochMs: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of partsFormat(zone).formatToParts(new Date(epochMs)))
    part[type] = Number(value);
  const whole = new Date(0);
  whole.setUTCFullYear(part.year ?? 1970, (part.month ?? 1) - 1, part.day ?? 1);
  whole.setUTCHours(part.hour ?? 0, part.minute ?? 0, part.second ?? 0, ((epochMs % 1000) + 1000) % 1000);
  return whole.getTime();
}

/** The instant at which `zone` shows this wall clock; historical offsets included (Việt Nam: +07:06:30 in 1899, +08 in 1970). */
export function instantOf(wallMs: number, zone: string): number {
  let instant = wallMs - (wallOf(wallMs, zone) - wallMs);
  instant -= wallOf(instant, zone) - wallMs;
  return instant;
}

export function serialToInstant(serial: number, zone: string): number {
  return instantOf(DAY_ZERO + Math.round(serial * DAY_MS), zone);
}

export function instantToSerial(epochMs: number, zone: string): number {
  return (wallOf(epochMs, zone) - DAY_ZERO) / DAY_MS;
}

/** Undefined when the calendar has no such day. */
export function serialOfDay(year: number, month: number, day: number): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day)
    return undefined;
  return (at.getTime() - DAY_ZERO) / DAY_MS;
}

export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly weekday: number;
}

function wallParts(wallMs: number): Wall {
  const at = new Date(wallMs);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    millisecond: at.getUTCMilliseconds(),
    weekday: at.getUTCDay(),
  };
}

export function serialParts(serial: number): Wall {
  return wallParts(DAY_ZERO + Math.round(serial * DAY_MS));
}

export function instantParts(epochMs: number, zone: string): Wall {
  return wallParts(wallOf(epochMs, zone));
}
