/** Why one item among several failed. */
export class ItemProblemDto {
  /** @example 'app_not_found' */
  code!: string;

  /** What happened and what to do next, in French or English by Accept-Language. */
  detail!: string;
}
