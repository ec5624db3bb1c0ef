/**
 * What Argon2id takes for a new hash. Without one in the application it is OWASP's minimum, which is the default of the
 * library; no setting makes it cheaper.
 */
export class HashingCost {
  /**
   * @param memoryCost KiB
   * @param timeCost passes
   * @param parallelism lanes
   */
  constructor(
    readonly memoryCost = 19_456,
    readonly timeCost = 2,
    readonly parallelism = 1,
  ) {}

  /** How each hash of this cost begins, in PHC string format. */
  get prefix(): string {
    return `$argon2id$v=19$m=${this.memoryCost},t=${this.timeCost},p=${this.parallelism}$`;
  }
}
