import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

/** The position of an answer in its list. Page number and totals are given in page mode only. */
export class PageDto {
  /** The cursor of the next step; null at the end, and in page mode. */
  next!: string | null;

  /** How many items were asked for, 1 to 100. */
  size!: number;

  /** The number of this page, from 1. */
  number?: number;

  /** How many items the whole list has. */
  totalItems?: number;

  /** How many pages the whole list has. */
  totalPages?: number;

  /** Whether the totals were counted or are the planner's estimate. */
  totalKind?: 'exact' | 'estimated';
}

/** What a list answers: a cursor step or a page of items. */
interface ListDto<Item> {
  data: Item[];
  page: PageDto;
}

/** The class of a list's answer, as in `class NotesDto extends ListOf(NoteDto) {}`. */
export function ListOf<Item>(item: Type<Item>): Type<ListDto<Item>> {
  class ItemsDto {
    @ApiProperty({ type: [item] })
    data!: Item[];

    @ApiProperty({ type: PageDto })
    page!: PageDto;
  }
  return ItemsDto;
}
