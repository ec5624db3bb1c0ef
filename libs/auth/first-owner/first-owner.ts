/** An account as it is told once, to whoever started the deployment. */
export interface OpenedAccount {
  readonly email: string;
  /** 128 random bits; only its hash is kept. */
  readonly password: string;
}

/** Opens the account of a tenant's first owner without a mail, for the first run. */
export abstract class FirstOwner {
  /** An active owner with a new password; where the account is there already, it gets that password. */
  abstract open(tenantId: string, email: string, name: string): Promise<OpenedAccount>;
}
