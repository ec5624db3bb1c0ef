import { ValidateIf } from 'class-validator';
import { IsId, IsNested, IsSetBetween, ListOf } from '#platform/http';
import { PersonContentDto, PersonDto } from '../persons/person.dto.js';

/** Where a member of the staff works. */
export class StaffPlaceDto {
  /** @example '018f0000-0000-7000-8000-000000000009' */
  @IsId()
  universityId!: string;

  /**
   * A UFR of it; null, or left out, for the whole university.
   * @example '018f0000-0000-7000-8000-000000000009'
   */
  @ValidateIf((_place, value) => value !== undefined && value !== null)
  @IsId()
  ufrId?: string | null;
}

/** A member of the staff, as admins write them. */
export class StaffContentDto extends PersonContentDto {
  /**
   * The universities and UFRs whose students they keep; 1 to 100, each once.
   * @example [{ "universityId": "018f0000-0000-7000-8000-000000000009", "ufrId": null }]
   */
  @IsSetBetween(1, 100, ({ universityId, ufrId }: StaffPlaceDto) => ufrId ?? universityId)
  @IsNested(() => StaffPlaceDto, { each: true })
  places!: StaffPlaceDto[];
}

/** A member of the staff. */
export class StaffMemberDto extends PersonDto {
  places!: StaffPlaceDto[];
}

/** A cursor step or page of staff. */
export class StaffDto extends ListOf(StaffMemberDto) {}
