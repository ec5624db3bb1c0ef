import { IsString } from 'class-validator';
import { Length, ListOf } from '#platform/http';

/** A label to create, or its new name. */
export class LabelContentDto {
  /**
   * 1 to 100 characters, which no other label of the caller has, whatever their case.
   * @example 'To translate'
   */
  @IsString()
  @Length(1, 100)
  name!: string;
}

/** A label of the caller, who gives it posts by `POST /v1/feeds/posts/states`. */
export class LabelDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'To translate' */
  name!: string;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}

/** A cursor step or page of labels. */
export class LabelsDto extends ListOf(LabelDto) {}
