import { IsIn, IsOptional } from 'class-validator';
import { DeadLetterDto } from '#platform/events';
import { ListOf, ListQueryDto } from '#platform/http';

/** Selects dead letters. */
export class EventsQueryDto extends ListQueryDto {
  /** The latest dead letter first, which is the only order. */
  @IsOptional()
  @IsIn(['-createdAt'])
  sort?: '-createdAt';
}

/** A cursor step or page of dead letters. */
export class DeadLettersDto extends ListOf(DeadLetterDto) {}
