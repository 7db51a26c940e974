/** Owns how much of a request's id people are shown and read out; the log has it whole. Pure. */

export const spokenId = (requestId: string): string => requestId.slice(0, 8);
