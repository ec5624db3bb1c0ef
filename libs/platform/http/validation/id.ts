import { Param } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { ValidationOptions } from 'class-validator';
import { isUuid, isUuidV7 } from '#platform/ids';
import type { Problem } from '#platform/problems';
import { httpProblems } from '../http.errors.js';
import { type ConstraintText, constraintTexts } from './constraint-texts.js';
import { TextRule } from './text-rule.js';

/** Characters of an id that the problem repeats, at most. */
const LONGEST_SHOWN = 64;

/**
 * Gives a handler the UUID of its path, as in `@Id('id', feedsProblems.feed_not_found) id: string`. Any other text is
 * answered like the id of something that does not exist, and PostgreSQL never sees it. The form is judged before the
 * body and the handler, so this 404 comes before the problems of both.
 *
 * @param notFound makes the 404 of the noun, whose text may name the `{id}`
 */
export function Id(name: string, notFound: (about: { id: string }) => Problem): ParameterDecorator {
  return idOfPath(name, isUuid, notFound);
}

/**
 * Gives a handler the UUIDv7 of its path that the client made for something new: nothing is missing where it is none, so
 * that is told as `validation_failed` (400) with a pointer.
 */
export function NewId(name: string): ParameterDecorator {
  return idOfPath(name, isUuidV7, () => {
    const { code, detail } = constraintTexts.isUuidV7 as ConstraintText;
    return httpProblems.validation_failed({}, { errors: [{ pointer: `/${name}`, in: 'path', code, detail }] });
  });
}

function idOfPath(
  name: string,
  isId: (text: string) => boolean,
  refusal: (about: { id: string }) => Problem,
): ParameterDecorator {
  const ofPath = Param(name, { transform: (given: string) => idOf(given, refusal, isId) });
  return (controller, handler, index) => {
    ofPath(controller, handler, index);
    describeId(name, controller, handler);
  };
}

/** Says in the OpenAPI document that this part of the path is a UUID. */
export function describeId(name: string, controller: object, handler: string | symbol | undefined): void {
  const descriptor = handler && Object.getOwnPropertyDescriptor(controller, handler);
  if (descriptor) ApiParam({ name, schema: { type: 'string', format: 'uuid' } })(controller, handler, descriptor);
}

/** The UUID that a path has. @throws Problem the refusal for another text */
export function idOf(given: string, refusal: (about: { id: string }) => Problem, isId = isUuid): string {
  if (!isId(given)) throw refusal({ id: given.slice(0, LONGEST_SHOWN) });
  return given;
}

/** A property that holds a UUID in lower case, as ids are everywhere: one that was sealed into data is compared as text. */
export const IsId = (options?: ValidationOptions) => TextRule('isUuid', isUuid, options);

/** A property that holds the UUIDv7 that the client made for something new. */
export const IsNewId = () => TextRule('isUuidV7', isUuidV7);
