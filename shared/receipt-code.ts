/** The code of a receipt: as many digits of its hash as a person copies, asked for beside the number where a receipt is checked. */

export const CODE_LENGTH = 12;

/** @param receipt.hash SHA-256, hex */
export const receiptCode = ({ hash }: { readonly hash: string }): string => hash.slice(0, CODE_LENGTH);
