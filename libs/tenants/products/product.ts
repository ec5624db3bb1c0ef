import type { Locale, LocalText } from '#platform/problems';
import type { PlanName } from '#platform/tenancy';

/** How much a tenant may store; null where there is no limit. */
export interface CapacityQuotas {
  members: number | null;
  apps?: number | null;
  feeds?: number | null;
  storageBytes?: number | null;
}

/** How much a tenant may do in a period; null where there is no limit. */
export interface RateQuotas {
  requestsASecond: number | null;
  eventsADay?: number | null;
  aiRequestsADay?: number | null;
  /** Tokens of the model. */
  aiTokensADay?: number | null;
  aiTokensADayOfUser?: number | null;
}

/** For how long rows of a tenant stay, in days; null for as long as their table declares. */
export interface RetentionQuotas {
  postDays?: number | null;
  eventDays?: number | null;
  eventCountDays?: number | null;
}

/** How much each person may store; null where there is no limit. */
export interface PersonQuotas {
  journalTextBytes?: number | null;
}

export type PlanLimits = Readonly<CapacityQuotas & RateQuotas & RetentionQuotas & PersonQuotas>;

export interface Plan {
  readonly name: LocalText;
  readonly limits: PlanLimits;
}

/** One product of this deployment, with the defaults and plans of its tenants. */
export interface Product {
  /** As in `wistant`; stored in each tenant, so it never changes. */
  readonly id: string;
  readonly name: LocalText;
  readonly about: LocalText;
  /** The bounded contexts that its tenants have beside those of all (`contextsOfAll`): the routes of others answer 404. */
  readonly contexts: readonly string[];
  /** Who may become a member of a tenant: anyone, invited people only, or people whom an operator adds. */
  readonly registration: 'open' | 'invitation' | 'closed';
  /** The default of a tenant without its own. */
  readonly locale: Locale;
  /** The default of a tenant without its own, as in `Europe/Paris`. */
  readonly timeZone: string;
  readonly branding: {
    /** `#rrggbb`, dark enough for white text on it (WCAG AA). */
    readonly colour: string;
  };
  readonly mailSender: {
    readonly name: string;
    /** The part before the @; the domain is that of the server. */
    readonly mailbox: string;
  };
  readonly plans: Readonly<Record<PlanName, Plan>>;
}

/** The amounts of a quota that the plans `free`, `starter` and `pro` allow. */
type Steps = readonly [free: number | null, starter: number | null, pro: number | null];

/** The four plans under their usual names, with the limits of a product by quota; `enterprise` has none. */
export function plans(limits: { readonly [Quota in keyof PlanLimits]: Steps }): Readonly<Record<PlanName, Plan>> {
  const plan = (en: string, fr: string, step: number): Plan => {
    const ofPlan = Object.entries(limits).map(([quota, steps]) => [quota, steps[step] ?? null]);
    return { name: { en, fr }, limits: Object.fromEntries(ofPlan) };
  };
  return {
    free: plan('Free', 'Gratuit', 0),
    starter: plan('Starter', 'Essentiel', 1),
    pro: plan('Pro', 'Pro', 2),
    enterprise: plan('Enterprise', 'Entreprise', 3),
  };
}

/** Bytes in a mebibyte. */
export const mebibyte = 2 ** 20;

/** Bytes in a gibibyte. */
export const gibibyte = 2 ** 30;
