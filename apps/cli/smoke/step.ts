import { StepSkipped } from './outcomes.js';
import type { SmokeClient } from './smoke-client.js';

/** A part of the deployment that is tried from outside. */
export interface Step {
  readonly name: string;
  /** @returns what is worth a look @throws StepFailed, StepSkipped */
  run(visit: Visit): Promise<string | undefined>;
}

/** The options of a smoke test, and the findings of its steps for those after them. */
export interface Visit {
  readonly client: SmokeClient;
  readonly expectVersion: string | undefined;
  /** The slug; the first store that the home page names, until a step knows that it is there. */
  readonly wantedTenant: string | undefined;
  readonly account: { readonly email: string; readonly password: string } | undefined;
  tenant?: string;
  ready?: Readiness & { readonly askedAt: number; readonly answeredAt: number };
  apps?: readonly StoreApp[];
  session?: { readonly accessToken: string; readonly refreshToken: string };
}

export interface Readiness {
  readonly degraded: readonly string[];
  readonly withoutWorker: readonly string[];
  /** Processes of earlier versions do not say these. */
  readonly version?: string;
  readonly time?: string;
}

export interface StoreApp {
  readonly slug: string;
  readonly name: string;
  readonly download: string;
}

/** @throws StepSkipped where the step of the tenant has failed */
export function tenantOf({ tenant }: Visit): string {
  if (tenant === undefined) throw new StepSkipped('No tenant was found.');
  return encodeURIComponent(tenant);
}
