import type { Plan, PlanLimits, PlanName } from './product.js';

/** The four plans under their usual names, with the limits of a product. */
export function plans(limits: Readonly<Record<PlanName, PlanLimits>>): Readonly<Record<PlanName, Plan>> {
  return {
    free: { name: { en: 'Free', fr: 'Gratuit' }, limits: limits.free },
    starter: { name: { en: 'Starter', fr: 'Essentiel' }, limits: limits.starter },
    pro: { name: { en: 'Pro', fr: 'Pro' }, limits: limits.pro },
    enterprise: { name: { en: 'Enterprise', fr: 'Entreprise' }, limits: limits.enterprise },
  };
}

/** Bytes in a gibibyte. */
export const gibibyte = 2 ** 30;
