import { type ArgumentMetadata, Injectable, type PipeTransform, type Type, ValidationPipe } from '@nestjs/common';
import * as transformerPackage from 'class-transformer';
import * as validatorPackage from 'class-validator';
import { type FieldError, inBody, Problem } from '#platform/problems';
import { httpProblems } from '../http.errors.js';
import { constraintTexts } from './constraint-texts.js';
import { fieldErrors } from './field-errors.js';
import { inheritedNames } from './inherited-names.js';
import { rememberRules } from './known-rules.js';
import { nullFields } from './null-fields.js';

rememberRules();

const places = { body: 'body', query: 'query', param: 'path' } as const;

/**
 * Validates every body, query and path by its DTO: unknown fields are refused, and only what the
 * DTO declares (`@QueryInteger()`) is converted.
 *
 * @throws Problem `validation_failed` (400)
 */
@Injectable()
export class RequestValidation implements PipeTransform {
  private readonly pipes = {
    body: validatorOf('body'),
    query: validatorOf('query'),
    param: validatorOf('path'),
  };

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type } = metadata;
    if (type === 'custom') return value;
    if (type === 'body' && isDto(metadata.metatype) && value !== undefined && !isPlainObject(value))
      throw notAnObject();
    if (type !== 'body' && metadata.data) refuseRepeated(value, metadata.data, places[type]);
    if (type === 'body') refuse(inheritedNames(value));
    const validated = await this.pipes[type].transform(value, metadata);
    if (type === 'body') refuse(nullFields(validated));
    return validated;
  }
}

const bodies = new RequestValidation();

/**
 * Validates a part of a body by its DTO, as a body is validated: for the items of a request that are judged each by itself.
 *
 * @param within a JSON pointer to the part, with which the pointers of the problem begin
 * @throws Problem `validation_failed` (400)
 */
export async function validateBody<T extends object>(dto: Type<T>, value: object, within = ''): Promise<T> {
  try {
    return (await bodies.transform(value, { type: 'body', metatype: dto })) as T;
  } catch (error) {
    if (!(error instanceof Problem) || within === '') throw error;
    const errors = error.options.errors?.map((each) => ({ ...each, pointer: `${within}${each.pointer}` }));
    throw httpProblems.validation_failed({}, { errors: errors ?? [] });
  }
}

function validatorOf(place: FieldError['in']): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    // By themselves they would be imported with the first request; a bundled process could not.
    validatorPackage,
    transformerPackage,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: true, value: true },
    exceptionFactory: (errors) => httpProblems.validation_failed({}, { errors: fieldErrors(errors, place) }),
  });
}

/** Whether the type is a class of the application, which has rules to validate by. */
function isDto(metatype: Type<unknown> | undefined): boolean {
  return metatype !== undefined && ![String, Boolean, Number, Array, Object].some((type) => type === metatype);
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw httpProblems.validation_failed({}, { errors });
}

function notAnObject() {
  const { code, detail } = constraintTexts.isObject as { code: string; detail: FieldError['detail'] };
  return httpProblems.validation_failed({}, inBody(code, '', detail));
}

/** A parameter that a handler takes by name, without a DTO, may also be given only once. */
function refuseRepeated(value: unknown, name: string, place: FieldError['in']): void {
  if (!Array.isArray(value)) return;
  const detail = { en: 'must be given once', fr: 'ne doit être donné qu’une fois' };
  throw httpProblems.validation_failed({}, { errors: [{ pointer: `/${name}`, in: place, code: 'repeated', detail }] });
}
