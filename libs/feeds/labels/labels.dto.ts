import { Length, ListOf, VersionedDto } from '#platform/http';

/** A label to create, or its new name. */
export class LabelContentDto {
  /**
   * 1 to 100 characters, which no other label of the caller has, whatever their case.
   * @example 'To translate'
   */
  @Length(1, 100)
  name!: string;
}

/** A label of the caller, who gives it posts by `POST /v1/feeds/posts/states`. */
export class LabelDto extends VersionedDto {
  /** @example 'To translate' */
  name!: string;
}

/** A cursor step or page of labels. */
export class LabelsDto extends ListOf(LabelDto) {}
