/** The plans of every product, from the smallest to the largest. */
export const planNames = ['free', 'starter', 'pro', 'enterprise'] as const;
export type PlanName = (typeof planNames)[number];

/** Whether this is one of the four plans. */
export function isPlanName(name: string): name is PlanName {
  return planNames.some((plan) => plan === name);
}
