/** The account, shown once to the person who started the deployment. */
export interface OpenedAccount {
  readonly email: string;
  /** 128 random bits; only its hash is stored. */
  readonly password: string;
}

/** Creates the account of a tenant's first owner without a mail, for the first run. */
export abstract class FirstOwner {
  /** Creates an active owner with a new password; an account that exists already gets that password. */
  abstract open(tenantId: string, email: string, name: string): Promise<OpenedAccount>;
}
