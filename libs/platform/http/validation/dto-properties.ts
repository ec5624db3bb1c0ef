import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNumber,
  IsObject,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { isDay, isTimeZone, readDateTime } from '#platform/dates';
import { ArrayUnique } from './array-unique.js';
import { TextRule } from './text-rule.js';

/**
 * Reads a query parameter as a whole number, written in decimal digits and nothing else: `1e1`,
 * `+1`, ` 1`, `0x1`, an empty or a repeated parameter are left as they are, and `@IsInt()` refuses them.
 */
export const QueryInteger = () => inDigits('integer', /^-?(0|[1-9]\d{0,14})$/);

/** Reads a query parameter as a number, written in decimal digits, perhaps with a fraction of up to six; the rest as `QueryInteger`. */
export const QueryNumber = () => inDigits('number', /^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/);

function inDigits(type: 'integer' | 'number', form: RegExp): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type }),
    Transform(({ value }: { value: unknown }) => {
      return typeof value === 'string' && form.test(value) ? Number(value) : value;
    }),
  );
}

/** A property that may be absent or null; `@IsOptional()` of class-validator is for those that may only be absent. */
export const IsOptionalOrNull = (): PropertyDecorator =>
  ValidateIf((_dto, value: unknown) => value !== undefined && value !== null);

/** A property that holds a whole number from `min` to `max`. */
export const IsIntBetween = (min: number, max: number, options?: ValidationOptions): PropertyDecorator =>
  applyDecorators(Max(max, options), Min(min, options), IsInt(options));

/** A property that holds a number from `min` to `max`, perhaps with a fraction. */
export const IsNumberBetween = (min: number, max: number): PropertyDecorator =>
  applyDecorators(Max(max), Min(min), IsNumber());

/** A property that holds an array of `min` to `max` items. */
export const IsArrayBetween = (min: number, max: number): PropertyDecorator =>
  applyDecorators(ArrayMaxSize(max), ...(min > 0 ? [ArrayMinSize(min)] : []), IsArray());

/** As `IsArrayBetween`, with no item twice. @param identify as of `ArrayUnique` */
export const IsSetBetween = <Item>(min: number, max: number, identify?: (item: Item) => unknown): PropertyDecorator =>
  applyDecorators(ArrayUnique(identify), IsArrayBetween(min, max));

/** A property that holds an object of a class, whose own rules apply. */
export const IsNested = (type: () => new () => object, options?: ValidationOptions): PropertyDecorator =>
  applyDecorators(Type(type), ValidateNested(options), IsObject(options));

/** A property that holds an RFC 3339 date with a time and an offset, in the years 1 to 9999 of UTC. */
export const IsDateTime = () => TextRule('isDateTime', (text) => readDateTime(text) !== undefined);

/** A property that holds a day of the calendar, as in `2026-01-15`, of the years 1 to 9999. */
export const IsDay = () => TextRule('isDay', isDay);

/** A property that holds a time zone of the IANA database, as in `Europe/Paris`. */
export const IsTimeZone = () => TextRule('isTimeZone', isTimeZone);
