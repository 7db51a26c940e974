/** Rows travel as one JSON parameter, so that a statement does not grow with them. */
export const rowsParameter = (rows: readonly object[]): string => JSON.stringify(rows);
