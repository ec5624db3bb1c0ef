/** The roles of members, in ascending order: each has the permissions of those before it. */
export const roles = ['member', 'editor', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Whether this is one of the four roles. */
export function isRole(name: string): name is Role {
  return roles.some((role) => role === name);
}

/** Whether a role is `least` or higher. */
export function atLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
