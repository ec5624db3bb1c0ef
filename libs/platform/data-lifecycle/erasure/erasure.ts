/** A person in one tenant. */
export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

/** How rows may name a person besides by the id of the user. */
export interface PersonNames {
  /** Lower-case; undefined when the account is gone. */
  readonly email?: string;
  /** Subjects besides the id of the user, such as the id of a device. */
  readonly subjects?: readonly string[];
}

/** The erasure of a person. */
export interface Erasure {
  readonly userId: string;
  /** `pending` until it is due, then `erasing`; once `erased`, only ids are left that the declarations of tables keep. */
  readonly state: 'pending' | 'erasing' | 'erased';
  readonly askedAt: Date;
  readonly dueAt: Date;
  /** Null until it has ended. */
  readonly erasedAt: Date | null;
  /** Rows changed so far, by table and effect, as in `auth.sessions delete`. */
  readonly counts: Readonly<Record<string, number>>;
}
