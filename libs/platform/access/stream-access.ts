import { platformTenant, type Tenant, type TenantDirectory } from '#platform/tenancy';
import type { Admission } from './request-admission.js';
import type { Revocations } from './revocations.js';

/**
 * Whether an admitted request would still be, as far as this process has in memory: `changed` means that something which
 * it depends on is another now, so that only a complete check can tell.
 */
export type AccessState = 'admitted' | 'refused' | 'changed';

/** What an admitted request's access depends on. */
export interface AdmittedBy extends Admission {
  /** The `Authorization` headers. */
  readonly credential: readonly string[];
  /** When the credential expires, in milliseconds since 1970; Infinity where the process does not know. */
  readonly expiresAt: number;
}

/** What was so when a complete check began. */
interface Check {
  readonly tenant: Tenant | undefined;
  readonly rechecks: number;
}

/** The access of a request whose answer goes on for a while. It holds no reference to the request. */
export class StreamAccess {
  private checked: Check;
  private rechecks = 0;
  private revocationsSeen = -1;

  constructor(
    readonly by: AdmittedBy,
    private readonly revocations: Revocations,
    private readonly directory: TenantDirectory,
  ) {
    this.checked = this.check();
  }

  /** From memory alone: it costs some comparisons, and a look-up more after any revocation. */
  state(now = Date.now()): AccessState {
    const { token } = this.by.principal ?? {};
    if (now >= this.by.expiresAt) return 'refused';
    const { changes } = this.revocations;
    if (token && this.revocationsSeen !== changes) {
      if (this.revocations.isRevoked(token)) return 'refused';
      this.revocationsSeen = changes;
    }
    const { tenant, rechecks } = this.checked;
    return rechecks !== this.rechecks || tenant !== this.tenantNow() ? 'changed' : 'admitted';
  }

  /** Makes its state `changed`, as when its key may have been revoked. */
  recheck(): void {
    this.rechecks += 1;
  }

  /** The same for all whose complete check has the same result. */
  get key(): string {
    const { access, ofPath, credential } = this.by;
    const permission = access?.kind === 'allow' ? access.permission : '';
    return `${permission} ${ofPath?.id} ${credential}`;
  }

  /** What a complete check that begins now depends on. */
  check(): Check {
    return { tenant: this.tenantNow(), rechecks: this.rechecks };
  }

  /** Records that a complete check admitted it; what changed since that began is open still. */
  confirm(check: Check): void {
    this.checked = check;
  }

  /** The tenant that it is about, as the directory has it now; undefined where that was deleted. */
  tenantNow(): Tenant | undefined {
    const id = this.by.ofPath?.id ?? this.by.principal?.tenantId ?? platformTenant.id;
    return id === platformTenant.id ? platformTenant : this.directory.byId(id);
  }
}
