const declared = new Set<string>();

/** Notes that a route asks for this permission. */
export function declarePermission(permission: string): void {
  declared.add(permission);
}

/** Every permission that a route of the loaded modules asks for, in order of name. */
export function declaredPermissions(): string[] {
  return [...declared].sort();
}
