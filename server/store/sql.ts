/** What queries are written with: the driver's own types, with `date` a yyyy-mm-dd string and `timestamptz` a Date. */
import type postgres from 'postgres';

type Types = { date: string; timestamptz: Date | string };

export type Sql = postgres.Sql<Types>;
export type Transaction = postgres.TransactionSql<Types>;
/** A connection kept to oneself for a while. */
export type Lease = postgres.ReservedSql<Types>;
