/** Owns refusals of the Google APIs over HTTP: { error: { code, message, status } } (reference: "Resolve errors"). */

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
};

export class ApiError extends Error {
  readonly code: number;
  readonly reason: string | undefined;

  constructor(code: number, message: string, reason?: string) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
  }

  body(): object {
    const errors =
      this.reason === undefined
        ? {}
        : { errors: [{ domain: 'usageLimits', reason: this.reason, message: this.message }] };
    return {
      error: { code: this.code, message: this.message, status: STATUS[this.code] ?? 'UNKNOWN', ...errors },
    };
  }
}

export const bad = (message: string): ApiError => new ApiError(400, message);
/** The stand-in refuses loudly what it does not do, with a code no real request gets from Sheets. */
export const notInStandIn = (what: string): ApiError => new ApiError(501, `not in the stand-in: ${what}`);
