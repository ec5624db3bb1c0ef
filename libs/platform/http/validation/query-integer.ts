import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';

/**
 * Reads a query parameter as a whole number, written in decimal digits and nothing else: `1e1`,
 * `+1`, ` 1`, `0x1`, an empty or a repeated parameter are left as they are, and `@IsInt()` refuses them.
 */
export function QueryInteger(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer' }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^-?(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value,
    ),
  );
}
