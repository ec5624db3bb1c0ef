/** What a member may be, from the least to the most: each may do all that those before it may. */
export const roles = ['member', 'editor', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Whether this is one of the four roles. */
export function isRole(name: string): name is Role {
  return roles.some((role) => role === name);
}

/** Whether a role may do what `least` may. */
export function atLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
