import type { Locale, LocalText } from '#platform/problems';

/** Every product sells these four, from the smallest to the largest. */
export const planNames = ['free', 'starter', 'pro', 'enterprise'] as const;
export type PlanName = (typeof planNames)[number];

/** How many a tenant may hold at once; null where there is no limit. */
export interface CapacityQuotas {
  members: number | null;
  apps?: number | null;
  feeds?: number | null;
  storageBytes?: number | null;
}

/** How much a tenant may do in a time; null where there is no limit. */
export interface RateQuotas {
  requestsASecond: number | null;
  eventsADay?: number | null;
  aiRequestsADay?: number | null;
}

export type PlanLimits = Readonly<CapacityQuotas & RateQuotas>;

export interface Plan {
  readonly name: LocalText;
  readonly limits: PlanLimits;
}

/** One French product that lives on this server: what its tenants are made of. */
export interface Product {
  /** As in `wistant`; kept in each tenant, so it never changes. */
  readonly id: string;
  readonly name: LocalText;
  readonly about: LocalText;
  /** The bounded contexts that its tenants use. */
  readonly contexts: readonly string[];
  /** Who may become a member of a tenant: anyone, the invited, or whoever an operator brings in. */
  readonly registration: 'open' | 'invitation' | 'closed';
  /** Of a tenant that chose none. */
  readonly locale: Locale;
  /** Of a tenant that chose none, as in `Europe/Paris`. */
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
