/** A class decorated with TypeORM's `@Entity`. */
export type EntityClass = abstract new (...args: never[]) => object;

const classes = new Set<EntityClass>();

/** Adds entities to the data source; called while modules load, before it connects. */
export function addEntities(entities: readonly EntityClass[]): void {
  for (const entity of entities) classes.add(entity);
}

/** Every entity of the loaded modules. */
export function knownEntities(): EntityClass[] {
  return [...classes];
}
