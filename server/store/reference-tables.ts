/** Names the tables that hold no data of one province: small, the same for all, copied whole where the store is distributed. */

/** Every other table carries `province_id` in each primary, unique and foreign key. */
export const REFERENCE_TABLES: readonly string[] = ['province', 'schema_version'];
