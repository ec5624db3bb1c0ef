import { IsOptional } from 'class-validator';
import { IsIntBetween, QueryInteger } from '../validation/dto-properties.js';
import { MaxLength } from '../validation/text-rule.js';

/** Some filters and the pagination of a list: by cursor, or by page number for dashboards. */
// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for these arguments of a class that is extended.
export function ListQueryOf<Filters extends new (...args: any[]) => object>(filters: Filters) {
  class ListQuery extends filters {
    /** How many items a cursor step returns, 1 to 100; 20 by default. */
    @IsOptional()
    @QueryInteger()
    @IsIntBetween(1, 100)
    limit?: number;

    /** Where to continue: `page.next` of the previous answer. */
    @IsOptional()
    @MaxLength(2048)
    cursor?: string;

    /** The number of a page, from 1; chooses pages instead of cursors. */
    @IsOptional()
    @QueryInteger()
    @IsIntBetween(1, 1_000_000)
    page?: number;

    /** How many items a page has, 1 to 100; 20 by default. */
    @IsOptional()
    @QueryInteger()
    @IsIntBetween(1, 100)
    pageSize?: number;
  }
  return ListQuery;
}

/** The pagination of a list. */
export class ListQueryDto extends ListQueryOf(class {}) {}
